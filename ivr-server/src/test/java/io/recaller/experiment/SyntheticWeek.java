package io.recaller.experiment;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.FLOW_VERSION;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;

import io.recaller.customer.Arms;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.JSONB;
import org.jooq.Query;

/**
 * A week of made-up calls, written into the real tables, in which each policy's effect is known:
 * customers differ in patience, calls of one customer are alike, and the policy adds its seconds.
 *
 * @param effects seconds that a policy adds to what the control group needs
 * @param offers the policy that makes offers
 */
record SyntheticWeek(Arms arms, Map<String, Double> effects, String offers) {
    static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
    static final Instant NEXT_MONDAY = MONDAY.plus(Duration.ofDays(7));
    static final Period PERIOD = new Period(MONDAY, NEXT_MONDAY);

    private static final String FLOW = "f".repeat(64);
    private static final int MINUTES = 7 * 24 * 60;

    /** Never the same again within a test, and the same in every run. */
    static Supplier<UUID> ids(long seed) {
        var random = new SplittableRandom(seed);
        return () -> new UUID(random.nextLong(), random.nextLong());
    }

    /** Calls of so many customers; the same seed makes the same week. */
    void writeTo(Database database, int customers, long seed) {
        var random = new SplittableRandom(seed);
        database.runInTransaction(tx -> {
            ArmShares.keep(tx, arms, MONDAY.minusSeconds(1));
            tx.dsl()
                    .insertInto(FLOW_VERSION)
                    .set(FLOW_VERSION.SHA256, FLOW)
                    .set(FLOW_VERSION.FLOW, "telecom")
                    .set(FLOW_VERSION.YAML, "flow: telecom")
                    .onConflictDoNothing()
                    .execute();
        });
        var writer = new Writer(ids(~seed), random);
        for (var done = 0; done < customers; done += 500) {
            var first = done;
            database.runInTransaction(tx -> {
                for (var one = first; one < Math.min(customers, first + 500); one++) {
                    writer.customer(tx, one);
                }
            });
        }
    }

    /** What a customer calls from. */
    static Handle handle(int number) {
        return new Handle(HandleKind.TEL, "+7701" + (1_000_000 + number));
    }

    private record Call(UUID id, CustomerId customer, String policy, Instant at, double patience) {}

    /** Writes customer after customer, from one source of chance. */
    private final class Writer {
        private final Supplier<UUID> ids;
        private final CustomerStore customers;
        private final SplittableRandom random;

        Writer(Supplier<UUID> ids, SplittableRandom random) {
            this.ids = ids;
            this.customers = new CustomerStore(ids, new HandleStore(ids));
            this.random = random;
        }

        void customer(Tx tx, int number) {
            var customer =
                    customers.createWhenNew(tx, handle(number), MONDAY).single().orElseThrow();
            var policy = customers.policy(tx, customer, arms, MONDAY);
            var patience = random.nextGaussian(9, 1.5);
            var rows = new ArrayList<Query>();
            var calls = 1 + random.nextInt(3);
            for (var call = 0; call < calls; call++) {
                var at = MONDAY.plus(Duration.ofMinutes(random.nextInt(MINUTES)));
                call(tx, rows, new Call(ids.get(), customer, policy, at, patience));
            }
            tx.dsl().batch(rows).execute();
        }

        private void call(Tx tx, List<Query> rows, Call call) {
            rows.add(contact(tx, call));
            if (isOneIn(12)) {
                rows.add(main(tx, call, 0, 2, false, "no_match"));
            }
            var offered = call.policy().equals(offers) && isOneIn(3);
            var taken = offered && !isOneIn(3);
            rows.add(main(tx, call, 5, seconds(call), offered, taken ? "offer_taken" : "chosen"));
            if (taken && isOneIn(6)) {
                rows.add(main(tx, call, 30, seconds(call), false, "chosen"));
            }
            rows.add(menu(tx, call, 60, "fixed", "designed", 3, false, "chosen"));
        }

        private boolean isOneIn(int many) {
            return random.nextInt(many) == 0;
        }

        private double seconds(Call call) {
            var effect = effects.getOrDefault(call.policy(), 0.0);
            return Math.max(0.2, call.patience() + effect + random.nextGaussian(0, 1.5));
        }

        private Query contact(Tx tx, Call call) {
            return tx.dsl()
                    .insertInto(CONTACT)
                    .set(CONTACT.ID, call.id())
                    .set(CONTACT.STARTED_AT, call.at())
                    .set(CONTACT.SOURCE, "asterisk")
                    .set(CONTACT.EXTERNAL_ID, call.id().toString())
                    .set(CONTACT.NATURE, "interaction")
                    .set(CONTACT.CHANNEL, "phone")
                    .set(CONTACT.DIRECTION, "inbound")
                    .set(CONTACT.CUSTOMER_ID, call.customer().value())
                    .set(CONTACT.END_RESULT, isOneIn(4) ? "served" : "self-served");
        }

        private Query main(
                Tx tx, Call call, int after, double seconds, boolean offered, String outcome) {
            return menu(tx, call, after, "main", call.policy(), seconds, offered, outcome);
        }

        private Query menu(
                Tx tx,
                Call call,
                int after,
                String node,
                String policy,
                double seconds,
                boolean offered,
                String outcome) {
            var first = isOneIn(8) ? "mobile" : "internet";
            return tx.dsl()
                    .insertInto(MENU_IMPRESSION)
                    .set(MENU_IMPRESSION.ID, ids.get())
                    .set(MENU_IMPRESSION.CONTACT_ID, call.id())
                    .set(MENU_IMPRESSION.FLOW_SHA, FLOW)
                    .set(MENU_IMPRESSION.NODE, node)
                    .set(
                            MENU_IMPRESSION.LAYOUT,
                            JSONB.valueOf("[{\"option\": \"" + first + "\", \"key\": \"1\"}]"))
                    .set(MENU_IMPRESSION.POLICY, policy)
                    .set(MENU_IMPRESSION.OFFER, offered ? "open_request" : null)
                    .set(MENU_IMPRESSION.SPOKEN_AT, call.at().plusSeconds(after))
                    .set(MENU_IMPRESSION.HEARD_SECONDS, seconds)
                    .set(MENU_IMPRESSION.KEY, outcome.equals("offer_taken") ? "*" : "1")
                    .set(MENU_IMPRESSION.OUTCOME, outcome);
        }
    }
}
