package io.recaller.conversation;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.FLOW_VERSION;
import static io.recaller.db.generated.Tables.TOPIC;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.conversation.context.PinProofs;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.waiting.PartingOffer;
import io.recaller.conversation.waiting.PartingOffers;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.Change;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleStore;
import io.recaller.customer.Profile;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.customer.identity.Links;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ContactRecord;
import io.recaller.db.generated.tables.records.ConversationRecord;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.hours.DayNames;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.routing.estimate.WaitEstimate;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.SomePlans;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.step.QueueName;
import io.recaller.skill.Requirement;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Table;

/** One real database with the stores a conversation writes to. */
public final class Archive implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    public final Database db;
    public final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    public final HandleStore handles = new HandleStore(ids);
    public final CustomerStore customers = new CustomerStore(ids, handles);
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FieldCatalogue catalogue =
            new FieldCatalogue(
                    List.of(
                            new FieldCatalogue.Entry(
                                    "account",
                                    Kind.DIGITS,
                                    Sensitivity.PERSONAL,
                                    TrustTier.VERIFIED,
                                    Duration.ofDays(365))));
    public final KnownFields fields = new KnownFields(ids, catalogue);
    public final ContactStore contacts =
            new ContactStore(ids, handles, new TopicStore(), new Counters(meters)::ended);
    public final Flow flow = Office.flow(Office.telecom());
    public final DatabaseDialogues dialogues;
    public final Queue queue = new Queue();

    public Archive() {
        this(TestDatabase.fresh());
    }

    public Archive(Database db) {
        this.db = db;
        dialogues = new DatabaseDialogues(db, customers, contacts, fields, ids);
        dialogues.keep(List.of(flow), NOW);
    }

    public Links links() {
        return new Links(customers, handles);
    }

    public PinProofs proofs(Pins pins, MeterRegistry meters) {
        return new PinProofs(db, pins, links(), new AuditTrail(ids), meters);
    }

    public ContactId newContact() {
        return new ContactId(ids.get());
    }

    public ContactRecord row(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl().selectFrom(CONTACT).where(CONTACT.ID.eq(contact.value())).fetchSingle());
    }

    public ConversationRecord conversation(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(CONVERSATION)
                        .where(CONVERSATION.ID.eq(row(contact).getConversationId()))
                        .fetchSingle());
    }

    /** The transactions that wrote its rows last, of contact and conversation. */
    public List<String> writtenBy(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(writer(CONTACT), writer(CONVERSATION))
                        .from(CONTACT)
                        .join(CONVERSATION)
                        .on(CONVERSATION.ID.eq(CONTACT.CONVERSATION_ID))
                        .where(CONTACT.ID.eq(contact.value()))
                        .fetchSingle(row -> List.of(row.value1(), row.value2())));
    }

    private static Field<String> writer(Table<?> table) {
        return field("{0}.xmin::text", String.class, table);
    }

    /** Keeps its dialogue from all others, as a turn does, until the transaction ends. */
    public void held(Tx tx, ContactId contact) {
        tx.dsl()
                .selectOne()
                .from(DIALOGUE)
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .forUpdate()
                .fetch();
    }

    /** A version of a flow beside the one that is served. */
    public String anotherFlow() {
        var sha = ids.get().toString().replace("-", "").repeat(2);
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(FLOW_VERSION)
                        .set(FLOW_VERSION.SHA256, sha)
                        .set(FLOW_VERSION.FLOW, flow.name())
                        .set(FLOW_VERSION.YAML, flow.source().text())
                        .set(FLOW_VERSION.LOADED_AT, NOW)
                        .execute());
        return sha;
    }

    /**
     * Keeps whatever names this version of a flow from being written, until the transaction ends.
     */
    public void heldFlow(Tx tx, String sha) {
        tx.dsl()
                .selectOne()
                .from(FLOW_VERSION)
                .where(FLOW_VERSION.SHA256.eq(sha))
                .forUpdate()
                .fetch();
    }

    /** The same rows over connections whose statements end after 300 ms. */
    public static DatabaseSettings hasty(DatabaseSettings usual) {
        return new DatabaseSettings(
                usual.url(),
                usual.user(),
                usual.password(),
                3,
                usual.connectionTimeout(),
                Duration.ofMillis(300));
    }

    /** How many wait for a row that another holds. */
    public int waiting() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetchCount(
                                table("pg_stat_activity"),
                                field("wait_event_type", String.class).eq("Lock"),
                                field("datname", String.class)
                                        .eq(field("current_database()", String.class))));
    }

    public void define(String topic) {
        db.runInTransaction(tx -> new TopicStore().define(tx, new Topic(topic), Map.of()));
    }

    public void replace(String topic, String by) {
        define(by);
        db.runInTransaction(tx -> new TopicStore().replace(tx, new Topic(topic), new Topic(by)));
    }

    public List<String> topics() {
        return db.inTransaction(tx -> tx.dsl().selectFrom(TOPIC).fetch(TOPIC.ID));
    }

    public CustomerId customer(Handle handle) {
        return db.inTransaction(tx -> customers.createWhenNew(tx, handle, NOW))
                .single()
                .orElseThrow();
    }

    /** As the business says. */
    public void speaks(Handle handle, Change<String> language) {
        var customer = customer(handle);
        db.runInTransaction(tx ->
                customers.change(tx, customer, language, new Change.Kept<>(), new Change.Kept<>()));
    }

    public Profile profile(Handle handle) {
        var customer = customer(handle);
        return db.inTransaction(tx -> customers.profile(tx, customer)).orElseThrow();
    }

    public Map<String, KnownField> known(CustomerId customer) {
        return db.inTransaction(tx -> fields.newest(tx, customer, NOW));
    }

    /** A caller by this number who was handed off at this instant and waits. */
    public ContactId handedOff(Handle number, String queue, Instant at) {
        var contact = newContact();
        var dialogue = Dialogue.fresh(flow, "person", new Language("en"));
        var call = new Address.Call("pbx1", "1." + contact, "PJSIP/" + contact);
        var arrival =
                new Arrival(
                        Channel.PHONE,
                        "8000",
                        Optional.of(number),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        call,
                        Optional.empty());
        dialogues.begin(
                new Beginning(contact, arrival, Optional.empty(), TrustTier.CLAIMED, dialogue, at));
        dialogues.handOff(
                new TurnTaken(
                        contact,
                        dialogue,
                        Channel.PHONE,
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        at),
                0,
                new Place(
                        new QueueName(queue),
                        Requirement.none(),
                        new Language("en"),
                        5,
                        Channel.PHONE,
                        call));
        return contact;
    }

    public Instant enteredAt(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.ENTERED_AT)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .fetchSingle(Record1::value1));
    }

    public Address waitsAt(ContactId contact) {
        return db.inTransaction(new WaitingContacts()::inTurn).stream()
                .filter(waiting -> waiting.contact().equals(contact))
                .findFirst()
                .orElseThrow()
                .address();
    }

    /** The hours called support are over for good. */
    private static OpeningHours neverOpen() {
        var week =
                DayNames.parse("daily").orElseThrow().stream()
                        .collect(Collectors.toMap(day -> day, _ -> Spans.CLOSED));
        var hours = new Hours(ZoneOffset.UTC, new Week(week), SpecialDays.none(), List.of());
        return new OpeningHours(Map.of("support", hours));
    }

    /** Looks after waiting callers, by the same plan in all queues. */
    public StillWaiting waiting(QueuePlan plan, InstantSource clock) {
        return new StillWaiting(
                db,
                dialogues,
                sha -> Optional.of(flow).filter(it -> it.source().sha256().equals(sha)),
                contacts,
                SomePlans.settings(QueuePlans.of(plan)),
                Archive::neverOpen,
                WaitEstimate.NONE,
                new PartingOffers(PartingOffer.none(), PartingOffer.none()),
                clock);
    }

    public List<ContactId> inQueue() {
        return db.inTransaction(new WaitingContacts()::inTurn).stream()
                .map(io.recaller.routing.match.WaitingContact::contact)
                .toList();
    }

    @Override
    public void close() {
        db.close();
    }
}
