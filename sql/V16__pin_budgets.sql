-- Guessing PINs: budgets that come back with time, by line and customer, and a key kept outside the database.

drop table pin_lock;

create table pin_budget (
    id          bigint           generated always as identity primary key,
    scope       text             not null check (scope in ('attested', 'claimed', 'strangers', 'line')),
    customer_id uuid             references customer on delete cascade,
    handle_id   uuid             references handle on delete cascade,
    wrong       double precision not null default 0 check (wrong >= 0),
    counted_at  timestamptz      not null default now(),
    proved_at   timestamptz,
    unique nulls not distinct (scope, customer_id, handle_id),
    check ((customer_id is null) = (scope = 'line')),
    check ((handle_id is null) = (scope = 'strangers'))
);
comment on table pin_budget is 'Wrong PINs that still count. They leave with time, so no lock lasts; who has the budget is one customer on one line, one customer on all lines that never proved them, or one line for all customers.';
comment on column pin_budget.scope is 'attested: this customer on this line, whose number the network vouches for; claimed: the same, anybody may claim the number; strangers: this customer from lines that never gave the right PIN; line: this line whoever it asks for.';
comment on column pin_budget.wrong is 'Wrong PINs at counted_at; one leaves each half hour.';
comment on column pin_budget.proved_at is 'When the right PIN last came from this line; null: never, it is a stranger''s.';
create index pin_budget_by_customer on pin_budget (customer_id) where customer_id is not null;
create index pin_budget_by_handle on pin_budget (handle_id) where handle_id is not null;

alter table customer_pin add column key_id text check (key_id <> '');
comment on column customer_pin.hash is 'Salted password hash (bcrypt) of the PIN; with a key_id, that hash encrypted (AES-256-GCM) and in Base64. Never the digits.';
comment on column customer_pin.key_id is 'Which key of the pepper file encrypts the hash; null: from before there was one, encrypted at the next start.';
create index customer_pin_by_key on customer_pin (key_id);

create table pin_pepper (
    key_id  text        primary key check (key_id <> ''),
    made_at timestamptz not null default now()
);
comment on table pin_pepper is 'Names of the keys PINs were ever encrypted with; the keys are in the pepper file, outside the database. Without a row the first server makes that file.';

create table pin_guess (
    fingerprint bytea       not null,
    customer_id uuid        not null references customer on delete cascade,
    at          timestamptz not null,
    primary key (fingerprint, customer_id)
);
comment on table pin_guess is 'Wrong PINs of the last day, to see one PIN being tried on many customers.';
comment on column pin_guess.fingerprint is 'HMAC-SHA-256 of the digits under a key derived from the pepper: tells equal from different, and without the pepper nothing else.';
create index pin_guess_at on pin_guess (at);
create index pin_guess_by_customer on pin_guess (customer_id);
