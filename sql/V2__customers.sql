-- Who contacts us, and how they are recognised.

create table customer (
    id                uuid        primary key,
    merged_into       uuid        references customer check (merged_into <> id),
    language          text        check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]+)*$'),
    segment           text,
    responsible_agent uuid        references agent on delete set null,
    control_arm       boolean,
    created_at        timestamptz not null default now()
);
comment on table customer is 'A person, a household or a firm.';
comment on column customer.merged_into is 'This customer turned out to be that one; every read follows it. Null: stands for itself.';
comment on column customer.language is 'Language the customer is spoken to in (BCP 47); null: not known.';
comment on column customer.segment is 'The business''s own name for a kind of customer.';
comment on column customer.responsible_agent is 'The agent who looks after this customer, if anyone does.';
comment on column customer.control_arm is 'True: always hears the designer''s order. Stored at the first exposure and never drawn again; null: not exposed yet.';
create index customer_merged_into on customer (merged_into) where merged_into is not null;
create index customer_responsible_agent on customer (responsible_agent) where responsible_agent is not null;

create table handle (
    id         uuid        primary key,
    kind       text        not null check (kind ~ '^[a-z][a-z0-9_]*$'),
    value      text        not null check (value <> ''),
    created_at timestamptz not null default now(),
    unique (kind, value)
);
comment on table handle is 'One way to be recognised. Its row lock is what makes concurrent first contacts create one customer.';
comment on column handle.kind is 'tel, email, telegram, web, card and so on.';
comment on column handle.value is 'Normalised by kind: tel is E.164 with a plus, email is lower case.';

create table customer_handle (
    customer_id uuid        not null references customer on delete cascade,
    handle_id   uuid        not null references handle on delete cascade,
    created_at  timestamptz not null default now(),
    primary key (customer_id, handle_id)
);
comment on table customer_handle is 'Who uses a handle. A handle of several customers identifies none of them.';
create index customer_handle_by_handle on customer_handle (handle_id);

create table customer_pin (
    customer_id uuid        primary key references customer on delete cascade,
    hash        text        not null,
    set_at      timestamptz not null default now()
);
comment on table customer_pin is 'The secret a customer proves who they are with.';
comment on column customer_pin.hash is 'Salted password hash (bcrypt), never the digits.';

create table pin_lock (
    subject_kind text        not null check (subject_kind in ('customer', 'handle')),
    subject_id   uuid        not null,
    failures     integer     not null default 0 check (failures >= 0),
    locked_until timestamptz,
    updated_at   timestamptz not null default now(),
    primary key (subject_kind, subject_id)
);
comment on table pin_lock is 'Wrong PINs in a row, per customer and per line: the lock grows and outlives the call and the server.';
comment on column pin_lock.subject_id is 'customer.id or handle.id, by subject_kind; no foreign key because it is either.';
comment on column pin_lock.failures is 'Wrong PINs since the last right one.';
comment on column pin_lock.locked_until is 'No PIN is tried before this instant; null: not locked.';
