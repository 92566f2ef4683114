package io.recaller.gateway.viber;

import io.recaller.channel.Gateway;
import io.recaller.channel.Outbound;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sends by a bot. Any thread; blocking. */
public final class ViberGateway implements Gateway {
    private final ViberBot bot;
    private final ViberApi api;

    /** How many of a message's pieces were sent before one was not. */
    private final Map<Long, Integer> sent = new ConcurrentHashMap<>();

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
        var id = "";
        var pieces = ViberText.messages(message.text(), message.buttons());
        for (var i = sent.getOrDefault(message.seq(), 0); i < pieces.size(); i++) {
            var piece = pieces.get(i).put("receiver", message.peer());
            piece.putObject("sender").put("name", bot.sender());
            id = api.call("send_message", piece).path("message_token").asText();
            sent.put(message.seq(), i + 1);
        }
        sent.remove(message.seq());
        return id.isEmpty() ? "seq-" + message.seq() : id;
    }
}
