package io.recaller.e2e;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import io.recaller.Stores;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Credentials;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.handle.Handles;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What is written down, read beside the server. */
final class Rows {
    static final String PASSWORD = "a-password-of-this-test";
    private static final Duration TODAY = Duration.ofHours(1);
    private static final Duration REPLAYED = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Stores stores;

    Rows(Stores stores) {
        this.stores = stores;
    }

    /**
     * A contact as its row tells; empty texts where the row has null.
     *
     * @param reason who ended it, where and why
     */
    record Contact(
            UUID id,
            String end,
            String topic,
            String disposition,
            String servedBy,
            String reason) {}

    /** A menu as heard. */
    record Impression(String node, List<String> order, String key, String outcome) {}

    /**
     * An agent at a phone of the stage, who knows these skills well, or as {@code skill=5} says.
     */
    void agent(String login, String phone, String... skills) {
        agentAt(login, "PJSIP/" + phone, skills);
    }

    /** The same at whatever Asterisk dials. */
    void agentAt(String login, String endpoint, String... skills) {
        var agents = new AgentStore();
        var hash = Optional.of(Credentials.hash(PASSWORD.toCharArray()));
        var known = new HashMap<Skill, Proficiency>();
        for (var skill : skills) {
            var level = skill.indexOf('=');
            known.put(
                    new Skill(level < 0 ? skill : skill.substring(0, level)),
                    new Proficiency(level < 0 ? 4 : Integer.parseInt(skill.substring(level + 1))));
        }
        stores.database()
                .runInTransaction(tx -> {
                    agents.put(tx, login, login, hash, known);
                    agents.putStation(tx, login, endpoint, Optional.empty());
                });
    }

    /** A customer with this number, this PIN and one known account. */
    void customer(String number, String pin, String account) {
        var now = Instant.now();
        if (!(stores.handles().parse(number) instanceof Handles.Reading.Read(var handle))) {
            throw new IllegalArgumentException(number);
        }
        stores.database()
                .runInTransaction(tx -> {
                    var who = stores.customers().createWhenNew(tx, handle, now).single();
                    stores.pins().set(tx, who.orElseThrow(), pin, now);
                    var field = new KnownField("account", account, "chat", now, true);
                    stores.fields().add(tx, who.orElseThrow(), field, Optional.empty(), now);
                });
    }

    /** Somebody has called about this often enough lately to be known for it. */
    void called(String number, String topic) {
        for (var day = 1; day <= 4; day++) {
            var at = Instant.now().minus(Duration.ofDays(day));
            var id = new ContactId(stores.ids().get());
            stores.database()
                    .runInTransaction(tx -> {
                        var handle = stores.handles().caller(number);
                        var who = stores.customers().createWhenNew(tx, handle.orElseThrow(), at);
                        stores.contacts()
                                .begin(
                                        tx,
                                        io.recaller.contact.Contact.inbound(
                                                id,
                                                Channel.PHONE,
                                                handle,
                                                who.single(),
                                                TrustTier.CLAIMED,
                                                at,
                                                Optional.empty()));
                        stores.contacts()
                                .finish(
                                        tx,
                                        id,
                                        SomeEnds.SELF_SERVED,
                                        at.plusSeconds(60),
                                        Optional.of(new Topic(topic)),
                                        TopicSource.TASK);
                    });
        }
    }

    /** Keeps everybody else from these tables until it is closed. */
    AutoLock lock(String... tables) {
        return new AutoLock(stores.access(), tables);
    }

