package io.recaller.contact.retention;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.impl.DSL;

/**
 * Deletes contacts that are over for longer than they are kept, a few hundred at a time, with all
 * that hangs on them. Who waits, whom an agent has in hand and who is to be called back stays,
 * however old. Stateless.
 *
 * <p>Nobody waits for it and it waits for nobody: rows that somebody else has locked are left for
 * the next time. What was learned and counted from such a contact is not noted as wrong: it was
 * true (migration V48).
 */
final class AgedContacts {
    /** Read in a step; deleted are those of them that may be. */
    static final int LOOK = 500;

    private static final String INTERACTION = "interaction";

    private final RetentionRules rules;

    AgedContacts(RetentionRules rules) {
        this.rules = rules;
    }

    /**
     * What a step did.
     *
     * @param next after which contact of the month the next step begins; empty: the month is done
     */
    record Bite(int interactions, int activities, Optional<UUID> next) {}

    /** A step through a month, in the order of ids, so that no row is looked at twice. */
    Bite next(Tx tx, Month month, Optional<UUID> after, Instant now) {
        var looked = look(tx, month, after);
        var aged = aged(tx, month, looked, now);
        delete(tx, aged, now);
        var interactions =
                Math.toIntExact(
                        aged.stream().filter(row -> row.value2().equals(INTERACTION)).count());
        return new Bite(
                interactions,
                aged.size() - interactions,
                looked.size() < LOOK ? Optional.empty() : Optional.of(looked.getLast()));
    }

    private static List<UUID> look(Tx tx, Month month, Optional<UUID> after) {
        return tx.dsl()
                .select(CONTACT.ID)
                .from(CONTACT)
                .where(month.holds(CONTACT.STARTED_AT))
                .and(after.map(CONTACT.ID::gt).orElseGet(DSL::noCondition))
                .orderBy(CONTACT.ID)
                .limit(LOOK)
                .fetch(CONTACT.ID);
    }

    private Result<Record3<UUID, String, UUID>> aged(
            Tx tx, Month month, List<UUID> looked, Instant now) {
        return tx.dsl()
                .select(CONTACT.ID, CONTACT.NATURE, CONTACT.CONVERSATION_ID)
                .from(CONTACT)
                .join(CONTACT_KEY)
                .on(CONTACT_KEY.CONTACT_ID.eq(CONTACT.ID))
                .where(
                        month.holds(CONTACT.STARTED_AT),
                        CONTACT.ID.eq(DSL.any(looked.toArray(UUID[]::new))),
                        isAged(now),
                        isDone())
                .forUpdate()
                .of(CONTACT, CONTACT_KEY)
                .skipLocked()
                .fetch();
    }

    private Condition isAged(Instant now) {
        var isInteraction = CONTACT.NATURE.eq(INTERACTION);
        return DSL.or(
                rules.contacts()
                        .map(keep -> isInteraction.and(isOver(now.minus(keep))))
                        .orElseGet(DSL::falseCondition),
                rules.activities()
                        .map(keep ->
                                isInteraction.not().and(CONTACT.STARTED_AT.lt(now.minus(keep))))
                        .orElseGet(DSL::falseCondition));
    }

    /** What nobody ended is over once nothing more was said in it. */
    private static Condition isOver(Instant before) {
        var spoken =
                selectOne()
                        .from(DIALOGUE)
                        .where(DIALOGUE.CONTACT_ID.eq(CONTACT.ID), DIALOGUE.UPDATED_AT.ge(before));
        return CONTACT.ENDED_AT
                .lt(before)
                .or(
                        CONTACT.ENDED_AT
                                .isNull()
                                .and(CONTACT.STARTED_AT.lt(before))
                                .and(notExists(spoken)));
    }

    /** Nobody waits in it, talks in it or is to be called back, whatever its row says. */
    private static Condition isDone() {
        return notExists(
                        selectOne()
                                .from(WAITING_CONTACT)
                                .where(
                                        WAITING_CONTACT.CONTACT_ID.eq(CONTACT.ID),
                                        WAITING_CONTACT.LEFT_AT.isNull()))
                .and(
                        notExists(
                                selectOne()
                                        .from(ASSIGNMENT)
                                        .where(
                                                ASSIGNMENT.CONTACT_ID.eq(CONTACT.ID),
                                                ASSIGNMENT.CLOSED_AT.isNull())))
                .and(
                        notExists(
                                selectOne()
                                        .from(CALLBACK)
                                        .where(
                                                CALLBACK.CONTACT_ID.eq(CONTACT.ID),
                                                CALLBACK.CLOSED_AT.isNull())));
    }

    /** The key takes with it all that refers to it. */
    private void delete(Tx tx, Result<Record3<UUID, String, UUID>> aged, Instant now) {
        if (aged.isEmpty()) {
            return;
        }
        tx.dsl()
                .select(
                        DSL.function(
                                "set_config",
                                String.class,
                                DSL.inline("recaller.retention"),
                                DSL.inline("on"),
                                DSL.inline(true)))
                .fetch();
        tx.dsl()
                .deleteFrom(CONTACT_KEY)
                .where(CONTACT_KEY.CONTACT_ID.in(aged.getValues(CONTACT.ID)))
                .execute();
        var matters = new ArrayList<>(aged.getValues(CONTACT.CONVERSATION_ID));
        matters.removeIf(matter -> matter == null);
        rules.contactsFrom(now).ifPresent(before -> leave(tx, matters, before));
    }

    /** A matter of which no contact is left is over too. */
    private static void leave(Tx tx, List<UUID> matters, Instant before) {
        if (!matters.isEmpty()) {
            tx.dsl()
                    .deleteFrom(CONVERSATION)
                    .where(
                            CONVERSATION.ID.in(matters),
                            CONVERSATION.LAST_CONTACT_AT.lt(before),
                            notExists(
                                    selectOne()
                                            .from(CONTACT)
                                            .where(CONTACT.CONVERSATION_ID.eq(CONVERSATION.ID))))
                    .execute();
        }
    }
}
