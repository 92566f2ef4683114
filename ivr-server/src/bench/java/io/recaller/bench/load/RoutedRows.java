package io.recaller.bench.load;

import io.recaller.agent.AgentId;
import io.recaller.db.Database;
import java.util.List;
import java.util.UUID;
import org.jooq.Record;

/**
 * Rows of a contact centre that does not exist, written many at a time: agents who know four of
 * forty topics and one to three of ten languages, contacts that ask for one of each.
 */
final class RoutedRows {
    private static final int AT_ONCE = 1_000;

    private final Database db;

    RoutedRows(Database db) {
        this.db = db;
    }

    /** Signed in at a phone each, on a break; the same every time. */
    void agents(int number) {
        var statements =
                List.of(
                        "select setseed(0.42)",
                        """
                        insert into station (id, name, endpoint)
                        select gen_random_uuid(), 'desk-' || i, 'PJSIP/' || i
                        from generate_series(1, %d) i
                        """,
                        """
                        insert into agent (id, login, name)
                        select gen_random_uuid(), 'agent-' || i, 'Agent ' || i
                        from generate_series(1, %d) i
                        """,
                        """
                        insert into agent_skill (agent_id, skill, proficiency)
                        select a.id, 'topic-' || x.topic, 1 + floor(5 * random()) from agent a
                        cross join lateral (
                            select distinct floor(40 * random())::int as topic
                            from generate_series(1, 4) where a.id is not null) x
                        union all
                        select a.id, 'language:l' || x.language, 1 + floor(5 * random()) from agent a
                        cross join lateral (
                            select distinct floor(10 * random() * random())::int as language
                            from generate_series(1, 3) where a.id is not null) x
                        """,
                        """
                        update agent_presence p set state = 'not_ready', reason = 'break',
                               station_id = s.id, entered_at = now(), version = version + 1
                        from agent a join station s on s.name = 'desk-' || substr(a.login, 7)
                        where p.agent_id = a.id
                        """);
        db.runInTransaction(
                tx -> statements.forEach(each -> tx.dsl().execute(each.formatted(number))));
    }

