-- What a menu report is made of, counted where the rows are: a report of millions of contacts used to read them all into
-- the server. Who merged counts as whom they were merged into.

create function menu_sums(from_at timestamptz, to_at timestamptz, as_of timestamptz, with_a_person text[],
                          most_single bigint, buckets integer)
    returns table (arm text, customer uuid, bucket integer, customers bigint, calls bigint, sums double precision[])
    language sql stable as $$
with recursive chain (id, at, seen) as (
    select m.id, m.merged_into, array[m.id] from customer m where m.merged_into is not null
    union all
    select c.id, m.merged_into, c.seen || c.at
      from chain c join customer m on m.id = c.at
     where m.merged_into is not null and c.at <> all (c.seen)
), survivor as materialized (
    select distinct on (id) id, at from chain order by id, cardinality(seen) desc
), heard as (
    select m.policy as arm, m.id as customer, i.contact_id, i.flow_sha || '/' || i.node as menu, i.id, i.spoken_at,
           i.outcome in ('chosen', 'offer_taken') as led,
           i.outcome in ('chosen', 'offer_taken', 'person') as answered,
           i.outcome = 'offer_taken' as taken,
           i.heard_seconds as seconds,
           coalesce(i.layout -> 0 ->> 'option', '') as first,
           i.offer is not null as offered,
           i.offer_detail is not null
               and exists (select from jsonb_array_elements_text(i.offer_detail -> 'topics') as about
                            where c.topic = about or starts_with(c.topic, about || '.')) as fits
      from menu_impression i
      join contact c on c.id = i.contact_id
      left join survivor s on s.id = c.customer_id
      join customer m on m.id = coalesce(s.at, c.customer_id) and m.policy = i.policy
     where i.spoken_at >= from_at and i.spoken_at < to_at + interval '24 hours'
       and c.started_at >= from_at and c.started_at < to_at
       and c.customer_id is not null and i.outcome is not null and i.heard_seconds is not null
), reading as (
    select *, row_number() over spoken as place, sum(seconds) over spoken as until_then
      from heard window spoken as (partition by customer, contact_id, menu order by spoken_at, id)
), visit as (
    select arm, customer, contact_id, menu,
           min(spoken_at) as spoken_at,
           (array_agg(id) filter (where place = 1))[1] as id,
           max(first) filter (where place = 1) as first,
           bool_or(led) filter (where place = 1) as led_at_once,
           count(*) > 1 and (bool_or(led) filter (where place = 1)
                             or coalesce(min(place) filter (where taken) < count(*), false)) as again,
           bool_or(offered) as offered,
           bool_or(taken) as taken,
           bool_or(fits) as fits,
           max(until_then) filter (where answered) as until_answer
      from reading group by arm, customer, contact_id, menu
), change as (
    select *, first <> lag(first) over (partition by customer, menu order by spoken_at, id) as changed from visit
), menus as (
    select arm, customer,
           coalesce(sum(until_answer), 0) as seconds, count(until_answer) as answered,
           count(*) filter (where led_at_once and not again) as right_at_once, count(*) as visits,
           count(*) filter (where offered) as offered,
           count(*) filter (where offered and taken) as taken,
           count(*) filter (where offered and taken and (fits or not again)) as right_offers,
           count(*) filter (where offered and taken and again and not fits) as wrong_offers,
           count(*) filter (where changed) as changes, count(changed) as comparable
      from change group by arm, customer
), called as (
    select distinct customer, contact_id from visit
), interaction as (
    select c.id, c.started_at, coalesce(s.at, c.customer_id) as customer,
           c.served_by is not null or coalesce(c.end_result = any (with_a_person), false) as handed_over
      from contact c left join survivor s on s.id = c.customer_id
     where c.started_at >= from_at and c.started_at < least(as_of, to_at + interval '168 hours')
       and c.nature = 'interaction' and c.direction = 'inbound' and c.customer_id is not null
), following as (
    select *, first_value(started_at) over (partition by customer order by started_at
                  range between interval '1 microsecond' following and unbounded following) as next_at
      from interaction where interaction.customer in (select called.customer from called)
), answered as (
    select called.customer, count(*) as calls,
           count(f.id) filter (where handed_over) as handed_over, count(f.id) as known,
           count(f.id) filter (where old_24h and not again_24h) as contained_24h, count(f.id) filter (where old_24h) as of_24h,
           count(f.id) filter (where old_7d and not again_7d) as contained_7d, count(f.id) filter (where old_7d) as of_7d
      from called left join (
               select id, handed_over,
                      started_at + interval '24 hours' <= as_of as old_24h,
                      coalesce(next_at <= started_at + interval '24 hours', false) as again_24h,
                      started_at + interval '168 hours' <= as_of as old_7d,
                      coalesce(next_at <= started_at + interval '168 hours', false) as again_7d
                 from following) f on f.id = called.contact_id
     group by called.customer
), single as (
    select m.arm, m.customer, a.calls, count(*) over (partition by m.arm) > most_single as many,
           m.seconds as s0, m.answered as s1, m.right_at_once as s2, m.visits as s3, m.offered as s4, m.taken as s6,
           m.right_offers as s8, m.wrong_offers as s10, m.changes as s12, m.comparable as s13,
           a.contained_24h as s14, a.of_24h as s15, a.contained_7d as s16, a.of_7d as s17, a.handed_over as s18, a.known as s19
      from menus m join answered a on a.customer = m.customer
)
select arm, case when not many then customer end, case when many then abs(hashtext(customer::text) % buckets) end,
       count(*), sum(calls)::bigint,
       array[sum(s0), sum(s1), sum(s2), sum(s3), sum(s4), sum(s3), sum(s6), sum(s4), sum(s8), sum(s4), sum(s10), sum(s4),
             sum(s12), sum(s13), sum(s14), sum(s15), sum(s16), sum(s17), sum(s18), sum(s19)]::double precision[]
  from single group by 1, 2, 3
