-- Notices: what customers are told unasked, who was told, and the consent without which nobody is.

create table consent (
    id          bigint      generated always as identity primary key,
    customer_id uuid        not null references customer on delete cascade,
    channel     text        not null check (channel in ('call', 'sms', 'email', 'telegram', 'whatsapp', 'messenger', 'instagram', 'viber', 'vk', 'web')),
    agreed      boolean     not null,
    source      text        not null check (source <> '' and length(source) <= 200),
    at          timestamptz not null
);
comment on table consent is 'By which channels customers agreed to be told something unasked; customer.Consents alone writes it. A withdrawal is a newer row: what was agreed to when stays provable.';
comment on column consent.agreed is 'False: withdrawn, or never wished. Where there is no row nobody is told anything.';
comment on column consent.source is 'By what it is known: a form, a contract, a word such as STOP.';
create index consent_of_customer on consent (customer_id, channel, at desc, id desc);

alter table customer add column preferred_channel text
    check (preferred_channel in ('call', 'sms', 'email', 'telegram', 'whatsapp', 'messenger', 'instagram', 'viber', 'vk', 'web'));
comment on column customer.preferred_channel is 'By which channel they want to be told something, if they agreed to it; null: the one agreed to last.';
create index customer_by_segment on customer (segment, id) where segment is not null and merged_into is null;

create table notice (
    id           uuid        primary key,
    sender       text        not null check (sender <> ''),
    key          text        not null check (key <> '' and length(key) <= 200),
    fingerprint  text        not null,
    topic        text        not null references topic,
    tier         text        not null check (tier in ('unknown', 'claimed', 'attested', 'verified')),
    texts        jsonb       not null check (jsonb_typeof(texts) = 'object'),
    segment      text,
    area         text,
    until_at     timestamptz not null,
    created_at   timestamptz not null,
    cancelled_at timestamptz,
    spread_after uuid,
    spread_at    timestamptz,
    unique (sender, key),
    check (segment is null or area is null)
);
comment on table notice is 'What customers are told unasked; notice.NoticeRows alone writes it.';
comment on column notice.sender is 'The API key''s name, or the command, that sent it.';
comment on column notice.key is 'The sender''s own id of it: sent again, it is one notice.';
comment on column notice.fingerprint is 'Of all that was sent: the same key with something else is refused.';
comment on column notice.tier is 'How sure we must be who is there to tell it.';
comment on column notice.segment is 'Everybody in it is told; null with area null: those who were named.';
comment on column notice.area is 'Everybody in it is told.';
comment on column notice.until_at is 'Nobody is told any more from then on.';
comment on column notice.spread_after is 'The last customer of the segment or area who has a row in notice_recipient.';
comment on column notice.spread_at is 'When all had one; null: not yet.';
create index notice_to_spread on notice (created_at) where spread_at is null and cancelled_at is null;
create index notice_by_age on notice (until_at);

create table notice_recipient (
    notice_id   uuid        not null references notice on delete cascade,
    customer_id uuid        not null references customer on delete cascade,
    state       text        not null check (state in ('waiting', 'told', 'unreachable', 'expired', 'cancelled')),
    reason      text        not null default '' check (length(reason) <= 200),
    due_at      timestamptz,
    tries       integer     not null default 0,
    channel     text,
    message_seq bigint      references message on delete set null,
    told_at     timestamptz,
    said        integer     not null default 0,
    heard_at    timestamptz,
    heard_in    uuid,
    primary key (notice_id, customer_id),
    check ((state = 'waiting') = (due_at is not null)),
    check ((state = 'told') = (told_at is not null))
);
comment on table notice_recipient is 'Whom a notice is for, and what became of it; notice.NoticeRows alone writes it.';
comment on column notice_recipient.state is 'waiting to be told; told: a message was written, what became of it is in message; unreachable, for the reason; expired; cancelled.';
comment on column notice_recipient.reason is 'Why it is unreachable: no-consent, no-way, tier, known (they have it already), fault.';
comment on column notice_recipient.due_at is 'When they may be told, or it is looked at again.';
comment on column notice_recipient.channel is 'By which they were told, as consent.channel.';
comment on column notice_recipient.message_seq is 'The message that told them.';
comment on column notice_recipient.said is 'How often it began to be said in contacts of theirs.';
comment on column notice_recipient.heard_at is 'When it had been said to them whole in a contact; null: it was not.';
comment on column notice_recipient.heard_in is 'In which contact it was said last.';
create index notice_recipient_due on notice_recipient (due_at) where state = 'waiting';
create index notice_recipient_of_customer on notice_recipient (customer_id, told_at);
create index notice_recipient_by_message on notice_recipient (message_seq) where message_seq is not null;

alter table message add column is_notice boolean not null default false;
comment on column message.is_notice is 'Whether nobody asked for it: it answers nothing.';
