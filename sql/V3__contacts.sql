-- What happened, and where each dialogue stands.

create table topic (
    id          text        primary key check (id ~ '^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$'),
    labels      jsonb       not null default '{}' check (jsonb_typeof(labels) = 'object'),
    replaced_by text        references topic check (replaced_by <> id),
    created_at  timestamptz not null default now()
);
comment on table topic is 'The registry of what people contact us about.';
comment on column topic.id is 'Stable dotted id, for example billing.payment. What comes from outside and is not known is entered under other.*';
comment on column topic.labels is 'Language (BCP 47) to the label people read.';
comment on column topic.replaced_by is 'The topic that took this one''s place; null: current.';

create table flow_version (
    sha256    text        primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    flow      text        not null,
    yaml      text        not null,
    loaded_at timestamptz not null default now()
);
comment on table flow_version is 'The text of a flow as it was served: dialogues stay on their version.';
comment on column flow_version.sha256 is 'SHA-256 of the yaml, lower-case hexadecimal.';
comment on column flow_version.flow is 'Name of the flow.';

create table conversation (
    id              uuid        primary key,
    customer_id     uuid        references customer,
    topic           text        references topic,
    opened_at       timestamptz not null,
    last_contact_at timestamptz not null,
    closed_at       timestamptz,
    close_reason    text        check (close_reason in ('disposition', 'task', 'idle')),
    check ((closed_at is null) = (close_reason is null)),
    check (last_contact_at >= opened_at)
);
comment on table conversation is 'One matter of one customer, over as many contacts as it takes.';
comment on column conversation.customer_id is 'Null until the customer is known.';
comment on column conversation.last_contact_at is 'Start of its latest interaction: what idle days are counted from.';
create index conversation_by_customer on conversation (customer_id, last_contact_at desc);
create index conversation_open on conversation (last_contact_at) where closed_at is null;

-- A unique constraint of a partitioned table must contain the partition key, so (source, external_id) cannot be made
-- unique on contact itself: the same call reported twice with another start would slip in. This small unpartitioned
-- table holds what is unique over all months. contact refers to it with every column, so one key is exactly one
-- contact; other tables refer to it, which they could not do to contact by id alone; and deleting the key deletes
-- the contact with all that hangs on it.
create table contact_key (
    contact_id  uuid        primary key,
    source      text        not null check (source <> ''),
    external_id text        not null check (external_id <> ''),
    started_at  timestamptz not null,
    unique (source, external_id),
    unique (contact_id, started_at, source, external_id)
);
comment on table contact_key is 'What is unique about a contact over all months. Insert here first, on conflict do nothing, to take in a contact once.';
comment on column contact_key.source is 'The system that reports the contact; for our own doors the door''s name.';
comment on column contact_key.external_id is 'That system''s id of it; for our own doors the contact id.';

