package io.recaller.transfer;

import static io.recaller.db.generated.Tables.TRANSFER;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.val;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.TransferRecord;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.step.QueueName;
import io.recaller.transfer.Transfer.Other;
import io.recaller.transfer.Transfer.Outcome;
import io.recaller.transfer.Transfer.Parties;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** The rows of transfers. A row changes only while its contact's place in the queue is locked. */
final class TransferRows {
    private static final String CLOSED = "closed";

    /**
     * A transfer as it is.
     *
     * @param note what the sender says
     * @param entry where in the queue it led
     * @param arrangedAt empty: is to be brought about
     */
    record Row(
            Transfer state,
            Optional<String> note,
            Optional<EntryId> entry,
            Optional<Instant> arrangedAt) {}

    void insert(Tx tx, Transfer begun, Optional<String> note, Instant at) {
        var row = tx.dsl().newRecord(TRANSFER);
        var parties = begun.parties();
        row.setId(parties.id().value());
        row.setContactId(parties.contact().value());
        row.setAssignmentId(parties.talk().value());
        row.setAgentId(parties.agent().value());
        row.setAsteriskSystem(parties.asteriskSystem());
        row.setAskedAt(at);
        row.setNote(note.orElse(null));
        state(row, begun, isToBeArranged(begun) ? Optional.empty() : Optional.of(at));
        kind(row, begun);
        if (row.getKind() == null) {
            row.setKind("hold");
        }
        if (!begun.isOnHold()) {
            row.setHeldUntil(at);
        }
        row.insert();
    }

    void write(Tx tx, Transfer next, Optional<String> note, Instant at) {
        var row = new TransferRecord();
        state(row, next, isToBeArranged(next) ? Optional.empty() : Optional.of(at));
        kind(row, next);
        note.ifPresent(row::setNote);
        tx.dsl()
                .update(TRANSFER)
                .set(row)
                .set(
                        TRANSFER.HELD_UNTIL,
                        next.isOnHold()
                                ? TRANSFER.HELD_UNTIL
                                : coalesce(TRANSFER.HELD_UNTIL, val(at)))
                .where(TRANSFER.ID.eq(next.parties().id().value()))
                .execute();
    }

    void arranged(Tx tx, Transfer state, Instant at) {
        tx.dsl()
                .update(TRANSFER)
                .set(TRANSFER.ARRANGED_AT, at)
                .where(TRANSFER.ID.eq(state.parties().id().value()))
                .execute();
    }

    void entered(Tx tx, Transfer state, EntryId entry) {
        tx.dsl()
                .update(TRANSFER)
                .set(TRANSFER.WAITING_CONTACT_ID, entry.value())
                .where(TRANSFER.ID.eq(state.parties().id().value()))
                .execute();
    }

    private static boolean isToBeArranged(Transfer state) {
        return switch (state) {
            case Transfer.OnHold _,
                    Transfer.Ringing _,
                    Transfer.Conference _,
                    Transfer.Calling _,
                    Transfer.Queueing _,
                    Transfer.TakingBack _,
                    Transfer.Completing _ ->
                    true;
            case Transfer.Consulting _ -> false;
            case Transfer.Closed closed -> closed.leavesSomebody();
        };
    }

    private static void state(TransferRecord row, Transfer state, Optional<Instant> arrangedAt) {
        row.setStateAt(state.since());
        row.setArrangedAt(arrangedAt.orElse(null));
        row.setTriedBy(null);
        row.setTriedUntil(null);
        state.other().ifPresent(other -> other(row, other));
        switch (state) {
            case Transfer.OnHold _ -> row.setState("on_hold");
            case Transfer.Ringing _ -> row.setState("ringing");
            case Transfer.Consulting _ -> row.setState("consulting");
            case Transfer.Conference _ -> row.setState("conference");
            case Transfer.Calling _ -> row.setState("calling");
            case Transfer.Queueing queueing -> {
                row.setState("queueing");
                row.setToAgentId(null);
                row.setToQueue(null);
                row.setToNumber(null);
                row.setLegId(queueing.leg().map(AssignmentId::value).orElse(null));
                queueing.to().ifPresent(target -> target(row, target));
            }
            case Transfer.TakingBack back -> {
                row.setState("taking_back");
                row.setOutcome(back.outcome().slug());
            }
            case Transfer.Completing _ -> row.setState("completing");
            case Transfer.Closed closed -> {
                row.setState(CLOSED);
                row.setOutcome(closed.outcome().slug());
            }
        }
    }

