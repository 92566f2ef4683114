package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Customers that each unknown contact without a browser of its own had made. */
final class NobodysMigrationTest {
    @Test
    void whoWasNobodyIsNobodyAndTheClaimsOfWhoHasAPinMayBeProved() throws SQLException {
        var settings = TestDatabase.asOf("27");
        try (var connection = TestConnections.open(settings)) {
            fill(connection);

            Migration.run(settings);

            assertThat(one(connection, "select string_agg(segment, ' ' order by id) from customer"))
                    .as("who is known, a guest with a browser, and one whom somebody described")
                    .isEqualTo("owner guest described");
            assertThat(
                            one(
                                    connection,
                                    "select string_agg(external_id, ' ' order by external_id) from"
                                            + " contact where customer_id is null"))
                    .isEqualTo("nobody-1 nobody-2");
            assertThat(
                            one(
                                    connection,
                                    "select count(*) from handle_claim where customer_id is null"))
                    .isEqualTo("2");
            assertThat(one(connection, "select customer_id is null from known_field"))
                    .isEqualTo("t");
            assertThat(
                            one(
                                    connection,
                                    "select string_agg(c.segment || ' ' || u.provable, ', ' order"
                                            + " by c.segment) from customer_handle u join customer c on"
                                            + " c.id = u.customer_id where u.standing = 'claimed'"))
                    .isEqualTo("described false, guest true");
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into customer (id, segment, merged_into) values
                        ('019aa000-0000-7000-8000-000000000001', 'owner', null),
                        ('019aa000-0000-7000-8000-000000000002', 'guest',
                         '019aa000-0000-7000-8000-000000000001'),
                        ('019aa000-0000-7000-8000-000000000003', null, null),
                        ('019aa000-0000-7000-8000-000000000004', null, null),
                        ('019aa000-0000-7000-8000-000000000005', 'described', null);
                    insert into customer_pin (customer_id, hash) values
                        ('019aa000-0000-7000-8000-000000000001', 'x');
                    insert into handle (id, kind, value) values
                        ('019aa000-0000-7000-8000-0000000000a1', 'tel', '+5215512345678'),
                        ('019aa000-0000-7000-8000-0000000000a2', 'web', 'v-1');
                    insert into contact_key (contact_id, started_at, source, external_id)
                        select ('019aa000-0000-7000-8000-0000000000c' || n)::uuid, now(), 'form', e
                        from (values (1, 'nobody-1'), (2, 'nobody-2'), (3, 'guest')) as t (n, e);
                    insert into contact (id, started_at, source, external_id, nature, channel,
                                         direction, handle_id, customer_id, trust)
                        select k.contact_id, k.started_at, 'form', k.external_id, 'interaction',
                               'web', 'inbound', '019aa000-0000-7000-8000-0000000000a1',
                               case k.external_id
                                   when 'nobody-1' then '019aa000-0000-7000-8000-000000000003'::uuid
                                   when 'nobody-2' then '019aa000-0000-7000-8000-000000000004'::uuid
                                   else '019aa000-0000-7000-8000-000000000002'::uuid end,
                               'unknown'
                        from contact_key k;
                    insert into customer_handle (customer_id, handle_id, standing, contact_id) values
                        ('019aa000-0000-7000-8000-000000000002',
                         '019aa000-0000-7000-8000-0000000000a2', 'own', null),
                        ('019aa000-0000-7000-8000-000000000002',
                         '019aa000-0000-7000-8000-0000000000a1', 'claimed',
                         '019aa000-0000-7000-8000-0000000000c3'),
                        ('019aa000-0000-7000-8000-000000000003',
                         '019aa000-0000-7000-8000-0000000000a1', 'claimed',
                         '019aa000-0000-7000-8000-0000000000c1'),
                        ('019aa000-0000-7000-8000-000000000004',
                         '019aa000-0000-7000-8000-0000000000a1', 'claimed',
                         '019aa000-0000-7000-8000-0000000000c2'),
                        ('019aa000-0000-7000-8000-000000000005',
                         '019aa000-0000-7000-8000-0000000000a1', 'claimed', null);
                    insert into handle_claim (customer_id, handle_id, contact_id) values
                        ('019aa000-0000-7000-8000-000000000003',
                         '019aa000-0000-7000-8000-0000000000a1',
                         '019aa000-0000-7000-8000-0000000000c1');
                    insert into known_field (id, customer_id, key, value, source, contact_id,
                                             given_at, trust) values
                        (gen_random_uuid(), '019aa000-0000-7000-8000-000000000003', 'account', '1',
                         'web', '019aa000-0000-7000-8000-0000000000c1', now(), 'unknown');
                    """);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
