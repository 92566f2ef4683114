-- What a menu report of a month is made of, summed up once a day: a report reads some thousand sums for each day, however many
-- contacts it had, and the menus of the last days. Whatever changes a menu of such a day later adds a row to its sums.

-- Every counted menu gets what follows, in the background: a start writes no table anew (fill_menu_visits).
drop function count_open_menu_visits;

create table menu_adaptive (
    menu bigint primary key
);
comment on table menu_adaptive is 'Menus that were heard in a policy''s order: a policy may order them. Others are the flow''s own.';
comment on column menu_adaptive.menu is 'As menu_visit.menu.';
insert into menu_adaptive select menu from menu_visit where policy <> 'designed' group by menu;

alter table menu_visit
    add column adaptive boolean not null default false,
    add column same_before_at timestamptz,
    add column adaptive_before_at timestamptz;
comment on column menu_visit.adaptive is 'The menu is one that a policy may order (menu_adaptive).';
comment on column menu_visit.same_before_at is 'Start of the contact of the menu before it that whose heard in the order of this policy; null: none. In a report of days from then on it is not the first one.';
comment on column menu_visit.adaptive_before_at is 'The same of the adaptive menu before it, if this is one.';

create table menu_visit_unfilled (
    only_one boolean     primary key default true check (only_one),
    from_at  timestamptz not null,
    until_at timestamptz not null
);
comment on table menu_visit_unfilled is 'Counted menus that an older version left without adaptive, same_before_at and adaptive_before_at; no row: none is left. Until then reports find it out themselves, and no day is summed up.';
comment on column menu_visit_unfilled.only_one is 'Always true: there is one row at most.';
comment on column menu_visit_unfilled.from_at is 'Of contacts that began from then on; those before are filled.';
comment on column menu_visit_unfilled.until_at is 'Of contacts that began before.';
insert into menu_visit_unfilled (from_at, until_at)
select min(started_at), max(started_at) + interval '1 second' from menu_visit having min(started_at) is not null;

create function fill_menu_visits() returns boolean language plpgsql set enable_nestloop = off as $$
declare
    rest menu_visit_unfilled;
    to_at timestamptz;
    theirs uuid[];
begin
    select * into rest from menu_visit_unfilled;
    if not found then
        return false;
    end if;
    to_at := least(rest.from_at + interval '1 day', rest.until_at);
    theirs := array(select f.id from customer_families(
        array(select distinct customer_id from menu_visit where started_at >= rest.from_at and started_at < to_at)) f);
    with known as (
        select v.contact_id, v.policy, v.menu, v.whose, v.started_at, v.menu in (select a.menu from menu_adaptive a) as adaptive
          from menu_visit v where v.customer_id = any (theirs) and v.started_at < to_at
    ), filled as (
        select k.*, lag(started_at) over (partition by whose, policy order by started_at, contact_id, menu) as same_before_at,
               case when adaptive then lag(started_at) over (partition by whose, adaptive order by started_at, contact_id, policy, menu)
               end as adaptive_before_at
          from known k
    )
    update menu_visit v
       set adaptive = f.adaptive, same_before_at = f.same_before_at, adaptive_before_at = f.adaptive_before_at
      from filled f
     where f.started_at >= rest.from_at and v.started_at >= rest.from_at and v.started_at < to_at
       and v.contact_id = f.contact_id and v.policy = f.policy and v.menu = f.menu
       and (v.adaptive, v.same_before_at, v.adaptive_before_at)
           is distinct from (f.adaptive, f.same_before_at, f.adaptive_before_at);
    if to_at < rest.until_at then
        update menu_visit_unfilled set from_at = to_at;
        return true;
    end if;
    delete from menu_visit_unfilled;
    return false;
end $$;
comment on function fill_menu_visits is 'Fills a day of what is left; whether there is more. One at a time.';

create table menu_day (
    start_at timestamptz primary key,
    end_at   timestamptz not null check (end_at > start_at)
);
comment on table menu_day is 'Days whose menus are summed up, each beginning where the one before ended: of the installation''s time zone, and so old that who came back within a week is known.';