    /** What the agent wishes of a talk, and not what became of it. */
    private static void kind(TransferRecord row, Transfer state) {
        switch (state) {
            case Transfer.Ringing ringing -> kind(row, "consult", ringing.asked().target());
            case Transfer.Calling calling -> kind(row, "send", calling.asked().target());
            case Transfer.Queueing queueing -> {
                if (queueing.leg().isEmpty()) {
                    queueing.to().ifPresent(to -> kind(row, "send", to));
                }
            }
            case Transfer.OnHold _,
                    Transfer.Consulting _,
                    Transfer.Conference _,
                    Transfer.TakingBack _,
                    Transfer.Completing _,
                    Transfer.Closed _ -> {}
        }
    }

    private static void kind(TransferRecord row, String kind, Target target) {
        row.setKind(kind);
        row.setSentTo(
                switch (target) {
                    case Target.ToAgent _ -> "agent";
                    case Target.ToQueue _ -> "queue";
                    case Target.ToNumber _ -> "outside";
                });
    }

    /** The best agent of a queue was asked: that was the agent's wish. */
    void askedOfAQueue(Tx tx, Transfer state) {
        sentTo(tx, state, "consult", "queue");
    }

    /** The agent passed it on at the phone itself. */
    void passedOn(Tx tx, Transfer state) {
        sentTo(tx, state, "phone", "agent");
    }

    private static void sentTo(Tx tx, Transfer state, String kind, String to) {
        tx.dsl()
                .update(TRANSFER)
                .set(TRANSFER.KIND, kind)
                .set(TRANSFER.SENT_TO, to)
                .where(TRANSFER.ID.eq(state.parties().id().value()))
                .execute();
    }

    /** What reports and metrics call it, and since when the caller has been on hold in it. */
    record Counted(String kind, Instant since) {}

    Counted counted(Tx tx, Transfer state) {
        return tx.dsl()
                .select(TRANSFER.KIND, TRANSFER.SENT_TO, TRANSFER.ASKED_AT)
                .from(TRANSFER)
                .where(TRANSFER.ID.eq(state.parties().id().value()))
                .fetchSingle(row ->
                        new Counted(
                                PastTransfer.kind(row.value1(), Optional.ofNullable(row.value2())),
                                row.value3()));
    }

    private static void other(TransferRecord row, Other other) {
        row.setLegId(other.leg().value());
        target(row, other.target());
    }

    private static void target(TransferRecord row, Target target) {
        switch (target) {
            case Target.ToAgent(var agent) -> row.setToAgentId(agent.value());
            case Target.ToQueue(var queue) -> row.setToQueue(queue.slug());
            case Target.ToNumber(var dialled) -> row.setToNumber(dialled);
        }
    }

    /** The one of this talk that is not over. */
    Optional<Row> open(Tx tx, AssignmentId talk) {
        return one(tx, TRANSFER.ASSIGNMENT_ID.eq(talk.value()).and(isOpen()));
    }

    Optional<Row> find(Tx tx, TransferId id) {
        return one(tx, TRANSFER.ID.eq(id.value()));
    }

    /** The newest in which somebody is rung on this leg, over or not. */
    Optional<Row> ofLeg(Tx tx, AssignmentId leg) {
        return one(tx, TRANSFER.LEG_ID.eq(leg.value()));
    }

    /** The contacts of those in which somebody is rung on any of these legs. */
    Set<ContactId> contacts(Tx tx, Collection<AssignmentId> legs) {
        var ids = legs.stream().map(AssignmentId::value).toList();
        return tx.dsl()
                .select(TRANSFER.CONTACT_ID)
                .from(TRANSFER)
                .where(TRANSFER.LEG_ID.in(ids))
                .fetchSet(row -> new ContactId(row.value1()));
    }

    /** The newest by which the contact came to an assignment or into its entry of the queue. */
    Optional<Row> leadingTo(Tx tx, AssignmentId leg, Optional<EntryId> entry) {
        var which = TRANSFER.LEG_ID.eq(leg.value());
        return one(
                tx,
                entry.map(id -> which.or(TRANSFER.WAITING_CONTACT_ID.eq(id.value())))
                        .orElse(which));
    }

    /** Of each of these talks and legs, newest first. */
    List<Row> concerning(Tx tx, Collection<AssignmentId> legs) {
        var ids = legs.stream().map(AssignmentId::value).toList();
        return tx.dsl()
                .selectFrom(TRANSFER)
                .where(TRANSFER.ASSIGNMENT_ID.in(ids).or(TRANSFER.LEG_ID.in(ids)))
                .orderBy(TRANSFER.ASKED_AT.desc(), TRANSFER.ID.desc())
                .fetch(TransferRows::row);
    }

