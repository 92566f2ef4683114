-- What is true now and may explain why somebody contacts us: for one customer or for everybody in an area.

create table fact (
    id          uuid        primary key,
    customer_id uuid        references customer on delete cascade,
    area        text        check (area <> ''),
    kind        text        not null check (kind <> ''),
    topic       text        not null references topic,
    texts       jsonb       not null default '{}' check (jsonb_typeof(texts) = 'object'),
    from_at     timestamptz not null,
    until_at    timestamptz check (until_at >= from_at),
    tier        text        not null default 'verified' check (tier in ('unknown', 'claimed', 'attested', 'verified')),
    source      text        not null check (source <> ''),
    external_id text        not null check (external_id <> ''),
    updated_at  timestamptz not null,
    unique (source, external_id),
    check (num_nonnulls(customer_id, area) = 1)
);
comment on table fact is 'Something true now that may explain a contact: an order on its way, a failed payment, an outage.';
comment on column fact.customer_id is 'Whom it is true of; null: of everybody in the area.';
comment on column fact.area is 'Concerns every customer whose area field has this value (setting facts.area-field).';
comment on column fact.kind is 'The business''s own word: order, payment, outage.';
comment on column fact.topic is 'What who hears of it is likely to contact us about.';
comment on column fact.texts is 'Language, such as ru, to what may be said or shown about it.';
comment on column fact.until_at is 'True until then; null: until it is reported otherwise.';
comment on column fact.tier is 'Trust needed to hear about it.';
comment on column fact.updated_at is 'When it was reported last.';
create index fact_by_customer on fact (customer_id, from_at desc) where customer_id is not null;
create index fact_by_area on fact (area, from_at desc) where area is not null;
create index fact_by_topic on fact (topic);

alter table request
    alter column customer_id drop not null,
    add column area       text        check (area <> ''),
    add column texts      jsonb       not null default '{}' check (jsonb_typeof(texts) = 'object'),
    add column updated_at timestamptz not null default now(),
    add check (num_nonnulls(customer_id, area) = 1);
comment on column request.customer_id is 'Whose it is; null: everybody''s in the area.';
comment on column request.area is 'Concerns every customer whose area field has this value (setting facts.area-field).';
comment on column request.texts is 'Language, such as ru, to what may be said or shown about it.';
comment on column request.updated_at is 'When it was reported last.';
create index request_open_by_area on request (area, opened_at desc) where closed_at is null and area is not null;
