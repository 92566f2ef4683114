-- What a menu report is made of, counted once a day is over and kept. A report then reads a short row a menu and call, and
-- counts from the calls themselves only what is not closed yet, or was changed afterwards.

create table menu_visit (
    contact_id    uuid        not null references contact_key on delete cascade,
    policy        text        not null,
    menu          bigint      not null,
    customer_id   uuid        not null references customer on delete cascade,
    started_at    timestamptz not null,
    first_option  bigint      not null,
    first_of_call boolean     not null,
    seconds       double precision,
    right_at_once boolean     not null,
    offered       boolean     not null,
    taken         boolean     not null,
    right_offer   boolean     not null,
    wrong_offer   boolean     not null,
    inbound       boolean     not null,
    handed_over   boolean     not null,
    before_at     timestamptz,
    changed       boolean,
    next_at       timestamptz,
    primary key (contact_id, policy, menu),
    check ((before_at is null) = (changed is null)),
    check (next_at > started_at)
);
comment on table menu_visit is 'One menu in one contact, however often it was read, of contacts that began before menu_closed.until_at: what reports need of it. Made from contact and menu_impression, and from nothing else.';
comment on column menu_visit.menu is 'Which menu, of which version of its flow; only told from others by it.';
comment on column menu_visit.customer_id is 'As the contact has it: merges are followed when a report is made.';
comment on column menu_visit.started_at is 'Of the contact.';
comment on column menu_visit.first_option is 'Which option was read first; only told from others by it.';
comment on column menu_visit.first_of_call is 'Of several menus in the order of one policy in the contact, this is the one that stands for the contact.';
comment on column menu_visit.seconds is 'Heard until the last answer, wrong choices included; null: no answer.';
comment on column menu_visit.right_at_once is 'The first key led on, and the menu was not heard again.';
comment on column menu_visit.inbound is 'The contact is an interaction that the customer began.';
comment on column menu_visit.handed_over is 'The contact was with a person, or on the way to one.';
comment on column menu_visit.before_at is 'Start of the customer''s contact before it that had this menu in the order of this policy; null: none.';
comment on column menu_visit.changed is 'Another option was read first then.';
comment on column menu_visit.next_at is 'Start of the next interaction that the customer began, of an inbound one within seven days, as far as it is closed; null: none known.';
create index menu_visit_by_time on menu_visit (started_at);
create index menu_visit_by_customer on menu_visit (customer_id, started_at);

create table menu_closed (
    only_one boolean     primary key default true check (only_one),
    until_at timestamptz not null
);
comment on table menu_closed is 'Up to where menus are counted in menu_visit; one row, none at first.';
comment on column menu_closed.only_one is 'Always true: there is one row at most.';
comment on column menu_closed.until_at is 'Contacts that began before.';

create table menu_recount (
    id          bigint generated always as identity primary key,
    customer_id uuid   not null
);
comment on table menu_recount is 'Customers of whom something changed that may be counted in menu_visit. A recount puts it right and removes these rows; reports count them anew until then.';
comment on column menu_recount.customer_id is 'Maybe one who is no more.';

-- Rows are only added: nobody who corrects a contact waits for who counts. A contact or a menu is not noted in its first
-- hour; it is closed 26 hours after the contact began at the earliest, so that whatever is written without a note is
-- committed by then (a menu counts when it began within 24 hours of the contact).

create function note_menu_recount() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.customer_id is not null then
        insert into menu_recount (customer_id) values (old.customer_id);
    end if;
    if tg_op <> 'DELETE' and new.customer_id is not null
            and (tg_op = 'INSERT' or new.customer_id is distinct from old.customer_id) then
        insert into menu_recount (customer_id) values (new.customer_id);
    end if;
    return null;
end $$;
comment on function note_menu_recount is 'Notes whose a contact was and is.';
create trigger menu_recount_added after insert on contact for each row
    when (new.started_at < now() - interval '1 hour' and new.nature = 'interaction' and new.direction = 'inbound')
    execute function note_menu_recount();
create trigger menu_recount_changed after update on contact for each row
    when (old.started_at < now() - interval '1 hour'
          and (old.customer_id, old.topic, old.served_by, old.end_result, old.nature, old.direction, old.started_at)
              is distinct from
              (new.customer_id, new.topic, new.served_by, new.end_result, new.nature, new.direction, new.started_at))
    execute function note_menu_recount();
create trigger menu_recount_gone after delete on contact for each row
    when (old.started_at < now() - interval '1 hour') execute function note_menu_recount();

create function note_menu_recount_of_contact() returns trigger language plpgsql as $$
begin
    insert into menu_recount (customer_id)
    select c.customer_id from contact_key k join contact c on c.id = k.contact_id and c.started_at = k.started_at
     where k.contact_id = coalesce(new.contact_id, old.contact_id) and c.customer_id is not null;
    return null;
