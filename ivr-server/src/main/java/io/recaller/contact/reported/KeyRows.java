package io.recaller.contact.reported;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.select;

import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.db.GivenRows;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The keys of reported contacts, many in one statement. Immutable; any thread. */
final class KeyRows {
    private static final Comparator<Key> IN_ONE_ORDER =
            Comparator.comparing(Key::source).thenComparing(Key::externalId);
    private static final List<Field<?>> THERE =
            List.of(
                    CONTACT_KEY.SOURCE,
                    CONTACT_KEY.EXTERNAL_ID,
                    CONTACT.ID,
                    CONTACT.CUSTOMER_ID,
                    CONTACT.TOPIC);

    private final GivenRows<Key> given =
            GivenRows.<Key>as("given")
                    .with("id", CONTACT_KEY.CONTACT_ID.getDataType(), key -> key.id().value())
                    .with("source", CONTACT_KEY.SOURCE.getDataType(), Key::source)
                    .with("external_id", CONTACT_KEY.EXTERNAL_ID.getDataType(), Key::externalId)
                    .with(
                            "started_at",
                            CONTACT_KEY.STARTED_AT.getDataType(),
                            key -> key.reported().startedAt());
    private final Rendered insert = insert();
    private final Rendered there = there();

    /** A contact that is told about, and the id it gets when it is new. */
    record Key(ContactId id, Reported reported) {
        String source() {
            return reported.source();
        }

        String externalId() {
            return reported.externalId();
        }
    }

    /**
     * Enters those that are new, of two alike the first; waits for a transaction that is just
     * writing the same one.
     *
     * @return the ids of those
     */
    Set<ContactId> enter(Tx tx, List<Key> keys) {
        var inOrder = keys.stream().sorted(IN_ONE_ORDER).toList();
        var entered = new HashSet<ContactId>();
        for (var row : insert.fetch(tx, List.of(CONTACT_KEY.CONTACT_ID), given.of(inOrder))) {
            entered.add(new ContactId(row.get(CONTACT_KEY.CONTACT_ID)));
        }
        return entered;
    }

    private Rendered insert() {
        return Rendered.of(
                DSL.insertInto(
                                CONTACT_KEY,
                                CONTACT_KEY.CONTACT_ID,
                                CONTACT_KEY.SOURCE,
                                CONTACT_KEY.EXTERNAL_ID,
                                CONTACT_KEY.STARTED_AT)
                        .select(
                                select(
                                                given.get(
                                                        "id", CONTACT_KEY.CONTACT_ID.getDataType()),
                                                source(),
                                                externalId(),
                                                given.get(
                                                        "started_at",
                                                        CONTACT_KEY.STARTED_AT.getDataType()))
                                        .from(given.table()))
                        .onConflictDoNothing()
                        .returning(CONTACT_KEY.CONTACT_ID));
    }

    /** What is kept under the keys of those that were there already, by key as it was given. */
    Map<Key, Recorded> recorded(Tx tx, List<Key> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        var kept = new HashMap<List<String>, Recorded>();
        for (var row : there.fetch(tx, THERE, given.of(keys))) {
            kept.put(
                    List.of(row.get(CONTACT_KEY.SOURCE), row.get(CONTACT_KEY.EXTERNAL_ID)),
                    new Recorded(
                            new ContactId(row.get(CONTACT.ID)),
                            false,
                            Optional.<UUID>ofNullable(row.get(CONTACT.CUSTOMER_ID))
                                    .map(CustomerId::new),
                            Optional.ofNullable(row.get(CONTACT.TOPIC)).map(Topic::new),
                            true));
        }
        var recorded = new HashMap<Key, Recorded>();
        for (var key : keys) {
            var one = kept.get(List.of(key.source(), key.externalId()));
            if (one == null) {
                throw new IllegalStateException("a key without its contact");
            }
            recorded.put(key, one);
        }
        return recorded;
    }

    /** Key by key by the index, whatever the planner knows of the table; then in its month. */
    private Rendered there() {
        var key =
                select(
                                CONTACT_KEY.SOURCE,
                                CONTACT_KEY.EXTERNAL_ID,
                                CONTACT_KEY.CONTACT_ID,
                                CONTACT_KEY.STARTED_AT)
                        .from(CONTACT_KEY)
                        .where(
                                CONTACT_KEY.SOURCE.eq(source()),
                                CONTACT_KEY.EXTERNAL_ID.eq(externalId()))
                        .offset(inline(0))
                        .asTable("key");
        return Rendered.of(
                select(
                                key.field(CONTACT_KEY.SOURCE),
                                key.field(CONTACT_KEY.EXTERNAL_ID),
                                CONTACT.ID,
                                CONTACT.CUSTOMER_ID,
                                CONTACT.TOPIC)
                        .from(given.table())
                        .crossJoin(lateral(key))
                        .join(CONTACT)
                        .on(
                                CONTACT.ID.eq(key.field(CONTACT_KEY.CONTACT_ID)),
                                CONTACT.STARTED_AT.eq(key.field(CONTACT_KEY.STARTED_AT))));
    }

    private Field<String> source() {
        return given.get("source", CONTACT_KEY.SOURCE.getDataType());
    }

    private Field<String> externalId() {
        return given.get("external_id", CONTACT_KEY.EXTERNAL_ID.getDataType());
    }
}
