package io.recaller.contact.history;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.TOPIC;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Slug;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.customer.CustomerId;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record8;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;

/**
 * The contacts to be learned: inbound interactions and activities whose topic is final. Stateless.
 *
 * <p>A topic is final when nobody is expected to correct it any more: at once for activities and
 * for what another system reported; at the end of the contact when a task, a rule or a disposition
 * gave it; a mere key at the end when no agent was there, else a quarter of an hour later, unless
 * an agent is still at it.
 */
public final class FinalContacts {
    private static final Duration DISPOSITION_WITHIN = Duration.ofMinutes(15);

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(1);
    private static final Field<Boolean> THROUGH_FLOW =
            DSL.field(
                    DSL.exists(
                            DSL.selectOne()
                                    .from(DIALOGUE)
                                    .where(DIALOGUE.CONTACT_ID.eq(CONTACT.ID))));

    /**
     * The first ones that wait to be learned, in the order they began. Their rows are locked; those
     * that somebody else is writing to are left for the next time.
     *
     * @param firstSeq the place of the first one
     */
    public List<FinalContact> waiting(Tx tx, long firstSeq, Instant now, int most) {
        var seq = new AtomicLong(firstSeq);
        return contacts(tx)
                .where(isWaiting(now))
                .orderBy(CONTACT.STARTED_AT, CONTACT.ID)
                .limit(most)
                .forUpdate()
                .of(CONTACT)
                .skipLocked()
                .fetch(row -> read(row, seq.getAndIncrement()));
    }

    /** How many wait to be learned; no more than {@code most} are counted. */
    public int countWaiting(Tx tx, Instant now, int most) {
        return tx.dsl().fetchCount(DSL.selectOne().from(CONTACT).where(isWaiting(now)).limit(most));
    }

    /** Those that were learned, in sequence, from the place after the given one on. */
    public List<FinalContact> learned(Tx tx, long after, int most) {
        return contacts(tx)
                .where(CONTACT.LEARNED_SEQ.gt(after))
                .orderBy(CONTACT.LEARNED_SEQ)
                .limit(most)
                .fetch(row -> read(row, row.value8()));
    }

    /** They are learned now. */
    public void markLearned(Tx tx, List<FinalContact> contacts) {
        var update =
                tx.dsl()
                        .batch(
                                tx.dsl()
                                        .update(CONTACT)
                                        .set(CONTACT.LEARNED_SEQ, 0L)
                                        .where(
                                                CONTACT.ID.eq(new UUID(0, 0)),
                                                CONTACT.STARTED_AT.eq(Instant.EPOCH)));
        for (var contact : contacts) {
            update = update.bind(contact.seq(), contact.id().value(), contact.startedAt());
        }
        update.execute();
    }

    private static SelectOnConditionStep<
                    Record8<UUID, Instant, UUID, String, String, String, Boolean, Long>>
            contacts(Tx tx) {
        return tx.dsl()
                .select(
                        CONTACT.ID,
                        CONTACT.STARTED_AT,
                        CONTACT.CUSTOMER_ID,
                        CONTACT.CHANNEL,
                        CONTACT.NATURE,
                        DSL.coalesce(TOPIC.REPLACED_BY, CONTACT.TOPIC),
                        THROUGH_FLOW,
                        CONTACT.LEARNED_SEQ)
                .from(CONTACT)
                .join(TOPIC)
                .on(TOPIC.ID.eq(CONTACT.TOPIC));
    }

    private static FinalContact read(
            Record8<UUID, Instant, UUID, String, String, String, Boolean, Long> row, long seq) {
        return new FinalContact(
                seq,
                new ContactId(row.value1()),
                row.value2(),
                Optional.ofNullable(row.value3()).map(CustomerId::new),
                Slug.read(Channel.class, row.value4()),
                Slug.read(Nature.class, row.value5()),
                new Topic(row.value6()),
                row.value7());
    }

    /**
     * In the words of the index {@code contact_to_learn}, so that it is used. A contact from a
     * reporter whose clock is ahead is learned when its time has come: learned now, it would make
     * everything before it look old.
     */
    private static Condition isWaiting(Instant now) {
        var activity = CONTACT.NATURE.eq(DSL.inline(Slug.of(Nature.ACTIVITY)));
        var inbound = CONTACT.DIRECTION.eq(DSL.inline(Slug.of(Direction.INBOUND)));
        return CONTACT.LEARNED_SEQ
                .isNull()
                .and(CONTACT.TOPIC.isNotNull())
                .and(CONTACT.STARTED_AT.le(now.plus(CLOCKS_DIFFER_BY)))
                .and(activity.or(inbound))
                .and(activity.or(isFrom(TopicSource.GIVEN)).or(endedWith(now)));
    }

    private static Condition endedWith(Instant now) {
        var late = CONTACT.ENDED_AT.le(now.minus(DISPOSITION_WITHIN)).and(nobodyIsAtIt());
        return CONTACT.ENDED_AT
                .isNotNull()
                .and(isFrom(TopicSource.KEY).not().or(CONTACT.SERVED_BY.isNull()).or(late));
    }

    private static Condition nobodyIsAtIt() {
        return DSL.notExists(
                DSL.selectOne()
                        .from(ASSIGNMENT)
                        .where(
                                ASSIGNMENT.CONTACT_ID.eq(CONTACT.ID),
                                ASSIGNMENT.STATE.ne(DSL.inline("closed"))));
    }

    private static Condition isFrom(TopicSource source) {
        return CONTACT.TOPIC_SOURCE.eq(Slug.of(source));
    }
}
