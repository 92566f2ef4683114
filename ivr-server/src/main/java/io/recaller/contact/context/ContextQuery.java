package io.recaller.contact.context;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static io.recaller.db.generated.Tables.TOPIC;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.contact.Channel;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Slug;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.Concerned;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.fact.RequestStore;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.history.PastContacts;
import io.recaller.contact.history.PastOffer;
import io.recaller.contact.history.PastOrder;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.Merges;
import io.recaller.customer.Profile;
import io.recaller.customer.Resolution;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.Record5;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Reads all that a call needs in one query, one round trip: who it is, what they gave, what
 * happened, what is open, what is true now, what they heard last. Thread-safe.
 */
public final class ContextQuery {
    /** Menus older than the last so many calls teach no order any more. */
    private static final int CALLS_WITH_MENUS = 50;

    private static final int OFFERS = 5;

    /** Whom a handle of several identifies is not asked; thousands may use a firm's number. */
    private static final int SEVERAL = 2;

    /** Who presses a key sooner typed ahead, and heard no offer to decline. */
    private static final double HEARD_SECONDS = 1;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Field<UUID> FOUND = DSL.field(name("found", "id"), SQLDataType.UUID);
    private static final Field<UUID> FAMILY = DSL.field(name("family", "id"), SQLDataType.UUID);

    private static final Param<Instant> NOW = DSL.param("now", SQLDataType.INSTANT);

    private final FieldCatalogue catalogue;
    private final Rendered ofHandle;
    private final Rendered ofCustomer;
    private final Columns columns;

    /** The query over one schema, its text made once. */
    public ContextQuery(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
        columns = new Columns();
        ofHandle =
                rendered(
                        Merges.usersOf(
                                        DSL.param("kind", SQLDataType.CLOB),
                                        DSL.param("value", SQLDataType.CLOB))
                                .limit(SEVERAL));
        ofCustomer = rendered(Merges.survivorOf(DSL.param("customer", SQLDataType.UUID)));
    }

    private Rendered rendered(Select<Record1<UUID>> customers) {
        var found = name("found").fields("id").as(customers);
        var family = name("family").fields("id").as(Merges.familyOf(whenOnlyOne()));
        return Rendered.of(DSL.with(found).with(family).with(theirs()).select(columns.all()));
    }

    /**
     * Their contacts, read once for all that is asked of them and under the table's own name: each
     * look into the table itself opens every month of it.
     */
    private static CommonTableExpression<?> theirs() {
        return name(CONTACT.getName())
                .asMaterialized(
                        select(
                                        CONTACT.ID,
                                        CONTACT.STARTED_AT,
                                        CONTACT.CUSTOMER_ID,
                                        CONTACT.CHANNEL,
                                        CONTACT.NATURE,
                                        CONTACT.DIRECTION,
                                        CONTACT.TOPIC,
                                        CONTACT.TRUST)
                                .from(CONTACT)
                                .where(isTheirs(CONTACT.CUSTOMER_ID)));
    }

    /** What is known by a handle; contacts that are not before {@code now} are left out. */
    public CallerContext read(Tx tx, Handle handle, Instant now) {
        var who = Map.of("kind", Merges.kind(handle), "value", handle.value(), "now", now);
        return columns.read(ofHandle.fetchSingle(tx, columns.all(), who), now);
    }

    /** As {@link #read(Tx, Handle, Instant)}, of one customer. */
    public CallerContext read(Tx tx, CustomerId customer, Instant now) {
        var who = Map.of("customer", customer.value(), "now", now);
        return columns.read(ofCustomer.fetchSingle(tx, columns.all(), who), now);
    }

    /** What is read in the one row, each many rows in themselves. */
    private final class Columns {
        private final Field<List<CustomerId>> who =
                multiset(select(FOUND).from("found"))
                        .convertFrom(rows -> rows.map(row -> new CustomerId(row.value1())));
        private final Field<List<Profile>> profiles =
                multiset(profile()).convertFrom(rows -> rows.map(ContextQuery::profile));
        private final Field<List<KnownField>> fields =
                multiset(KnownFields.newestOf(family()))
                        .convertFrom(rows -> rows.map(KnownFields::read));
        private final Field<List<PastContact>> history = history();
        private final Field<List<OpenRequest>> requests =
                multiset(RequestStore.openOf(concerned()))
                        .convertFrom(rows -> rows.map(RequestStore::read));
        private final Field<List<ActiveFact>> facts =
                multiset(FactStore.activeAt(concerned(), NOW))
                        .convertFrom(rows -> rows.map(FactStore::read));
        private final Field<Map<String, List<PastOrder>>> orders =
                multiset(lastOrders()).convertFrom(rows -> orders(rows));
        private final Field<List<PastOffer>> offers =
                multiset(lastOffers()).convertFrom(rows -> rows.map(ContextQuery::pastOffer));

        List<Field<?>> all() {
            return List.of(who, profiles, fields, history, requests, facts, orders, offers);
        }

        CallerContext read(Record row, Instant now) {
            return new CallerContext(
                    Resolution.of(row.get(who)),
                    row.get(profiles).stream()
                            .findFirst()
                            .map(profile ->
                                    new CallerContext.Known(
                                            profile,
                                            catalogue.valid(row.get(fields), now),
                                            row.get(history),
                                            row.get(requests),
                                            row.get(facts),
                                            row.get(orders),
                                            row.get(offers))));
        }
    }

    /** A handle of several customers identifies none: then nothing is read of any of them. */
    private static Select<Record1<UUID>> whenOnlyOne() {
        var howMany = select(DSL.count()).from("found");
        return select(FOUND).from("found").where(DSL.field(howMany).eq(1));
    }

