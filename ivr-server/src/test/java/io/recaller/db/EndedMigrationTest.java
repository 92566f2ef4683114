package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What was stored of ends before they had a result and a reason. */
final class EndedMigrationTest {
    @Test
    void endsOfEveryMonthHaveTheirResultAndAReasonOnlyWhereTheWordHadOne() throws SQLException {
        var settings = TestDatabase.asOf("27");
        try (var connection = TestConnections.open(settings)) {
            fill(connection);

            Migration.run(settings);

            assertThat(end(connection, "self-served"))
                    .isEqualTo("self-served recaller last-words flow-finished");
            assertThat(end(connection, "served")).isEqualTo("served - - -");
            assertThat(end(connection, "abandoned")).isEqualTo("abandoned - - -");
            assertThat(end(connection, "caller-hung-up")).isEqualTo("unfinished - - -");
            assertThat(end(connection, "ring-group")).isEqualTo("ring-group - - -");
            assertThat(end(connection, "resolved by bot")).isEqualTo("- - - -");
            assertThat(
                            one(
                                    connection,
                                    "select count(end_result) from contact where source = 'crm'"))
                    .as("another system's word, even one of ours")
                    .isEqualTo("0");
            assertThat(
                            one(
                                    connection,
                                    "select count(end_result) from contact where ended_at is null"))
                    .isEqualTo("0");
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    with made as (
                        select gen_random_uuid() as id, word, at from (values
                            ('self-served', timestamptz '2010-03-01'), ('served', now()),
                            ('abandoned', timestamptz '2094-02-03'), ('caller-hung-up', now()),
                            ('ring-group', now())) as ends (word, at))
                    insert into contact (id, started_at, source, external_id, nature, channel,
                                         direction, ended_at, end_reason)
                        select id, at, 'phone', id::text, 'interaction', 'phone', 'inbound', at, word
                        from made;
                    insert into contact (id, started_at, source, external_id, nature, channel,
                                         direction, ended_at, end_reason) values
                        (gen_random_uuid(), now(), 'crm', '1', 'interaction', 'chat', 'inbound',
                         now(), 'resolved by bot'),
                        (gen_random_uuid(), now(), 'crm', '2', 'interaction', 'chat', 'inbound',
                         now(), 'served'),
                        (gen_random_uuid(), now(), 'phone', '3', 'interaction', 'phone', 'inbound',
                         null, null)
                    """);
        }
    }

    private static String end(Connection connection, String word) throws SQLException {
        return one(
                connection,
                "select concat_ws(' ', coalesce(end_result, '-'), coalesce(end_by, '-'),"
                        + " coalesce(end_place, '-'), coalesce(end_why, '-'))"
                        + " from contact where source <> 'crm' and end_reason = '"
                        + word
                        + "' or external_id = '1' and end_reason = '"
                        + word
                        + "'");
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
