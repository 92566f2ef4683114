-- How surely a notice was heard by its customer; one that cannot be spread holds up no other; lists and areas by index.

alter table notice_recipient add column heard_trust text check (heard_trust in ('unknown', 'claimed', 'attested', 'verified'));
comment on column notice_recipient.heard_trust is 'How sure it was who heard it; null with heard_at: surely, as it was written before this was kept.';

alter table notice add column spread_due timestamptz;
comment on column notice.spread_due is 'When it is spread on, after it could not be; null: now.';

create index notice_newest on notice (created_at desc, id desc) where sender <> 'recaller/requests';

drop index known_field_by_value;
create index known_field_by_value on known_field (key, lower(left(value, 200)), customer_id);