create table menu_day_sum (
    start_at      timestamptz not null,
    arm           text        not null,
    bucket        smallint    not null,
    calls         integer     not null,
    menus         integer     not null,
    answered      integer     not null,
    nanoseconds   bigint      not null,
    right_at_once integer     not null,
    offered       integer     not null,
    taken         integer     not null,
    right_offer   integer     not null,
    wrong_offer   integer     not null,
    compared      integer     not null,
    changed       integer     not null,
    known         integer     not null,
    contained_24h integer     not null,
    contained_7d  integer     not null,
    handed_over   integer     not null
);
comment on table menu_day_sum is 'Of a summed day (menu_day) the menus heard in the order of the arm: how many there are of each kind. The sum of several rows, below zero too, is what counts: a change only adds one.';
comment on column menu_day_sum.bucket is 'One of 2,000 fixed random buckets of customers, by a hash.';
comment on column menu_day_sum.calls is 'Contacts.';
comment on column menu_day_sum.nanoseconds is 'Heard until the last answer, of all that were answered: whole numbers, so that what is taken away again leaves nothing.';
comment on column menu_day_sum.compared is 'Heard before by the same customer in the order of the same policy; changed: another option was read first then.';
comment on column menu_day_sum.known is 'Contacts that the customer began; contained_24h, contained_7d and handed_over are of those.';
create index menu_day_sum_by_day on menu_day_sum (start_at);

create table menu_day_customer (
    start_at        timestamptz not null,
    arm             text        not null,
    shares_since    timestamptz,
    before_start_at timestamptz,
    customers       integer     not null
);
comment on table menu_day_customer is 'How many customers were heard of on a summed day who had not been on it before, by when they were last: the customers of several days are those who had not been since the first. Rows add up as in menu_day_sum.';
comment on column menu_day_customer.shares_since is 'Null: customers who heard a menu in the order of their arm; else who heard an adaptive one, whatever they heard, by arm_share.since_at of when they were drawn.';
comment on column menu_day_customer.before_start_at is 'menu_day.start_at of the day they were last heard of so; null: none that is summed.';
create index menu_day_customer_by_day on menu_day_customer (start_at);

create function menu_days_end() returns timestamptz language sql stable as $$
    select end_at from menu_day order by start_at desc limit 1
$$;
comment on function menu_days_end is 'Up to where days are summed; null: none is.';

create function note_menu_days(visits menu_visit[], sign integer) returns void language plpgsql as $$
declare
    starts timestamptz[];
    ends timestamptz;
    shares timestamptz[];
begin
    if cardinality(visits) = 0 then
        return;
    end if;
    starts := array(select start_at from menu_day order by start_at);
    ends := menu_days_end();
    shares := array(select distinct since_at from arm_share order by since_at);
    insert into menu_day_sum
    select d.start_at, v.arm, abs(uuid_hash(v.whose) % 2000), sign * count(*) filter (where v.first_of_call), sign * count(*),
           sign * count(v.seconds), sign * coalesce(sum(round(v.seconds * 1e9)::bigint), 0),
           sign * count(*) filter (where v.right_at_once), sign * count(*) filter (where v.offered),
           sign * count(*) filter (where v.taken), sign * count(*) filter (where v.right_offer),
           sign * count(*) filter (where v.wrong_offer), sign * count(v.before_at), sign * count(*) filter (where v.changed),
           sign * count(*) filter (where d.call),
           sign * count(*) filter (where d.call and (v.next_at <= v.started_at + interval '24 hours') is not true),
           sign * count(*) filter (where d.call and v.next_at is null), sign * count(*) filter (where d.call and v.handed_over)
      from unnest(visits) v
     cross join lateral (select starts[width_bucket(v.started_at, starts)] as start_at, v.first_of_call and v.inbound as call) d
     where v.started_at < ends and d.start_at is not null and v.arm = v.policy
     group by 1, 2, 3;
    insert into menu_day_customer
    select d.start_at, v.arm, w.shares_since, starts[width_bucket(w.before_at, starts)], sign * count(*)
      from unnest(visits) v
     cross join lateral (select starts[width_bucket(v.started_at, starts)] as start_at) d
     cross join lateral (select null::timestamptz as shares_since, v.same_before_at as before_at where v.arm = v.policy
                         union all
                         select shares[width_bucket(v.drawn_at, shares)], v.adaptive_before_at
                          where v.adaptive and v.arm is not null and width_bucket(v.drawn_at, shares) > 0) w
     where v.started_at < ends and d.start_at is not null and (w.before_at is null or w.before_at < d.start_at)
     group by 1, 2, 3, 4;
