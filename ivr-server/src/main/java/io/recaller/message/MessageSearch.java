package io.recaller.message;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/**
 * Finds what was written by its words. Each method works in the caller's transaction. Any thread.
 */
public final class MessageSearch {
    /** Messages told before and behind each that was found. */
    private static final int AROUND = 2;

    private static final int MOST_WORDS = 8;

    /** Among what. */
    public sealed interface Among {
        /** One thread. */
        record OneThread(ThreadId thread) implements Among {}

        /** That thread, and whatever was written in contacts with a customer. */
        record OfCustomer(ThreadId thread, CustomerId customer) implements Among {}

        /** All there is. */
        record Everything() implements Among {}
    }

    /**
     * A message that was found.
     *
     * @param alias what the peer calls themselves
     * @param around it and those next to it, in order
     */
    public record Hit(
            ThreadMessage message,
            Channel channel,
            Optional<String> alias,
            List<ThreadMessage> around) {
        public Hit {
            around = List.copyOf(around);
        }
    }

    /** Whom a contact is with, as far as is known, and how surely. */
    public record Who(CustomerId customer, TrustTier trust) {}

    /** Empty: nobody who is known. */
    public Optional<Who> who(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(CONTACT.CUSTOMER_ID, CONTACT.TRUST)
                .from(CONTACT)
                .where(CONTACT.ID.eq(contact.value()), CONTACT.CUSTOMER_ID.isNotNull())
                .fetchOptional(row ->
                        new Who(
                                new CustomerId(row.value1()),
                                TrustTier.valueOf(row.value2().toUpperCase(Locale.ROOT))));
    }

    /**
     * The newest that have every word typed, or one that begins so; none where no word was typed.
     *
     * @param until what was written after it is neither found nor told; empty: nothing is too new
     */
    public List<Hit> find(Tx tx, Among among, String typed, int most, Optional<Instant> until) {
        var query = query(typed);
        if (query.isEmpty()) {
            return List.of();
        }
        var old = until.map(MESSAGE.AT::le).orElseGet(DSL::noCondition);
        var found =
                Messages.read(tx)
                        .where(among(tx, among), Messages.isSaid(), has(query.get(), among), old)
                        .orderBy(MESSAGE.SEQ.desc())
                        .limit(most)
                        .fetch(Messages::message);
        var threads = threads(tx, found);
        return found.stream()
                .flatMap(each ->
                        Optional.ofNullable(threads.get(each.thread())).stream()
                                .map(thread -> hit(tx, each, thread, old)))
                .toList();
    }

    /**
     * Where one customer's messages are looked through the index of words is kept out of it: of a
     * common word it names messages of everybody.
     */
    private static Condition has(String query, Among among) {
        return switch (among) {
            case Among.OneThread _, Among.OfCustomer _ ->
                    condition(
                            "message_words({0} || '') @@ to_tsquery('simple', {1})",
                            MESSAGE.BODY, val(query));
            case Among.Everything() ->
                    condition(
                            "message_words({0}) @@ to_tsquery('simple', {1})",
                            MESSAGE.BODY, val(query));
        };
    }

    private Hit hit(Tx tx, ThreadMessage found, Where where, Condition old) {
        return new Hit(found, where.channel(), where.alias(), around(tx, found, old));
    }

    private static List<ThreadMessage> around(Tx tx, ThreadMessage found, Condition old) {
        var before =
                inThread(tx, found, MESSAGE.SEQ.lt(found.seq()).and(old))
                        .orderBy(MESSAGE.SEQ.desc())
                        .limit(AROUND)
                        .fetch(Messages::message)
                        .reversed();
        var behind =
                inThread(tx, found, MESSAGE.SEQ.gt(found.seq()).and(old))
                        .orderBy(MESSAGE.SEQ)
                        .limit(AROUND)
                        .fetch(Messages::message);
        return Stream.of(before, List.of(found), behind).flatMap(List::stream).toList();
    }

    private static SelectConditionStep<? extends Record> inThread(
            Tx tx, ThreadMessage found, Condition where) {
        return Messages.read(tx)
                .where(MESSAGE.THREAD_ID.eq(found.thread().value()), Messages.isSaid(), where);
    }

    private record Where(Channel channel, Optional<String> alias) {}

    private static Map<ThreadId, Where> threads(Tx tx, List<ThreadMessage> found) {
        return tx
                .dsl()
                .select(THREAD.ID, THREAD.CHANNEL, THREAD.NAME)
                .from(THREAD)
                .where(THREAD.ID.in(found.stream().map(each -> each.thread().value()).toList()))
                .stream()
                .collect(
                        Collectors.toMap(
                                row -> new ThreadId(row.value1()),
                                row ->
                                        new Where(
                                                Channel.valueOf(
                                                        row.value2().toUpperCase(Locale.ROOT)),
                                                Optional.ofNullable(row.value3()))));
    }

    private static Condition among(Tx tx, Among among) {
        return switch (among) {
            case Among.OneThread(var thread) -> MESSAGE.THREAD_ID.eq(thread.value());
            case Among.OfCustomer(var thread, var customer) ->
                    MESSAGE.THREAD_ID
                            .eq(thread.value())
                            .or(MESSAGE.CONTACT_ID.eq(any(contacts(tx, customer))));
            case Among.Everything() -> noCondition();
        };
    }

    /** Read first: the planner takes a query in their place for half of all messages. */
    private static UUID[] contacts(Tx tx, CustomerId customer) {
        return tx.dsl()
                .select(CONTACT.ID)
                .from(CONTACT)
                .where(CONTACT.CUSTOMER_ID.eq(customer.value()))
                .fetchArray(CONTACT.ID);
    }

    /**
     * Each word as a beginning, in the letter cases it may stand in: not every database knows that
     * small and capital letters beyond ASCII are the same.
     */
    private static Optional<String> query(String typed) {
        var words =
                Stream.of(typed.split("[^\\p{L}\\p{M}\\p{N}]+"))
                        .filter(word -> !word.isEmpty())
                        .limit(MOST_WORDS)
                        .map(MessageSearch::anyCase)
                        .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" & ", words));
    }

    private static String anyCase(String word) {
        var small = word.toLowerCase(Locale.ROOT);
        var first = small.offsetByCodePoints(0, 1);
        var capital = small.substring(0, first).toUpperCase(Locale.ROOT) + small.substring(first);
        return Stream.of(small, capital, word.toUpperCase(Locale.ROOT), word)
                .distinct()
                .map(each -> "'" + each + "':*")
                .collect(Collectors.joining(" | ", "(", ")"));
    }
}
