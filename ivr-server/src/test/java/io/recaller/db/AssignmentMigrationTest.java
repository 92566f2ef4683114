package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A database of the version before assignments, taken in the middle of a working day. */
final class AssignmentMigrationTest {
    @Test
    void callsThatWaitAndAgentsWhoRingTalkAndWrapUpGoOn() throws SQLException {
        var settings = TestDatabase.asOf("21");
        try (var connection = TestConnections.open(settings)) {
            fill(connection);

            Migration.run(settings);

            assertThat(rows(connection, ASSIGNMENTS))
                    .containsExactlyInAnyOrder(
                            "anna c1 offered - - -",
                            "boris c2 connected 09:01 - -",
                            "boris c2 closed 08:31 - answered",
                            "clara c3 wrap_up 09:02 09:10 -",
                            "clara c2 closed - - no_answer",
                            "dana c5 connected 09:05 - -",
                            "emil c6 closed 07:01 - answered");
            assertThat(
                            rows(
                                    connection,
                                    "select login, state, reason from agent_now order by login"))
                    .containsExactly(
                            "anna ringing -",
                            "boris talking -",
                            "clara wrap_up -",
                            "dana talking -",
                            "emil not_ready rona",
                            "fatima logged_out -",
                            "gulnara ready -");
            assertThat(rows(connection, PRESENCES))
                    .containsExactly(
                            "anna ready phone-anna",
                            "boris ready phone-boris",
                            "clara ready phone-clara",
                            "dana ready phone-dana",
                            "emil not_ready phone-emil",
                            "fatima logged_out -",
                            "gulnara ready phone-gulnara");
            assertThat(rows(connection, QUEUE))
                    .containsExactly(
                            "c1 offered 09:00 -",
                            "c2 answered 08:30 09:01",
                            "c3 answered 09:01 09:02",
                            "c4 waiting 09:07 -",
                            "c5 answered 09:04 09:05",
                            "c6 left 07:00 07:30");
            assertThat(rows(connection, HISTORY))
                    .as("each is of its contact's entry, and two of the entries are open")
                    .containsExactly("6 6 2");
            assertThat(
                            rows(
                                    connection,
                                    "select reasons[1] from assignment where state = 'offered'"))
                    .containsExactly("billing 4 ≥ 3");
        }
    }

    private static final String ASSIGNMENTS =
            """
            select a.login, k.external_id, s.state, to_char(s.connected_at, 'HH24:MI'),
                   to_char(s.wrap_up_until, 'HH24:MI'), s.outcome
            from assignment s join agent a on a.id = s.agent_id
            join contact_key k on k.contact_id = s.contact_id
            """;

    private static final String PRESENCES =
            """
            select a.login, p.state, s.name from agent_presence p
            join agent a on a.id = p.agent_id left join station s on s.id = p.station_id
            order by a.login
            """;

    private static final String QUEUE =
            """
            select k.external_id, w.state, to_char(w.entered_at, 'HH24:MI'),
                   to_char(w.left_at, 'HH24:MI')
            from waiting_contact w join contact_key k on k.contact_id = w.contact_id
            order by k.external_id
            """;

    private static final String HISTORY =
            """
            select count(distinct id), count(distinct contact_id), count(*) filter (where left_at is null)
            from waiting_contact w
            where not exists (select from assignment a where a.contact_id = w.contact_id
                              and a.waiting_contact_id is distinct from w.id)
            """;

    private static void fill(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    set time zone 'UTC';
                    insert into agent (id, login, name)
                        select gen_random_uuid(), login, initcap(login) from unnest(array[
                            'anna', 'boris', 'clara', 'dana', 'emil', 'fatima', 'gulnara']) login;
                    insert into station (id, name, endpoint)
                        select gen_random_uuid(), 'phone-' || login, 'PJSIP/' || login from agent;
                    insert into contact_key (contact_id, source, external_id, started_at)
                        select gen_random_uuid(), 'phone', 'c' || n, timestamptz '2026-11-25 07:00Z'
                        from generate_series(1, 6) n;
                    insert into contact (id, started_at, source, external_id, nature, channel, direction)
                        select contact_id, started_at, source, external_id, 'interaction', 'phone',
                               'inbound' from contact_key;
                    insert into waiting_contact (contact_id, requirement, entered_at, state, left_at)
                        select k.contact_id, '{"billing": 3}', w.entered::timestamptz, w.state,
                               w.gone::timestamptz
                        from contact_key k join (values
                            ('c1', '2026-11-25 09:00Z', 'offered', null),
                            ('c2', '2026-11-25 08:30Z', 'answered', '2026-11-25 09:01Z'),
                            ('c3', '2026-11-25 09:01Z', 'answered', '2026-11-25 09:02Z'),
                            ('c4', '2026-11-25 09:07Z', 'waiting', null),
                            ('c5', '2026-11-25 09:04Z', 'answered', '2026-11-25 09:05Z'),
                            ('c6', '2026-11-25 07:00Z', 'left', '2026-11-25 07:30Z'))
                            as w (contact, entered, state, gone) on w.contact = k.external_id;
                    insert into offer (id, contact_id, agent_id, station_id, held_by, offered_at,
                                       lease_until, outcome, closed_at, reasons)
                        select gen_random_uuid(), k.contact_id, a.id, s.id, 'server-1',
                               o.at::timestamptz, o.at::timestamptz + interval '30 s', o.outcome,
                               o.closed::timestamptz, array['billing 4 ≥ 3']
                        from (values
                            ('anna', 'c1', '2026-11-25 09:07Z', null, null),
                            ('boris', 'c2', '2026-11-25 08:30Z', 'answered', '2026-11-25 08:31Z'),
                            ('boris', 'c2', '2026-11-25 09:00Z', 'answered', '2026-11-25 09:01Z'),
                            ('clara', 'c2', '2026-11-25 08:50Z', 'no_answer', '2026-11-25 08:51Z'),
                            ('clara', 'c3', '2026-11-25 09:01Z', 'answered', '2026-11-25 09:02Z'),
                            ('emil', 'c6', '2026-11-25 07:00Z', 'answered', '2026-11-25 07:01Z'))
                            as o (login, contact, at, outcome, closed)
                        join agent a on a.login = o.login
                        join station s on s.name = 'phone-' || o.login
                        join contact_key k on k.external_id = o.contact;
                    update agent_presence p set state = w.state, reason = w.reason,
                           station_id = s.id, entered_at = w.at::timestamptz,
                           contact_id = (select contact_id from contact_key
                                         where external_id = w.contact),
                           wrap_up_until = w.until::timestamptz
                        from agent a join (values
                            ('anna', 'ringing', null, 'c1', '2026-11-25 09:07Z', null),
                            ('boris', 'talking', null, 'c2', '2026-11-25 09:01Z', null),
                            ('clara', 'wrap_up', null, 'c3', '2026-11-25 09:09Z',
                             '2026-11-25 09:10Z'),
                            ('dana', 'talking', null, 'c5', '2026-11-25 09:05Z', null),
                            ('emil', 'not_ready', 'rona', null, '2026-11-25 09:00Z', null),
                            ('gulnara', 'ready', null, null, '2026-11-25 08:00Z', null))
                            as w (login, state, reason, contact, at, until) on w.login = a.login
                        join station s on s.name = 'phone-' || w.login
                        where p.agent_id = a.id
                    """);
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (answer.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
                    var value = answer.getString(column);
                    row.add(value == null ? "-" : value);
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        }
    }
}
