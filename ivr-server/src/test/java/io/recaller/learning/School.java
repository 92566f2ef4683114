package io.recaller.learning;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.FLOW_VERSION;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.TopicStore;
import io.recaller.contact.fact.Concern;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.fact.RequestStore;
import io.recaller.contact.reported.Intake;
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
import io.recaller.menu.Model;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A database with contacts to be learned, and the stores to make them with. */
final class School implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
    static final String[] TOPICS = {"internet", "mobile", "billing", "billing.tv", "outage"};

    private static final String FLOW = "f".repeat(64);

    final Database db;
    final Hours clock = new Hours();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    final CustomerStore customers;
    final TopicStore topics = new TopicStore();
    final ContactStore contacts;
    final FieldCatalogue catalogue = catalogue();
    final KnownFields fields = new KnownFields(ids, catalogue);
    final RequestStore requests = new RequestStore(ids, topics);
    final FactStore facts = new FactStore(ids, topics);

    private final Intake intake;
    private final AtomicInteger numbers = new AtomicInteger(1_000_000);

    School(Database db) {
        this.db = db;
        var handles = new HandleStore(ids);
        customers = new CustomerStore(ids, handles);
        contacts = new ContactStore(ids, handles, topics);
        intake = new Intake(ids, new Links(customers, handles), fields, topics);
        db.runInTransaction(tx -> {
            for (var topic : TOPICS) {
                topics.define(tx, new Topic(topic), Map.of("en", topic));
            }
            tx.dsl()
                    .insertInto(
                            FLOW_VERSION, FLOW_VERSION.SHA256, FLOW_VERSION.FLOW, FLOW_VERSION.YAML)
                    .values(FLOW, "telecom", "")
                    .execute();
        });
    }

    private static FieldCatalogue catalogue() {
        var area =
                new FieldCatalogue.Entry(
                        "area",
                        Kind.TEXT,
                        Sensitivity.PERSONAL,
                        TrustTier.VERIFIED,
                        Duration.ofDays(365));
        return new FieldCatalogue(List.of(area), Optional.of("area"));
    }

    LearningWorker worker(String name) {
        return new LearningWorker(db, catalogue, ZONE, name, meters, clock);
    }

    Rebuild rebuild() {
        return new Rebuild(db, catalogue, ZONE, clock);
    }

    LearningStatus status() {
        return db.inTransaction(tx -> new LearningStatusQuery().read(tx, clock.instant()));
    }

    /** The rows, bit by bit. */
    SortedMap<String, List<Long>> bits() {
        var kept = db.<Model.Kept>inTransaction(tx -> new ModelRows().read(tx));
        return bits(kept);
    }

    static SortedMap<String, List<Long>> bits(Model.Kept kept) {
        var bits = new TreeMap<String, List<Long>>();
        kept.vectors().forEach((name, numbers) -> bits.put(name, bits(numbers)));
        kept.topics()
                .forEach(topic ->
                        bits.put("topic " + topic, List.of((long) kept.topics().indexOf(topic))));
        return bits;
    }

    private static List<Long> bits(double[] numbers) {
        var bits = new ArrayList<Long>();
        for (var number : numbers) {
            bits.add(Double.doubleToRawLongBits(number));
        }
        return bits;
    }

    /** The places in the sequence, in order. */
    List<Long> sequence() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(CONTACT.LEARNED_SEQ)
                        .from(CONTACT)
                        .where(CONTACT.LEARNED_SEQ.isNotNull())
                        .orderBy(CONTACT.LEARNED_SEQ)
                        .fetch(CONTACT.LEARNED_SEQ));
    }

    Handle line() {
        return new Handle(HandleKind.TEL, "+7702" + numbers.incrementAndGet());
    }

    CustomerId customer(Handle line) {
        return db.inTransaction(tx -> customers.createWhenNew(tx, line, Hours.NOON))
                .single()
                .orElseThrow();
    }

    /** A call that went through a flow and is still going on, about nothing yet. */
    ContactId call(Optional<CustomerId> customer, Instant at) {
        var id = new ContactId(ids.get());
        var contact =
                Contact.inbound(
                        id,
                        Channel.PHONE,
                        Optional.empty(),
                        customer,
                        TrustTier.CLAIMED,
                        at,
                        Optional.empty());
        db.runInTransaction(tx -> {
            contacts.begin(tx, contact);
            tx.dsl()
                    .insertInto(
                            DIALOGUE,
                            DIALOGUE.CONTACT_ID,
                            DIALOGUE.FLOW_SHA,
                            DIALOGUE.NODE,
                            DIALOGUE.LANGUAGE,
                            DIALOGUE.UPDATED_AT)
                    .values(id.value(), FLOW, "main", "en", at)
                    .execute();
        });
        return id;
    }

    void end(ContactId call, Instant at, String topic, TopicSource source) {
        db.runInTransaction(tx ->
                contacts.finish(
                        tx, call, SomeEnds.SELF_SERVED, at, Optional.of(new Topic(topic)), source));
    }

    /** A call that is over, by a task that was completed. */
    ContactId called(CustomerId customer, Instant at, String topic) {
        var id = call(Optional.of(customer), at);
        end(id, at.plusSeconds(60), topic, TopicSource.TASK);
        return id;
    }

    void dispose(ContactId call, String topic) {
        db.runInTransaction(
                tx -> contacts.dispose(tx, call, "done", new Topic(topic), clock.instant()));
    }

    ContactId report(
            Channel channel,
            Nature nature,
            Direction direction,
            Handle by,
            Instant at,
            String topic) {
        var reported =
                new Reported(
                        "crm",
                        ids.get().toString(),
                        nature,
                        channel,
                        direction,
                        List.of(by),
                        TrustTier.CLAIMED,
                        Optional.of(new Topic(topic)),
                        at,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
        return db.inTransaction(tx -> intake.record(tx, List.of(reported), at).getFirst())
                .contact();
    }

    void request(
            CustomerId customer,
            String kind,
            String topic,
            Instant opened,
            Optional<Instant> closed) {
        var request =
                new RequestStore.Request(
                        "crm",
                        ids.get().toString(),
                        kind,
                        new Topic(topic),
                        "open",
                        opened,
                        closed,
                        TrustTier.CLAIMED,
                        Map.of());
        db.runInTransaction(tx -> requests.put(tx, new Concern.Of(customer), request, opened));
    }

    void outage(String area, Instant from, Instant until) {
        var fact =
                new FactStore.Fact(
                        "grid",
                        ids.get().toString(),
                        "outage",
                        new Topic("outage"),
                        from,
                        Optional.of(until),
                        TrustTier.CLAIMED,
                        Map.of());
        db.runInTransaction(tx -> facts.put(tx, new Concern.In(area), fact, from));
    }

    @Override
    public void close() {
        db.close();
    }
}
