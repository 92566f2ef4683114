-- Whose a counted menu is, and by which arm it counts, is kept with it: a report of a month reads one table then, where it
-- joined all customers to the month's menus.

alter table menu_visit add column whose uuid, add column arm text, add column drawn_at timestamptz;
comment on column menu_visit.whose is 'Whom customer_id stands for, as merges had it when this was counted; a merge is noted and counted anew.';
comment on column menu_visit.arm is 'customer.policy of that one; null: not drawn yet.';
comment on column menu_visit.drawn_at is 'customer.policy_drawn_at of that one.';

with recursive chain (id, at, seen) as (
    select m.id, m.merged_into, array[m.id] from customer m where m.merged_into is not null
    union all
    select c.id, m.merged_into, c.seen || c.at
      from chain c join customer m on m.id = c.at
     where m.merged_into is not null and c.at <> all (c.seen)
), survivor as materialized (
    select distinct on (id) id, at from chain order by id, cardinality(seen) desc
)
update menu_visit v set whose = m.id, arm = m.policy, drawn_at = m.policy_drawn_at
  from customer c left join survivor s on s.id = c.id join customer m on m.id = coalesce(s.at, c.id)
 where c.id = v.customer_id;
alter table menu_visit alter column whose set not null;

-- Who is drawn into an arm later than some of their calls were counted, or is just being counted, is noted too.
create function note_menu_recount_of_drawn() returns trigger language plpgsql as $$
declare
    theirs uuid[] := array(select f.id from customer_families(array[new.id]) f);
begin
    if exists (select from menu_visit where customer_id = any (theirs))
            or exists (select from contact where customer_id = any (theirs)
                        and started_at >= now() - interval '3 days' and started_at < now() - interval '1 hour') then
        insert into menu_recount (customer_id) values (new.id);
    end if;
    return null;
end $$;
comment on function note_menu_recount_of_drawn is 'Notes who was drawn into an arm, where calls of theirs may be counted without it.';
create trigger menu_recount_drawn after update of policy, policy_drawn_at on customer for each row
    when ((old.policy, old.policy_drawn_at) is distinct from (new.policy, new.policy_drawn_at))
    execute function note_menu_recount_of_drawn();

create function customer_arms(customers uuid[]) returns table (id uuid, at uuid, arm text, drawn_at timestamptz)
    language sql stable rows 1000
    set enable_nestloop = on set enable_hashjoin = off set enable_mergejoin = off as $$
select f.id, f.at, c.policy, c.policy_drawn_at from customer_families(customers) f join customer c on c.id = f.at
$$;
comment on function customer_arms is 'As customer_families, with the arm of whom each stands for and when it was drawn.';

create or replace function count_open_menu_visits(since_at timestamptz, closed_at timestamptz, to_at timestamptz, as_of timestamptz,
                                       anew uuid[], with_a_person text[])
    returns setof menu_visit language sql stable rows 10000
    set enable_nestloop = off as $$
with visit as materialized (
    select v.* from count_menu_visits(since_at, closed_at, to_at, anew, with_a_person) v
), interaction as materialized (
    select c.id, c.customer_id, c.started_at from contact c
     where c.started_at >= greatest(since_at, closed_at) and c.started_at < least(as_of, to_at + interval '168 hours')
       and c.nature = 'interaction' and c.direction = 'inbound' and c.customer_id is not null
    union all
    select c.id, c.customer_id, c.started_at from contact c
     where c.customer_id = any (anew) and c.started_at >= since_at and c.started_at < least(closed_at, as_of)
       and c.nature = 'interaction' and c.direction = 'inbound'
), member as materialized (
    select f.id, f.at, f.arm, f.drawn_at from customer_arms(array(select distinct customer_id from visit)) f
), following as (
    select i.id, first_value(i.started_at) over (partition by m.at order by i.started_at
                 range between interval '1 microsecond' following and unbounded following) as next_at
      from interaction i join member m on m.id = i.customer_id
), earlier as (
    select w.contact_id, w.policy, w.menu, w.customer_id, w.started_at, w.first_option from menu_visit w
     where w.customer_id = any (array(select id from member except select unnest(anew)))
       and w.started_at >= since_at and w.started_at < closed_at
), chain as (
    select v.contact_id, v.policy, v.menu, m.at as customer, v.started_at, v.first_option, true as open
      from visit v join member m on m.id = v.customer_id
    union all
    select e.contact_id, e.policy, e.menu, m.at, e.started_at, e.first_option, false
      from earlier e join member m on m.id = e.customer_id
), compared as (
    select contact_id, policy, menu, open,
           lag(started_at) over same as before_at, first_option <> lag(first_option) over same as changed
      from chain window same as (partition by customer, policy, menu order by started_at, contact_id)
)
select v.contact_id, v.policy, v.menu, v.customer_id, v.started_at, v.first_option, v.first_of_call, v.seconds, v.right_at_once,
       v.offered, v.taken, v.right_offer, v.wrong_offer, v.inbound, v.handed_over, p.before_at, p.changed,
       case when f.next_at <= v.started_at + interval '168 hours' then f.next_at end, m.at, m.arm, m.drawn_at
  from visit v
  join member m on m.id = v.customer_id
  join compared p on p.contact_id = v.contact_id and p.policy = v.policy and p.menu = v.menu and p.open
  left join following f on f.id = v.contact_id
$$;

