-- Two servers, or two reported lists, that made the same month at once: the second failed ("already exists"). After waiting
-- for the lock to_regclass still gave what had been looked up before it; the catalogue itself tells what is there by now.
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
            if not exists (select from pg_class where relname = partition_name and relnamespace = current_schema()::regnamespace) then
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
