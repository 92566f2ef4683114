package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A database of the version before waits said how they ended. */
final class HistoryMigrationTest {
    @Test
    void waitsOfThePastSayHowTheyEndedAsFarAsOtherRowsTell() throws SQLException {
        var settings = TestDatabase.asOf("34");
        try (var connection = TestConnections.open(settings)) {
            contact(connection, 1, "null");
            entry(connection, 1, "09:00", "answered", "09:01");
            contact(connection, 2, "'ring-group'");
            entry(connection, 2, "09:00", "left", "09:15");
            contact(connection, 3, "'abandoned'");
            entry(connection, 3, "09:00", "left", "09:02");
            contact(connection, 4, "null");
            entry(connection, 4, "09:00", "answered", "09:01");
            entry(connection, 4, "09:00", "answered", "09:03");
            contact(connection, 5, "null");
            entry(connection, 5, "09:00", "answered", "09:01");
            entry(connection, 5, "09:20", "left", "09:21");
            contact(connection, 6, "null");
            entry(connection, 6, "09:00", "waiting", null);

            Migration.run(settings);

            assertThat(outcomes(connection))
                    .containsExactly(
                            "1 09:01 answered",
                            "2 09:15 ring-group",
                            "3 09:02 abandoned",
                            "4 09:01 requeued",
                            "4 09:03 answered",
                            "5 09:01 answered",
                            "5 09:21 abandoned",
                            "6 null null");
        }
    }

    private static void contact(Connection connection, int number, String result)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into contact (id, started_at, source, external_id, nature, channel,
                                         direction, end_result)
                    values (%s, '2026-11-01T08:59Z', 'phone', '%d', 'interaction', 'phone',
                            'inbound', %s)
                    """
                            .formatted(id(number), number, result));
        }
    }

    private static void entry(
            Connection connection, int number, String joined, String state, @Nullable String left)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into waiting_contact (id, contact_id, requirement, entered_at, state,
                                                 left_at)
                    values (gen_random_uuid(), %s, '{}', '2026-11-01T%sZ', '%s', %s)
                    """
                            .formatted(
                                    id(number),
                                    joined,
                                    state,
                                    left == null ? "null" : "'2026-11-01T" + left + "Z'"));
        }
    }

    private static String id(int number) {
        return "'00000000-0000-0000-0000-00000000000" + number + "'";
    }

    private static List<String> outcomes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select k.external_id,
                                       to_char(w.left_at at time zone 'UTC', 'HH24:MI'), w.outcome
                                from waiting_contact w
                                join contact_key k on k.contact_id = w.contact_id
                                order by 1, w.left_at
                                """)) {
            var told = new ArrayList<String>();
            while (rows.next()) {
                told.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
            return told;
        }
    }
}