end $$;
comment on function note_menu_days is 'Adds these menus to the sums of their days, or takes them away (sign -1); those of days that are not summed are left out.';

create function note_menu_visits_added() returns trigger language plpgsql as $$
begin
    if exists (select from added) then
        perform note_menu_days(array(select row(v.*)::menu_visit from added v where v.started_at < (select menu_days_end())), 1);
    end if;
    return null;
end $$;
comment on function note_menu_visits_added is 'Counted in a day that is summed.';
create function note_menu_visits_gone() returns trigger language plpgsql as $$
begin
    -- Deleting a contact comes here whether or not it had a menu.
    if exists (select from gone) then
        perform note_menu_days(array(select row(v.*)::menu_visit from gone v where v.started_at < (select menu_days_end())), -1);
    end if;
    return null;
end $$;
comment on function note_menu_visits_gone is 'Counted no longer in a day that is summed.';
create function note_menu_visits_changed() returns trigger language plpgsql as $$
begin
    if exists (select from gone) then
        perform note_menu_days(array(select row(v.*)::menu_visit from gone v where v.started_at < (select menu_days_end())), -1);
        perform note_menu_days(array(select row(v.*)::menu_visit from added v where v.started_at < (select menu_days_end())), 1);
    end if;
    return null;
end $$;
comment on function note_menu_visits_changed is 'Counted otherwise in a day that is summed.';
create trigger menu_days_added after insert on menu_visit referencing new table as added for each statement
    execute function note_menu_visits_added();
create trigger menu_days_gone after delete on menu_visit referencing old table as gone for each statement
    execute function note_menu_visits_gone();
create trigger menu_days_changed after update on menu_visit referencing old table as gone new table as added for each statement
    execute function note_menu_visits_changed();

create function compact_menu_day(day_at timestamptz) returns void language sql as $$
with gone as (delete from menu_day_sum where start_at = day_at returning *)
insert into menu_day_sum
select start_at, arm, bucket, sum(calls), sum(menus), sum(answered), sum(nanoseconds), sum(right_at_once), sum(offered), sum(taken),
       sum(right_offer), sum(wrong_offer), sum(compared), sum(changed), sum(known), sum(contained_24h), sum(contained_7d), sum(handed_over)
  from gone group by 1, 2, 3 having sum(menus) <> 0;
with gone as (delete from menu_day_customer where start_at = day_at returning *)
insert into menu_day_customer
select start_at, arm, shares_since, before_start_at, sum(customers) from gone group by 1, 2, 3, 4 having sum(customers) <> 0
$$;
comment on function compact_menu_day is 'Adds up what changes added to the sums of a day. What is added meanwhile stays beside.';

create function sum_menu_day(day_at timestamptz, until_at timestamptz) returns boolean language plpgsql as $$
declare
    part interval := (until_at - day_at) / 4;
begin
    if exists (select from menu_visit_unfilled) then
        return false;
    end if;
    -- Whoever changes a menu of the day does it before, and it is in the sum, or afterwards, and adds to it.
    begin
        set local lock_timeout = '2s';
        lock table menu_visit in share mode;
        set local lock_timeout = default;
    exception when lock_not_available then
        return false;
    end;
    insert into menu_day values (day_at, until_at);
    -- A part at a time: each is held in memory.
    for quarter in 0..3 loop
        perform note_menu_days(array(select v from menu_visit v where v.started_at >= day_at + quarter * part
                                        and v.started_at < case quarter when 3 then until_at else day_at + (quarter + 1) * part end), 1);
    end loop;
    perform compact_menu_day(day_at);
    return true;
