package io.recaller.experiment;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.jsonbGetElement;
import static org.jooq.impl.DSL.select;

import io.recaller.contact.Ended;
import io.recaller.db.Tx;
import io.recaller.experiment.Material.Call;
import io.recaller.experiment.Material.Heard;
import io.recaller.experiment.Material.Member;
import io.recaller.menu.planner.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Reads a report's material, a day at a time: no statement takes long, however long the period is.
 */
final class MaterialRows {
    private static final Duration SLICE = Duration.ofDays(1);
    private static final Duration LONGEST_CALL = Duration.ofDays(1);
    private static final Duration AFTERWARDS = Duration.ofDays(7);

    /** No test's contacts begin earlier before a period. */
    private static final Duration BEFORE = Duration.ofDays(14);

    private static final String DESIGNED = Policy.DESIGNED.slug();
    private static final Field<String> FIRST_OPTION =
            jsonbGetAttributeAsText(jsonbGetElement(MENU_IMPRESSION.LAYOUT, 0), "option");

    private static final Field<Boolean> OFFER_FITS =
            DSL.field(
                    "exists (select from jsonb_array_elements_text({0} -> 'topics') as about"
                            + " where {1} = about or starts_with({1}, about || '.'))",
                    Boolean.class, MENU_IMPRESSION.OFFER_DETAIL, CONTACT.TOPIC);

    /** How a contact ends that was with a person, or on the way to one. */
    private static final Set<String> WITH_A_PERSON =
            Set.of(
                    Ended.Result.SERVED.slug(),
                    Ended.Result.ABANDONED.slug(),
                    Ended.Result.RING_GROUP.slug(),
                    Ended.Result.TURNED_AWAY.slug(),
                    Ended.Result.NOT_REACHED.slug(),
                    Ended.Result.SUPERSEDED.slug());

    private final Tx tx;
    private final Map<UUID, UUID> mergedInto;

    private MaterialRows(Tx tx) {
        this.tx = tx;
        this.mergedInto =
                tx.dsl()
                        .select(CUSTOMER.ID, CUSTOMER.MERGED_INTO)
                        .from(CUSTOMER)
                        .where(CUSTOMER.MERGED_INTO.isNotNull())
                        .fetchMap(CUSTOMER.ID, CUSTOMER.MERGED_INTO);
    }

