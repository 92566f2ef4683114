-- What a contact wants of who serves it, beside skills: which queue's steps apply, and who it is better off with.

alter table waiting_contact
    add column queue     text  not null default 'main' check (queue ~ '^[a-z][a-z0-9_-]{0,39}$'),
    add column language  text  not null default 'en' check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]+)*$'),
    add column any_of    jsonb not null default '{}' check (jsonb_typeof(any_of) = 'object'),
    add column preferred jsonb not null default '{}' check (jsonb_typeof(preferred) = 'object'),
    add column turn_at   timestamptz;
update waiting_contact set turn_at = entered_at - priority * interval '5 minutes';
alter table waiting_contact alter column turn_at set not null, alter column turn_at set default now();
drop index waiting_contact_order;
create index waiting_contact_turn on waiting_contact (turn_at, contact_id) where left_at is null;
comment on column waiting_contact.queue is 'The queue''s name, as settings and flows write it; main: the flow named none.';
comment on column waiting_contact.language is 'What the contact is spoken to in (BCP 47): for steps that ask for a language.';
comment on column waiting_contact.any_of is 'Skills and least proficiencies of which one is enough; {}: requirement says it all.';
comment on column waiting_contact.preferred is 'Agents it is better off with: {"last": the id of who served the matter last, "responsible": of the customer''s own}.';
comment on column waiting_contact.priority is 'Each level counts as five minutes of waiting.';
comment on column waiting_contact.turn_at is 'The earliest is served first: entered_at, earlier by what its priority is worth.';

-- Who was asked for an entry and did not take it.
create index assignment_by_entry on assignment (waiting_contact_id) where outcome in ('no_answer', 'rejected', 'expired');
