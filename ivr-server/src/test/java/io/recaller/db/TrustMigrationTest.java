package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What was stored before links and fields carried a trust, and before times were bounded. */
final class TrustMigrationTest {
    private static final String OWNER = "'019aa000-0000-7000-8000-000000000001'::uuid";
    private static final String PHONER = "'019aa000-0000-7000-8000-000000000002'::uuid";

    @Test
    void linksAreJudgedByTheirContactsAndTimesInTheFutureAreHealed() throws SQLException {
        var settings = TestDatabase.asOf("13");
        try (var connection = TestConnections.open(settings)) {
            fill(connection);

            Migration.run(settings);

            assertThat(one(connection, links(OWNER)))
                    .isEqualTo("tel:own:claimed web:claimed:claimed");
            assertThat(one(connection, links(PHONER)))
                    .isEqualTo("email:proved:verified tel:own:claimed");
            assertThat(one(connection, "select trust from known_field where value = '1'"))
                    .isEqualTo("unknown");
            assertThat(one(connection, "select trust from known_field where value = '2'"))
                    .isEqualTo("verified");
            assertThat(one(connection, "select count(*) from known_field where given_at > now()"))
                    .isEqualTo("0");
            assertThat(
                            one(
                                    connection,
                                    "select count(*) || ' ' || count(k) filter (where"
                                            + " k.started_at = c.started_at) from contact c join"
                                            + " contact_key k on k.contact_id = c.id where"
                                            + " c.started_at <= now() and (c.ended_at is null or"
                                            + " c.ended_at <= now())"))
                    .isEqualTo("4 4");
            assertThat(one(connection, "select opened_at <= now() from request")).isEqualTo("t");
            assertThat(
                            one(
                                    connection,
                                    "select count(*) from contact where trust = 'unknown' and"
                                            + " customer_id is not null"))
                    .as("nothing is known of who it was, and the owner has proved who they are")
                    .isEqualTo("0");
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into topic (id) values ('outage');
                    insert into customer (id) values (%1$s), (%2$s);
                    insert into handle (id, kind, value) values
                        ('019aa000-0000-7000-8000-0000000000a1', 'tel', '+77011234567'),
                        ('019aa000-0000-7000-8000-0000000000a2', 'web', 'v-1'),
                        ('019aa000-0000-7000-8000-0000000000a3', 'tel', '+41446681800'),
                        ('019aa000-0000-7000-8000-0000000000a4', 'email', 'ada@example.com');
                    insert into customer_handle (customer_id, handle_id, created_at) values
                        (%1$s, '019aa000-0000-7000-8000-0000000000a1', now() - interval '2 days'),
                        (%1$s, '019aa000-0000-7000-8000-0000000000a2', now() - interval '1 day'),
                        (%2$s, '019aa000-0000-7000-8000-0000000000a3', now() - interval '2 days'),
                        (%2$s, '019aa000-0000-7000-8000-0000000000a4', now() - interval '1 day');
                    insert into customer_pin (customer_id, hash) values (%1$s, 'x');
                    insert into contact (id, started_at, source, external_id, nature, channel,
                                         direction, handle_id, customer_id, trust, ended_at) values
                        ('019aa000-0000-7000-8000-0000000000c1', '2999-01-01', 'chat', '1',
                         'interaction', 'web', 'inbound', '019aa000-0000-7000-8000-0000000000a2',
                         %1$s, 'unknown', '2999-01-02'),
                        ('019aa000-0000-7000-8000-0000000000c2', now() - interval '2 days', 'phone',
                         '2', 'interaction', 'phone', 'inbound',
                         '019aa000-0000-7000-8000-0000000000a1', %1$s, 'claimed', '2998-01-01'),
                        ('019aa000-0000-7000-8000-0000000000c3', now() - interval '1 day', 'crm',
                         '3', 'interaction', 'email', 'inbound',
                         '019aa000-0000-7000-8000-0000000000a4', %2$s, 'verified', null),
                        ('019aa000-0000-7000-8000-0000000000c4', now() - interval '1 day', 'crm',
                         '4', 'interaction', 'email', 'inbound',
                         '019aa000-0000-7000-8000-0000000000a3', %2$s, 'claimed', null);
                    insert into known_field (id, customer_id, key, value, verified, source,
                                             contact_id, given_at) values
                        (gen_random_uuid(), %1$s, 'account', '1', false, 'web',
                         '019aa000-0000-7000-8000-0000000000c1', '2999-01-01'),
                        (gen_random_uuid(), %1$s, 'account', '2', true, 'chat', null,
                         now() - interval '1 day');
                    insert into request (id, customer_id, kind, topic, status, opened_at, source,
                                         external_id) values
                        (gen_random_uuid(), %1$s, 'repair', 'outage', 'new', '2999-01-01', 'crm', '1')
                    """
                            .formatted(OWNER, PHONER));
        }
    }

    private static String links(String customer) {
        return "select string_agg(h.kind || ':' || u.standing || ':' || u.trust, ' ' order by"
                + " h.kind) from customer_handle u join handle h on h.id = u.handle_id where"
                + " u.customer_id = "
                + customer;
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
