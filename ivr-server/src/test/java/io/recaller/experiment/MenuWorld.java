package io.recaller.experiment;

import static io.recaller.db.generated.Tables.CUSTOMER;

import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A random world of menus: customers who merged, calls and chats, menus read again, offers, late
 * and missing values.
 */
final class MenuWorld {
    private static final List<String> OUTCOMES =
            List.of("chosen", "offer_taken", "person", "no_match", "no_input", "hung_up");

    private static final List<String> POLICIES =
            List.of("control", "recaller", "order", "designed");

    private final Database db;
    private final Random random;
    private final List<UUID> customers = new ArrayList<>();
    private final List<UUID> contacts = new ArrayList<>();
    private Optional<Tx> whole = Optional.empty();

    MenuWorld(Database db, Random random) {
        this.db = db;
        this.random = random;
    }

    /** All at once. */
    void write() {
        db.runInTransaction(tx -> {
            whole = Optional.of(tx);
            writeAll();
            whole = Optional.empty();
        });
    }

    private void writeAll() {
        run("truncate customer, contact_key, flow_version, arm_share, topic cascade");
        run(MenuDatabase.EMPTY);
        run("insert into topic (id) values ('billing'), ('billing.tv'), ('outage')");
        run("insert into flow_version (sha256, flow, yaml) values (repeat('a', 64), 'f', 'y')");
        run(
                "insert into arm_share values (?::timestamptz, 'control', 0.3),"
                        + " (?::timestamptz, 'recaller', 0.7)",
                at(-900),
                at(-900));
        run(
                "insert into arm_share values (?::timestamptz, 'control', 0.1),"
                        + " (?::timestamptz, 'order', 0.9)",
                at(100),
                at(100));
        for (var i = 0; i < 40; i++) {
            customer();
        }
        for (var i = 0; i < 600; i++) {
            contact(i);
        }
    }

    /** Something that an operator, another system, an agent or retention does. */
    void change() {
        switch (random.nextInt(13)) {
            case 0 -> contact(contacts.size());
            case 1 -> run("delete from contact_key where contact_id = ?", any(contacts));
            case 2 ->
                    run(
                            "update contact set topic = ?, topic_source = 'given' where id = ?",
                            random.nextBoolean() ? "billing" : "outage",
                            any(contacts));
            case 3 ->
                    run(
                            "update contact set end_result = ? where id = ?",
                            random.nextBoolean() ? "served" : "self-served",
                            any(contacts));
            case 4 ->
                    run(
                            "update contact set customer_id = (select id from customer where id"
                                    + " = ?) where id = ?",
                            any(customers),
                            any(contacts));
            case 5 ->
                    run(
                            "update contact set nature = ?, direction = ? where id = ?",
                            random.nextBoolean() ? "interaction" : "activity",
                            random.nextBoolean() ? "inbound" : "outbound",
                            any(contacts));
            case 6 ->
                    run(
                            "update menu_impression set outcome = ?, heard_seconds = ? where"
                                    + " contact_id = ?",
                            any(OUTCOMES),
                            random.nextInt(300) / 10.0,
                            any(contacts));
            case 7 -> run("delete from menu_impression where contact_id = ?", any(contacts));
            case 8 ->
                    db.runInTransaction(tx ->
                            tx.dsl()
                                    .fetch(
                                            "select started_at from contact where id = ?",
                                            contacts.getLast())
                                    .forEach(row ->
                                            impression(
                                                    contacts.getLast(),
                                                    row.get(0, Instant.class).plusSeconds(9))));
            case 9 -> {
                var into = random.nextInt(customers.size() - 1);
                var who = into + 1 + random.nextInt(customers.size() - 1 - into);
                run(
                        "update customer set merged_into = (select id from customer where id ="
                                + " ?) where id = ?",
                        customers.get(into),
                        customers.get(who));
            }
            case 10 ->
                    run(
                            random.nextBoolean()
                                    ? "update customer set merged_into = null where id = ?"
                                    : "update customer set policy = 'order', control_arm ="
                                            + " false where id = ?",
                            any(customers));
            case 11 ->
                    run(
                            "update customer set policy_drawn_at = ?::timestamptz where id = ?"
                                    + " and policy is not null",
                            at(random.nextInt(300)),
                            any(customers));
            default ->
                    run(
                            "delete from customer c where c.id = ? and not exists (select from"
                                    + " customer m where m.merged_into = c.id)",
                            any(customers));
        }
    }

