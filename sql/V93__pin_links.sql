-- Links by which whoever writes keys their PIN on a page: it would stay in a history else.

create table pin_link (
    contact_id     uuid        primary key references contact_key on delete cascade,
    node           text        not null,
    token_sha256   text        not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
    state          text        not null default 'open' check (state in ('open', 'proved', 'matched', 'failed', 'refused')),
    made_at        timestamptz not null,
    expires_at     timestamptz not null,
    customer_id    uuid        references customer on delete cascade,
    links          integer     not null default 1,
    reminders      integer     not null default 0,
    wrong          integer     not null default 0,
    attempt_sha256 text        check (attempt_sha256 ~ '^[0-9a-f]{64}$'),
    number         text        check (number ~ '^[0-9]{3}$'),
    wrong_numbers  integer     not null default 0,
    matched_by     bigint,
    check ((state = 'proved') <= (number is not null and customer_id is not null)),
    check ((state = 'matched') <= (number is null and matched_by is not null))
);
comment on table pin_link is 'The newest link of a contact in writing to the page for its PIN; package continuation alone writes it. Deleted two days later.';
comment on column pin_link.node is 'Where in the flow it is asked for.';
comment on column pin_link.token_sha256 is 'Of what is in the link, in hexadecimal; the link itself is kept nowhere.';
comment on column pin_link.state is 'open: a PIN may be keyed. proved: it was right, and the number that the page shows is to be written. matched: it was written. failed: too many wrong ones, or nothing can be proved. refused: whoever had the page does not write there.';
comment on column pin_link.expires_at is 'Until then the link opens, or the number is taken.';
comment on column pin_link.customer_id is 'Whom the contact was taken for; from proved on, whose PIN it was.';
comment on column pin_link.links is 'How many there were of this contact.';
comment on column pin_link.reminders is 'How often something else was written since the newest.';
comment on column pin_link.wrong is 'Wrong PINs of this contact.';
comment on column pin_link.attempt_sha256 is 'Of the name that the page gave its last try: said again, it is answered the same.';
comment on column pin_link.matched_by is 'The message with the number.';
create index pin_link_by_age on pin_link (made_at);
create index pin_link_of_customer on pin_link (customer_id);
