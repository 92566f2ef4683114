package io.recaller.gateway.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.CarriedFiles;
import io.recaller.channel.outbound.Appearance;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.InParts;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.gateway.call.FileUploads;
import io.recaller.gateway.call.MultipartForm;
import io.recaller.gateway.call.SendingRate;
import io.recaller.message.Button;
import io.recaller.message.file.FileType;
import io.recaller.text.TextPieces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends by a bot: text as it is, buttons below it. Any thread; blocking. */
public final class TelegramGateway implements Gateway {
    /** The Bot API's own, in UTF-16 units. */
    static final int LONGEST_TEXT = 4096;

    /** Longer ones are cut off on telephones. */
    static final int LONGEST_LABEL = 40;

    /** Bytes that the Bot API takes as a picture; more go as a document. */
    private static final int PICTURE = 10_000_000;

    /** In all that the Bot API says of a picture it does not like. */
    private static final String REFUSED_PICTURE = "PHOTO";

    private static final Duration WITHIN = Duration.ofSeconds(5);

    /** "The API will not allow more than 30 messages per second or so" (Bots FAQ). */
    private static final int PER_SECOND = 25;

    private final TelegramBot bot;
    private final TelegramApi api;
    private final SendingRate rate = SendingRate.of(PER_SECOND);
    private final FileUploads uploads = new FileUploads("Telegram");
    private final InParts parts = new InParts();

    public TelegramGateway(TelegramBot bot) {
        this.bot = bot;
        this.api = new TelegramApi(bot);
    }

    @Override
    public String name() {
        return bot.name();
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        var all = new ArrayList<InParts.Part>();
        for (var file : message.files()) {
            all.add(() -> send(message, file));
        }
        var isFilesOnly = !all.isEmpty() && message.text().isBlank() && message.buttons().isEmpty();
        if (!isFilesOnly) {
            all.addAll(texts(message));
        }
        return parts.send(message.seq(), all);
    }

    /** The last has what can be pressed. */
    private List<InParts.Part> texts(Outbound message) {
        var pieces = new TextPieces(LONGEST_TEXT).of(message.text());
        var all = new ArrayList<InParts.Part>();
        for (var i = 0; i < pieces.size(); i++) {
            var isLast = i == pieces.size() - 1;
            var arguments =
                    arguments(
                            message.peer(), pieces.get(i), isLast ? message.buttons() : List.of());
            all.add(() -> said(arguments));
        }
        return all;
    }

    private String said(ObjectNode arguments) throws NotSentException {
        rate.await();
        return api.call("sendMessage", arguments, WITHIN).path("message_id").asText();
    }

    /** How it looks there: pieces, and buttons as wide as a telephone. */
    public static Appearance appearance(Outbound message) {
        return Appearance.withKeys(
                new TextPieces(LONGEST_TEXT).of(message.text()),
                message.buttons(),
                Integer.MAX_VALUE,
                LONGEST_LABEL);
    }

    /** For five seconds, or until a message is there. */
    @Override
    public void typing(String peer) {
        try {
            api.call(
                    "sendChatAction",
                    TelegramApi.arguments().put("chat_id", peer).put("action", "typing"),
                    WITHIN);
        } catch (NotSentException _) {
            // nobody misses it
        }
    }

    @Override
    public CarriedFiles files() {
        return CarriedFiles.all();
    }

    /** A picture that is none to Telegram, such as a very long one, goes as a document. */
    private String send(Outbound message, OutboundFile file) throws NotSentException {
        var type = file.attachment().type();
        if ((type == FileType.JPEG || type == FileType.PNG) && file.content().size() <= PICTURE) {
            try {
                return send("sendPhoto", "photo", message, file);
            } catch (NotSentException failure) {
                if (!(failure.remedy() instanceof Remedy.GiveUp(var why))
                        || !why.contains(REFUSED_PICTURE)) {
                    throw failure;
                }
            }
        }
        return send("sendDocument", "document", message, file);
    }

    private String send(String method, String field, Outbound message, OutboundFile file)
            throws NotSentException {
        var form = MultipartForm.of(Map.of("chat_id", message.peer()), field, file);
        rate.await();
        return uploads.send(message.seq(), () -> api.send(method, form))
                .path("message_id")
                .asText();
    }

    private static ObjectNode arguments(String chat, String text, List<Button> buttons) {
        var arguments = TelegramApi.arguments().put("chat_id", chat).put("text", text);
        if (!buttons.isEmpty()) {
            var rows = arguments.putObject("reply_markup").putArray("inline_keyboard");
            for (var button : buttons) {
                rows.addArray()
                        .addObject()
                        .put("text", button.labelWithin(LONGEST_LABEL))
                        .put("callback_data", button.key());
            }
        }
        return arguments;
    }
}
