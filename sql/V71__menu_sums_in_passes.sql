-- A month's report goes over the month's counted menus in passes that keep nothing but their sums. It had made a copy of every row
-- first, wider than memory, and had read that from disk three times. What it returns is the same.

create or replace function menu_sums(from_at timestamptz, to_at timestamptz, as_of timestamptz, closed_at timestamptz,
                          with_a_person text[], buckets integer)
    returns table (arm text, bucket integer, shares_since timestamptz, customers bigint, calls bigint, sums double precision[])
    language sql stable
    -- How many customers there are is not known to who plans it: sorting them by their arm took longer than all else.
    set enable_sort = off as $$
with recursive chain (id, at, seen) as (
    select m.id, m.merged_into, array[m.id] from customer m where m.merged_into is not null
    union all
    select c.id, m.merged_into, c.seen || c.at
      from chain c join customer m on m.id = c.at
     where m.merged_into is not null and c.at <> all (c.seen)
), survivor as materialized (
    select distinct on (id) id, at from chain order by id, cardinality(seen) desc
), noted as materialized (
    select array(select f.id from customer_families(array(select distinct customer_id from menu_recount)) f) as anew
), began as materialized (
    select coalesce(s.at, c.customer_id) as customer, min(c.started_at) as at
      from contact c left join survivor s on s.id = c.customer_id
     where c.started_at >= greatest(from_at, closed_at) and c.started_at < least(as_of, to_at + interval '168 hours')
       and c.nature = 'interaction' and c.direction = 'inbound' and c.customer_id is not null
     group by 1
), open as materialized (
    select o.* from count_open_menu_visits(from_at, closed_at, to_at, as_of, (select anew from noted), with_a_person) o
), visit as not materialized (
    select v.whose, v.arm, v.drawn_at, v.policy, v.menu, v.started_at, v.first_of_call, v.seconds, v.right_at_once, v.offered,
           v.taken, v.right_offer, v.wrong_offer, v.inbound, v.handed_over, v.before_at, v.changed, v.next_at
      from menu_visit v
     where v.started_at >= from_at and v.started_at < least(to_at, closed_at)
       and v.customer_id not in (select unnest(anew) from noted)
    union all
    select o.whose, o.arm, o.drawn_at, o.policy, o.menu, o.started_at, o.first_of_call, o.seconds, o.right_at_once, o.offered,
           o.taken, o.right_offer, o.wrong_offer, o.inbound, o.handed_over, o.before_at, o.changed, o.next_at
      from open o
), adaptive as materialized (
    select array(select v.menu from visit v where v.policy <> 'designed' group by v.menu) as menus
), share as materialized (
    select array(select distinct since_at from arm_share order by since_at) as since
), heard as (
    select v.whose, v.arm, v.drawn_at, bool_or(v.arm = v.policy) as counts,
           bool_or(v.menu = any ((select menus from adaptive)::bigint[])) as adaptive
      from visit v where v.arm is not null group by 1, 2, 3
), person as materialized (
    select h.arm, abs(uuid_hash(h.whose) % buckets) as bucket, width_bucket(h.drawn_at, (select since from share)) as share,
           count(*) filter (where h.counts) as customers, count(*) filter (where h.adaptive) as adaptive
      from heard h group by 1, 2, 3
), call as (
    select v.arm, abs(uuid_hash(v.whose) % buckets) as bucket, count(*) filter (where v.first_of_call) as calls,
           array[coalesce(sum(v.seconds), 0), count(v.seconds), count(*) filter (where v.right_at_once), count(*),
                 count(*) filter (where v.offered), count(*),
                 count(*) filter (where v.taken), count(*) filter (where v.offered),
                 count(*) filter (where v.right_offer), count(*) filter (where v.offered),
                 count(*) filter (where v.wrong_offer), count(*) filter (where v.offered),
                 count(*) filter (where v.changed and v.before_at >= from_at), count(*) filter (where v.before_at >= from_at),
                 count(*) filter (where t.call and v.started_at + interval '24 hours' <= as_of
                                    and (t.again < as_of and t.again <= v.started_at + interval '24 hours') is not true),
                 count(*) filter (where t.call and v.started_at + interval '24 hours' <= as_of),
                 count(*) filter (where t.call and v.started_at + interval '168 hours' <= as_of
                                    and (t.again < as_of and t.again <= v.started_at + interval '168 hours') is not true),
                 count(*) filter (where t.call and v.started_at + interval '168 hours' <= as_of),
                 count(*) filter (where v.handed_over and t.call), count(*) filter (where t.call)]::double precision[] as sums
      from visit v
      left join began b on b.customer = v.whose and v.started_at < closed_at
      cross join lateral (select coalesce(v.next_at, b.at) as again, v.first_of_call and v.inbound and v.started_at < as_of as call) t
     where v.arm = v.policy group by 1, 2
)
select c.arm, c.bucket, null::timestamptz, p.customers, c.calls, c.sums
  from call c
  join (select arm, bucket, sum(customers)::bigint as customers from person group by arm, bucket) p
    on p.arm = c.arm and p.bucket = c.bucket
union all
select p.arm, null, (select since from share)[nullif(p.share, 0)], sum(p.adaptive)::bigint, null, null
  from person p where p.share is not null group by 1, 3 having sum(p.adaptive) > 0
$$;
