-- Pictures and documents are handed in on a page beside a call. Each is with a message of the call's own contact, in a
-- thread of the page (gateway "companion"), so they are kept, counted and deleted as all that people send.
alter table continuation add column handed_in integer not null default 0 check (handed_in >= 0);
comment on column continuation.handed_in is 'How many pictures and documents were handed in on it.';

-- The page and the agent's desk look when another has come.
drop trigger signal_page on continuation;
create trigger signal_page after update on continuation for each row
    when (new.opened_at is distinct from old.opened_at or new.ended_at is distinct from old.ended_at
          or (new.typing_until is null) <> (old.typing_until is null) or new.handed_in <> old.handed_in)
    execute function signal_dialogue();

-- An agent may ask for one: beside forms and documents a third thing that is shown.
alter table showing add column asks_file boolean not null default false;
comment on column showing.asks_file is 'Whether a picture or a document is asked for; then there is no form and no document.';
comment on column showing.why is 'What ended it: all of it was given, what was asked for came, the agent took it back or showed something else.';
alter table showing drop constraint showing_check;
alter table showing add constraint showing_of_one_kind check (num_nonnulls(form, document) + asks_file::int = 1) not valid;
alter table showing validate constraint showing_of_one_kind;
