package io.recaller.gateway.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.Gateway;
import io.recaller.channel.InParts;
import io.recaller.channel.Outbound;
import io.recaller.channel.ReplyWindow;
import io.recaller.db.Database;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.Author;
import io.recaller.message.LeavingMessages;
import io.recaller.message.LeavingMessages.Leaving;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Sends by WhatsApp, Messenger or Instagram, as long as Meta lets somebody be answered. Any thread;
 * blocking.
 */
public final class MetaGateway implements Gateway {
    private final MetaPlan plan;
    private final Database db;
    private final GraphApi api;
    private final InstantSource clock;
    private final LeavingMessages messages = new LeavingMessages();

    private final InParts parts = new InParts();

    public MetaGateway(MetaPlan plan, Database db, InstantSource clock) {
        this.plan = plan;
        this.db = db;
        this.api = new GraphApi(plan);
        this.clock = clock;
    }

    @Override
    public String name() {
        return plan.gateway();
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        var leaving =
                db.inTransaction(tx -> messages.find(tx, message.seq())).orElseThrow(() -> gone());
        return parts.send(
                message.seq(),
                requests(message, leaving).stream()
                        .<InParts.Part>map(request -> () -> api.post(request))
                        .toList());
    }

    private static NotSentException gone() {
        return new NotSentException(new Remedy.GiveUp("it was deleted before it was sent"));
    }

    private List<ObjectNode> requests(Outbound message, Leaving leaving) throws NotSentException {
        if (leaving.isTemplate()) {
            return List.of(
                    WhatsAppRequests.template(
                            message,
                            plan.template()
                                    .orElseThrow(() ->
                                            new NotSentException(
                                                    new Remedy.GiveUp(
                                                            "the settings name no template any more")))));
        }
        var now = clock.instant();
        if (!now.isBefore(until(message.author(), leaving))) {
            throw new NotSentException(new Remedy.GiveUp(ReplyWindow.OVER));
        }
        return plan.service() == Service.WHATSAPP
                ? WhatsAppRequests.of(message, plan.language())
                : new PageRequests(plan.service())
                        .of(message, !now.isBefore(until(Author.FLOW, leaving)));
    }

    /** Who never wrote may not be written to. */
    private Instant until(Author author, Leaving leaving) {
        return leaving.lastHeard()
                .map(heard -> plan.window().until(author, heard))
                .orElse(Instant.MIN);
    }
}