    List<AgentId> agentIds() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetch("select id from agent order by login")
                        .map(row -> new AgentId(row.get(0, UUID.class))));
    }

    /** Of these agents each talks with a contact of their own from now on. */
    List<UUID> talks(List<AgentId> agents) {
        var ids = agents.stream().map(AgentId::value).toArray(UUID[]::new);
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                """
                                update agent_presence set state = 'ready', reason = null,
                                       version = version + 1
                                where agent_id = any(?)
                                """,
                                (Object) ids));
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetch(
                                """
                                with agents as (select unnest(?::uuid[]) as agent_id),
                                chosen as (select agent_id, uuidv7() as contact_id from agents),
                                keys as (
                                    insert into contact_key (contact_id, source, external_id, started_at)
                                    select contact_id, 'load', contact_id::text, now() from chosen
                                    returning contact_id),
                                talks as (
                                    insert into assignment (id, contact_id, agent_id, channel, held_by,
                                        state, offered_at, lease_until, connected_at)
                                    select uuidv7(), contact_id, agent_id, 'phone', 'load',
                                           'connected', now(), now(), now()
                                    from chosen join keys using (contact_id) returning id)
                                select id from talks
                                """,
                                (Object) ids)
                        .map(row -> row.get(0, UUID.class)));
    }

    /**
     * So many more contacts wait; one in ten was served by somebody before.
     *
     * @param longest for how long some of them do already, in seconds
     */
    void wait(int number, int longest) {
        for (var left = number; left > 0; left -= AT_ONCE) {
            waitSome(Math.min(left, AT_ONCE), longest);
        }
    }

    private void waitSome(int number, int longest) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                """
                                with known as (select array_agg(agent_id) as ids from agent_presence),
                                keys as (
                                    insert into contact_key (contact_id, source, external_id, started_at)
                                    select id, 'load', id::text, now()
                                    from (select uuidv7() as id from generate_series(1, ?)) x
                                    returning contact_id),
                                asked as (
                                    select contact_id,
                                        jsonb_build_object(
                                            'topic-' || floor(40 * random()),
                                            1 + floor(3 * random())::int,
                                            'language:l' || floor(10 * random() * random()),
                                            1 + floor(2 * random())::int) as requirement,
                                        case when random() < 0.1 then jsonb_build_object('last',
                                            ids[1 + floor(array_length(ids, 1) * random())::int])
                                            else '{}' end as preferred,
                                        case when random() < 0.8 then 5
                                            else floor(10 * random()) end::int as priority,
                                        clock_timestamp() - ? * random() * interval '1 second' as at
                                    from keys, known)
                                insert into waiting_contact (id, contact_id, queue, language,
                                    requirement, preferred, priority, entered_at, turn_at, address)
                                select uuidv7(), contact_id, 'support', 'en', requirement, preferred,
                                    priority, at, at - priority * interval '5 minutes',
                                    '{"system": "", "linkedId": "", "channelName": "PJSIP/trunk"}'
                                from asked
                                """,
                                number,
                                longest));
    }

    /** First in turn, and every offer of them is refused: a phone is said to ring for them. */
    void waitDamaged(int number, AgentId rung) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                """
                                with keys as (
                                    insert into contact_key (contact_id, source, external_id, started_at)
                                    select id, 'damaged', id::text, now()
                                    from (select uuidv7() as id from generate_series(1, ?)) x
                                    returning contact_id),
                                offers as (
                                    insert into assignment (id, contact_id, agent_id, channel, held_by,
                                        offered_at, lease_until)
                                    select uuidv7(), contact_id, ?, 'phone', 'load', now(),
                                        now() + interval '1 day' from keys)
                                insert into waiting_contact (id, contact_id, requirement, entered_at,
                                    turn_at, address)
                                select uuidv7(), contact_id, '{}', now(), now() - interval '1 day',
                                    '{"system": "", "linkedId": "", "channelName": "PJSIP/trunk"}'
                                from keys
                                """,
                                number,
                                rung.value()));
    }

    void noneDamaged() {
        execute(
                """
                delete from assignment
                where contact_id in (select contact_id from contact_key where source = 'damaged')
                """);
        execute(
                """
                update waiting_contact set state = 'left', outcome = 'abandoned', left_at = now(),
                       version = version + 1
                where contact_id in (select contact_id from contact_key where source = 'damaged')
                """);
    }

    /** One after another, in transactions of that size; the limit of what offers can be written. */
    double insertsASecond(int each, int seconds) {
        var rows =
                db.inTransaction(tx ->
                        tx.dsl()
                                .fetch(
                                        """
                                        select w.contact_id, w.id, a.agent_id, a.station_id
                                        from (select *, row_number() over () as number
                                              from waiting_contact where state = 'waiting') w
                                        join (select *, row_number() over () as number
                                              from agent_presence) a using (number)
                                        """));
        var written = 0;
        var began = System.nanoTime();
        while (written + each <= rows.size() && System.nanoTime() - began < seconds * 1e9) {
            var some = rows.subList(written, written + each);
            db.runInTransaction(tx ->
                    tx.dsl()
                            .execute(
                                    """
                                    insert into assignment (id, contact_id, waiting_contact_id,
                                        agent_id, station_id, channel, held_by, offered_at,
                                        lease_until, reasons)
                                    select gen_random_uuid(), contact, entry, agent, station, 'phone',
                                        'limit', now(), now(),
                                        array['topic-1 3 ≥ 2', 'language:l1 4 ≥ 1', 'ready for 3 s']
                                    from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[])
                                        as given (contact, entry, agent, station)
                                    """,
                                    column(some, 0),
                                    column(some, 1),
                                    column(some, 2),
                                    column(some, 3)));
            written += each;
        }
        var taken = (System.nanoTime() - began) / 1e9;
        execute("delete from assignment where held_by = 'limit'");
        return written / taken;
    }

    private static Object column(List<Record> rows, int place) {
        return rows.stream().map(row -> row.get(place, UUID.class)).toArray(UUID[]::new);
    }

    /**
     * What may not be: two agents of one contact, two contacts of one agent, an offer of nobody.
     */
    long wrongs() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetchSingle(
                                """
                                select (select count(*) from (
                                            select contact_id from assignment where state <> 'closed'
                                            group by contact_id having count(*) > 1) x)
                                     + (select count(*) from (
                                            select agent_id from assignment where state <> 'closed'
                                            group by agent_id having count(*) > 1) x)
                                     + (select count(*) from waiting_contact w
                                        where w.state = 'offered' and not exists (
                                            select from assignment a
                                            where a.waiting_contact_id = w.id and a.state = 'offered'))
                                """)
                        .get(0, Long.class));
    }

    void execute(String statement) {
        db.runInTransaction(tx -> tx.dsl().execute(statement));
    }
}