    /** All that are not over, on one Asterisk. */
    List<Row> open(Tx tx, String asteriskSystem) {
        return tx.dsl()
                .selectFrom(TRANSFER)
                .where(TRANSFER.ASTERISK_SYSTEM.eq(asteriskSystem), isOpen())
                .fetch(TransferRows::row);
    }

    /** Those to be brought about now; nobody else is given them until that instant. */
    List<Row> due(Tx tx, String asteriskSystem, String server, Instant now, Instant until) {
        var due =
                tx.dsl()
                        .selectFrom(TRANSFER)
                        .where(
                                TRANSFER.ARRANGED_AT.isNull(),
                                TRANSFER.ASTERISK_SYSTEM.eq(asteriskSystem),
                                TRANSFER.TRIED_UNTIL.isNull().or(TRANSFER.TRIED_UNTIL.le(now)))
                        .orderBy(TRANSFER.STATE_AT)
                        .limit(20)
                        .forUpdate()
                        .skipLocked()
                        .fetch();
        tx.dsl()
                .update(TRANSFER)
                .set(TRANSFER.TRIED_BY, server)
                .set(TRANSFER.TRIED_UNTIL, until)
                .where(TRANSFER.ID.in(due.map(TransferRecord::getId)))
                .execute();
        return due.map(TransferRows::row);
    }

    private static Condition isOpen() {
        return TRANSFER.STATE.ne(CLOSED);
    }

    private static Optional<Row> one(Tx tx, Condition which) {
        return tx.dsl()
                .selectFrom(TRANSFER)
                .where(which)
                .orderBy(TRANSFER.ASKED_AT.desc(), TRANSFER.ID.desc())
                .limit(1)
                .fetchOptional(TransferRows::row);
    }

    private static Row row(TransferRecord row) {
        return new Row(
                state(row),
                Optional.ofNullable(row.getNote()),
                Optional.ofNullable(row.getWaitingContactId()).map(EntryId::new),
                Optional.ofNullable(row.getArrangedAt()));
    }

    private static Transfer state(TransferRecord row) {
        var parties =
                new Parties(
                        new TransferId(row.getId()),
                        new ContactId(row.getContactId()),
                        new AssignmentId(row.getAssignmentId()),
                        new AgentId(row.getAgentId()),
                        row.getAsteriskSystem());
        var since = row.getStateAt();
        return switch (row.getState()) {
            case "on_hold" -> new Transfer.OnHold(parties, since);
            case "ringing" -> new Transfer.Ringing(parties, since, theOther(row));
            case "consulting" -> new Transfer.Consulting(parties, since, theOther(row));
            case "conference" -> new Transfer.Conference(parties, since, theOther(row));
            case "calling" -> new Transfer.Calling(parties, since, theOther(row));
            case "queueing" -> new Transfer.Queueing(parties, since, target(row), leg(row));
            case "taking_back" -> new Transfer.TakingBack(parties, since, other(row), outcome(row));
            case "completing" -> new Transfer.Completing(parties, since, theOther(row));
            case CLOSED -> new Transfer.Closed(parties, since, other(row), outcome(row));
            default -> throw new IllegalStateException("unknown state: " + row.getState());
        };
    }

    private static Outcome outcome(TransferRecord row) {
        return Outcome.ofSlug(Objects.requireNonNull(row.getOutcome()));
    }

    private static Other theOther(TransferRecord row) {
        return other(row).orElseThrow();
    }

    private static Optional<Other> other(TransferRecord row) {
        return target(row).flatMap(target -> leg(row).map(leg -> new Other(target, leg)));
    }

    private static Optional<AssignmentId> leg(TransferRecord row) {
        @Nullable UUID leg = row.getLegId();
        return Optional.ofNullable(leg).map(AssignmentId::new);
    }

    private static Optional<Target> target(TransferRecord row) {
        if (row.getToAgentId() != null) {
            return Optional.of(new Target.ToAgent(new AgentId(row.getToAgentId())));
        }
        if (row.getToQueue() != null) {
            return Optional.of(new Target.ToQueue(new QueueName(row.getToQueue())));
        }
        return Optional.ofNullable(row.getToNumber()).map(Target.ToNumber::new);
    }

    /** To whom a transfer that is over was; also of one to a queue. */
    Optional<Target> target(Tx tx, TransferId id) {
        return tx.dsl()
                .selectFrom(TRANSFER)
                .where(TRANSFER.ID.eq(id.value()))
                .fetchOptional()
                .flatMap(TransferRows::target);
    }
}