end $$;
comment on function sum_menu_day is 'Sums up the menus of a day; false: somebody writes there, try again. One at a time.';

create function forget_menu_days() returns void language plpgsql as $$
begin
    lock table menu_visit in share mode;
    delete from menu_day;
    delete from menu_day_sum;
    delete from menu_day_customer;
end $$;
comment on function forget_menu_days is 'Days begin at another time now: they are summed anew.';

create function count_open_menu_visits(since_at timestamptz, closed_at timestamptz, to_at timestamptz, as_of timestamptz,
                                       anew uuid[], with_a_person text[])
    returns setof menu_visit language sql stable rows 10000
    set enable_nestloop = off as $$
with visit as materialized (
    select v.*, v.menu in (select a.menu from menu_adaptive a)
                    or bool_or(v.policy <> 'designed') over (partition by v.menu) as adaptive
      from count_menu_visits(since_at, closed_at, to_at, anew, with_a_person) v
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
    select w.contact_id, w.policy, w.menu, w.customer_id, w.started_at, w.first_option,
           w.menu in (select a.menu from menu_adaptive a) as adaptive
      from menu_visit w
     where w.customer_id = any (array(select id from member except select unnest(anew)))
       and w.started_at >= since_at and w.started_at < closed_at
), chain as (
    select v.contact_id, v.policy, v.menu, m.at as customer, v.started_at, v.first_option, v.adaptive, true as open
      from visit v join member m on m.id = v.customer_id
    union all
    select e.contact_id, e.policy, e.menu, m.at, e.started_at, e.first_option, e.adaptive, false
      from earlier e join member m on m.id = e.customer_id
), compared as (
    select contact_id, policy, menu, open,
           lag(started_at) over same as before_at, first_option <> lag(first_option) over same as changed,
           lag(started_at) over ordered as same_before_at, lag(started_at) over likewise as adaptive_before_at
      from chain
    window same as (partition by customer, policy, menu order by started_at, contact_id),
           ordered as (partition by customer, policy order by started_at, contact_id, menu),
           likewise as (partition by customer, adaptive order by started_at, contact_id, policy, menu)
)
select v.contact_id, v.policy, v.menu, v.customer_id, v.started_at, v.first_option, v.first_of_call, v.seconds, v.right_at_once,
       v.offered, v.taken, v.right_offer, v.wrong_offer, v.inbound, v.handed_over, p.before_at, p.changed,
       case when f.next_at <= v.started_at + interval '168 hours' then f.next_at end, m.at, m.arm, m.drawn_at,
       v.adaptive, p.same_before_at, case when v.adaptive then p.adaptive_before_at end
  from visit v
  join member m on m.id = v.customer_id
  join compared p on p.contact_id = v.contact_id and p.policy = v.policy and p.menu = v.menu and p.open
  left join following f on f.id = v.contact_id
$$;

comment on function count_open_menu_visits is 'As count_menu_visits, each beside what was before and came after it. as_of: interactions that begin later are not known.';

create function note_adaptive_menus(menus bigint[]) returns void language plpgsql as $$
declare
    fresh bigint[];
begin
    with noted as (insert into menu_adaptive select distinct unnest(menus) on conflict do nothing returning menu)
    select array_agg(menu) into fresh from noted;
    if fresh is not null then
        insert into menu_recount (customer_id)
        select distinct v.customer_id from menu_visit v where v.menu = any (fresh) and not v.adaptive and v.arm is not null;
    end if;
end $$;
comment on function note_adaptive_menus is 'These menus were heard in a policy''s order. Whoever heard one of them before, in the flow''s own, is counted anew; who has no arm is in no report.';

