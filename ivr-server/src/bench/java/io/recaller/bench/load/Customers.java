package io.recaller.bench.load;

import io.recaller.db.Database;
import io.recaller.db.Tx;

/** Customers with a past: contacts in each of the last 26 months. */
final class Customers {
    static final int MONTHS = 26;

    private Customers() {}

    static String number(int i) {
        return "+7701" + (1_000_000 + i);
    }

    private static final int AT_ONCE = 50;

    /** Writes them, with so many contacts each, the oldest first. */
    static void make(Database database, int customers, int contacts) {
        database.runInTransaction(Customers::months);
        for (var from = 0; from < customers; from += AT_ONCE) {
            var first = from;
            var last = Math.min(from + AT_ONCE, customers) - 1;
            database.runInTransaction(tx -> make(tx, first, last, contacts));
        }
        database.runInTransaction(tx -> tx.dsl().execute("analyze"));
    }

    private static void months(Tx tx) {
        tx.dsl()
                .fetch(
                        "select ensure_contact_partitions(now() - make_interval(months => ?),"
                                + " now() + make_interval(months => 2))",
                        MONTHS);
    }

    private static void make(Tx tx, int first, int last, int contacts) {
        tx.dsl()
                .execute(
                        "insert into customer (id, created_at) select"
                                + " md5('customer ' || i)::uuid, now()"
                                + " from generate_series(?::int, ?::int) i",
                        first,
                        last);
        tx.dsl()
                .execute(
                        "insert into handle (id, kind, value) select md5('handle ' || i)::uuid,"
                                + " 'tel', '+7701' || (1000000 + i)"
                                + " from generate_series(?::int, ?::int) i",
                        first,
                        last);
        tx.dsl()
                .execute(
                        "insert into customer_handle (customer_id, handle_id) select"
                                + " md5('customer ' || i)::uuid, md5('handle ' || i)::uuid"
                                + " from generate_series(?::int, ?::int) i",
                        first,
                        last);
        tx.dsl()
                .execute(
                        "insert into contact (id, started_at, ended_at, source, external_id,"
                                + " nature, channel, direction, customer_id, topic, topic_source)"
                                + " select md5('contact ' || i || ' ' || n)::uuid, at, at +"
                                + " interval '1 minute', 'crm', i || '-' || n, 'interaction',"
                                + " 'chat', 'inbound', md5('customer ' || i)::uuid,"
                                + " 'load.t' || (1 + (i + n) % 5), 'given'"
                                + " from generate_series(?::int, ?::int) i,"
                                + " generate_series(0, ?::int - 1) n,"
                                + " lateral (select now() - make_interval(days => 1 + ("
                                + MONTHS
                                + " * 30 * n / ?::int))) as past(at)",
                        first,
                        last,
                        contacts,
                        contacts);
    }
}
