-- Personal recommendations (next best action): what may be offered to whom, what was offered, what came of it.

create table recommendation (
    id           text             primary key check (id ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' and length(id) <= 80),
    product      text             not null check (product <> '' and length(product) <= 80),
    topic        text             not null references topic,
    tier         text             not null check (tier in ('unknown', 'claimed', 'attested', 'verified')),
    texts        jsonb            not null check (jsonb_typeof(texts) = 'object'),
    said         jsonb            not null check (jsonb_typeof(said) = 'object'),
    reason       jsonb            not null check (jsonb_typeof(reason) = 'object'),
    segments     text[]           not null,
    is_named     boolean          not null,
    weight       double precision not null check (weight >= 0.01 and weight <= 100),
    from_at      timestamptz      not null,
    until_at     timestamptz      not null check (until_at > from_at),
    created_at   timestamptz      not null,
    changed_at   timestamptz      not null,
    withdrawn_at timestamptz
);
comment on table recommendation is 'What may be offered to customers, as other systems and operators give it; package recommendation alone writes it.';
comment on column recommendation.id is 'The giver''s own id of it.';
comment on column recommendation.product is 'What is offered; a no to it counts for all recommendations of the product.';
comment on column recommendation.topic is 'What it is about.';
comment on column recommendation.tier is 'How sure we must be who is there to offer it.';
comment on column recommendation.texts is 'What an agent reads, by language.';
comment on column recommendation.said is 'What a flow asks, by language; empty: only agents offer it.';
comment on column recommendation.reason is 'Why it may fit, by language, in the giver''s words; empty: not told.';
comment on column recommendation.segments is 'Whom it is for; none: all segments, and who has none.';
comment on column recommendation.is_named is 'Whether it is for those in recommendation_customer only.';
comment on column recommendation.weight is 'How much the business wants it, against others: 1 is usual.';
create index recommendation_by_end on recommendation (until_at);

create table recommendation_customer (
    recommendation_id text not null references recommendation on delete cascade,
    customer_id       uuid not null references customer on delete cascade,
    primary key (recommendation_id, customer_id)
);
comment on table recommendation_customer is 'Whom a recommendation names.';
create index recommendation_customer_by_customer on recommendation_customer (customer_id);

create table recommendation_outcome (
    contact_id        uuid             primary key references contact_key on delete cascade,
    recommendation_id text             not null references recommendation on delete cascade,
    customer_id       uuid             not null references customer on delete cascade,
    product           text             not null,
    segment           text,
    topics            text[]           not null,
    state             text             not null check (state in ('withheld', 'shown', 'accepted', 'declined', 'wrong')),
    reasons           jsonb            not null check (jsonb_typeof(reasons) = 'array'),
    shown_at          timestamptz      not null,
    answered_at       timestamptz,
    answered_by       text,
    check ((state in ('accepted', 'declined', 'wrong')) = (answered_at is not null))
);
comment on table recommendation_outcome is 'What was recommended in a contact, one at most, and what came of it.';
comment on column recommendation_outcome.product is 'As it was then.';
comment on column recommendation_outcome.segment is 'The customer''s, as it was then.';
comment on column recommendation_outcome.topics is 'What this contact and the customer''s last ones were about.';
comment on column recommendation_outcome.state is 'withheld: it would have been shown, but the customer is of the control group; wrong: it did not fit them.';
comment on column recommendation_outcome.reasons is 'Why this one: what was added up.';
comment on column recommendation_outcome.answered_by is 'The agent''s id; flow: the customer answered the menu.';
create index recommendation_outcome_of_customer on recommendation_outcome (customer_id, shown_at);
create index recommendation_outcome_of_one on recommendation_outcome (recommendation_id, shown_at);
create index recommendation_outcome_answered on recommendation_outcome (answered_at) where answered_at is not null;

create table recommendation_uptake (
    recommendation_id text        not null references recommendation on delete cascade,
    customer_id       uuid        not null references customer on delete cascade,
    at                timestamptz not null,
    primary key (recommendation_id, customer_id)
);
comment on table recommendation_uptake is 'Who took what a recommendation is of, in whatever way, as another system reports it; of the control group too.';
create index recommendation_uptake_of_customer on recommendation_uptake (customer_id);