create or replace function close_menu_visits(closed_at timestamptz, to_at timestamptz, with_a_person text[]) returns void
    language plpgsql set enable_nestloop = off as $$
begin
    insert into menu_visit
    select * from count_open_menu_visits('-infinity', closed_at, to_at, to_at, '{}', with_a_person);
    perform note_adaptive_menus(array(
        select v.menu from menu_visit v where v.started_at >= closed_at and v.started_at < to_at and v.adaptive group by v.menu));

    with began as materialized (
        select c.customer_id, min(c.started_at) as at from contact c
         where c.started_at >= closed_at and c.started_at < to_at
           and c.nature = 'interaction' and c.direction = 'inbound' and c.customer_id is not null
         group by c.customer_id
    ), member as materialized (
        select f.id, f.at from customer_families(array(select customer_id from began)) f
    ), first as (
        select m.at as customer, min(b.at) as at from began b join member m on m.id = b.customer_id group by 1
    ), again as (
        select m.id, f.at from member m join first f on f.customer = m.at
    )
    update menu_visit v set next_at = again.at from again
     where again.id = v.customer_id and v.customer_id = any (array(select id from member)) and v.inbound and v.next_at is null
       and v.started_at >= closed_at - interval '168 hours' and v.started_at < closed_at
       and again.at <= v.started_at + interval '168 hours';
end $$;

create or replace function recount_menu_visits(most integer, closed_at timestamptz, with_a_person text[]) returns integer
    language plpgsql set enable_nestloop = off as $$
declare
    notes bigint[] := array(select id from menu_recount order by id limit most);
    theirs uuid[];
begin
    -- The notes are read before what they are about: whatever changes later has a note of its own.
    theirs := array(select f.id from customer_families(
        array(select distinct customer_id from menu_recount where id = any (notes))) f);
    delete from menu_visit where customer_id = any (theirs);
    delete from menu_visit where contact_id = any (array(
        select c.id from contact c where c.customer_id = any (theirs) and c.started_at < closed_at));
    insert into menu_visit
    select * from count_open_menu_visits('-infinity', closed_at, closed_at, closed_at, theirs, with_a_person)
        on conflict do nothing;
    perform note_adaptive_menus(array(
        select v.menu from menu_visit v where v.customer_id = any (theirs) and v.adaptive group by v.menu));
    delete from menu_recount where id = any (notes);
    return cardinality(notes);
