package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.unnest;

import io.recaller.agent.AgentId;
import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.AssignmentRecord;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.Assignment.Closed;
import io.recaller.routing.assignment.Assignment.Connected;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Parties;
import io.recaller.routing.assignment.Assignment.WrapUp;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.Load;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.step.QueueName;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record2;
import org.jooq.Result;

/**
 * The rows of what agents hold. An assignment changes only while its agent's row is locked; one
 * that is offered or connected also only while its contact's row in the queue is.
 */
public final class AssignmentStore {
    private static final String OFFERED = "offered";
    private static final String CONNECTED = "connected";
    private static final String WRAP_UP = "wrap_up";
    private static final String CLOSED = "closed";

    Optional<EntryId> entry(Tx tx, AssignmentId id) {
        return tx.dsl()
                .select(ASSIGNMENT.WAITING_CONTACT_ID)
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(id.value()), ASSIGNMENT.WAITING_CONTACT_ID.isNotNull())
                .fetchOptional(row -> new EntryId(row.value1()));
    }

    Optional<Assignment> find(Tx tx, AssignmentId id) {
        return tx.dsl()
                .selectFrom(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(id.value()))
                .fetchOptional(AssignmentStore::assignment);
    }

    /** The queue that the contact was taken out of; of one that is no more: the main one. */
    QueueName queue(Tx tx, AssignmentId id) {
        return tx.dsl()
                .select(WAITING_CONTACT.QUEUE)
                .from(ASSIGNMENT)
                .join(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(ASSIGNMENT.ID.eq(id.value()))
                .fetchOptional(row -> new QueueName(row.value1()))
                .orElse(QueueName.MAIN);
    }

    List<Assignment> find(Tx tx, Collection<AssignmentId> ids) {
        return tx.dsl()
                .selectFrom(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(any(values(ids))))
                .fetch(AssignmentStore::assignment);
    }

    /** In an array: one text and one plan for any number of them. */
    private static UUID[] values(Collection<AssignmentId> ids) {
        return ids.stream().map(AssignmentId::value).toArray(UUID[]::new);
    }

    /**
     * Whether an offer is open, and when its card was on a screen.
     *
     * @param at empty: not yet
     */
    record CardRow(boolean isOffered, Optional<Instant> at) {}

    Map<AssignmentId, CardRow> cards(Tx tx, Collection<AssignmentId> ids) {
        return tx.dsl()
                .select(ASSIGNMENT.ID, ASSIGNMENT.STATE.eq(inline(OFFERED)), ASSIGNMENT.CARD_AT)
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(any(values(ids))))
                .fetchMap(
                        row -> new AssignmentId(row.value1()),
                        row -> new CardRow(row.value2(), Optional.ofNullable(row.value3())));
    }

    /**
     * The agent's page has the card on the screen; only the first time counts. No lock is needed.
     */
    void cardShown(Tx tx, AgentId agent, AssignmentId id, Instant now) {
        tx.dsl()
                .update(ASSIGNMENT)
                .set(ASSIGNMENT.CARD_AT, now)
                .where(
                        ASSIGNMENT.ID.eq(id.value()),
                        ASSIGNMENT.AGENT_ID.eq(agent.value()),
                        ASSIGNMENT.CARD_AT.isNull(),
                        isOpen())
                .execute();
    }

    Map<ContactId, String> notes(Tx tx, Collection<ContactId> contacts) {
        var notes = new HashMap<ContactId, String>();
        tx.dsl()
                .select(ASSIGNMENT.CONTACT_ID, ASSIGNMENT.NOTE)
                .from(ASSIGNMENT)
                .where(
                        ASSIGNMENT.CONTACT_ID.in(contacts.stream().map(ContactId::value).toList()),
                        ASSIGNMENT.NOTE.isNotNull())
                .orderBy(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.ID)
                .forEach(row -> notes.put(new ContactId(row.value1()), row.value2()));
        return notes;
    }

    /** What the agent did with a contact; an assignment that is no more: nothing. */
    record Deeds(boolean isServed, boolean isVerified) {}

    Deeds deeds(Tx tx, AssignmentId id) {
        return tx.dsl()
                .select(ASSIGNMENT.CONNECTED_AT.isNotNull(), ASSIGNMENT.VERIFIED_AT.isNotNull())
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(id.value()))
                .fetchOptional(row -> new Deeds(row.value1(), row.value2()))
                .orElse(new Deeds(false, false));
    }

    /** The agent is sure who the contact is, and how; the last word counts. */
    void verified(Tx tx, AssignmentId id, String how, Instant now) {
        tx.dsl()
                .update(ASSIGNMENT)
                .set(ASSIGNMENT.VERIFIED_BY, how)
                .set(ASSIGNMENT.VERIFIED_AT, now)
                .where(ASSIGNMENT.ID.eq(id.value()))
                .execute();
    }

    void note(Tx tx, AssignmentId id, String note) {
        tx.dsl()
                .update(ASSIGNMENT)
                .set(ASSIGNMENT.NOTE, note)
                .where(ASSIGNMENT.ID.eq(id.value()))
                .execute();
    }

    /** The agent who is asked to take this contact now. */
    Optional<Offered> offeredOf(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(ASSIGNMENT)
                .where(
                        ASSIGNMENT.CONTACT_ID.eq(contact.value()),
                        ASSIGNMENT.STATE.eq(inline(OFFERED)))
                .fetchOptional(AssignmentStore::offered);
    }

    /** Whether a phone rang for this entry of the queue when its caller left. */
    boolean rangForTheCallerGone(Tx tx, ContactId contact, EntryId entry) {
        return tx.dsl()
                .fetchExists(
                        ASSIGNMENT,
                        ASSIGNMENT.CONTACT_ID.eq(contact.value()),
                        ASSIGNMENT.WAITING_CONTACT_ID.eq(entry.value()),
                        ASSIGNMENT.OUTCOME.eq(Assignment.Outcome.CALLER_GONE.row()));
    }

    /** Whether another agent, who was asked later, has answered for the same contact. */
    boolean wasTakenSince(Tx tx, Assignment asked) {
        var other = ASSIGNMENT.as("other");
        return tx.dsl()
                .fetchExists(
                        other.join(ASSIGNMENT).on(ASSIGNMENT.ID.eq(asked.id().value())),
                        other.CONTACT_ID.eq(asked.contact().value()),
                        other.ID.ne(asked.id().value()),
                        other.CONNECTED_AT.isNotNull(),
                        other.OFFERED_AT.ge(ASSIGNMENT.OFFERED_AT));
    }

    /** What the agent holds, the longest held first. */
    List<Assignment> heldBy(Tx tx, AgentId agent) {
        return tx.dsl()
                .selectFrom(ASSIGNMENT)
                .where(ASSIGNMENT.AGENT_ID.eq(agent.value()), isOpen())
                .orderBy(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.ID)
                .fetch(AssignmentStore::assignment);
    }

    /** How much everybody holds; who holds nothing is missing, and what rests is nothing. */
    public Map<AgentId, Load> loads(Tx tx) {
        return loads(tx, noCondition());
    }

    /** As above, of these. */
    Map<AgentId, Load> loads(Tx tx, Collection<AgentId> agents) {
        var ids = agents.stream().map(AgentId::value).toArray(UUID[]::new);
        return loads(tx, ASSIGNMENT.AGENT_ID.eq(any(ids)));
    }

    /** Of each row as little as says that: there is one for each agent who talks. */
    private static Map<AgentId, Load> loads(Tx tx, Condition whose) {
        var loads = new HashMap<AgentId, Load>();
        tx.dsl()
                .select(ASSIGNMENT.AGENT_ID, ASSIGNMENT.CHANNEL, ASSIGNMENT.STATE.ne(WRAP_UP))
                .from(ASSIGNMENT)
                .where(whose, isOpen(), takesRoom())
                .forEach(row ->
                        loads.merge(
                                new AgentId(row.value1()),
                                Load.of(channel(row.value2()), row.value3()),
                                Load::plus));
        return loads;
    }

    private static Condition takesRoom() {
        return ASSIGNMENT.RESTS_SINCE.isNull().or(ASSIGNMENT.STATE.ne(inline(CONNECTED)));
    }

    /** As {@link Talks#written}. */
    List<ContactId> written(Tx tx, boolean rest, Optional<ContactId> after, int most) {
        return tx.dsl()
                .select(ASSIGNMENT.CONTACT_ID)
                .from(ASSIGNMENT)
                .where(
                        isOpen(),
                        ASSIGNMENT.STATE.eq(inline(CONNECTED)),
                        ASSIGNMENT.CHANNEL.ne(inline(Channel.SPOKEN.slug())),
                        rest ? ASSIGNMENT.RESTS_SINCE.isNotNull() : ASSIGNMENT.RESTS_SINCE.isNull(),
                        after.map(ContactId::value)
                                .map(ASSIGNMENT.CONTACT_ID::gt)
                                .orElse(noCondition()))
                .orderBy(ASSIGNMENT.CONTACT_ID)
                .limit(most)
                .fetch(row -> new ContactId(row.value1()));
    }

    /** It takes no room from now on, unless so many of its agent's do not already. */
    void rest(Tx tx, ContactId contact, int most, Instant now) {
        var other = ASSIGNMENT.as("other");
        var resting =
                field(
                        selectCount()
                                .from(other)
                                .where(
                                        other.AGENT_ID.eq(ASSIGNMENT.AGENT_ID),
                                        other.STATE.eq(inline(CONNECTED)),
                                        other.RESTS_SINCE.isNotNull()));
        tx.dsl()
                .update(ASSIGNMENT)
                .set(ASSIGNMENT.RESTS_SINCE, now)
                .where(isTalk(contact), ASSIGNMENT.RESTS_SINCE.isNull(), resting.lt(most))
                .execute();
    }

    /** It takes room again. */
    void wake(Tx tx, ContactId contact) {
        tx.dsl()
                .update(ASSIGNMENT)
                .setNull(ASSIGNMENT.RESTS_SINCE)
                .where(isTalk(contact), ASSIGNMENT.RESTS_SINCE.isNotNull())
                .execute();
    }

    private static Condition isTalk(ContactId contact) {
        return ASSIGNMENT
                .CONTACT_ID
                .eq(contact.value())
                .and(ASSIGNMENT.STATE.eq(inline(CONNECTED)));
    }

    /** When the hands of each of these agents last got freer; none: never held anything. */
    Map<AgentId, Instant> lastClosed(Tx tx, Collection<AgentId> agents) {
        var asked = unnest(agents.stream().map(AgentId::value).toArray(UUID[]::new)).as("a", "id");
        var id = field(name("a", "id"), UUID.class);
        var last =
                field(
                        select(max(ASSIGNMENT.CLOSED_AT))
                                .from(ASSIGNMENT)
                                .where(
                                        ASSIGNMENT.AGENT_ID.eq(id),
                                        ASSIGNMENT.STATE.eq(inline(CLOSED))));
        return tx.dsl().select(id, last).from(asked).fetch().stream()
                .filter(row -> row.value2() != null)
                .collect(
                        Collectors.toUnmodifiableMap(
                                row -> new AgentId(row.value1()), row -> row.value2()));
    }

    /** Who was asked for each of the contacts that wait, this time, and did not take it. */
    public Map<EntryId, Set<AgentId>> silent(Tx tx) {
        return byEntry(
                tx.dsl()
                        .select(ASSIGNMENT.WAITING_CONTACT_ID, ASSIGNMENT.AGENT_ID)
                        .from(ASSIGNMENT)
                        .join(WAITING_CONTACT)
                        .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                        .where(WAITING_CONTACT.LEFT_AT.isNull(), isSilence())
                        .fetch());
    }

    /** As above, of these, waiting or not: by an index that holds nothing else. */
    Map<EntryId, Set<AgentId>> silent(Tx tx, Collection<EntryId> entries) {
        var ids = entries.stream().map(EntryId::value).toArray(UUID[]::new);
        return byEntry(
                tx.dsl()
                        .select(ASSIGNMENT.WAITING_CONTACT_ID, ASSIGNMENT.AGENT_ID)
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.WAITING_CONTACT_ID.eq(any(ids)), isSilence())
                        .fetch());
    }

    private static Condition isSilence() {
        return ASSIGNMENT.OUTCOME.in(inline("no_answer"), inline("rejected"), inline("expired"));
    }

    private static Map<EntryId, Set<AgentId>> byEntry(Result<Record2<UUID, UUID>> rows) {
        return rows.stream()
                .collect(
                        Collectors.groupingBy(
                                row -> new EntryId(row.value1()),
                                Collectors.mapping(
                                        row -> new AgentId(row.value2()), Collectors.toSet())));
    }

    /** Offers that nothing was heard of: of who writes, and on an Asterisk in reach. */
    List<AssignmentId> expired(Tx tx, Reach reach, Instant now) {
        return tx.dsl()
                .select(ASSIGNMENT.ID)
                .from(ASSIGNMENT)
                .join(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(
                        ASSIGNMENT.STATE.eq(inline(OFFERED)),
                        ASSIGNMENT.LEASE_UNTIL.le(now),
                        isWritten()
                                .or(
                                        reach.rings()
                                                ? coalesce(system(), "").eq(reach.system())
                                                : falseCondition()))
                .orderBy(ASSIGNMENT.LEASE_UNTIL)
                .fetch(row -> new AssignmentId(row.value1()));
    }

    /** What an agent writes with people now. */
    List<AssignmentId> writtenTalks(Tx tx, AgentId agent) {
        return tx.dsl()
                .select(ASSIGNMENT.ID)
                .from(ASSIGNMENT)
                .join(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(
                        ASSIGNMENT.AGENT_ID.eq(agent.value()),
                        ASSIGNMENT.STATE.eq(CONNECTED),
                        isWritten())
                .fetch(row -> new AssignmentId(row.value1()));
    }

    /** Wrap-ups that are over. */
    List<AssignmentId> wrappedUp(Tx tx, Instant now) {
        return tx.dsl()
                .select(ASSIGNMENT.ID)
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.STATE.eq(inline(WRAP_UP)), ASSIGNMENT.WRAP_UP_UNTIL.le(now))
                .orderBy(ASSIGNMENT.WRAP_UP_UNTIL)
                .fetch(row -> new AssignmentId(row.value1()));
    }

    /** Of a contact that no Asterisk has. */
    private static Condition isWritten() {
        return jsonbGetAttributeAsText(WAITING_CONTACT.ADDRESS, AddressJson.GATEWAY).isNotNull();
    }

    private static Field<String> system() {
        return nullif(jsonbGetAttributeAsText(WAITING_CONTACT.ADDRESS, AddressJson.SYSTEM), "");
    }

    /** Assignments whose agent rings or talks on the phone now. */
    List<Engagement> engaged(Tx tx) {
        return engagements(
                tx,
                ASSIGNMENT.STATE.in(inline(OFFERED), inline(CONNECTED)),
                ASSIGNMENT.OFFERED_AT,
                Integer.MAX_VALUE);
    }

    /** Offers that came to nothing since, as far as was told; the last ones. */
    List<Engagement> inVain(Tx tx, Instant since, int most) {
        var isInVain =
                ASSIGNMENT
                        .OUTCOME
                        .in(inline("caller_gone"), inline("expired"))
                        .and(ASSIGNMENT.CLOSED_AT.gt(since));
        return engagements(tx, isInVain, ASSIGNMENT.CLOSED_AT.desc(), most);
    }

    private static List<Engagement> engagements(
            Tx tx, Condition which, OrderField<?> order, int most) {
        return tx.dsl()
                .select(
                        ASSIGNMENT.ID,
                        ASSIGNMENT.CONTACT_ID,
                        ASSIGNMENT.AGENT_ID,
                        ASSIGNMENT.STATE.eq(CONNECTED),
                        system())
                .from(ASSIGNMENT)
                .leftJoin(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(which, not(isWritten()))
                .orderBy(order)
                .limit(most)
                .fetch(row ->
                        new Engagement(
                                new AssignmentId(row.value1()),
                                new ContactId(row.value2()),
                                new AgentId(row.value3()),
                                row.value4(),
                                Optional.ofNullable(row.value5())));
    }

    void write(Tx tx, Assignment assignment) {
        var row = new AssignmentRecord();
        switch (assignment) {
            case Offered(_, _, Instant leaseUntil) -> {
                row.setState(OFFERED);
                row.setLeaseUntil(leaseUntil);
            }
            case Connected(_, Instant since) -> {
                row.setState(CONNECTED);
                row.setConnectedAt(since);
                row.setOutcome(null);
                row.setClosedAt(null);
            }
            case WrapUp(_, Instant since, Instant until) -> {
                row.setState(WRAP_UP);
                row.setWrapUpAt(since);
                row.setWrapUpUntil(until);
            }
            case Closed(_, Instant since, var outcome) -> {
                row.setState(CLOSED);
                row.setOutcome(outcome.row());
                row.setClosedAt(since);
            }
        }
        tx.dsl()
                .update(ASSIGNMENT)
                .set(row)
                .where(ASSIGNMENT.ID.eq(assignment.id().value()))
                .execute();
    }

    /** In these words the index is found by a plan that is kept. */
    private static Condition isOpen() {
        return ASSIGNMENT.STATE.ne(inline(CLOSED));
    }

    private static Offered offered(AssignmentRecord row) {
        return new Offered(parties(row), row.getOfferedAt(), row.getLeaseUntil());
    }

    private static Assignment assignment(AssignmentRecord row) {
        return switch (row.getState()) {
            case OFFERED -> offered(row);
            case CONNECTED -> new Connected(parties(row), at(row.getConnectedAt()));
            case WRAP_UP ->
                    new WrapUp(parties(row), at(row.getWrapUpAt()), at(row.getWrapUpUntil()));
            case CLOSED ->
                    new Closed(
                            parties(row),
                            at(row.getClosedAt()),
                            Assignment.Outcome.ofRow(row.getOutcome()));
            default -> throw new IllegalStateException("unknown state: " + row.getState());
        };
    }

    private static Instant at(Instant written) {
        return Objects.requireNonNull(written);
    }

    private static Parties parties(AssignmentRecord row) {
        return new Parties(
                new AssignmentId(row.getId()),
                new ContactId(row.getContactId()),
                new AgentId(row.getAgentId()),
                channel(row.getChannel()));
    }

    private static Channel channel(String slug) {
        return Channel.valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
