package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;

/**
 * Since when nothing is said in threads, and who had the last word. Each method works in the
 * caller's transaction. Any thread.
 */
public final class ThreadPauses {
    /** Threads with a contact in which nothing was said or became of what was, since then. */
    public List<MessageThread> quiet(Tx tx, Instant since, int most) {
        return tx.dsl()
                .selectFrom(THREAD)
                .where(THREAD.CONTACT_ID.isNotNull(), hasBeenQuiet(since))
                .orderBy(THREAD.WITH_PERSON, THREAD.ID)
                .limit(most)
                .fetch(Threads::read);
    }

    /** Those of these contacts whose customer was written to last by an agent, before then. */
    public List<ContactId> answered(Tx tx, Collection<ContactId> contacts, Instant before) {
        var newest = MESSAGE.as("newest");
        var last =
                field(select(max(newest.SEQ)).from(newest).where(newest.THREAD_ID.eq(THREAD.ID)));
        return tx.dsl()
                .select(THREAD.CONTACT_ID)
                .from(THREAD)
                .join(MESSAGE)
                .on(MESSAGE.SEQ.eq(last))
                .where(
                        THREAD.CONTACT_ID.eq(
                                any(contacts.stream().map(ContactId::value).toArray(UUID[]::new))),
                        MESSAGE.AUTHOR.eq(inline(Author.AGENT.slug())),
                        MESSAGE.AT.lt(before))
                .fetch(row -> new ContactId(row.value1()));
    }

    /** Those of these contacts whose customer has written since an agent did last. */
    public List<ContactId> unanswered(Tx tx, Collection<ContactId> contacts) {
        var newest = MESSAGE.as("newest");
        var authors = List.of(Author.AGENT.slug(), Author.CUSTOMER.slug());
        var last =
                field(
                        select(max(newest.SEQ))
                                .from(newest)
                                .where(newest.THREAD_ID.eq(THREAD.ID), newest.AUTHOR.in(authors)));
        return tx.dsl()
                .select(THREAD.CONTACT_ID)
                .from(THREAD)
                .join(MESSAGE)
                .on(MESSAGE.SEQ.eq(last))
                .where(
                        THREAD.CONTACT_ID.eq(
                                any(contacts.stream().map(ContactId::value).toArray(UUID[]::new))),
                        MESSAGE.AUTHOR.eq(inline(Author.CUSTOMER.slug())))
                .fetch(row -> new ContactId(row.value1()));
    }

    /**
     * How long somebody waits for a person's word.
     *
     * @param since when the first of what was not answered was written
     */
    public record Unanswered(String gateway, Instant since) {}

    /** Of these contacts those whose customer has written since an agent did last. */
    public Map<ContactId, Unanswered> waiting(Tx tx, Collection<ContactId> contacts) {
        var answer = MESSAGE.as("answer");
        var last =
                field(
                        select(coalesce(max(answer.SEQ), inline(0L)))
                                .from(answer)
                                .where(
                                        answer.THREAD_ID.eq(THREAD.ID),
                                        answer.AUTHOR.eq(inline(Author.AGENT.slug()))));
        return tx.dsl()
                .select(THREAD.CONTACT_ID, THREAD.GATEWAY, min(MESSAGE.AT))
                .from(THREAD)
                .join(MESSAGE)
                .on(
                        MESSAGE.THREAD_ID.eq(THREAD.ID),
                        MESSAGE.CONTACT_ID.isNull().or(MESSAGE.CONTACT_ID.eq(THREAD.CONTACT_ID)))
                .where(
                        THREAD.CONTACT_ID.eq(
                                any(contacts.stream().map(ContactId::value).toArray(UUID[]::new))),
                        MESSAGE.AUTHOR.eq(inline(Author.CUSTOMER.slug())),
                        MESSAGE.SEQ.gt(last))
                .groupBy(THREAD.CONTACT_ID, THREAD.GATEWAY)
                .fetchMap(
                        row -> new ContactId(row.value1()),
                        row -> new Unanswered(row.value2(), row.value3()));
    }

    /** Whether it is one that has been quiet since. */
    public boolean isQuiet(Tx tx, ThreadId id, Instant since) {
        return tx.dsl().fetchExists(THREAD, THREAD.ID.eq(id.value()), hasBeenQuiet(since));
    }

    private static Condition hasBeenQuiet(Instant since) {
        return THREAD.CREATED_AT
                .lt(since)
                .and(
                        notExists(
                                selectOne()
                                        .from(MESSAGE)
                                        .where(
                                                MESSAGE.THREAD_ID.eq(THREAD.ID),
                                                MESSAGE.STATE_AT.ge(since))));
    }
}
