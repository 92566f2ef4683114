package io.recaller.message;

import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.db.Tx;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;

/**
 * Threads in which the same customer writes, by handles that are surely theirs and nobody else's,
 * and what was written there out of a contact of another thread. Each method works in the caller's
 * transaction. Any thread.
 */
public final class OtherThreads {
    /** What a handle is that somebody is only said to use. */
    private static final String CLAIMED = "claimed";

    /** The newest first, up to so many. */
    public List<MessageThread> of(Tx tx, CustomerId customer, int most) {
        var family =
                tx.dsl().fetch(Merges.familyOf(customer)).stream()
                        .map(row -> row.value1())
                        .collect(Collectors.toSet());
        return tx
                .dsl()
                .select(THREAD.asterisk())
                .from(CUSTOMER_HANDLE)
                .join(HANDLE)
                .on(HANDLE.ID.eq(CUSTOMER_HANDLE.HANDLE_ID))
                .join(THREAD)
                .on(THREAD.HANDLE_KIND.eq(HANDLE.KIND), THREAD.HANDLE_VALUE.eq(HANDLE.VALUE))
                .where(
                        CUSTOMER_HANDLE.CUSTOMER_ID.in(family),
                        CUSTOMER_HANDLE.STANDING.ne(inline(CLAIMED)),
                        isNobodyElses(family))
                .orderBy(THREAD.ID.desc())
                .limit(most)
                .fetchInto(THREAD)
                .map(Threads::read)
                .stream()
                .distinct()
                .toList();
    }

    /** Several who use a firm's number are no one to write to. */
    private static Condition isNobodyElses(Set<UUID> family) {
        var other = CUSTOMER_HANDLE.as("other");
        return notExists(
                selectOne()
                        .from(other)
                        .where(
                                other.HANDLE_ID.eq(HANDLE.ID),
                                other.STANDING.ne(inline(CLAIMED)),
                                other.CUSTOMER_ID.notIn(family)));
    }

    /** What was written for a contact in other threads than its own, the newest, in order. */
    public List<ThreadMessage> written(Tx tx, ContactId contact, ThreadId own, int most) {
        return Messages.read(tx)
                .where(
                        MESSAGE.CONTACT_ID.eq(contact.value()),
                        MESSAGE.THREAD_ID.ne(own.value()),
                        Messages.isShown())
                .orderBy(MESSAGE.SEQ.desc())
                .limit(most)
                .fetch(Messages::message)
                .reversed();
    }
}