$$;
comment on function menu_sums is 'Of the calls from one instant on and before another: for each arm numerator and denominator of each metric, by customer, or by bucket of customers (a fixed one of as many, by a hash) where an arm has more than most_single. as_of: calls that are not old enough to tell whether the customer came back do not count there. with_a_person: how a contact ends that was with one.';

create function menu_arm_sizes(from_at timestamptz, to_at timestamptz)
    returns table (arm text, shares_since timestamptz, customers bigint) language sql stable as $$
with recursive chain (id, at, seen) as (
    select m.id, m.merged_into, array[m.id] from customer m where m.merged_into is not null
    union all
    select c.id, m.merged_into, c.seen || c.at
      from chain c join customer m on m.id = c.at
     where m.merged_into is not null and c.at <> all (c.seen)
), survivor as materialized (
    select distinct on (id) id, at from chain order by id, cardinality(seen) desc
), heard as materialized (
    select distinct c.customer_id, i.flow_sha, i.node, i.policy
      from menu_impression i join contact c on c.id = i.contact_id
     where i.spoken_at >= from_at and i.spoken_at < to_at + interval '24 hours'
       and c.started_at >= from_at and c.started_at < to_at
       and c.customer_id is not null and i.outcome is not null and i.heard_seconds is not null
), adaptive as (
    select distinct flow_sha, node from heard where policy <> 'designed'
), caller as (
    select distinct coalesce(s.at, h.customer_id) as customer
      from heard h join adaptive using (flow_sha, node) left join survivor s on s.id = h.customer_id
)
select m.policy, (select max(since_at) from arm_share where since_at <= m.policy_drawn_at), count(*)
  from caller join customer m on m.id = caller.customer
 where m.policy is not null and m.policy_drawn_at is not null
 group by 1, 2
$$;
comment on function menu_arm_sizes is 'How many customers of each arm heard a menu that a policy may order, whatever they heard, by the shares they were drawn with.';

-- Which server looked last whether a policy does harm, so that one does and not all.
create table menu_look (
    only_one  boolean     primary key default true check (only_one),
    looked_at timestamptz not null,
    next_at   timestamptz not null check (next_at >= looked_at)
);
comment on table menu_look is 'When a server last looked whether a menu policy does harm, and when one looks next; one row.';
comment on column menu_look.only_one is 'Always true: there is one row at most.';
comment on column menu_look.looked_at is 'What was spoken until then is known.';
comment on column menu_look.next_at is 'A long look is followed by a longer pause.';
