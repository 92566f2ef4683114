package io.recaller.contact;

import com.fasterxml.uuid.Generators;
import io.recaller.contact.context.ContextQuery;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.fact.RequestStore;
import io.recaller.contact.history.Timeline;
import io.recaller.contact.reported.Intake;
import io.recaller.contact.reported.Recorded;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.customer.field.KnownFields;
import io.recaller.customer.identity.Links;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One database with all stores over it, and words to fill it with. */
final class Memory implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    final Database db = TestDatabase.fresh();
    final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    final HandleStore handles = new HandleStore(ids);
    final CustomerStore customers = new CustomerStore(ids, handles);
    final FieldCatalogue catalogue =
            new FieldCatalogue(List.of(entry("account"), entry("area")), Optional.of("area"));
    final KnownFields fields = new KnownFields(ids, catalogue);
    final TopicStore topics = new TopicStore();
    final List<Ended> ends = new CopyOnWriteArrayList<>();
    final ContactStore contacts = new ContactStore(ids, handles, topics, ends::add);
    final Links links = new Links(customers, handles);
    final Intake intake = new Intake(ids, links, fields, topics);
    final Timeline timeline = new Timeline();
    final FactStore facts = new FactStore(ids, topics);
    final RequestStore requests = new RequestStore(ids, topics);
    final ContextQuery context = new ContextQuery(catalogue);

    private final AtomicInteger numbers = new AtomicInteger(1_000_000);

    Memory(String... topicIds) {
        for (var id : topicIds) {
            db.runInTransaction(tx -> topics.define(tx, new Topic(id), Map.of("en", id)));
        }
    }

    private static FieldCatalogue.Entry entry(String key) {
        return new FieldCatalogue.Entry(
                key, Kind.TEXT, Sensitivity.PERSONAL, TrustTier.VERIFIED, Duration.ofDays(365));
    }

    Handle newLine() {
        return new Handle(HandleKind.TEL, "+7702" + numbers.incrementAndGet());
    }

    CustomerId customer(Handle handle) {
        return db.inTransaction(tx -> customers.createWhenNew(tx, handle, NOW))
                .single()
                .orElseThrow();
    }

    /** A call that has begun this long ago, by a customer. */
    ContactId call(Handle handle, CustomerId customer, Duration ago) {
        var contact =
                Contact.inbound(
                        new ContactId(ids.get()),
                        Channel.PHONE,
                        Optional.of(handle),
                        Optional.of(customer),
                        TrustTier.CLAIMED,
                        NOW.minus(ago),
                        Optional.of(new Address.Call("pbx1", "1741.7", "PJSIP/trunk-1")));
        db.runInTransaction(tx -> contacts.begin(tx, contact));
        return contact.id();
    }

    Recorded report(Reported reported) {
        return db.inTransaction(tx -> intake.record(tx, List.of(reported), NOW).getFirst());
    }

    Timeline.Entry entry(ContactId contact) {
        return db.inTransaction(tx -> timeline.find(tx, contact)).orElseThrow();
    }

    static Reported chat(String externalId, Handle handle, String topic, Duration ago) {
        return reported(externalId, Nature.INTERACTION, Channel.CHAT, handle, topic, ago);
    }

    static Reported reported(
            String externalId,
            Nature nature,
            Channel channel,
            Handle handle,
            String topic,
            Duration ago) {
        return new Reported(
                "crm",
                externalId,
                nature,
                channel,
                Direction.INBOUND,
                List.of(handle),
                TrustTier.CLAIMED,
                Optional.of(new Topic(topic)),
                NOW.minus(ago),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    @Override
    public void close() {
        db.close();
    }
}
