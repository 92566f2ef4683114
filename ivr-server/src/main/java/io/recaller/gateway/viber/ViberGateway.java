package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.Appearance;
import io.recaller.channel.Gateway;
import io.recaller.channel.InParts;
import io.recaller.channel.Outbound;

/** Sends by a bot. Any thread; blocking. */
public final class ViberGateway implements Gateway {
    private final ViberBot bot;
    private final ViberApi api;

    private final InParts parts = new InParts();

    public ViberGateway(ViberBot bot) {
        this.bot = bot;
        this.api = new ViberApi(bot);
    }

    @Override
    public String name() {
        return bot.gateway();
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        var id =
                parts.send(
                        message.seq(),
                        ViberText.messages(message.text(), message.buttons()).stream()
                                .<InParts.Part>map(piece -> () -> send(message, piece))
                                .toList());
        return id.isEmpty() ? "seq-" + message.seq() : id;
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