end $$;
comment on function note_menu_recount_of_contact is 'Notes whose contact a menu was heard in.';
create trigger menu_recount_added after insert on menu_impression for each row
    when (new.spoken_at < now() - interval '1 hour') execute function note_menu_recount_of_contact();
create trigger menu_recount_changed after update on menu_impression for each row
    when (least(old.spoken_at, new.spoken_at) < now() - interval '1 hour')
    execute function note_menu_recount_of_contact();
create trigger menu_recount_gone after delete on menu_impression for each row
    when (old.spoken_at < now() - interval '1 hour') execute function note_menu_recount_of_contact();

create function note_menu_recount_of_merged() returns trigger language plpgsql as $$
begin
    insert into menu_recount (customer_id)
    select who from unnest(array[old.id, old.merged_into, new.merged_into]) as who where who is not null;
    return null;
end $$;
comment on function note_menu_recount_of_merged is 'Notes whose contacts are one customer''s now, or are no more.';
create trigger menu_recount_merged after update of merged_into on customer for each row
    when (old.merged_into is distinct from new.merged_into) execute function note_menu_recount_of_merged();
create trigger menu_recount_gone after delete on customer for each row
    when (old.merged_into is not null) execute function note_menu_recount_of_merged();

create function customer_families(customers uuid[]) returns table (id uuid, at uuid) language sql stable rows 1000
    set enable_nestloop = on as $$
with recursive chain (id, at, seen) as (
    select m.id, m.merged_into, array[m.id]
      from unnest(customers) as given (id) join customer m on m.id = given.id where m.merged_into is not null
    union all
    select c.id, m.merged_into, c.seen || c.at
      from chain c join customer m on m.id = c.at
     where m.merged_into is not null and c.at <> all (c.seen)
), survivor as (
    select distinct on (id) id, at from chain order by id, cardinality(seen) desc
), member (id, at) as (
    select coalesce(s.at, given.id), coalesce(s.at, given.id)
      from unnest(customers) as given (id) left join survivor s on s.id = given.id
    union
    select m.id, member.at from member join customer m on m.merged_into = member.id where m.merged_into is not null
)
select distinct on (id) id, at from member order by id, at <> id
$$;
comment on function customer_families is 'These customers and all who stand for the same, each with whom they stand for. A circle ends where it began.';

create function heard_menus(customers uuid[], from_at timestamptz, to_at timestamptz)
    returns table (contact_id uuid, customer_id uuid, started_at timestamptz, topic text, served_by uuid, end_result text,
                   inbound boolean, id uuid, menu text, first_option text, policy text, offer text, offer_detail jsonb,
                   spoken_at timestamptz, heard_seconds double precision, outcome text)
    language sql stable rows 1000
    set enable_nestloop = on set enable_hashjoin = off set enable_mergejoin = off as $$
select c.id, c.customer_id, c.started_at, c.topic, c.served_by, c.end_result,
       c.nature = 'interaction' and c.direction = 'inbound', i.id, i.flow_sha || '/' || i.node,
       coalesce(i.layout -> 0 ->> 'option', ''), i.policy, i.offer, i.offer_detail, i.spoken_at, i.heard_seconds, i.outcome
  from contact c join menu_impression i on i.contact_id = c.id
 where c.customer_id = any (customers) and c.started_at >= from_at and c.started_at < to_at
   and i.spoken_at >= c.started_at - interval '1 hour' and i.spoken_at < c.started_at + interval '24 hours'
   and i.outcome is not null and i.heard_seconds is not null
$$;
comment on function heard_menus is 'What these customers heard in contacts that began from one instant on and before another. A clock may be an hour behind another.';

create function count_menu_visits(since_at timestamptz, closed_at timestamptz, to_at timestamptz, anew uuid[],
                                  with_a_person text[])
    returns table (contact_id uuid, policy text, menu bigint, customer_id uuid, started_at timestamptz, first_option bigint,
                   first_of_call boolean, seconds double precision, right_at_once boolean, offered boolean, taken boolean,
                   right_offer boolean, wrong_offer boolean, inbound boolean, handed_over boolean)
    language sql stable rows 10000
    set enable_nestloop = off as $$