    /** As of {@code at}: what began later does not count. */
    static Material read(Tx tx, Period period, Instant at) {
        var rows = new MaterialRows(tx);
        var calls = new HashMap<UUID, Call>();
        var interactions = new HashMap<UUID, List<Instant>>();
        var until = earlier(at, period.to().plus(AFTERWARDS));
        rows.slices(period.from(), until, slice -> rows.contacts(slice, calls, interactions));
        return new Material(
                at,
                rows.menus(period),
                rows.menus(new Period(period.from().minus(BEFORE), period.from())),
                calls,
                interactions,
                rows.members(period),
                ArmShares.read(tx));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void slices(Instant from, Instant to, Consumer<Period> work) {
        for (var start = from; start.isBefore(to); start = start.plus(SLICE)) {
            work.accept(new Period(start, earlier(start.plus(SLICE), to)));
        }
    }

    private void contacts(
            Period slice, Map<UUID, Call> calls, Map<UUID, List<Instant>> interactions) {
        tx.dsl()
                .select(
                        CONTACT.ID,
                        CONTACT.CUSTOMER_ID,
                        CONTACT.STARTED_AT,
                        CONTACT.END_RESULT,
                        CONTACT.SERVED_BY)
                .from(CONTACT)
                .where(
                        CONTACT.STARTED_AT.ge(slice.from()),
                        CONTACT.STARTED_AT.lt(slice.to()),
                        CONTACT.NATURE.eq("interaction"),
                        CONTACT.DIRECTION.eq("inbound"),
                        CONTACT.CUSTOMER_ID.isNotNull())
                .orderBy(CONTACT.STARTED_AT)
                .forEach(row -> {
                    var result = row.value4();
                    var handedOver =
                            row.value5() != null
                                    || (result != null && WITH_A_PERSON.contains(result));
                    calls.put(row.value1(), new Call(row.value3(), handedOver));
                    interactions
                            .computeIfAbsent(survivor(row.value2()), _ -> new ArrayList<>())
                            .add(row.value3());
                });
    }

    /** A circle of merges ends where it began. */
    private UUID survivor(UUID customer) {
        var seen = new HashSet<UUID>();
        var at = customer;
        for (var next = mergedInto.get(at);
                next != null && seen.add(at);
                next = mergedInto.get(at)) {
            at = next;
        }
        return at;
    }

    private List<Heard> menus(Period period) {
        var menus = new ArrayList<Heard>();
        slices(period.from(), period.to(), slice -> menus.addAll(impressions(slice)));
        var adaptive =
                menus.stream()
                        .filter(heard -> !heard.policy().equals(DESIGNED))
                        .map(Heard::menu)
                        .collect(Collectors.toSet());
        return menus.stream().filter(heard -> adaptive.contains(heard.menu())).toList();
    }

    /**
     * Call by call, in the order spoken. A menu that nobody ever heard in a policy's order is the
     * flow's own.
     */
    private List<Heard> impressions(Period slice) {
        return tx.dsl()
                .select(
                        MENU_IMPRESSION.CONTACT_ID,
                        CONTACT.CUSTOMER_ID,
                        MENU_IMPRESSION.FLOW_SHA.concat("/").concat(MENU_IMPRESSION.NODE),
                        MENU_IMPRESSION.POLICY,
                        MENU_IMPRESSION.OUTCOME,
                        MENU_IMPRESSION.HEARD_SECONDS,
                        FIRST_OPTION,
                        MENU_IMPRESSION.OFFER,
                        OFFER_FITS)
                .from(MENU_IMPRESSION)
                .join(CONTACT_KEY)
                .on(CONTACT_KEY.CONTACT_ID.eq(MENU_IMPRESSION.CONTACT_ID))
                .join(CONTACT)
                .on(
                        CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID),
                        CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                .where(
                        MENU_IMPRESSION.SPOKEN_AT.ge(slice.from()),
                        MENU_IMPRESSION.SPOKEN_AT.lt(slice.to().plus(LONGEST_CALL)),
                        DSL.condition(
                                "{0} < {1} + interval '24 hours'",
                                MENU_IMPRESSION.SPOKEN_AT, CONTACT.STARTED_AT),
                        CONTACT.STARTED_AT.ge(slice.from()),
                        CONTACT.STARTED_AT.lt(slice.to()),
                        CONTACT.CUSTOMER_ID.isNotNull(),
                        MENU_IMPRESSION.OUTCOME.isNotNull(),
                        MENU_IMPRESSION.HEARD_SECONDS.isNotNull())
                .orderBy(
                        CONTACT.STARTED_AT,
                        CONTACT.ID,
                        MENU_IMPRESSION.SPOKEN_AT,
                        MENU_IMPRESSION.ID)
                .fetch(row ->
                        new Heard(
                                row.value1(),
                                survivor(row.value2()),
                                row.value3(),
                                row.value4(),
                                row.value5(),
                                row.value6(),
                                Objects.requireNonNullElse(row.value7(), ""),
                                row.value8() != null,
                                Boolean.TRUE.equals(row.value9())));
    }

    /** What those who may have heard a menu were drawn into, and all that others merged into. */
    private Map<UUID, Member> members(Period period) {
        var callers =
                select(CONTACT.CUSTOMER_ID)
                        .from(CONTACT)
                        .where(
                                CONTACT.STARTED_AT.ge(period.from()),
                                CONTACT.STARTED_AT.lt(period.to()),
                                CONTACT.CUSTOMER_ID.isNotNull());
        var survivors =
                select(CUSTOMER.MERGED_INTO).from(CUSTOMER).where(CUSTOMER.MERGED_INTO.isNotNull());
        return tx.dsl()
                .select(CUSTOMER.ID, CUSTOMER.POLICY, CUSTOMER.POLICY_DRAWN_AT)
                .from(CUSTOMER)
                .where(CUSTOMER.POLICY.isNotNull(), CUSTOMER.ID.in(callers.union(survivors)))
                .fetchMap(
                        CUSTOMER.ID,
                        row -> new Member(row.value2(), Optional.ofNullable(row.value3())));
    }
}
