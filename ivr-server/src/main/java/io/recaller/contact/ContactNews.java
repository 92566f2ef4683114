package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.TOPIC;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.generated.tables.Contact;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of one statement that tell a contact and its conversation who it is and, by the keys
 * pressed, what it is about: as {@link ContactStore#identify} and {@link ContactStore#about} do
 * with {@link TopicSource#KEY}, in one go. What is so already is not written again.
 */
public final class ContactNews {
    private static final Param<UUID> CONTACT_ID = param("contact", SQLDataType.UUID);
    private static final Param<Instant> STARTED_AT = param("started_at", SQLDataType.INSTANT);
    private static final Param<UUID> CUSTOMER = param("customer", SQLDataType.UUID);
    private static final Field<String> TRUST = text("trust");
    private static final Field<String> GIVEN = text("topic");
    private static final Field<String> OTHER = text("other_topic");

    private static final Field<String> BY_KEY = inline(Slug.of(TopicSource.KEY));
    private static final Field<String> ACCEPTED = field(name("accepted", "id"), SQLDataType.CLOB);

    private ContactNews() {}

    /** Cast, because PostgreSQL cannot tell the type of what is only asked whether it is null. */
    private static Field<String> text(String name) {
        return param(name, SQLDataType.VARCHAR).cast(SQLDataType.CLOB);
    }

    /**
     * The pieces, in their order.
     *
     * @param gate a piece before them; without a row in it nothing is written
     * @param month the partition the contact is in: PostgreSQL spends longer on opening all of
     *     {@code contact} than on the rest of the statement; empty when it is not known
     */
    public static List<CommonTableExpression<?>> onlyWith(
            CommonTableExpression<?> gate, Optional<String> month) {
        var contacts = month.map(CONTACT::rename).orElse(CONTACT);
        return List.of(entered(gate), accepted(), told(gate, contacts), conversation());
    }

    /**
     * The values of their parameters.
     *
     * @param startedAt of the contact: tells the one partition to look into
     * @param customer empty leaves who it is as it was
     * @param topic empty leaves what it is about as it was
     */
    public static Map<String, @Nullable Object> values(
            ContactId contact,
            Instant startedAt,
            Optional<CustomerId> customer,
            TrustTier trust,
            Optional<Topic> topic) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("contact", contact.value());
        values.put("started_at", startedAt);
        values.put("customer", customer.map(CustomerId::value).orElse(null));
        values.put("trust", Slug.of(trust));
        values.put("topic", topic.map(Topic::id).orElse(null));
        values.put("other_topic", topic.map(TopicStore::other).map(Topic::id).orElse(null));
        return values;
    }

    /** A topic nobody has named is entered under {@code other.*}. */
    private static CommonTableExpression<?> entered(CommonTableExpression<?> gate) {
        var isNew = GIVEN.isNotNull().and(notExists(standsFor(GIVEN)));
        return name("entered")
                .as(
                        DSL.insertInto(TOPIC, TOPIC.ID)
                                .select(select(OTHER).from(gate).where(isNew))
                                .onConflictDoNothing()
                                .returning(TOPIC.ID));
    }

    /** What the topic given stands for. */
    private static CommonTableExpression<?> accepted() {
        return name("accepted")
                .fields("id")
                .as(select(coalesce(field(standsFor(GIVEN)), field(standsFor(OTHER)), OTHER)));
    }

    private static Select<Record1<String>> standsFor(Field<String> topic) {
        return select(coalesce(TOPIC.REPLACED_BY, TOPIC.ID)).from(TOPIC).where(TOPIC.ID.eq(topic));
    }

    private static CommonTableExpression<?> told(CommonTableExpression<?> gate, Contact contacts) {
        var customer = coalesce(CUSTOMER, contacts.CUSTOMER_ID);
        var trust = when(customer.isNotNull(), TRUST).else_(contacts.TRUST);
        var until =
                when(customer.isNotNull(), DSL.castNull(SQLDataType.INSTANT))
                        .else_(contacts.TRUSTED_UNTIL);
        var mayCorrect =
                ACCEPTED.isNotNull()
                        .and(contacts.TOPIC_SOURCE.isNull().or(contacts.TOPIC_SOURCE.eq(BY_KEY)));
        var topic = when(mayCorrect, ACCEPTED).else_(contacts.TOPIC);
        var source = when(mayCorrect, BY_KEY).else_(contacts.TOPIC_SOURCE);
        return name("told")
                .as(
                        DSL.update(contacts)
                                .set(contacts.CUSTOMER_ID, customer)
                                .set(contacts.TRUST, trust)
                                .set(contacts.TRUSTED_UNTIL, until)
                                .set(contacts.TOPIC, topic)
                                .set(contacts.TOPIC_SOURCE, source)
                                .from(gate, table(name("accepted")))
                                .where(
                                        contacts.ID.eq(CONTACT_ID),
                                        contacts.STARTED_AT.eq(STARTED_AT),
                                        row(
                                                        contacts.CUSTOMER_ID,
                                                        contacts.TRUST,
                                                        contacts.TRUSTED_UNTIL,
                                                        contacts.TOPIC)
                                                .isDistinctFrom(row(customer, trust, until, topic)))
                                .returning(
                                        contacts.CONVERSATION_ID,
                                        contacts.CUSTOMER_ID,
                                        contacts.TOPIC,
                                        contacts.TOPIC_SOURCE));
    }

    private static CommonTableExpression<?> conversation() {
        Table<?> told = table(name("told"));
        var customer = field(name("told", "customer_id"), SQLDataType.UUID);
        var topic = field(name("told", "topic"), SQLDataType.CLOB);
        var source = field(name("told", "topic_source"), SQLDataType.CLOB);
        return name("matter")
                .as(
                        DSL.update(CONVERSATION)
                                .set(
                                        CONVERSATION.CUSTOMER_ID,
                                        coalesce(CONVERSATION.CUSTOMER_ID, customer))
                                .set(
                                        CONVERSATION.TOPIC,
                                        when(source.eq(BY_KEY), topic).else_(CONVERSATION.TOPIC))
                                .from(told)
                                .where(
                                        CONVERSATION.ID.eq(
                                                field(
                                                        name("told", "conversation_id"),
                                                        SQLDataType.UUID)))
                                .returning(CONVERSATION.ID));
    }
}
