-- How far a gateway was asked whose other side does not keep that for us; and by which door a message came in whose answer
-- goes out by another.

create table gateway_cursor (
    gateway text        primary key check (gateway ~ '^[a-z][a-z0-9-]{0,30}$'),
    value   text        not null check (value <> '' and length(value) <= 200),
    at      timestamptz not null
);
comment on table gateway_cursor is 'Up to where a gateway''s events are in rows; message.GatewayCursors alone writes it.';
comment on column gateway_cursor.value is 'As the gateway writes it: VK''s ts.';
comment on column gateway_cursor.at is 'When that was known last: what was written later may have been missed.';

create table message_entry (
    seq   bigint primary key references message on delete cascade,
    entry text   not null check (entry ~ '^[a-z][a-z0-9-]{0,30}$')
);
comment on table message_entry is 'By which door messages came in that are answered by another; message.MessageEntries alone writes it.';
comment on column message_entry.entry is 'The door whose flow answers it, as the settings name it: a form of a site.';
