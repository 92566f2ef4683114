package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.CarriedFiles;
import io.recaller.channel.outbound.Appearance;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.InParts;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.db.Database;
import io.recaller.message.Stops;
import java.time.InstantSource;
import java.util.ArrayList;

/** Sends by a bot. Any thread; blocking. */
public final class ViberGateway implements Gateway {
    /** Desks have words for it. */
    private static final String LEFT = "blocked";

    private final ViberBot bot;
    private final Database db;
    private final ViberApi api;
    private final Stops stops = new Stops();
    private final InstantSource clock;

    private final InParts parts = new InParts();

    public ViberGateway(ViberBot bot, Database db, InstantSource clock) {
        this.bot = bot;
        this.db = db;
        this.clock = clock;
        this.api = new ViberApi(bot);
    }

    @Override
    public String name() {
        return bot.gateway();
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        if (db.inTransaction(
                tx -> stops.forbids(tx, bot.gateway(), message.peer(), message.seq()))) {
            throw new NotSentException(new Remedy.GiveUp(LEFT));
        }
        var pieces = new ArrayList<ObjectNode>();
        for (var file : message.files()) {
            pieces.add(named(file));
        }
        var isWords = !message.text().isBlank() || !message.buttons().isEmpty();
        if (isWords || pieces.isEmpty()) {
            pieces.addAll(ViberText.messages(message.text(), message.buttons()));
        }
        var id =
                parts.send(
                        message.seq(),
                        pieces.stream()
                                .<InParts.Part>map(piece -> () -> send(message, piece))
                                .toList());
        return id.isEmpty() ? "seq-" + message.seq() : id;
    }

    private ObjectNode named(OutboundFile file) throws NotSentException {
        var address =
                bot.links()
                        .to(file.attachment(), clock.instant())
                        .orElseThrow(() ->
                                new NotSentException(
                                        new Remedy.GiveUp(
                                                "Viber fetches files from us: set channels."
                                                        + bot.gateway()
                                                        + ".address")));
        return ViberMedia.message(file.attachment(), address);
    }

    /** Where Viber knows no address of ours it cannot fetch any. */
    @Override
    public CarriedFiles files() {
        return bot.address().isPresent() ? ViberMedia.CARRIED : CarriedFiles.none();
    }

    /** How it looks there: pieces, and keys below the last. */
    public static Appearance appearance(Outbound message) {
        return Appearance.withKeys(
                ViberText.messages(message.text(), message.buttons()).stream()
                        .map(piece -> piece.path("text").asText())
                        .toList(),
                message.buttons(),
                Integer.MAX_VALUE,
                ViberText.LONGEST_LABEL);
    }

    private String send(Outbound message, ObjectNode piece) throws NotSentException {
        piece.put("receiver", message.peer());
        piece.putObject("sender").put("name", bot.sender());
        return api.call("send_message", piece).path("message_token").asText();
    }
}
