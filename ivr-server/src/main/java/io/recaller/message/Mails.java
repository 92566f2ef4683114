package io.recaller.message;

import static io.recaller.db.generated.Tables.MAIL;
import static io.recaller.db.generated.Tables.MESSAGE;

import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows of what mails say beside their words: an answer refers to it. Each method works in the
 * caller's transaction. Any thread.
 */
public final class Mails {
    private static final Duration DAY = Duration.ofHours(24);

    /**
     * A mail that came in.
     *
     * @param id its Message-ID; of one that has none, where it lies in the mailbox; up to 500
     *     characters
     * @param subject up to 500 characters
     * @param references Message-IDs, oldest first, up to 12,000 characters in all
     * @param isAutomatic whether a program sent it
     */
    public record Mail(String id, String subject, List<String> references, boolean isAutomatic) {
        public Mail {
            references = List.copyOf(references);
        }
    }

    /**
     * A message on its way out.
     *
     * @param answered the newest mail of its thread; empty: nobody wrote first
     * @param automaticBefore how many others the flow answered there within a day
     * @param isNotice whether nobody asked for it: it answers none
     */
    public record Leaving(
            ThreadId thread,
            Author author,
            Instant at,
            Optional<Mail> answered,
            int automaticBefore,
            boolean isNotice) {}

    /** Keeps what an answer will refer to; once. */
    public void keep(Tx tx, ThreadId thread, Mail mail, Instant now) {
        tx.dsl()
                .insertInto(MAIL)
                .set(MAIL.THREAD_ID, thread.value())
                .set(MAIL.MESSAGE_ID, mail.id())
                .set(MAIL.SUBJECT, mail.subject())
                .set(MAIL.REFS, String.join(" ", mail.references()))
                .set(MAIL.IS_AUTOMATIC, mail.isAutomatic())
                .set(MAIL.AT, now)
                .onConflictDoNothing()
                .execute();
    }

    /** What a message that goes out must know; empty: there is none of that place. */
    public Optional<Leaving> leaving(Tx tx, long seq, Instant now) {
        return tx.dsl()
                .select(MESSAGE.THREAD_ID, MESSAGE.AUTHOR, MESSAGE.AT, MESSAGE.IS_NOTICE)
                .from(MESSAGE)
                .where(MESSAGE.SEQ.eq(seq))
                .fetchOptional()
                .map(row -> {
                    var thread = new ThreadId(row.get(MESSAGE.THREAD_ID));
                    return new Leaving(
                            thread,
                            Author.of(row.get(MESSAGE.AUTHOR)),
                            row.get(MESSAGE.AT),
                            newest(tx, thread),
                            automatic(tx, thread, seq, now),
                            row.get(MESSAGE.IS_NOTICE));
                });
    }

    private static Optional<Mail> newest(Tx tx, ThreadId thread) {
        return tx.dsl()
                .selectFrom(MAIL)
                .where(MAIL.THREAD_ID.eq(thread.value()))
                .orderBy(MAIL.AT.desc())
                .limit(1)
                .fetchOptional(row ->
                        new Mail(
                                row.getMessageId(),
                                row.getSubject(),
                                Arrays.stream(row.getRefs().split(" ", -1))
                                        .filter(each -> !each.isEmpty())
                                        .toList(),
                                row.getIsAutomatic()));
    }

    /** Whether a program of ours may answer there now: it has not for a day, nor did one write. */
    public boolean mayAnswer(Tx tx, ThreadId thread, Instant now) {
        return newest(tx, thread).filter(Mail::isAutomatic).isEmpty()
                && !tx.dsl()
                        .fetchExists(
                                MESSAGE,
                                MESSAGE.THREAD_ID.eq(thread.value()),
                                MESSAGE.AUTHOR.eq(Author.FLOW.slug()),
                                MESSAGE.IS_NOTICE.isFalse(),
                                MESSAGE.STATE.in(
                                        MessageState.QUEUED.slug(),
                                        MessageState.SENT.slug(),
                                        MessageState.DELIVERED.slug(),
                                        MessageState.READ.slug()),
                                MESSAGE.STATE_AT.gt(now.minus(DAY)));
    }

    private static int automatic(Tx tx, ThreadId thread, long seq, Instant now) {
        return tx.dsl()
                .fetchCount(
                        MESSAGE,
                        MESSAGE.THREAD_ID.eq(thread.value()),
                        MESSAGE.AUTHOR.eq(Author.FLOW.slug()),
                        MESSAGE.SEQ.ne(seq),
                        MESSAGE.IS_NOTICE.isFalse(),
                        MESSAGE.STATE.in(
                                MessageState.SENT.slug(),
                                MessageState.DELIVERED.slug(),
                                MessageState.READ.slug()),
                        MESSAGE.STATE_AT.gt(now.minus(DAY)));
    }

    /** The thread of a message; empty: there is none of that place. */
    public Optional<ThreadId> threadOf(Tx tx, long seq) {
        return tx.dsl()
                .select(MESSAGE.THREAD_ID)
                .from(MESSAGE)
                .where(MESSAGE.SEQ.eq(seq))
                .fetchOptional(row -> new ThreadId(row.value1()));
    }
}
