package io.recaller.contact.history;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.DIALOGUE;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Direction;
import io.recaller.contact.Ended;
import io.recaller.contact.EndedWords;
import io.recaller.contact.Nature;
import io.recaller.contact.Slug;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Reads what happened with a customer on all channels, newest first. Thread-safe. */
public final class Timeline {
    /**
     * An index on the instant would lead through everybody's contacts from the newest on, until
     * enough of one customer's are met.
     */
    static final Field<Instant> INSTANT_OF_NO_INDEX =
            DSL.field("{0} + interval '0'", SQLDataType.INSTANT, CONTACT.STARTED_AT);

    /**
     * One page.
     *
     * @param before where the page before ended; empty: from the newest on
     * @param limit most entries, more than zero
     */
    public List<Entry> read(Tx tx, CustomerId customer, Optional<Cursor> before, int limit) {
        var family = CONTACT.CUSTOMER_ID.eq(DSL.any(DSL.array(Merges.familyOf(customer))));
        return select(tx)
                .where(family, before.map(Timeline::isBefore).orElse(DSL.noCondition()))
                .orderBy(INSTANT_OF_NO_INDEX.desc(), CONTACT.ID.desc())
                .limit(DSL.inline(limit))
                .fetch(Timeline::entry);
    }

    /**
     * Contacts of all customers in the order they began.
     *
     * @param after where the page before ended
     * @param before what began later is left out: of it more may come in, before the page's last
     * @param limit most entries, more than zero
     */
    public List<Entry> since(Tx tx, Cursor after, Instant before, int limit) {
        return select(tx)
                .where(CONTACT.STARTED_AT.ge(after.at()), CONTACT.STARTED_AT.lt(before))
                .and(
                        DSL.row(CONTACT.STARTED_AT, CONTACT.ID)
                                .greaterThan(DSL.row(after.at(), after.contact().value())))
                .orderBy(CONTACT.STARTED_AT, CONTACT.ID)
                .limit(DSL.inline(limit))
                .fetch(Timeline::entry);
    }

    /** One contact; empty when there is none with this id. */
    public Optional<Entry> find(Tx tx, ContactId contact) {
        return select(tx).where(ContactStore.is(contact)).fetchOptional(Timeline::entry);
    }

    private static SelectJoinStep<?> select(Tx tx) {
        return tx.dsl()
                .select(CONTACT.asterisk(), AGENT.NAME, DIALOGUE.TOPIC)
                .from(CONTACT)
                .leftJoin(AGENT)
                .on(AGENT.ID.eq(CONTACT.SERVED_BY))
                .leftJoin(DIALOGUE)
                .on(DIALOGUE.CONTACT_ID.eq(CONTACT.ID), CONTACT.ENDED_AT.isNull());
    }

    private static Condition isBefore(Cursor cursor) {
        return DSL.row(CONTACT.STARTED_AT, CONTACT.ID)
                .lessThan(DSL.row(cursor.at(), cursor.contact().value()));
    }

    private static Entry entry(Record row) {
        return new Entry(
                new ContactId(row.get(CONTACT.ID)),
                Optional.ofNullable(row.get(CONTACT.CUSTOMER_ID)).map(CustomerId::new),
                row.get(CONTACT.SOURCE),
                row.get(CONTACT.EXTERNAL_ID),
                Slug.read(Nature.class, row.get(CONTACT.NATURE)),
                Slug.read(Channel.class, row.get(CONTACT.CHANNEL)),
                Slug.read(Direction.class, row.get(CONTACT.DIRECTION)),
                row.get(CONTACT.STARTED_AT),
                Optional.ofNullable(row.get(CONTACT.ENDED_AT)),
                Optional.ofNullable(row.get(CONTACT.END_REASON)),
                end(row),
                topic(row),
                isByKeysSoFar(row)
                        ? Optional.of(TopicSource.KEY)
                        : Slug.readOptional(TopicSource.class, row.get(CONTACT.TOPIC_SOURCE)),
                Slug.read(TrustTier.class, row.get(CONTACT.TRUST)),
                Optional.ofNullable(row.get(CONTACT.DISPOSITION)),
                Optional.ofNullable(row.get(AGENT.NAME)),
                Optional.ofNullable(row.get(CONTACT.CONVERSATION_ID)));
    }

    private static Optional<End> end(Record row) {
        return Ended.Result.of(row.get(CONTACT.END_RESULT))
                .map(result -> new End(result, reason(row, result)));
    }

    private static Optional<Ended> reason(Record row, Ended.Result result) {
        return row.get(CONTACT.END_BY) == null
                ? Optional.empty()
                : Ended.of(
                        result.slug(),
                        row.get(CONTACT.END_BY),
                        row.get(CONTACT.END_PLACE),
                        row.get(CONTACT.END_WHY));
    }

    /**
     * How a contact of ours ended.
     *
     * @param reason empty of what ended before reasons were kept, and is not known
     */
    public record End(Ended.Result result, Optional<Ended> reason) {
        /** In a sentence. */
        public String words() {
            return reason.map(Ended::words).orElseGet(() -> EndedWords.result(result));
        }
    }

    private static Optional<Topic> topic(Record row) {
        var column = isByKeysSoFar(row) ? DIALOGUE.TOPIC : CONTACT.TOPIC;
        return Optional.ofNullable(row.get(column)).map(Topic::new);
    }

    /** While it is in a menu only its dialogue knows. */
    private static boolean isByKeysSoFar(Record row) {
        return row.get(DIALOGUE.TOPIC) != null && row.get(CONTACT.TOPIC) == null;
    }

    /** A place in the timeline. */
    public record Cursor(Instant at, ContactId contact) {
        private static final ContactId FIRST = new ContactId(new UUID(0, 0));

        /** Before all contacts that began at this instant: the first of a page in their order. */
        public static Cursor before(Instant at) {
            return new Cursor(at, FIRST);
        }
    }

    /**
     * One contact of the timeline.
     *
     * @param endReason one word: an {@link Ended.Result#endReason}, or another system's own
     * @param end empty while it goes on, and of other systems' contacts
     * @param servedBy the name of the agent who talked
     */
    public record Entry(
            ContactId contact,
            Optional<CustomerId> customer,
            String source,
            String externalId,
            Nature nature,
            Channel channel,
            Direction direction,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<String> endReason,
            Optional<End> end,
            Optional<Topic> topic,
            Optional<TopicSource> topicSource,
            TrustTier trust,
            Optional<String> disposition,
            Optional<String> servedBy,
            Optional<UUID> conversation) {}
}
