package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What was stored of calls before a contact had an address. */
final class AddressMigrationTest {
    @Test
    void callsOfEveryMonthKeepWhereTheyWereAndReportsHaveNoAddress() throws SQLException {
        var settings = TestDatabase.asOf("21");
        try (var connection = TestConnections.open(settings)) {
            fill(connection);

            Migration.run(settings);

            assertThat(address(connection, "now"))
                    .isEqualTo(
                            "{\"system\": \"pbx1\", \"linkedId\": \"1763.1\", \"channelName\":"
                                    + " \"\"}");
            assertThat(address(connection, "unnamed"))
                    .isEqualTo("{\"system\": \"\", \"linkedId\": \"17.2\", \"channelName\": \"\"}");
            assertThat(address(connection, "far"))
                    .isEqualTo(
                            "{\"system\": \"Ақтау\", \"linkedId\": \"9.9\", \"channelName\":"
                                    + " \"\"}");
            assertThat(address(connection, "chat")).isNull();
            assertThat(one(connection, "select address from waiting_contact"))
                    .isEqualTo(
                            "{\"system\": \"pbx1\", \"linkedId\": \"\", \"channelName\":"
                                    + " \"PJSIP/trunk-7\"}");
            try (var statement = connection.createStatement()) {
                statement.execute("select ensure_contact_partitions('2094-01-01', '2094-02-01')");
            }
            assertThat(one(connection, "select count(*) from contact_2094_02")).isEqualTo("1");
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into contact (id, started_at, source, external_id, nature, channel,
                                         direction, asterisk_system, linkedid) values
                        (gen_random_uuid(), now(), 'phone', 'now', 'interaction', 'phone',
                         'inbound', 'pbx1', '1763.1'),
                        (gen_random_uuid(), '2010-03-01', 'phone', 'unnamed', 'interaction',
                         'phone', 'inbound', '', '17.2'),
                        (gen_random_uuid(), '2094-02-03', 'phone', 'far', 'interaction', 'phone',
                         'inbound', 'Ақтау', '9.9'),
                        (gen_random_uuid(), now(), 'crm', 'chat', 'interaction', 'chat', 'inbound',
                         null, null);
                    insert into waiting_contact (contact_id, requirement, entered_at,
                                                 caller_channel, asterisk_system)
                        select id, '{}', now(), 'PJSIP/trunk-7', 'pbx1' from contact
                        where external_id = 'now'
                    """);
        }
    }

    private static String address(Connection connection, String contact) throws SQLException {
        return one(connection, "select address from contact where external_id = '" + contact + "'");
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
