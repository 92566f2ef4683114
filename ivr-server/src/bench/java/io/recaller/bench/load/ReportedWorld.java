package io.recaller.bench.load;

import io.recaller.db.Database;
import java.time.Duration;
import java.util.List;

/**
 * Contacts of half a year written straight into their tables: every second is a call with one menu,
 * counted already but for the last day's; customers call once to dozens of times. The same numbers
 * give the same rows, but for now.
 */
final class ReportedWorld {
    /** {0} contacts, {1} customers, {2} days. */
    private static final List<String> STATEMENTS =
            List.of(
                    "select ensure_contact_partitions(now() - interval '{2} days', now())",
                    "insert into flow_version (sha256, flow, yaml) values (repeat('a', 64), 'f', 'y')",
                    """
                    insert into arm_share
                    select now() - interval '{2} days' - interval '10 days', arm, share
                      from (values ('control', 0.05), ('order', 0.475), ('recaller', 0.475))
                        as v (arm, share)
                    """,
                    """
                    insert into customer (id, control_arm, policy, policy_drawn_at)
                    select md5(k::text)::uuid, k % 40 < 2,
                           case when k % 40 < 2 then 'control' when k % 2 = 0 then 'order'
                                else 'recaller' end,
                           now() - interval '{2} days' - interval '1 day'
                      from generate_series(0, {1} - 1) k
                    """,
                    """
                    create table made as
                    select n, c.policy as arm, n % 2 = 0 as call,
                           case when n % 14 = 0 then 'designed' else c.policy end as policy,
                           n / 500000 as menu,
                           (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid as id,
                           now() - interval '{2} days' * (1 - n::float8 / {0}) as at, c.id as who
                      from generate_series(1, {0}) n
                      join customer c on c.id = md5((hashint8(n) & 2147483647) % 1000
                            * (hashint8(n + 7) & 2147483647)::bigint % {1} || '')::uuid
                    """,
                    """
                    insert into contact_key (contact_id, source, external_id, started_at)
                    select id, 'phone', id::text, at from made
                    """,
                    """
                    insert into contact (id, started_at, source, external_id, nature, channel,
                                         direction, customer_id, ended_at, end_result)
                    select id, at, 'phone', id::text, 'interaction',
                           case when call then 'phone' else 'chat' end, 'inbound', who,
                           at + interval '2 minutes',
                           case n % 3 when 0 then 'served' else 'self-served' end
                      from made
                    """,
                    """
                    insert into menu_impression (id, contact_id, flow_sha, node, layout, policy,
                                                 spoken_at, heard_seconds, outcome)
                    select id, id, repeat('a', 64), 'main', '[{"option": "o1"}]', policy,
                           at + interval '5 seconds', 4 + (n % 97) / 10.0, 'chosen'
                      from made where call and at >= now() - interval '3 days'
                    """,
                    """
                    insert into menu_closed (until_at)
                    values (date_trunc('hour', now() - interval '26 hours'))
                    """,
                    "insert into menu_adaptive select distinct menu from made",
                    """
                    insert into menu_visit
                    select m.id, m.policy, m.menu, m.who, m.at, m.n % 4, true,
                           4 + (m.n % 97) / 10.0, m.n % 10 > 0, m.n % 3 = 0, m.n % 6 = 0,
                           m.n % 12 = 0, false, true, m.n % 3 = 0, m.before_at,
                           case when m.before_at is not null then m.n % 5 = 0 end,
                           case when f.next_at <= m.at + interval '168 hours' then f.next_at end,
                           m.who, m.arm, now() - interval '{2} days' - interval '1 day', true,
                           m.same_at, m.any_at
                      from (select *, lag(at) over (partition by who, policy, menu order by at)
                                        as before_at,
                                   lag(at) over (partition by who, policy order by at) as same_at,
                                   lag(at) over (partition by who order by at) as any_at
                              from made where call) m
                      join (select n, lead(at) over (partition by who order by at) as next_at
                              from made) f on f.n = m.n
                     where m.at < (select until_at from menu_closed)
                    """,
                    "drop table made",
                    "analyze");

    private final Database database;
    private final Duration longest;

    /**
     * Into an empty database.
     *
     * @param longest of each statement
     */
    ReportedWorld(Database database, Duration longest) {
        this.database = database;
        this.longest = longest;
    }

    /** Without looking whether what rows refer to is there, as a backup is restored. */
    void write(int contacts, int days) {
        for (var statement : STATEMENTS) {
            var whole =
                    statement
                            .replace("{0}", "" + contacts)
                            .replace("{1}", "" + Math.max(1, contacts / 3))
                            .replace("{2}", "" + days);
            database.<Integer>inTransactionWithin(
                    longest,
                    tx -> {
                        tx.dsl().execute("set local session_replication_role = replica");
                        tx.dsl().execute("set local work_mem = '512MB'");
                        return tx.dsl().execute(whole);
                    });
        }
    }
}