with raw as (
    select c.id as contact_id, c.customer_id, c.started_at, c.topic, c.served_by, c.end_result,
           c.nature = 'interaction' and c.direction = 'inbound' as inbound, i.id, i.flow_sha || '/' || i.node as menu,
           coalesce(i.layout -> 0 ->> 'option', '') as first_option, i.policy, i.offer, i.offer_detail, i.spoken_at,
           i.heard_seconds, i.outcome
      from contact c join menu_impression i on i.contact_id = c.id
     where c.started_at >= greatest(since_at, closed_at) and c.started_at < to_at and c.customer_id is not null
       and i.spoken_at >= greatest(since_at, closed_at) - interval '1 hour' and i.spoken_at < to_at + interval '24 hours'
       and i.spoken_at >= c.started_at - interval '1 hour' and i.spoken_at < c.started_at + interval '24 hours'
       and i.outcome is not null and i.heard_seconds is not null
    union all
    select * from heard_menus(anew, since_at, least(closed_at, to_at))
), heard as (
    select contact_id, policy, hashtextextended(menu, 0) as menu, customer_id, started_at, spoken_at, id, inbound,
           outcome in ('chosen', 'offer_taken') as led,
           outcome in ('chosen', 'offer_taken', 'person') as answered,
           outcome = 'offer_taken' as taken,
           heard_seconds as seconds,
           hashtextextended(first_option, 0) as first_option,
           offer is not null as offered,
           offer_detail is not null
               and exists (select from jsonb_array_elements_text(offer_detail -> 'topics') as about
                            where topic = about or starts_with(topic, about || '.')) as fits,
           served_by is not null or coalesce(end_result = any (with_a_person), false) as handed_over
      from raw
), reading as (
    select *, row_number() over spoken as place, sum(seconds) over spoken as until_then
      from heard window spoken as (partition by contact_id, policy, menu order by spoken_at, id)
), visit as (
    select contact_id, policy, menu, customer_id, started_at, inbound, handed_over,
           max(first_option) filter (where place = 1) as first_option,
           bool_or(led) filter (where place = 1) as led_at_once,
           count(*) > 1 and (bool_or(led) filter (where place = 1)
                             or coalesce(min(place) filter (where taken) < count(*), false)) as again,
           bool_or(offered) as offered,
           bool_or(taken) as taken,
           coalesce(bool_or(fits), false) as fits,
           max(until_then) filter (where answered) as seconds
      from reading group by contact_id, policy, menu, customer_id, started_at, inbound, handed_over
)
select contact_id, policy, menu, customer_id, started_at, first_option,
       row_number() over (partition by contact_id, policy order by menu) = 1,
       seconds, led_at_once and not again, offered, offered and taken, offered and taken and (fits or not again),
       offered and taken and again and not fits, inbound, handed_over
  from visit
$$;
comment on function count_menu_visits is 'How each menu went, by itself, of contacts that began since an instant: the ones of customers to be counted anew, and the ones that are not closed. with_a_person: how a contact ends that was with one.';

