-- Times that were in the future: what is dated so stays the newest for ever. They become the time they were written down.

create function written_at(id uuid) returns timestamptz language sql immutable as $$
    select to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
$$;
comment on function written_at is 'When an id was made: UUIDv7 begins with it.';

alter table known_field disable trigger append_only;
update known_field set given_at = least(recorded_at, now()) where given_at > now() + interval '5 minutes';
alter table known_field enable trigger append_only;

create temporary table healed on commit drop as
    select * from contact where started_at > now() + interval '5 minutes';
delete from contact where started_at > now() + interval '5 minutes';
update healed set started_at = least(written_at(id), now());
update healed set ended_at = started_at where ended_at < started_at or ended_at > now() + interval '5 minutes';
update contact_key k set started_at = h.started_at from healed h where k.contact_id = h.id;
insert into contact select * from healed;

update contact set ended_at = greatest(started_at, least(written_at(id), now()))
where ended_at > now() + interval '5 minutes';

update conversation set opened_at = least(opened_at, now()), last_contact_at = least(last_contact_at, now())
where last_contact_at > now() + interval '5 minutes' or opened_at > now() + interval '5 minutes';

update request set opened_at = least(updated_at, now()) where opened_at > now() + interval '5 minutes';
update request set closed_at = greatest(opened_at, least(updated_at, now())) where closed_at > now() + interval '5 minutes';

drop function written_at;