    /** Until the database answers again, here as well as in the server. */
    void awaitDatabase() {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> stores.database().answersWithin(Duration.ofSeconds(1)));
    }

    /** The newest call from a number; waits until there is one. */
    Contact contact(String number) {
        return Awaitility.await()
                .alias("a contact of " + number)
                .atMost(SOON)
                .until(() -> find(number), Optional::isPresent)
                .orElseThrow();
    }

    /** The newest call from a number, once it has ended. */
    Contact ended(String number) {
        return Awaitility.await()
                .alias("the end of the contact of " + number)
                .atMost(SOON)
                .until(() -> find(number), found -> found.filter(Rows::isOver).isPresent())
                .orElseThrow();
    }

    /** How many calls from a number have a row. */
    int contacts(String number) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .fetchCount(
                                        CONTACT.join(HANDLE).on(HANDLE.ID.eq(CONTACT.HANDLE_ID)),
                                        HANDLE.VALUE.eq(number)));
    }

    /** As {@link #ended}, through the end of an outage and the replay after it. */
    Contact replayed(String number) {
        return Awaitility.await()
                .alias("the replayed end of the contact of " + number)
                .atMost(REPLAYED)
                .ignoreExceptions()
                .until(() -> find(number), found -> found.filter(Rows::isOver).isPresent())
                .orElseThrow();
    }

    /** When a contact that is over ended. */
    Instant endedAt(Contact contact) {
        return stores.database()
                .inTransaction(tx ->
                        Optional.ofNullable(
                                tx.dsl()
                                        .select(CONTACT.ENDED_AT)
                                        .from(CONTACT)
                                        .where(CONTACT.ID.eq(contact.id()))
                                        .fetchSingle(CONTACT.ENDED_AT)))
                .orElseThrow();
    }

    /** By the clock of the rows. */
    Instant now() {
        return stores.database()
                .inTransaction(tx -> tx.dsl().select(DSL.currentInstant()).fetchSingle().value1());
    }

    private static boolean isOver(Contact contact) {
        return !contact.end().isEmpty();
    }

    private Optional<Contact> find(String number) {
        return find(HANDLE.VALUE.eq(number));
    }

    private Optional<Contact> find(Condition which) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(
                                        CONTACT.ID,
                                        CONTACT.END_REASON,
                                        CONTACT.TOPIC,
                                        CONTACT.DISPOSITION,
                                        AGENT.LOGIN,
                                        DSL.concat(
                                                CONTACT.END_BY,
                                                DSL.inline(" "),
                                                CONTACT.END_PLACE,
                                                DSL.inline(" "),
                                                CONTACT.END_WHY))
                                .from(CONTACT)
                                .join(HANDLE)
                                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                                .leftJoin(AGENT)
                                .on(AGENT.ID.eq(CONTACT.SERVED_BY))
                                .where(which)
                                .and(CONTACT.STARTED_AT.gt(Instant.now().minus(TODAY)))
                                .orderBy(CONTACT.STARTED_AT.desc())
                                .limit(1)
                                .fetchOptional(row ->
                                        new Contact(
                                                row.value1(),
                                                text(row.value2()),
                                                text(row.value3()),
                                                text(row.value4()),
                                                text(row.value5()),
                                                text(row.value6()))));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    List<Impression> impressions(Contact contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(
                                        MENU_IMPRESSION.NODE,
                                        MENU_IMPRESSION.LAYOUT,
                                        MENU_IMPRESSION.KEY,
                                        MENU_IMPRESSION.OUTCOME)
                                .from(MENU_IMPRESSION)
                                .where(MENU_IMPRESSION.CONTACT_ID.eq(contact.id()))
                                .orderBy(MENU_IMPRESSION.SPOKEN_AT)
                                .fetch(row ->
                                        new Impression(
                                                row.value1(),
                                                order(row.value2()),
                                                text(row.value3()),
                                                text(row.value4()))));
    }

    private static List<String> order(JSONB layout) {
        return new JsonArray(layout.data())
                .stream().map(option -> ((JsonObject) option).getString("option")).toList();
    }

    /** Since when a contact is in the queue. */
    Instant waitingSince(Contact contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(WAITING_CONTACT.ENTERED_AT)
                                .from(WAITING_CONTACT)
                                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.id()))
                                .orderBy(WAITING_CONTACT.LEFT_AT.desc().nullsFirst())
                                .limit(1)
                                .fetchSingle(row -> row.value1()));
    }

    /** Whether a contact is in the queue, or was taken out of it. */
    boolean isHandedOff(Contact contact) {
        return stores.database()
                        .inTransaction(tx ->
                                tx.dsl()
                                        .fetchExists(
                                                WAITING_CONTACT,
                                                WAITING_CONTACT.CONTACT_ID.eq(contact.id())))
                || !offers(contact).isEmpty();
    }

    /** Whether its place is kept without a line. */
    boolean isCalledBack(Contact contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .fetchExists(
                                        CALLBACK,
                                        CALLBACK.CONTACT_ID.eq(contact.id()),
                                        CALLBACK.CLOSED_AT.isNull()));
    }

    /** One call among others of its number, once it has ended. */
    Contact ended(Contact contact) {
        return Awaitility.await()
                .atMost(SOON)
                .until(
                        () -> find(CONTACT.ID.eq(contact.id())),
                        found -> found.filter(Rows::isOver).isPresent())
                .orElseThrow();
    }

    /** How sure the row is of who it was. */
    String trust(Contact contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.TRUST)
                                .from(CONTACT)
                                .where(CONTACT.ID.eq(contact.id()))
                                .fetchSingle(row -> row.value1()));
    }

    /**
     * The first offer of a contact.
     *
     * @param after how long the contact had waited
     */
    record Offered(Duration after, List<String> reasons) {}

    Offered offered(Contact contact) {
        var since = waitingSince(contact);
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.REASONS)
                                .from(ASSIGNMENT)
                                .where(ASSIGNMENT.CONTACT_ID.eq(contact.id()))
                                .orderBy(ASSIGNMENT.OFFERED_AT)
                                .limit(1)
                                .fetchSingle(row ->
                                        new Offered(
                                                Duration.between(since, row.value1()),
                                                List.of(row.value2()))));
    }

    /** How the offers of a contact went, oldest first, as {@code login outcome}. */
    List<String> offers(Contact contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(
                                        AGENT.LOGIN,
                                        DSL.when(ASSIGNMENT.CONNECTED_AT.isNotNull(), "answered")
                                                .otherwise(ASSIGNMENT.OUTCOME))
                                .from(ASSIGNMENT)
                                .join(AGENT)
                                .on(AGENT.ID.eq(ASSIGNMENT.AGENT_ID))
                                .where(ASSIGNMENT.CONTACT_ID.eq(contact.id()))
                                .orderBy(ASSIGNMENT.OFFERED_AT)
                                .fetch(row -> row.value1() + " " + row.value2()));
    }

    /** Waits until the dialogue of a number's newest call is at a node, and at a step of it. */
    void awaitPlace(String number, String node, String step) {
        Awaitility.await()
                .alias(number + " at " + node + "/" + step)
                .atMost(SOON)
                .until(() ->
                        find(number)
                                .flatMap(this::place)
                                .filter(place -> place.startsWith(node + "/"))
                                .filter(place -> place.contains(step))
                                .isPresent());
    }

    /** Of the dialogue of that number's newest contact: each turn makes it greater. */
    long version(String number) {
        var contact = find(number).orElseThrow();
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(DIALOGUE.VERSION)
                                .from(DIALOGUE)
                                .where(DIALOGUE.CONTACT_ID.eq(contact.id()))
                                .fetchOptional(DIALOGUE.VERSION)
                                .orElseThrow());
    }

    private Optional<String> place(Contact contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(DIALOGUE.NODE, DIALOGUE.STEP)
                                .from(DIALOGUE)
                                .where(DIALOGUE.CONTACT_ID.eq(contact.id()))
                                .fetchOptional(row -> row.value1() + "/" + row.value2()));
    }

    Map<String, Object> data(Contact contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(DIALOGUE.DATA)
                                .from(DIALOGUE)
                                .where(DIALOGUE.CONTACT_ID.eq(contact.id()))
                                .fetchSingle(row -> new JsonObject(row.value1().data()).getMap()));
    }
}
