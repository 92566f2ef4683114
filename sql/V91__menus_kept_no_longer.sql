-- A report that begins before what is kept counts everybody who is left. What retention deletes is nobody's menu before the next
-- one any more; elsewhere that is counted anew, here what was counted stays. And days that no menu is left of are summed no longer.

create function note_menu_day_customers(visits menu_visit[], sign integer) returns void language plpgsql as $$
declare
    starts timestamptz[] := array(select start_at from menu_day order by start_at);
    ends timestamptz := menu_days_end();
    shares timestamptz[] := array(select distinct since_at from arm_share order by since_at);
begin
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
comment on function note_menu_day_customers is 'Adds whose these menus are to menu_day_customer, or takes them away (sign -1); those of days that are not summed are left out.';

create or replace function note_menu_days(visits menu_visit[], sign integer) returns void language plpgsql as $$
declare
    starts timestamptz[];
    ends timestamptz;
begin
    if cardinality(visits) = 0 then
        return;
    end if;
    starts := array(select start_at from menu_day order by start_at);
    ends := menu_days_end();
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
    perform note_menu_day_customers(visits, sign);
end $$;

create function unchain_menu_visits(customers uuid[]) returns void language sql as $$
with left_over as (
    select v.contact_id, v.policy, v.menu, v.same_before_at, v.adaptive_before_at,
           lag(v.started_at) over (partition by v.whose, v.policy order by v.started_at, v.contact_id, v.menu) as same,
           case when v.adaptive
                then lag(v.started_at) over (partition by v.whose, v.adaptive order by v.started_at, v.contact_id, v.policy, v.menu)
           end as likewise
      from menu_visit v where v.customer_id = any (array(select f.id from customer_families(customers) f))
)
update menu_visit v set same_before_at = l.same, adaptive_before_at = l.likewise
  from left_over l
 where v.contact_id = l.contact_id and v.policy = l.policy and v.menu = l.menu
   and (l.same_before_at, l.adaptive_before_at) is distinct from (l.same, l.likewise)
$$;
comment on function unchain_menu_visits is 'Where menus of these customers are gone, those that are left say which of the others was before them.';

create or replace function note_menu_visits_gone() returns trigger language plpgsql as $$
begin
    -- Deleting a contact comes here whether or not it had a menu.
    if exists (select from gone) then
        perform note_menu_days(array(select row(v.*)::menu_visit from gone v where v.started_at < (select menu_days_end())), -1);
        -- Everybody else who deletes notes the customer (menu_recount).
        if current_setting('recaller.retention', true) = 'on' then
            perform unchain_menu_visits(array(select distinct customer_id from gone));
        end if;
    end if;
    return null;
end $$;

create or replace function note_menu_visits_changed() returns trigger language plpgsql as $$
begin
    if not exists (select from gone) then
        return null;
    end if;
    if current_setting('recaller.retention', true) = 'on' then
        -- Nothing but what was before them (unchain_menu_visits).
        perform note_menu_day_customers(array(select row(v.*)::menu_visit from gone v), -1);
        perform note_menu_day_customers(array(select row(v.*)::menu_visit from added v), 1);
        return null;
    end if;
    perform note_menu_days(array(select row(v.*)::menu_visit from gone v where v.started_at < (select menu_days_end())), -1);
    perform note_menu_days(array(select row(v.*)::menu_visit from added v where v.started_at < (select menu_days_end())), 1);
    return null;
end $$;

create function drop_menu_days() returns integer language plpgsql as $$
declare
    oldest timestamptz := coalesce((select min(started_at) from menu_visit), 'infinity');
    first timestamptz := (select start_at from menu_day where end_at > oldest order by start_at limit 1);
    dropped integer;
begin
    if not exists (select from menu_day where end_at <= oldest) then
        return 0;
    end if;
    delete from menu_day where end_at <= oldest;
    get diagnostics dropped = row_count;
    delete from menu_day_sum where start_at < coalesce(first, 'infinity');
    delete from menu_day_customer where start_at < coalesce(first, 'infinity');
    update menu_day_customer set before_start_at = null where before_start_at < first;
    return dropped;
end $$;
comment on function drop_menu_days is 'Sums no longer the days before the oldest menu; how many there were. One at a time, with what counts menus.';