create or replace function menu_visits(from_at timestamptz, to_at timestamptz, as_of timestamptz, closed_at timestamptz,
                            with_a_person text[])
    returns table (customer uuid, arm text, drawn_at timestamptz, counts boolean, policy text, menu bigint,
                   first_of_call boolean, seconds double precision, right_at_once boolean, offered boolean, taken boolean,
                   right_offer boolean, wrong_offer boolean, compared boolean, changed boolean, handed_over boolean,
                   known boolean, contained_24h boolean, contained_7d boolean)
    language sql stable as $$
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
), began as (
    select coalesce(s.at, c.customer_id) as customer, min(c.started_at) as at
      from contact c left join survivor s on s.id = c.customer_id
     where c.started_at >= greatest(from_at, closed_at) and c.started_at < least(as_of, to_at + interval '168 hours')
       and c.nature = 'interaction' and c.direction = 'inbound' and c.customer_id is not null
     group by 1
), visit as (
    select v.whose as customer, v.arm, v.drawn_at, v.policy, v.menu, v.started_at, v.first_of_call, v.seconds, v.right_at_once,
           v.offered, v.taken, v.right_offer, v.wrong_offer, v.inbound, v.handed_over, v.before_at, v.changed, v.next_at
      from menu_visit v
      left join unnest((select anew from noted)) as other (id) on other.id = v.customer_id
     where v.started_at >= from_at and v.started_at < least(to_at, closed_at) and other.id is null
    union all
    select o.whose, o.arm, o.drawn_at, o.policy, o.menu, o.started_at, o.first_of_call, o.seconds, o.right_at_once,
           o.offered, o.taken, o.right_offer, o.wrong_offer, o.inbound, o.handed_over, o.before_at, o.changed, o.next_at
      from count_open_menu_visits(from_at, closed_at, to_at, as_of, (select anew from noted), with_a_person) o
)
select v.customer, v.arm, v.drawn_at, v.arm = v.policy, v.policy, v.menu, v.first_of_call, v.seconds,
       v.right_at_once, v.offered, v.taken, v.right_offer, v.wrong_offer,
       v.before_at >= from_at, v.changed and v.before_at >= from_at,
       v.handed_over and call, call,
       case when call and v.started_at + interval '24 hours' <= as_of
            then (again < as_of and again <= v.started_at + interval '24 hours') is not true end,
       case when call and v.started_at + interval '168 hours' <= as_of
            then (again < as_of and again <= v.started_at + interval '168 hours') is not true end
  from visit v
  left join began b on b.customer = v.customer and v.started_at < closed_at
  cross join lateral (select coalesce(v.next_at, b.at) as again, v.first_of_call and v.inbound and v.started_at < as_of as call) c
$$;

create or replace function menu_sums(from_at timestamptz, to_at timestamptz, as_of timestamptz, closed_at timestamptz,
                          with_a_person text[], buckets integer)
    returns table (arm text, bucket integer, shares_since timestamptz, customers bigint, calls bigint, sums double precision[])
    language sql stable
    -- How many customers there are is not known to who plans it: sorting them by their arm took longer than all else.
    set enable_sort = off as $$
with visit as materialized (
    select v.customer, v.arm, v.drawn_at, v.counts, v.policy <> 'designed' as ordered, v.menu, v.first_of_call, v.seconds,
           v.right_at_once, v.offered, v.taken, v.right_offer, v.wrong_offer, v.compared, v.changed, v.handed_over, v.known,
           v.contained_24h, v.contained_7d, abs(uuid_hash(v.customer) % buckets) as bucket
      from menu_visits(from_at, to_at, as_of, closed_at, with_a_person) v
), adaptive as materialized (
    select array(select v.menu from visit v where v.ordered group by v.menu) as menus
), heard as (
    select any_value(arm) as arm, any_value(drawn_at) as drawn_at, any_value(bucket) as bucket, bool_or(counts) as counts,
           bool_or(menu = any ((select menus from adaptive)::bigint[])) as adaptive
      from visit where arm is not null group by customer
), share as materialized (
    select array(select distinct since_at from arm_share order by since_at) as since
), person as materialized (
    select arm, bucket, width_bucket(drawn_at, (select since from share)) as share,
           count(*) filter (where counts) as customers, count(*) filter (where adaptive) as adaptive
      from heard group by 1, 2, 3
), call as (
    select v.arm, v.bucket, count(*) filter (where first_of_call) as calls,
           array[coalesce(sum(seconds), 0), count(seconds), count(*) filter (where right_at_once), count(*),
                 count(*) filter (where offered), count(*),
                 count(*) filter (where taken), count(*) filter (where offered),
                 count(*) filter (where right_offer), count(*) filter (where offered),
                 count(*) filter (where wrong_offer), count(*) filter (where offered),
                 count(*) filter (where changed), count(*) filter (where compared),
                 count(*) filter (where contained_24h), count(contained_24h), count(*) filter (where contained_7d),
                 count(contained_7d), count(*) filter (where handed_over), count(*) filter (where known)]::double precision[] as sums
      from visit v where counts group by v.arm, v.bucket
)
select c.arm, c.bucket, null::timestamptz, p.customers, c.calls, c.sums
  from call c
  join (select arm, bucket, sum(customers)::bigint as customers from person group by arm, bucket) p
    on p.arm = c.arm and p.bucket = c.bucket
union all
select p.arm, null, (select since from share)[nullif(p.share, 0)], sum(p.adaptive)::bigint, null, null
  from person p where p.share is not null group by 1, 3 having sum(p.adaptive) > 0
$$;
