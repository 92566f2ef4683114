-- A number that is one only here is a handle of its own kind; numbers stored before are read again.

comment on column handle.kind is 'tel, local, email, telegram, web, card and so on.';
comment on column handle.value is
    'Normalised by kind: tel is E.164 with a plus, local the digits of a number that is one only here, email lower case.';

create table handle_reading (
    rules   text        primary key,
    done_at timestamptz not null
);
comment on table handle_reading is 'The rules by which all stored telephone numbers were read again.';
comment on column handle_reading.rules is 'Version of the rules and the country, as in 1/KZ.';
comment on column handle_reading.done_at is 'When the last number had been read.';
