package io.recaller.routing.queue;

import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;

import io.recaller.agent.AgentId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.SilentAgents;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.WaitingContact;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;

/**
 * Everybody who waits, as they are now: nothing is locked, so it may be otherwise a moment later.
 * Who is being offered to an agent is left out where nothing else is said. Any thread.
 */
public final class WaitingContacts {
    private final EntryRow entries = new EntryRow();
    private final SilentAgents silent = new SilentAgents();

    /** One of them, and what changes whenever anything of it does. */
    public record Versioned(WaitingContact contact, long version) {}

    /** In no order. */
    public List<Versioned> all(Tx tx) {
        return withSilence(read(tx, isWaiting()), silent.ofAllWaiting(tx));
    }

    /** Of these; who does not wait any more is missing. */
    public List<Versioned> of(Tx tx, Collection<EntryId> these) {
        var among = WAITING_CONTACT.ID.eq(any(QueueRows.ids(these)));
        return withSilence(read(tx, isWaiting().and(among)), silent.of(tx, these));
    }

    private List<Versioned> read(Tx tx, Condition which) {
        return tx.dsl()
                .selectFrom(WAITING_CONTACT)
                .where(which)
                .fetch(row -> new Versioned(entries.read(row), row.getVersion()));
    }

    private static List<Versioned> withSilence(
            List<Versioned> rows, Map<EntryId, Set<AgentId>> silent) {
        return rows.stream()
                .map(row ->
                        new Versioned(
                                row.contact()
                                        .afterSilence(
                                                silent.getOrDefault(row.contact().id(), Set.of())),
                                row.version()))
                .toList();
    }

    /** Those being offered too, in turn: to compare with the calls there are. */
    public List<WaitingContact> inTurn(Tx tx) {
        return tx.dsl()
                .selectFrom(WAITING_CONTACT)
                .where(QueueRows.isOpen())
                .orderBy(WAITING_CONTACT.TURN_AT, WAITING_CONTACT.CONTACT_ID)
                .fetch(entries::read);
    }

    /** To compare with what was read before. */
    public Map<EntryId, Long> versions(Tx tx) {
        return tx.dsl()
                .select(WAITING_CONTACT.ID, WAITING_CONTACT.VERSION)
                .from(WAITING_CONTACT)
                .where(isWaiting())
                .fetchMap(row -> new EntryId(row.value1()), Record2::value2);
    }

    /** How many there are. */
    public QueueLength length(Tx tx) {
        return tx.dsl()
                .select(count(), callbacks(), voicemails(), min(WAITING_CONTACT.ENTERED_AT))
                .from(WAITING_CONTACT)
                .where(isWaiting())
                .fetchSingle(row ->
                        new QueueLength(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                Optional.ofNullable(row.value4())));
    }

    /** The same by queue; one in which nobody waits may be missing. */
    public Map<String, QueueLength> lengths(Tx tx) {
        return tx.dsl()
                .select(
                        WAITING_CONTACT.QUEUE,
                        count(),
                        callbacks(),
                        voicemails(),
                        min(WAITING_CONTACT.ENTERED_AT))
                .from(WAITING_CONTACT)
                .where(isWaiting())
                .groupBy(WAITING_CONTACT.QUEUE)
                .fetchMap(
                        WAITING_CONTACT.QUEUE,
                        row ->
                                new QueueLength(
                                        row.value2(),
                                        row.value3(),
                                        row.value4(),
                                        Optional.ofNullable(row.value5())));
    }

    private static Field<Integer> callbacks() {
        return count().filterWhere(QueueRows.isCallback());
    }

    private static Field<Integer> voicemails() {
        return count().filterWhere(QueueRows.isVoicemail());
    }

    private static Condition isWaiting() {
        return QueueRows.isOpen().and(WAITING_CONTACT.STATE.eq(QueueState.WAITING.row()));
    }
}
