package io.recaller.channel.inbound;

import io.recaller.channel.ClosedQueues;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.Said;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Archive;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.hours.OpeningHours;
import io.recaller.message.FileRoom;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageEntries;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.file.AttachmentRules;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** People who write to a business with the demo's flow and real rows. */
public final class Correspondence {
    final Archive archive;
    final Office office;
    public final List<ContactId> begun = new ArrayList<>();
    final Messages messages = new Messages();
    final InboundMessages inbound = new InboundMessages();
    final Inbox inbox;
    ClosedQueues closed;
    final String gateway;
    final String peer;
    private final LinkArrivals links;
    TrustTier trust = TrustTier.CLAIMED;
    Answers answers = Answers.MENU;
    Optional<String> speaks = Optional.empty();
    LeftOff left = LeftOff.nothing();
    Handle handle;
    CalledInstead instead = CalledInstead.never();
    PinPages pins = PinPages.none();

    /** One server, which goes on. */
    private @Nullable Lane here;

    public Correspondence(Archive archive, String peer) {
        this(archive, peer, "site", new Office(), LinkArrivals.none());
    }

    /** By another gateway, to which links lead. */
    Correspondence(
            Archive archive, String peer, String gateway, Office office, LinkArrivals links) {
        this.archive = archive;
        this.peer = peer;
        this.gateway = gateway;
        this.office = office;
        this.links = links;
        this.handle =
                new Handle(gateway.equals("site") ? HandleKind.WEB : HandleKind.TELEGRAM, peer);
        closed = new ClosedQueues(QueuePlans.of(QueuePlan.usual()), OpeningHours::none, office);
        inbox =
                new Inbox(
                        archive.db,
                        _ -> {},
                        GatewayTraffic.uncounted(),
                        new FileRoom(AttachmentRules.usual()),
                        office,
                        links);
        office.store = archive.dialogues;
        office.numbers =
                Map.of(
                        "site", "telecom", "form", "telecom", "bot", "telecom", "wa", "telecom",
                        "sms", "telecom");
        office.contexts = new RememberedContext(Map.of(), Caller.unknown());
    }

    Lane lane() {
        return lane(() -> new ContactId(archive.ids.get()));
    }

    Lane lane(Supplier<ContactId> newContact) {
        return new Lane(
                archive.db,
                office.conversations(),
                archive.contacts,
                new Gateways(
                        List.of(
                                new GatewayPlan("site", Channel.CHAT, false, answers),
                                new GatewayPlan("wa", Channel.MESSENGER, true),
                                new GatewayPlan("bot", Channel.MESSENGER, true),
                                new GatewayPlan("sms", Channel.SMS, true),
                                new GatewayPlan("form", Channel.WEB, true, Answers.NONE)),
                        GatewayTraffic.uncounted()),
                closed,
                () -> {
                    var contact = newContact.get();
                    begun.add(contact);
                    return contact;
                },
                office,
                left,
                links,
                instead,
                pins);
    }

    public Inbox.Taken write(String text) {
        return take(new Said.Words(text), UUID.randomUUID().toString());
    }

    Inbox.Taken press(String key) {
        return take(new Said.Pressed(key), UUID.randomUUID().toString());
    }

    /** By a form, whose answer goes out here. */
    Inbox.Taken fillIn(String text) {
        return inbox.take(
                incoming(new Said.Words(text), UUID.randomUUID().toString(), Optional.of("f-1")),
                tx ->
                        new MessageEntries()
                                .cameBy(
                                        tx,
                                        new Threads().find(tx, "site", peer).orElseThrow(),
                                        "f-1",
                                        "form"));
    }

    Inbox.Taken take(Said said, String clientId) {
        return inbox.take(incoming(said, clientId, Optional.empty()));
    }

    private Incoming incoming(Said said, String clientId, Optional<String> externalId) {
        return new Incoming(
                new Peer(
                        gateway,
                        peer,
                        channel(),
                        Optional.of(handle),
                        trust,
                        Optional.empty(),
                        speaks),
                said,
                externalId,
                Optional.of(clientId),
                now());
    }

    private Channel channel() {
        return switch (gateway) {
            case "site" -> Channel.CHAT;
            case "sms" -> Channel.SMS;
            default -> Channel.MESSENGER;
        };
    }

    private Instant now() {
        return office.instant();
    }

    /** Answers everything that came in. */
    public void answer() {
        if (here == null) {
            here = lane();
        }
        answer(here);
    }

    void answer(Lane lane) {
        for (var next = next(); next.isPresent(); next = next()) {
            answer(lane, next.get());
        }
    }

    void answer(Lane lane, ThreadMessage message) {
        lane.answer(
                archive.db.inTransaction(tx ->
                        lane.look(
                                tx,
                                new Threads().locked(tx, message.thread()).orElseThrow(),
                                message)));
    }

    Optional<ThreadMessage> next() {
        return archive.db.inTransaction(tx -> inbound.next(tx, thread(), now()));
    }

    ThreadId thread() {
        return archive.db.inTransaction(tx -> new Threads().find(tx, gateway, peer)).orElseThrow();
    }

    List<ThreadMessage> all() {
        return archive.db.inTransaction(tx -> messages.theirsAfter(tx, thread(), 0, 100, now()));
    }

    /** As an agent reads it. */
    List<String> readAlong() {
        return archive
                .db
                .inTransaction(tx -> messages.changed(tx, thread(), Instant.EPOCH, 100))
                .stream()
                .map(ThreadMessage::text)
                .toList();
    }

    ThreadMessage last() {
        return all().getLast();
    }

    /** The key of the button whose label begins so. */
    String button(String label) {
        return last().buttons().stream()
                .filter(each -> each.label().startsWith(label))
                .findFirst()
                .orElseThrow()
                .key();
    }

    List<String> waiting() {
        return all().stream()
                .filter(each -> each.state() == MessageState.RECEIVED)
                .map(ThreadMessage::text)
                .toList();
    }
}