    private static Select<Record1<UUID>> family() {
        return select(FAMILY).from("family");
    }

    private Concerned concerned() {
        return new Concerned(
                family(),
                catalogue.area().map(area -> KnownFields.newestValueAt(family(), area, NOW)));
    }

    private static Condition isTheirs(Field<UUID> customer) {
        return customer.eq(DSL.any(DSL.array(family())));
    }

    private static Select<Record5<UUID, String, String, UUID, String>> profile() {
        return select(
                        CUSTOMER.ID,
                        CUSTOMER.LANGUAGE,
                        CUSTOMER.SEGMENT,
                        CUSTOMER.RESPONSIBLE_AGENT,
                        CUSTOMER.POLICY)
                .from(CUSTOMER)
                .where(isTheirs(CUSTOMER.ID), CUSTOMER.MERGED_INTO.isNull());
    }

    private static Profile profile(Record5<UUID, String, String, UUID, String> row) {
        return new Profile(
                new CustomerId(row.value1()),
                Optional.ofNullable(row.value2()),
                Optional.ofNullable(row.value3()),
                Optional.ofNullable(row.value4()),
                Optional.ofNullable(row.value5()));
    }

    private static Field<List<PastContact>> history() {
        var inbound = CONTACT.DIRECTION.eq(Slug.of(Direction.INBOUND));
        return PastContacts.newest(
                isTheirs(CONTACT.CUSTOMER_ID)
                        .and(CONTACT.STARTED_AT.lt(NOW))
                        .and(CONTACT.NATURE.eq(Slug.of(Nature.ACTIVITY)).or(inbound)),
                CONTACT.ID);
    }

    private static Table<Record3<UUID, String, String>> calls() {
        return select(
                        CONTACT.ID,
                        DSL.coalesce(TOPIC.REPLACED_BY, CONTACT.TOPIC).as("topic"),
                        CONTACT.TRUST)
                .from(CONTACT)
                .leftJoin(TOPIC)
                .on(TOPIC.ID.eq(CONTACT.TOPIC))
                .where(isTheirs(CONTACT.CUSTOMER_ID), CONTACT.CHANNEL.eq(Slug.of(Channel.PHONE)))
                .orderBy(CONTACT.STARTED_AT.desc())
                .limit(DSL.inline(CALLS_WITH_MENUS))
                .asTable("calls");
    }

    /** The last by menu and trust: what a verified caller heard is no order for a claimed one. */
    private static Select<Record3<String, String, String>> lastOrders() {
        var calls = calls();
        var trust = Objects.requireNonNull(calls.field(CONTACT.TRUST));
        var order =
                DSL.field(
                        "jsonb_path_query_array({0}, '$[*].option')::text",
                        String.class, MENU_IMPRESSION.LAYOUT);
        return select(MENU_IMPRESSION.NODE, order, trust)
                .distinctOn(MENU_IMPRESSION.NODE, trust)
                .from(MENU_IMPRESSION)
                .join(calls)
                .on(MENU_IMPRESSION.CONTACT_ID.eq(calls.field(CONTACT.ID)))
                .where(MENU_IMPRESSION.OFFER.isNull())
                .orderBy(MENU_IMPRESSION.NODE, trust, MENU_IMPRESSION.SPOKEN_AT.desc());
    }

    /** Right is what was taken, unless the call turned out to be about something else. */
    private static Select<Record2<Instant, Boolean>> lastOffers() {
        var calls = calls();
        var at = DSL.max(MENU_IMPRESSION.SPOKEN_AT);
        var right =
                DSL.field(
                        "bool_or({0} = 'offer_taken' and ({1} is null or exists (select from"
                                + " jsonb_array_elements_text({2} -> 'topics') as t(id)"
                                + " where {1} = t.id or starts_with({1}, t.id || '.'))))",
                        Boolean.class,
                        MENU_IMPRESSION.OUTCOME,
                        calls.field("topic"),
                        MENU_IMPRESSION.OFFER_DETAIL);
        return select(at, right)
                .from(MENU_IMPRESSION)
                .join(calls)
                .on(MENU_IMPRESSION.CONTACT_ID.eq(calls.field(CONTACT.ID)))
                .where(
                        MENU_IMPRESSION.OFFER.isNotNull(),
                        MENU_IMPRESSION
                                .OUTCOME
                                .eq("offer_taken")
                                .or(MENU_IMPRESSION.HEARD_SECONDS.ge(HEARD_SECONDS)))
                .groupBy(MENU_IMPRESSION.CONTACT_ID)
                .orderBy(at.desc())
                .limit(OFFERS);
    }

    private static PastOffer pastOffer(Record2<Instant, Boolean> row) {
        return new PastOffer(row.value1(), Boolean.TRUE.equals(row.value2()));
    }

    /** Of those one may use, the one heard at the highest trust comes first. */
    private static Map<String, List<PastOrder>> orders(List<Record3<String, String, String>> rows) {
        return rows.stream()
                .collect(
                        Collectors.groupingBy(
                                Record3::value1,
                                Collectors.collectingAndThen(
                                        Collectors.mapping(
                                                ContextQuery::order, Collectors.toList()),
                                        ContextQuery::highestFirst)));
    }

    private static List<PastOrder> highestFirst(List<PastOrder> orders) {
        return orders.stream().sorted(Comparator.comparing(PastOrder::trust).reversed()).toList();
    }

    private static PastOrder order(Record3<String, String, String> row) {
        return new PastOrder(Slug.read(TrustTier.class, row.value3()), ids(row.value2()));
    }

    private static List<String> ids(String json) {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("menu_impression.layout must list options", e);
        }
    }
}