end $$;

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
      from count_open_menu_visits('-infinity', closed_at, to_at, as_of, (select anew from noted), with_a_person) o
     where o.started_at >= from_at
)
select v.customer, v.arm, v.drawn_at, v.arm = v.policy, v.policy, v.menu, v.first_of_call, v.seconds,
       v.right_at_once, v.offered, v.taken, v.right_offer, v.wrong_offer,
       v.before_at is not null, coalesce(v.changed, false),
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
), first_day as materialized (
    -- The period begins with a day that is summed, or nothing is known of before the first one.
    select min(d.start_at) as at from menu_day d
     where d.start_at >= from_at and 2000 % buckets = 0
    having min(d.start_at) = from_at
        or not exists (select from menu_visit v where v.started_at >= from_at and v.started_at < min(d.start_at))
       and not exists (select from menu_day e where e.start_at < from_at)
), days as materialized (
    select coalesce(min(d.start_at), from_at) as from_at, coalesce(max(d.end_at), from_at) as to_at
      from menu_day d join first_day f on d.start_at >= f.at
     where d.end_at <= least(to_at, case when as_of <= from_at then closed_at else least(as_of, closed_at) - interval '168 hours' end)
), open as materialized (
    select o.* from count_open_menu_visits('-infinity', closed_at, to_at, as_of, (select anew from noted), with_a_person) o
     where o.started_at >= from_at
), share as materialized (
    select array(select distinct since_at from arm_share order by since_at) as since
), visit as not materialized (
    select 1 as weight, from_at as since_at, v.whose, v.arm, v.drawn_at, v.policy, v.started_at, v.first_of_call, v.seconds,
           v.right_at_once, v.offered, v.taken, v.right_offer, v.wrong_offer, v.inbound, v.handed_over, v.before_at, v.changed,
           v.next_at, v.adaptive, v.same_before_at, v.adaptive_before_at
      from menu_visit v
     where v.started_at >= (select d.to_at from days d) and v.started_at < least(to_at, closed_at)
       and v.customer_id not in (select unnest(anew) from noted)
       and not (select exists (select from menu_visit_unfilled))
    union all
    -- While some are not filled: what was before them in the period is all that is asked.
    select 1, from_at, v.whose, v.arm, v.drawn_at, v.policy, v.started_at, v.first_of_call, v.seconds,
           v.right_at_once, v.offered, v.taken, v.right_offer, v.wrong_offer, v.inbound, v.handed_over, v.before_at, v.changed,
           v.next_at, v.is_adaptive, lag(v.started_at) over (partition by v.whose, v.policy order by v.started_at, v.contact_id, v.menu),
           lag(v.started_at) over (partition by v.whose, v.is_adaptive order by v.started_at, v.contact_id, v.policy, v.menu)
      from (select u.*, u.menu in (select a.menu from menu_adaptive a) as is_adaptive from menu_visit u
             where u.started_at >= from_at and u.started_at < least(to_at, closed_at)
               and u.customer_id not in (select unnest(anew) from noted)
               and (select exists (select from menu_visit_unfilled))) v
    union all
    -- What is in the sums of days and counted anew.
    select -1, (select d.from_at from days d), v.whose, v.arm, v.drawn_at, v.policy, v.started_at, v.first_of_call, v.seconds,
           v.right_at_once, v.offered, v.taken, v.right_offer, v.wrong_offer, v.inbound, v.handed_over, v.before_at, v.changed,
           v.next_at, v.adaptive, v.same_before_at, v.adaptive_before_at
      from menu_visit v
     where (select cardinality(n.anew) > 0 from noted n) and v.customer_id = any ((select anew from noted)::uuid[])
       and v.started_at >= (select d.from_at from days d) and v.started_at < (select d.to_at from days d)
    union all
    select 1, from_at, o.whose, o.arm, o.drawn_at, o.policy, o.started_at, o.first_of_call, o.seconds,
           o.right_at_once, o.offered, o.taken, o.right_offer, o.wrong_offer, o.inbound, o.handed_over, o.before_at, o.changed,
           o.next_at, o.adaptive, o.same_before_at, o.adaptive_before_at
      from open o
), single as (
    select v.arm, case when v.arm = v.policy then abs(uuid_hash(v.whose) % buckets) end as bucket,
           width_bucket(v.drawn_at, (select since from share)) as share,
           sum(weight) filter (where v.adaptive and (v.adaptive_before_at is null or v.adaptive_before_at < v.since_at)) as of_adaptive,
           sum(weight) filter (where v.same_before_at is null or v.same_before_at < v.since_at) as customers,
           sum(weight) filter (where v.first_of_call) as calls, sum(weight) as menus, sum(weight * v.seconds) as seconds,
           sum(weight) filter (where v.seconds is not null) as answered, sum(weight) filter (where v.right_at_once) as right_at_once,
           sum(weight) filter (where v.offered) as offered, sum(weight) filter (where v.taken) as taken,
           sum(weight) filter (where v.right_offer) as right_offer, sum(weight) filter (where v.wrong_offer) as wrong_offer,
           sum(weight) filter (where v.before_at is not null) as compared, sum(weight) filter (where v.changed) as changed,
           sum(weight) filter (where t.call) as known, sum(weight) filter (where t.call and v.handed_over) as handed_over,
           sum(weight) filter (where t.call and v.started_at + interval '24 hours' <= as_of) as known_24h,
           sum(weight) filter (where t.call and v.started_at + interval '24 hours' <= as_of
                                 and (t.again < as_of and t.again <= v.started_at + interval '24 hours') is not true) as contained_24h,
           sum(weight) filter (where t.call and v.started_at + interval '168 hours' <= as_of) as known_7d,
           sum(weight) filter (where t.call and v.started_at + interval '168 hours' <= as_of
                                 and (t.again < as_of and t.again <= v.started_at + interval '168 hours') is not true) as contained_7d
      from visit v
      left join began b on b.customer = v.whose and v.started_at < closed_at
      cross join lateral (select coalesce(v.next_at, b.at) as again, v.first_of_call and v.inbound and v.started_at < as_of as call) t
     where v.arm is not null
     group by 1, 2, 3
), counted as (
    select s.arm, s.bucket, s.calls, s.menus, s.seconds, s.answered, s.right_at_once, s.offered, s.taken, s.right_offer, s.wrong_offer,
           s.compared, s.changed, s.known, s.handed_over, s.known_24h, s.contained_24h, s.known_7d, s.contained_7d
      from single s where s.bucket is not null
    union all
    select d.arm, d.bucket % buckets, sum(d.calls), sum(d.menus), sum(d.nanoseconds)::double precision / 1e9, sum(d.answered),
           sum(d.right_at_once), sum(d.offered), sum(d.taken), sum(d.right_offer), sum(d.wrong_offer), sum(d.compared), sum(d.changed),
           sum(d.known) * k.known, sum(d.handed_over) * k.known, sum(d.known) * k.known, sum(d.contained_24h) * k.known,
           sum(d.known) * k.known, sum(d.contained_7d) * k.known
      from menu_day_sum d, days t, (select (as_of > from_at)::integer as known) k
     where d.start_at >= t.from_at and d.start_at < t.to_at group by 1, 2, k.known
), whole as (
    select c.arm, c.bucket, sum(c.calls)::bigint as calls,
           array[coalesce(sum(c.seconds), 0), coalesce(sum(c.answered), 0), coalesce(sum(c.right_at_once), 0), sum(c.menus),
                 coalesce(sum(c.offered), 0), sum(c.menus), coalesce(sum(c.taken), 0), coalesce(sum(c.offered), 0),
                 coalesce(sum(c.right_offer), 0), coalesce(sum(c.offered), 0), coalesce(sum(c.wrong_offer), 0),
                 coalesce(sum(c.offered), 0), coalesce(sum(c.changed), 0), coalesce(sum(c.compared), 0),
                 coalesce(sum(c.contained_24h), 0), coalesce(sum(c.known_24h), 0), coalesce(sum(c.contained_7d), 0),
                 coalesce(sum(c.known_7d), 0), coalesce(sum(c.handed_over), 0), coalesce(sum(c.known), 0)]::double precision[] as sums
      from counted c group by 1, 2 having sum(c.menus) > 0
), person as (
    select s.arm, null::timestamptz as shares_since, s.customers from single s where s.bucket is not null
    union all
    select s.arm, (select since from share)[s.share], s.of_adaptive from single s where s.share > 0
    union all
    select d.arm, d.shares_since, d.customers from menu_day_customer d, days t
     where d.start_at >= t.from_at and d.start_at < t.to_at and (d.before_start_at is null or d.before_start_at < t.from_at)
)
select w.arm, w.bucket, null::timestamptz, null::bigint, coalesce(w.calls, 0), w.sums from whole w
union all
select p.arm, null, p.shares_since, sum(p.customers)::bigint, null, null
  from person p group by 1, 3 having sum(p.customers) > 0
$$;
comment on function menu_sums is 'Of the calls from one instant on and before another: for each arm numerator and denominator of each metric by bucket of its customers (a fixed one of as many, by a hash); and, without a bucket, how many customers of each arm heard a menu in its order (shares_since null), and how many one that a policy may order, whatever they heard, by the shares they were drawn with. Of days that are summed (menu_day) their sums are read, of others their menus. as_of: calls that are not old enough to tell whether the customer came back do not count there. closed_at: menu_closed.until_at. with_a_person: how a contact ends that was with one.';