    private void customer() {
        var id = new UUID(random.nextLong(), random.nextLong());
        var policy = random.nextInt(8) == 0 ? null : POLICIES.get(random.nextInt(3));
        run(
                "insert into customer (id, merged_into, control_arm, policy, policy_drawn_at)"
                        + " values (?, ?, ?, ?, ?::timestamptz)",
                id,
                !customers.isEmpty() && random.nextInt(5) == 0 ? any(customers) : null,
                policy == null ? null : policy.equals("control"),
                policy,
                policy == null || random.nextInt(6) == 0 ? null : at(random.nextInt(300)));
        customers.add(id);
    }

    private void contact(int number) {
        var id = new UUID(random.nextLong(), random.nextLong());
        var hour = random.nextInt(24 * 21);
        var topic = random.nextInt(3) == 0 ? null : random.nextBoolean() ? "billing.tv" : "outage";
        run(
                "insert into contact (id, started_at, source, external_id, nature, channel,"
                        + " direction, customer_id, topic, topic_source, end_result) values (?,"
                        + " ?::timestamptz, 's', ?, ?, 'phone', ?, ?, ?, ?, ?)",
                id,
                at(hour),
                "" + number,
                random.nextInt(9) == 0 ? "activity" : "interaction",
                random.nextInt(9) == 0 ? "outbound" : "inbound",
                random.nextInt(12) == 0 ? null : aCustomer(),
                topic,
                topic == null ? null : "task",
                List.of("served", "abandoned", "self-served").get(random.nextInt(3)));
        contacts.add(id);
        for (var i = random.nextInt(5); i > 0; i--) {
            impression(
                    id,
                    MenuDatabase.START
                            .plus(Duration.ofHours(hour))
                            .plusSeconds(random.nextInt(20)));
        }
    }

    private void impression(UUID contact, Instant spoken) {
        var offer = random.nextInt(3) == 0;
        run(
                "insert into menu_impression (id, contact_id, flow_sha, node, layout, policy,"
                        + " offer, offer_detail, spoken_at, heard_seconds, outcome) values (?,"
                        + " ?, repeat('a', 64), ?, ?::jsonb, ?, ?, ?::jsonb, ?::timestamptz, ?,"
                        + " ?)",
                new UUID(random.nextLong(), random.nextLong()),
                contact,
                random.nextInt(4) == 0 ? "sub" : "main",
                random.nextInt(9) == 0
                        ? "[]"
                        : "[{\"option\": \"o%d\"}]".formatted(random.nextInt(3)),
                POLICIES.get(random.nextInt(4)),
                offer ? "o" : null,
                offer && random.nextBoolean() ? "{\"topics\": [\"billing\"]}" : null,
                spoken.toString(),
                random.nextInt(10) == 0 ? null : random.nextInt(300) / 10.0,
                random.nextInt(10) == 0 ? null : any(OUTCOMES));
    }

    /** One who is not erased. */
    private UUID aCustomer() {
        var any = any(customers);
        return whole.isPresent()
                        || db.inTransaction(
                                tx -> tx.dsl().fetchExists(CUSTOMER, CUSTOMER.ID.eq(any)))
                ? any
                : aCustomer();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String at(int hour) {
        return MenuDatabase.START.plus(Duration.ofHours(hour)).toString();
    }

    private void run(String statement, @Nullable Object... values) {
        whole.ifPresentOrElse(
                tx -> tx.dsl().execute(statement, values),
                () -> db.runInTransaction(tx -> tx.dsl().execute(statement, values)));
    }
}
