package io.recaller.contact.reported;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import io.recaller.contact.ContactId;
import io.recaller.contact.Slug;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.customer.CustomerId;
import io.recaller.db.GivenRows;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows of reported contacts and of their conversations, whole at once and many in one
 * statement. Immutable; any thread.
 */
final class ReportedRows {
    private static final List<Field<?>> CONTACT_COLUMNS =
            List.of(
                    CONTACT.ID,
                    CONTACT.STARTED_AT,
                    CONTACT.SOURCE,
                    CONTACT.EXTERNAL_ID,
                    CONTACT.NATURE,
                    CONTACT.CHANNEL,
                    CONTACT.DIRECTION,
                    CONTACT.HANDLE_ID,
                    CONTACT.CUSTOMER_ID,
                    CONTACT.CONVERSATION_ID,
                    CONTACT.TOPIC,
                    CONTACT.TOPIC_SOURCE,
                    CONTACT.TRUST,
                    CONTACT.ENDED_AT);
    private static final List<Field<?>> CONVERSATION_COLUMNS =
            List.of(
                    CONVERSATION.ID,
                    CONVERSATION.CUSTOMER_ID,
                    CONVERSATION.TOPIC,
                    CONVERSATION.OPENED_AT,
                    CONVERSATION.LAST_CONTACT_AT);

    private final GivenRows<Row> contacts = contacts();
    private final GivenRows<Matter> matters =
            GivenRows.<Matter>as("matter")
                    .with("id", CONVERSATION.ID.getDataType(), Matter::id)
                    .with("customer_id", CONVERSATION.CUSTOMER_ID.getDataType(), Matter::customer)
                    .with("topic", CONVERSATION.TOPIC.getDataType(), Matter::topic)
                    .with("opened_at", CONVERSATION.OPENED_AT.getDataType(), Matter::from)
                    .with("last_contact_at", CONVERSATION.OPENED_AT.getDataType(), Matter::until);
    private final Rendered insert = insert();

    /**
     * A contact whose key is written, complete.
     *
     * @param handle the row of the handle it came by
     * @param topic as the registry has it
     * @param conversation the matter it belongs to, there or not
     */
    record Row(
            ContactId id,
            Reported reported,
            Optional<UUID> handle,
            Optional<CustomerId> customer,
            Optional<Topic> topic,
            Optional<UUID> conversation) {}

    void add(Tx tx, List<Row> rows) {
        var values = new HashMap<String, @Nullable Object>();
        values.putAll(contacts.of(rows));
        values.putAll(matters.of(List.copyOf(matters(rows))));
        insert.fetchCount(tx, values);
    }

    private static Collection<Matter> matters(List<Row> rows) {
        var matters = new LinkedHashMap<UUID, Matter>();
        for (var row : rows) {
            row.conversation().ifPresent(id -> matters.merge(id, Matter.of(id, row), Matter::then));
        }
        return matters.values();
    }

    /** Conversations in one order, whoever writes them: two lists could wait for each other. */
    private Rendered insert() {
        var opened =
                name("opened")
                        .as(
                                DSL.insertInto(CONVERSATION)
                                        .columns(CONVERSATION_COLUMNS)
                                        .select(
                                                select(given(matters, CONVERSATION_COLUMNS))
                                                        .from(matters.table())
                                                        .orderBy(
                                                                matters.get(
                                                                        "id",
                                                                        CONVERSATION.ID
                                                                                .getDataType())))
                                        .onConflict(CONVERSATION.ID)
                                        .doUpdate()
                                        .set(
                                                CONVERSATION.LAST_CONTACT_AT,
                                                greatest(
                                                        CONVERSATION.LAST_CONTACT_AT,
                                                        excluded(CONVERSATION.LAST_CONTACT_AT)))
                                        .set(
                                                CONVERSATION.TOPIC,
                                                coalesce(
                                                        excluded(CONVERSATION.TOPIC),
                                                        CONVERSATION.TOPIC))
                                        .returning(CONVERSATION.ID));
        var added =
                name("added")
                        .as(
                                DSL.insertInto(CONTACT)
                                        .columns(CONTACT_COLUMNS)
                                        .select(
                                                select(given(contacts, CONTACT_COLUMNS))
                                                        .from(contacts.table()))
                                        .returning(CONTACT.ID));
        return Rendered.of(DSL.with(opened, added).select(DSL.count()).from(added));
    }

    private static List<Field<?>> given(GivenRows<?> rows, List<Field<?>> columns) {
        return columns.stream()
                .<Field<?>>map(column -> rows.get(column.getName(), column.getDataType()))
                .toList();
    }

    private static GivenRows<Row> contacts() {
        return GivenRows.<Row>as("given")
                .with("id", CONTACT.ID.getDataType(), row -> row.id().value())
                .with(
                        "started_at",
                        CONTACT.STARTED_AT.getDataType(),
                        row -> row.reported().startedAt())
                .with("source", CONTACT.SOURCE.getDataType(), row -> row.reported().source())
                .with(
                        "external_id",
                        CONTACT.EXTERNAL_ID.getDataType(),
                        row -> row.reported().externalId())
                .with(
                        "nature",
                        CONTACT.NATURE.getDataType(),
                        row -> Slug.of(row.reported().nature()))
                .with(
                        "channel",
                        CONTACT.CHANNEL.getDataType(),
                        row -> Slug.of(row.reported().channel()))
                .with(
                        "direction",
                        CONTACT.DIRECTION.getDataType(),
                        row -> Slug.of(row.reported().direction()))
                .with(
                        "handle_id",
                        CONTACT.HANDLE_ID.getDataType(),
                        row -> row.handle().orElse(null))
                .with(
                        "customer_id",
                        CONTACT.CUSTOMER_ID.getDataType(),
                        row -> row.customer().map(CustomerId::value).orElse(null))
                .with(
                        "conversation_id",
                        CONTACT.CONVERSATION_ID.getDataType(),
                        row -> row.conversation().orElse(null))
                .with(
                        "topic",
                        CONTACT.TOPIC.getDataType(),
                        row -> row.topic().map(Topic::id).orElse(null))
                .with(
                        "topic_source",
                        CONTACT.TOPIC_SOURCE.getDataType(),
                        row -> row.topic().map(_ -> Slug.of(TopicSource.GIVEN)).orElse(null))
                .with("trust", CONTACT.TRUST.getDataType(), row -> Slug.of(row.reported().trust()))
                .with(
                        "ended_at",
                        CONTACT.ENDED_AT.getDataType(),
                        row -> row.reported().endedAt().orElse(null));
    }

    /** What the contacts of a list make of a conversation. */
    private record Matter(
            UUID id, @Nullable UUID customer, @Nullable String topic, Instant from, Instant until) {
        static Matter of(UUID id, Row row) {
            var at = row.reported().startedAt();
            return new Matter(
                    id,
                    row.customer().map(CustomerId::value).orElse(null),
                    row.topic().map(Topic::id).orElse(null),
                    at,
                    at);
        }

        Matter then(Matter next) {
            return new Matter(
                    id,
                    customer,
                    next.topic == null ? topic : next.topic,
                    from,
                    until.isBefore(next.until) ? next.until : until);
        }
    }
}