create table contact (
    id              uuid        not null,
    started_at      timestamptz not null,
    source          text        not null,
    external_id     text        not null,
    nature          text        not null check (nature in ('interaction', 'activity')),
    channel         text        not null check (channel ~ '^[a-z][a-z0-9_]*$'),
    direction       text        not null check (direction in ('inbound', 'outbound')),
    handle_id       uuid        references handle on delete set null,
    customer_id     uuid        references customer on delete set null,
    conversation_id uuid        references conversation on delete set null,
    topic           text        references topic,
    topic_source    text        check (topic_source in ('disposition', 'task', 'key', 'rule', 'given')),
    trust           text        not null default 'unknown' check (trust in ('unknown', 'claimed', 'attested', 'verified')),
    trusted_until   timestamptz,
    ended_at        timestamptz check (ended_at >= started_at),
    end_reason      text,
    disposition     text,
    served_by       uuid        references agent,
    asterisk_system text,
    linkedid        text,
    primary key (id, started_at),
    foreign key (id, started_at, source, external_id)
        references contact_key (contact_id, started_at, source, external_id) on delete cascade,
    check ((topic is null) = (topic_source is null))
) partition by range (started_at);
comment on table contact is 'One interaction or one signal on one channel. Partitioned by month (UTC) of started_at.';
comment on column contact.nature is 'interaction: they talked to us, or we to them; activity: page viewed, purchase, SMS received.';
comment on column contact.channel is 'phone, chat, email, sms, web, shop and so on.';
comment on column contact.handle_id is 'What they were recognised by; null: hidden or none.';
comment on column contact.customer_id is 'Null until known.';
comment on column contact.topic_source is 'Who said what it was about: the agent''s disposition, a completed task, a key, a rule over text, or the reporting system.';
comment on column contact.trust is 'How sure we are of who this is, for this contact only.';
comment on column contact.trusted_until is 'After this instant the trust counts as unknown; null: as long as the contact lasts.';
comment on column contact.end_reason is 'Stable slug of how it ended technically and on whose side.';
comment on column contact.disposition is 'Business result the agent picked in wrap-up.';
comment on column contact.served_by is 'The agent who talked; null: nobody did.';
comment on column contact.asterisk_system is 'Name of the Asterisk it came in on; null: not a call.';
comment on column contact.linkedid is 'Asterisk''s Linkedid of the caller''s leg: an attribute, not a key.';
create index contact_timeline on contact (customer_id, started_at desc);
create index contact_by_handle on contact (handle_id, started_at desc);
create index contact_by_conversation on contact (conversation_id) where conversation_id is not null;
create index contact_by_linkedid on contact (linkedid) where linkedid is not null;
create index contact_trend on contact (started_at, topic)
    where nature = 'interaction' and direction = 'inbound' and topic is not null;

-- Takes whatever no month's partition was made for yet (a history that is loaded, a server that slept): an insert never
-- fails for want of a partition. ensure_contact_partitions moves such rows out when it makes their month.
create table contact_default partition of contact default;

create function enter_contact_key() returns trigger language plpgsql as $$
begin
    if not exists (select from contact_key where contact_id = new.id) then
        insert into contact_key (contact_id, source, external_id, started_at)
        values (new.id, new.source, new.external_id, new.started_at);
    end if;
    return new;
end $$;
comment on function enter_contact_key is 'A contact inserted without its key gets it here; a second (source, external_id) is a unique violation.';
create trigger contact_key before insert on contact for each row execute function enter_contact_key();

create function ensure_contact_partitions(from_at timestamptz, to_at timestamptz) returns integer language plpgsql as $$
declare
    month_start timestamp := date_trunc('month', from_at at time zone 'UTC');
    partition_name text;
    lower_at timestamptz;
    upper_at timestamptz;
    made integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('ensure_contact_partitions'));
    while month_start <= to_at at time zone 'UTC' loop
        partition_name := 'contact_' || to_char(month_start, 'YYYY_MM');
        lower_at := month_start at time zone 'UTC';
        upper_at := (month_start + interval '1 month') at time zone 'UTC';
        if to_regclass(partition_name) is null then
            execute format('create table %I (like contact including all)', partition_name);
            execute format('with moved as (delete from contact_default where started_at >= %L and started_at < %L returning *)'
                           ' insert into %I select * from moved', lower_at, upper_at, partition_name);
            execute format('alter table contact attach partition %I for values from (%L) to (%L)',
                           partition_name, lower_at, upper_at);
            made := made + 1;
        end if;
        month_start := month_start + interval '1 month';
    end loop;
    return made;
end $$;
comment on function ensure_contact_partitions is 'Makes the missing partitions of all months (UTC) from the first instant to the second; returns how many it made. Safe to run on several servers at once.';

create table known_field (
    id          uuid        primary key,
    customer_id uuid        not null references customer on delete cascade,
    key         text        not null check (key ~ '^[a-z][a-z0-9_]*$'),
    value       text        not null,
    verified    boolean     not null default false,
    source      text        not null,
    contact_id  uuid        references contact_key on delete set null,
    given_at    timestamptz not null,
    recorded_at timestamptz not null default now()
);
comment on table known_field is 'Whatever a customer gave us once. Append-only: a correction is a newer row; only erasing and retention delete.';
comment on column known_field.key is 'Key of the field catalogue (settings).';
comment on column known_field.verified is 'The contact it came from was verified, or the value was checked against a system.';
comment on column known_field.source is 'The channel or system it was given through.';
comment on column known_field.contact_id is 'The contact it was given in; null: not from a contact, or the contact is gone.';
comment on column known_field.given_at is 'When the customer gave it: the newest valid one prefills.';
create index known_field_newest on known_field (customer_id, key, given_at desc);
create index known_field_by_contact on known_field (contact_id) where contact_id is not null;

