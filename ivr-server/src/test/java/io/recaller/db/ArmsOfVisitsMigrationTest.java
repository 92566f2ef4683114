package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Menus that an older version counted are kept, with whose they are and the arm they count for. */
final class ArmsOfVisitsMigrationTest {
    @Test
    void menusThatWereCountedSayWhoseTheyAre() throws SQLException {
        var settings = TestDatabase.asOf("42.1");
        try (var connection = TestConnections.open(settings)) {
            customer(connection, 1, "null", "'recaller'");
            customer(connection, 2, id(1), "'control'");
            customer(connection, 3, id(2), "null");
            customer(connection, 4, "null", "null");
            for (var number = 1; number <= 4; number++) {
                visit(connection, number);
            }

            Migration.run(settings);

            assertThat(rows(connection))
                    .containsExactly(
                            "1 1 recaller 2026-01-01",
                            "2 1 recaller 2026-01-01",
                            "3 1 recaller 2026-01-01",
                            "4 4 null null");
            assertThat(rowsOf(connection, "select count(*)::text from menu_visit_unfilled"))
                    .as("filled in the background")
                    .containsExactly("1");
        }
    }

    private static void customer(Connection connection, int number, String into, String policy)
            throws SQLException {
        run(
                connection,
                """
                insert into customer (id, merged_into, control_arm, policy, policy_drawn_at)
                values (%1$s, %2$s, %3$s = 'control', %3$s,
                        case when %3$s is not null then '2026-01-01T12:00Z'::timestamptz end)
                """
                        .formatted(id(number), into, policy));
    }

    private static void visit(Connection connection, int number) throws SQLException {
        run(
                connection,
                """
                insert into contact (id, started_at, source, external_id, nature, channel,
                                     direction, customer_id)
                values (%1$s, '2026-11-01T08:59Z', 'phone', '%2$d', 'interaction', 'phone',
                        'inbound', %1$s);
                insert into menu_visit (contact_id, policy, menu, customer_id, started_at,
                                        first_option, first_of_call, right_at_once, offered, taken,
                                        right_offer, wrong_offer, inbound, handed_over)
                values (%1$s, 'recaller', 1, %1$s, '2026-11-01T08:59Z', 1, true, true, false,
                        false, false, false, true, false)
                """
                        .formatted(id(number), number));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rowsOf(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static String id(int number) {
        return "'00000000-0000-0000-0000-00000000000" + number + "'";
    }

    private static List<String> rows(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select right(customer_id::text, 1), right(whose::text, 1), arm,
                                       to_char(drawn_at at time zone 'UTC', 'YYYY-MM-DD')
                                  from menu_visit order by 1
                                """)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(
                        rows.getString(1)
                                + " "
                                + rows.getString(2)
                                + " "
                                + rows.getString(3)
                                + " "
                                + rows.getString(4));
            }
            return found;
        }
    }
}