create function count_open_menu_visits(since_at timestamptz, closed_at timestamptz, to_at timestamptz, as_of timestamptz,
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
    select f.id, f.at from customer_families(array(select distinct customer_id from visit)) f
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
       case when f.next_at <= v.started_at + interval '168 hours' then f.next_at end
  from visit v
  join compared p on p.contact_id = v.contact_id and p.policy = v.policy and p.menu = v.menu and p.open
  left join following f on f.id = v.contact_id
$$;
comment on function count_open_menu_visits is 'As count_menu_visits, each beside what was before and came after it. as_of: interactions that begin later are not known.';

create function close_menu_visits(closed_at timestamptz, to_at timestamptz, with_a_person text[]) returns void
    language plpgsql set enable_nestloop = off as $$
begin
    insert into menu_visit
    select * from count_open_menu_visits('-infinity', closed_at, to_at, to_at, '{}', with_a_person);

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
comment on function close_menu_visits is 'Counts the menus of contacts that began from one instant on, up to which it was done, and before another; and of those before, who came back. One at a time.';

create function recount_menu_visits(most integer, closed_at timestamptz, with_a_person text[]) returns integer
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
    delete from menu_recount where id = any (notes);
    return cardinality(notes);
end $$;
comment on function recount_menu_visits is 'Counts the menus of some customers anew who are noted, as far as they are closed; returns how many notes it dealt with. One at a time.';

drop function menu_sums;
drop function menu_arm_sizes;

create function menu_visits(from_at timestamptz, to_at timestamptz, as_of timestamptz, closed_at timestamptz,
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
    select coalesce(s.at, v.customer_id) as customer, v.policy, v.menu, v.started_at, v.first_of_call, v.seconds, v.right_at_once,
           v.offered, v.taken, v.right_offer, v.wrong_offer, v.inbound, v.handed_over, v.before_at, v.changed, v.next_at
      from menu_visit v
      left join survivor s on s.id = v.customer_id
      left join unnest((select anew from noted)) as other (id) on other.id = v.customer_id
     where v.started_at >= from_at and v.started_at < least(to_at, closed_at) and other.id is null
    union all
    select coalesce(s.at, o.customer_id), o.policy, o.menu, o.started_at, o.first_of_call, o.seconds, o.right_at_once,
           o.offered, o.taken, o.right_offer, o.wrong_offer, o.inbound, o.handed_over, o.before_at, o.changed, o.next_at
      from count_open_menu_visits(from_at, closed_at, to_at, as_of, (select anew from noted), with_a_person) o
      left join survivor s on s.id = o.customer_id
)
select v.customer, m.policy, m.policy_drawn_at, m.policy = v.policy, v.policy, v.menu, v.first_of_call, v.seconds,
       v.right_at_once, v.offered, v.taken, v.right_offer, v.wrong_offer,
       v.before_at >= from_at, v.changed and v.before_at >= from_at,
       v.handed_over and call, call,
       case when call and v.started_at + interval '24 hours' <= as_of
            then (again < as_of and again <= v.started_at + interval '24 hours') is not true end,
       case when call and v.started_at + interval '168 hours' <= as_of
            then (again < as_of and again <= v.started_at + interval '168 hours') is not true end
  from visit v
  join customer m on m.id = v.customer
  left join began b on b.customer = v.customer and v.started_at < closed_at
  cross join lateral (select coalesce(v.next_at, b.at) as again, v.first_of_call and v.inbound and v.started_at < as_of as call) c
$$;
comment on function menu_visits is 'The menus of the calls from one instant on and before another, closed or not; each is its customer''s as merges have it now. counts: heard in the order of the customer''s arm. known, contained_24h and contained_7d are of the call, once a call; null: it is not old enough. closed_at: menu_closed.until_at, or earlier.';

create function menu_sums(from_at timestamptz, to_at timestamptz, as_of timestamptz, closed_at timestamptz,
                          with_a_person text[], buckets integer)
    returns table (arm text, bucket integer, shares_since timestamptz, customers bigint, calls bigint, sums double precision[])
    language sql stable as $$
with visit as materialized (
    select v.*, abs(uuid_hash(v.customer) % buckets) as bucket
      from menu_visits(from_at, to_at, as_of, closed_at, with_a_person) v
), adaptive as materialized (
    select array(select v.menu from visit v where v.policy <> 'designed' group by v.menu) as menus
), heard as (
    select customer, any_value(arm) as arm, any_value(drawn_at) as drawn_at, any_value(bucket) as bucket,
           bool_or(counts) as counts, bool_or(menu = any ((select menus from adaptive)::bigint[])) as adaptive
      from visit group by customer
), share as materialized (
    select array(select distinct since_at from arm_share order by since_at) as since
), person as (
    select arm, bucket, count(*) as customers from heard where counts group by arm, bucket
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
  from call c join person p on p.arm = c.arm and p.bucket = c.bucket
union all
select h.arm, null, (select since from share)[nullif(width_bucket(h.drawn_at, (select since from share)), 0)], count(*), null, null
  from heard h where h.adaptive and h.arm is not null and h.drawn_at is not null group by 1, 3
$$;
comment on function menu_sums is 'Of the calls from one instant on and before another: for each arm numerator and denominator of each metric by bucket of its customers (a fixed one of as many, by a hash); and, without a bucket, how many customers of each arm heard a menu that a policy may order, whatever they heard, by the shares they were drawn with. as_of: calls that are not old enough to tell whether the customer came back do not count there. closed_at: menu_closed.until_at. with_a_person: how a contact ends that was with one.';

create function menu_sums_by_customer(from_at timestamptz, to_at timestamptz, as_of timestamptz, closed_at timestamptz,
                                      with_a_person text[], arms text[])
    returns table (arm text, customer uuid, calls bigint, sums double precision[])
    language sql stable as $$
select arm, customer, count(*) filter (where first_of_call),
       array[coalesce(sum(seconds), 0), count(seconds), count(*) filter (where right_at_once), count(*),
             count(*) filter (where offered), count(*),
             count(*) filter (where taken), count(*) filter (where offered),
             count(*) filter (where right_offer), count(*) filter (where offered),
             count(*) filter (where wrong_offer), count(*) filter (where offered),
             count(*) filter (where changed), count(*) filter (where compared),
             count(*) filter (where contained_24h), count(contained_24h), count(*) filter (where contained_7d),
             count(contained_7d), count(*) filter (where handed_over), count(*) filter (where known)]::double precision[]
  from menu_visits(from_at, to_at, as_of, closed_at, with_a_person)
 where counts and policy = any (arms) group by arm, customer
$$;
comment on function menu_sums_by_customer is 'As menu_sums, by customer, of some arms.';
