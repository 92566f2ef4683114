package io.recaller.gateway.meta;

import com.fasterxml.uuid.Generators;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.TopicStore;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.customer.handle.Handles;
import io.recaller.customer.identity.Links;
import io.recaller.db.Database;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One door at Meta over real rows; nobody answers by himself. */
final class MetaRows {
    final Database db;
    final MetaPlan plan;
    private final InstantSource clock;
    private final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    private final HandleStore handles = new HandleStore(ids);
    private final CustomerStore customers = new CustomerStore(ids, handles);
    private final Links links = new Links(customers, handles);
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final OutgoingMessages outgoing = new OutgoingMessages();

    MetaRows(Database db, MetaPlan plan, InstantSource clock) {
        this.db = db;
        this.plan = plan;
        this.clock = clock;
    }

    MetaDoor door() {
        return new MetaDoor(
                plan,
                new Inbox(db, _ -> {}, GatewayTraffic.uncounted(), clock),
                new MetaOutcomes(plan, db, GatewayTraffic.uncounted(), clock),
                new ToldNumbers(new Handles("KZ"), links, db, clock),
                clock);
    }

    MetaGateway gateway() {
        return new MetaGateway(plan, db, clock);
    }

    /** Somebody wrote then. */
    void heard(String peer, Instant at) {
        new Inbox(db, _ -> {}, GatewayTraffic.uncounted(), clock)
                .take(
                        new Incoming(
                                new Peer(
                                        plan.gateway(),
                                        peer,
                                        Channel.MESSENGER,
                                        Optional.empty(),
                                        TrustTier.CLAIMED,
                                        Optional.empty(),
                                        Optional.empty()),
                                new Said.Words("hello"),
                                Optional.of("in-" + at),
                                Optional.empty(),
                                at));
    }

    /** The contact of whoever wrote begins; their customer. */
    CustomerId begins(String peer) {
        var thread = thread(peer);
        var contact = new ContactId(ids.get());
        return db.inTransaction(tx -> {
            var customer =
                    customers
                            .createWhenNew(tx, thread.handle().orElseThrow(), clock.instant())
                            .single()
                            .orElseThrow();
            new ContactStore(ids, handles, new TopicStore())
                    .begin(
                            tx,
                            Contact.inbound(
                                    contact,
                                    Channel.MESSENGER,
                                    thread.handle(),
                                    Optional.of(customer),
                                    TrustTier.CLAIMED,
                                    clock.instant(),
                                    Optional.empty()));
            threads.begins(tx, thread.id(), contact);
            return customer;
        });
    }

    List<Handle> claimed(CustomerId customer) {
        return db.inTransaction(tx -> links.claims(tx, customer)).stream()
                .filter(claim -> claim.customer().filter(customer::equals).isPresent())
                .map(Links.Claim::handle)
                .toList();
    }

    MessageThread thread(String peer) {
        return db.inTransaction(tx ->
                threads.find(tx, plan.gateway(), peer)
                        .flatMap(id -> threads.find(tx, id))
                        .orElseThrow());
    }

    List<ThreadMessage> with(String peer) {
        return db.inTransaction(tx ->
                threads.find(tx, plan.gateway(), peer)
                        .map(thread -> messages.changed(tx, thread, Instant.EPOCH, 100))
                        .orElse(List.of()));
    }

    /** Something that we say, as it goes out. */
    Outbound says(String peer, Author author, String text, Button... buttons) {
        return says(peer, author, text, clock.instant(), buttons);
    }

    /** As above, written then. */
    Outbound says(String peer, Author author, String text, Instant at, Button... buttons) {
        var seq = db.inTransaction(tx -> messages.aside(tx, thread(peer).id(), text, at));
        return new Outbound(seq, peer, text, List.of(buttons), author);
    }

    /** It goes out as that template. */
    void asTemplate(Outbound message, String template, List<String> values) {
        db.runInTransaction(
                tx -> new LeavingMessages().asTemplate(tx, message.seq(), template, values));
    }

    /** An agent sends a file, with words below it or none. */
    Outbound sends(String peer, String text, String name, FileContent content) {
        var said = says(peer, Author.AGENT, text);
        var type = content.type().orElseThrow();
        var file = new Attachment(ids.get(), name, type, content.size());
        return new Outbound(
                said.seq(),
                peer,
                text,
                List.of(),
                Author.AGENT,
                List.of(new OutboundFile(file, content)));
    }

    void sent(Outbound message, String externalId) {
        db.runInTransaction(tx -> outgoing.sent(tx, message.seq(), externalId, clock.instant()));
    }
}
