-- A history that other systems reported lay in the default partition: no month of the past was ever made, and whoever
-- made a new month had to look through all of it, twice, while calls waited. Now months are made for the past as well.

create or replace function ensure_contact_partitions(from_at timestamptz, to_at timestamptz) returns integer language plpgsql as $$
declare
    month_start timestamp := date_trunc('month', greatest(from_at, '2010-01-01T00:00:00Z') at time zone 'UTC');
    partition_name text;
    lower_at timestamptz;
    upper_at timestamptz;
    made integer := 0;
begin
    while month_start <= to_at at time zone 'UTC' loop
        partition_name := 'contact_' || to_char(month_start, 'YYYY_MM');
        lower_at := month_start at time zone 'UTC';
        upper_at := (month_start + interval '1 month') at time zone 'UTC';
        if to_regclass(partition_name) is null then
            perform pg_advisory_xact_lock(hashtext('ensure_contact_partitions'));
            -- Another server may have made it while we waited.
            if to_regclass(partition_name) is null then
                execute format('create table %I (like contact including all)', partition_name);
                execute format('with moved as (delete from contact_default where started_at >= %L and started_at < %L returning *)'
                               ' insert into %I select * from moved', lower_at, upper_at, partition_name);
                execute format('alter table contact attach partition %I for values from (%L) to (%L)',
                               partition_name, lower_at, upper_at);
                made := made + 1;
            end if;
        end if;
        month_start := month_start + interval '1 month';
    end loop;
    return made;
end $$;
comment on function ensure_contact_partitions is 'Makes the missing partitions of all months (UTC) from the first instant, 2010 at the earliest, to the second; returns how many it made. Safe to run on several servers at once.';

create function empty_default_contacts(until_at timestamptz) returns integer language plpgsql as $$
declare
    next_at timestamptz := '-infinity';
    made integer := 0;
begin
    loop
        select min(started_at) into next_at from contact_default where started_at >= next_at and started_at < until_at;
        exit when next_at is null;
        made := made + ensure_contact_partitions(next_at, next_at);
        next_at := (date_trunc('month', next_at at time zone 'UTC') + interval '1 month') at time zone 'UTC';
    end loop;
    return made;
end $$;
comment on function empty_default_contacts is 'Makes the missing month of each contact in the default partition that began before an instant; returns how many it made.';

-- What is in the default partition now goes to its months: the one long step of this upgrade, about a minute for a
-- million contacts. Through a new, empty default partition, so that no month is searched for in what was moved before.
alter table contact detach partition contact_default;
alter table contact_default rename to contact_unsorted;
create table contact_default partition of contact default;
create index contact_default_started_at on contact_default (started_at);

-- Nobody needs months of what began before; each partition costs every plan a little.
create table contact_before_2010 (like contact including all);
alter table contact attach partition contact_before_2010 for values from (minvalue) to ('2010-01-01T00:00:00Z');

select ensure_contact_partitions(month, month)
    from (select distinct date_trunc('month', started_at at time zone 'UTC') at time zone 'UTC' as month
            from contact_unsorted
           where started_at >= '2010-01-01T00:00:00Z' and started_at < now() + interval '2 months') as months;
insert into contact select * from contact_unsorted;
drop table contact_unsorted;

comment on column menu_impression.layout is 'Options in the order spoken, with probabilities and the account of each: numbers that reasons are told from. Older rows have the reasons in words.';

-- Each turn writes its row anew; on the same page it costs no index.
alter table dialogue set (fillfactor = 50);