create table dialogue (
    contact_id uuid        primary key references contact_key on delete cascade,
    flow_sha   text        not null references flow_version,
    node       text        not null,
    step       text        not null default '',
    language   text        not null check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]+)*$'),
    data       jsonb       not null default '{}' check (jsonb_typeof(data) = 'object'),
    path       jsonb       not null default '[]' check (jsonb_typeof(path) = 'array'),
    version    bigint      not null default 0 check (version >= 0),
    updated_at timestamptz not null
);
comment on table dialogue is 'A contact''s place in a flow.';
comment on column dialogue.flow_sha is 'The version it began on and stays on.';
comment on column dialogue.step is 'Where within the node (a form''s field, a retry), in the engine''s words; empty at entry.';
comment on column dialogue.data is 'What was collected, and what the engine must remember to go on.';
comment on column dialogue.path is 'The nodes passed and what was chosen there, oldest first.';
comment on column dialogue.version is 'Fencing token: every write is "set version = version + 1 where version = the one read"; who updates no row has lost the dialogue.';
create index dialogue_by_flow on dialogue (flow_sha);

create table request (
    id          uuid        primary key,
    customer_id uuid        not null references customer on delete cascade,
    kind        text        not null,
    topic       text        references topic,
    status      text        not null,
    opened_at   timestamptz not null,
    closed_at   timestamptz check (closed_at >= opened_at),
    tier        text        not null default 'verified' check (tier in ('unknown', 'claimed', 'attested', 'verified')),
    source      text        not null,
    external_id text        not null,
    unique (source, external_id)
);
comment on table request is 'A request or a case with a status.';
comment on column request.kind is 'The business''s own word: repair, complaint, order.';
comment on column request.status is 'The reporting system''s own word; open as long as closed_at is null.';
comment on column request.tier is 'Trust needed to hear about it.';
create index request_open on request (customer_id, opened_at desc) where closed_at is null;
create index request_by_customer on request (customer_id, opened_at desc);

create table menu_impression (
    id            uuid             primary key,
    contact_id    uuid             not null references contact_key on delete cascade,
    flow_sha      text             not null references flow_version,
    node          text             not null,
    layout        jsonb            not null,
    policy        text             not null,
    offer         text,
    spoken_at     timestamptz      not null,
    heard_seconds double precision check (heard_seconds >= 0),
    key           text,
    outcome       text             check (outcome in ('chosen', 'offer_taken', 'person', 'no_match', 'no_input', 'hung_up'))
);
comment on table menu_impression is 'One menu as one caller heard it.';
comment on column menu_impression.layout is 'Options in the order spoken, with probabilities and reasons.';
comment on column menu_impression.policy is 'What decided the order: adaptive, designed, control.';
comment on column menu_impression.offer is 'The offer that was made with it; null: none.';
comment on column menu_impression.heard_seconds is 'From the first syllable to the key, the hang-up or the end of patience.';
comment on column menu_impression.key is 'The key pressed; null: none.';
comment on column menu_impression.outcome is 'Null while the caller is listening.';
create index menu_impression_by_contact on menu_impression (contact_id, spoken_at);

create table look_up (
    contact_id   uuid        not null references contact_key on delete cascade,
    node         text        not null,
    turn         bigint      not null,
    source       text        not null,
    result       jsonb,
    requested_at timestamptz not null,
    answered_at  timestamptz,
    primary key (contact_id, node, turn)
);
comment on table look_up is 'A question to another system, asked once however often its turn is entered again.';
comment on column look_up.turn is 'dialogue.version when it was asked; with contact and node the idempotency key sent along.';
comment on column look_up.source is 'The source''s name in the settings.';
comment on column look_up.result is 'What came back, mapped, or the failure; null while asked.';
