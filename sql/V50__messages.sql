-- People who write. A thread is one peer behind one gateway: everything they wrote there and were answered, over any
-- number of contacts, in one order. What arrives is a row before the other side hears that it has; what leaves is a row
-- before it is sent.

create table thread (
    id            uuid        primary key,
    gateway       text        not null check (gateway ~ '^[a-z][a-z0-9-]{0,30}$'),
    peer          text        not null check (peer <> '' and length(peer) <= 200),
    channel       text        not null,
    handle_kind   text,
    handle_value  text,
    trust         text        not null check (trust in ('unknown', 'claimed', 'attested', 'verified')),
    name          text        check (name <> '' and length(name) <= 200),
    language      text,
    contact_id    uuid,
    with_person   boolean     not null default false,
    lane_server   text,
    lane_until    timestamptz,
    send_server   text,
    send_until    timestamptz,
    created_at    timestamptz not null,
    unique (gateway, peer),
    check ((handle_kind is null) = (handle_value is null))
);
comment on table thread is 'One peer behind one gateway; message.Threads alone writes it.';
comment on column thread.gateway is 'Which of our gateways, as the settings name it.';
comment on column thread.peer is 'The gateway''s own id of the other side. What is answered goes there, whoever the customer turns out to be.';
comment on column thread.handle_kind is 'What they are recognised by, as told with their last message; null: by nothing.';
comment on column thread.trust is 'How surely the handle is theirs, as far as the gateway knows.';
comment on column thread.name is 'What they call themselves; a word for agents, never an identity.';
comment on column thread.language is 'What their side asks to be answered in; null: nothing.';
comment on column thread.contact_id is 'The contact that goes on, written before it begins; null, over or not there any more: the next message begins one.';
comment on column thread.with_person is 'Whether that contact was given to people: what is written is for them, not for the flow.';
comment on column thread.lane_server is 'The server that answers this peer now.';
comment on column thread.lane_until is 'After that instant another one may; null: nobody answers.';
comment on column thread.send_server is 'The server that sends to this peer now; what is sent has an order too.';
comment on column thread.send_until is 'As lane_until.';
create index thread_by_contact on thread (contact_id) where contact_id is not null;

create table message (
    seq         bigint      generated always as identity primary key,
    thread_id   uuid        not null references thread on delete cascade,
    contact_id  uuid        references contact_key on delete set null,
    direction   text        not null check (direction in ('inbound', 'outbound')),
    author      text        not null check (author in ('customer', 'flow', 'agent')),
    agent_id    uuid        references agent,
    body        text        not null check (length(body) <= 20000),
    pressed     text        check (length(pressed) <= 64),
    buttons     jsonb       not null default '[]' check (jsonb_typeof(buttons) = 'array'),
    external_id text        check (external_id <> '' and length(external_id) <= 500),
    client_id   text        check (client_id <> '' and length(client_id) <= 64),
    version     bigint,
    state       text        not null check (state in ('received', 'handled', 'draft', 'queued', 'sent', 'delivered', 'read', 'failed')),
    reason      text        not null default '' check (length(reason) <= 500),
    tries       integer     not null default 0,
    try_at      timestamptz,
    at          timestamptz not null,
    state_at    timestamptz not null,
    check ((direction = 'inbound') = (author = 'customer')),
    check ((direction = 'inbound') = (state in ('received', 'handled')))
);
comment on table message is 'What was written, in the order of seq within a thread; message.Messages alone writes it.';
comment on column message.contact_id is 'The contact it belongs to; null: it has not been looked at yet, or only opened a window.';
comment on column message.pressed is 'The button that was pressed instead of writing; its label is the body.';
comment on column message.buttons is 'What can be pressed: [{"key": "v12:3", "label": "3 · Internet"}].';
comment on column message.external_id is 'The gateway''s own id. A repeat is not taken twice; states are told by it.';
comment on column message.client_id is 'The id that the page which sent it made up: sent again, it is one message.';
comment on column message.version is 'Inbound: the dialogue''s version it answers, written before it does, so that it answers once; null: it answered nothing. Of a draft: the version that says it.';
comment on column message.state is 'Inbound: received, handled. Outbound: draft (said with what comes next), queued, sent, delivered, read or failed, only forward.';
comment on column message.reason is 'Why it failed, in plain words.';
comment on column message.tries is 'How often it was tried in vain to answer it, or to send it.';
comment on column message.try_at is 'Inbound: not answered before; outbound: when it is sent, or sent again; null: it is not to be sent.';
create unique index message_once on message (thread_id, direction, external_id) where external_id is not null;
create unique index message_once_of_page on message (thread_id, client_id) where client_id is not null;
create index message_of_thread on message (thread_id, seq);
create index message_to_handle on message (thread_id, seq) where state = 'received';
create index message_unhandled on message (try_at) where state = 'received';
create index message_drafts on message (thread_id, seq) where state = 'draft';
create index message_to_send on message (thread_id, seq) where state = 'queued';
create index message_unsent on message (try_at) where state = 'queued';

-- A gateway that asks for what came in is asked by one server at a time.
create table gateway_holder (
    gateway    text        primary key,
    server     text        not null,
    held_until timestamptz not null
);
comment on table gateway_holder is 'Which server asks a gateway for what came in; message.GatewayHolders alone writes it.';
comment on column gateway_holder.held_until is 'After that instant another server may.';

-- Pages, agents' desks and whoever sends look again.
create function signal_message() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'message ' || new.thread_id);
    return null;
end $$;
comment on function signal_message is 'Tells every server that something was written in a thread, or what became of it.';
create trigger signal_message_written after insert on message for each row execute function signal_message();
create trigger signal_message_changed after update on message for each row
    when ((new.state, new.reason) is distinct from (old.state, old.reason)) execute function signal_message();
