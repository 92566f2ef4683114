package io.recaller.gateway.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.CarriedFiles;
import io.recaller.channel.ReplyWindow;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.InParts;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.db.Database;
import io.recaller.gateway.call.FileUploads;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.Author;
import io.recaller.message.LeavingMessages;
import io.recaller.message.LeavingMessages.Leaving;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
    private final FileUploads uploads = new FileUploads("Meta");

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
    public CarriedFiles files() {
        return plan.service() == Service.INSTAGRAM && plan.links().hook().isEmpty()
                ? CarriedFiles.none()
                : new MetaUploads(plan.service()).carried();
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        var leaving =
                db.inTransaction(tx -> messages.find(tx, message.seq())).orElseThrow(() -> gone());
        return parts.send(message.seq(), parts(message, leaving));
    }

    private static NotSentException gone() {
        return new NotSentException(new Remedy.GiveUp("it was deleted before it was sent"));
    }

    private List<InParts.Part> parts(Outbound message, Leaving leaving) throws NotSentException {
        if (leaving.isTemplate()) {
            var template = template(message, leaving);
            return List.of(() -> api.post(template));
        }
        var now = clock.instant();
        if (!now.isBefore(until(message.author(), leaving))) {
            throw new NotSentException(new Remedy.GiveUp(ReplyWindow.OVER));
        }
        var isLate = !now.isBefore(until(Author.FLOW, leaving));
        var isWords = !message.text().isBlank() || !message.buttons().isEmpty();
        var all = new ArrayList<InParts.Part>();
        var files = message.files();
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            var isLast = !isWords && i == files.size() - 1;
            all.add(() -> send(message, file, isLast, isLate));
        }
        if (isWords || message.files().isEmpty()) {
            words(message, isLate).forEach(request -> all.add(() -> api.post(request)));
        }
        return all;
    }

    /** As the settings name it now: with other fields than it was filled for it would be wrong. */
    private ObjectNode template(Outbound message, Leaving leaving) throws NotSentException {
        var values = leaving.values();
        return plan.templates().stream()
                .filter(each -> leaving.template().map(each.id()::equals).orElse(true))
                .filter(each -> each.approved().fields().size() == values.size())
                .findFirst()
                .map(template -> WhatsAppRequests.template(message, template, values))
                .orElseThrow(() ->
                        new NotSentException(
                                new Remedy.GiveUp(
                                        "the settings name no such template any more, or one with"
                                                + " other fields")));
    }

    /** Sent up anew where only the message that names it failed: nobody has seen it yet. */
    private String send(Outbound message, OutboundFile file, boolean isLast, boolean isLate)
            throws NotSentException {
        var kind = new MetaUploads(plan.service()).kind(file.attachment().type());
        if (plan.service() == Service.INSTAGRAM) {
            return api.post(
                    new PageRequests(plan.service())
                            .linked(message.peer(), kind, address(file), isLate));
        }
        var id = uploads.send(message.seq(), () -> api.upload(file));
        return api.post(
                plan.service() == Service.WHATSAPP
                        ? WhatsAppRequests.file(message, file, kind, id, isLast)
                        : new PageRequests(plan.service()).file(message.peer(), kind, id, isLate));
    }

    private String address(OutboundFile file) throws NotSentException {
        return plan.links()
                .to(file.attachment(), clock.instant())
                .orElseThrow(() ->
                        new NotSentException(
                                new Remedy.GiveUp(
                                        "Instagram fetches files from us: set channels."
                                                + plan.gateway()
                                                + ".address")));
    }

    private List<ObjectNode> words(Outbound message, boolean isLate) {
        return plan.service() == Service.WHATSAPP
                ? WhatsAppRequests.of(message, plan.language())
                : new PageRequests(plan.service()).of(message, isLate);
    }

    /** Who never wrote may not be written to. */
    private Instant until(Author author, Leaving leaving) {
        return leaving.lastHeard()
                .map(heard -> plan.window().until(author, heard))
                .orElse(Instant.MIN);
    }
}
