-- What was learned from everybody, from which contacts and in which order. Of single customers nothing is kept here: what
-- was learned of them is folded from their contacts whenever it is read.

alter table contact add column learned_seq bigint check (learned_seq > 0);
comment on column contact.learned_seq is 'Its place in the sequence in which contacts were learned; null: not learned. Given under the lease of table learning, so unique over all months.';
create unique index contact_learned on contact (learned_seq, started_at) where learned_seq is not null;
create index contact_to_learn on contact (started_at, id)
    where learned_seq is null and topic is not null and (nature = 'activity' or direction = 'inbound');

create table learned_topic (
    place integer primary key check (place >= 0),
    topic text    not null unique references topic
);
comment on table learned_topic is 'The topics that were learned.';
comment on column learned_topic.place is 'Its place in the vectors: topics in the order they were first learned.';

create table learned_vector (
    name        text               primary key,
    learned_seq bigint             not null,
    numbers     double precision[] not null
);
comment on table learned_vector is 'Counts and weights of the model (io.recaller.menu.Model) by name, to the bit.';
comment on column learned_vector.learned_seq is 'The contact that changed it last: who has read up to there need not read it again.';

create table learning (
    id          boolean     primary key default true check (id),
    generation  bigint      not null default 0,
    learned_seq bigint      not null default 0 check (learned_seq >= 0),
    learned_at  timestamptz,
    holder      text,
    term        bigint      not null default 0,
    rebuilding  boolean     not null default false,
    lease_until timestamptz,
    check ((holder is null) = (lease_until is null)),
    check (holder is not null or not rebuilding)
);
comment on table learning is 'One row: how far was learned, and who learns.';
comment on column learning.generation is 'Counts the rebuilds: who has read another one reads all again.';
comment on column learning.learned_seq is 'The last place given in the sequence.';
comment on column learning.holder is 'The server, or the command, that learns now: one at a time; null: none.';
comment on column learning.term is 'Fencing token: every write is "where term = the one taken"; who updates no row has lost the lease and writes nothing.';
comment on column learning.rebuilding is 'The holder learns everything anew.';
comment on column learning.lease_until is 'After this instant anybody may take over.';
insert into learning default values;

create table learning_change (
    id         bigint      generated always as identity primary key,
    what       text        not null check (what in ('topic', 'customer', 'erased', 'replaced')),
    changed_at timestamptz not null default now()
);
comment on table learning_change is 'What was learned and is not so any more. A rebuild puts it right and removes these rows; empty: nothing is stale.';
comment on column learning_change.what is 'topic: of a learned contact, corrected; customer: of a learned contact, another or none now; erased: a learned contact; replaced: a learned topic, by another.';

create function note_learning_change() returns trigger language plpgsql as $$
begin
    insert into learning_change (what) values (tg_argv[0]);
    return null;
end $$;
comment on function note_learning_change is 'Notes what its argument says. Rows are only added: nobody who corrects a contact waits for who learns.';

create function note_learned_contact_erased() returns trigger language plpgsql as $$
begin
    if not exists (select from contact_key where contact_id = old.id) then
        insert into learning_change (what) values ('erased');
    end if;
    return null;
end $$;
comment on function note_learned_contact_erased is 'A contact that only moves to its month''s partition keeps its key.';

create function note_learned_topic_replaced() returns trigger language plpgsql as $$
begin
    if exists (select from learned_topic where topic = old.id) then
        insert into learning_change (what) values ('replaced');
    end if;
    return null;
end $$;

create trigger learned_topic_corrected after update of topic on contact for each row
    when (old.learned_seq is not null and old.topic is distinct from new.topic)
    execute function note_learning_change('topic');
create trigger learned_customer_changed after update of customer_id on contact for each row
    when (old.learned_seq is not null and old.customer_id is distinct from new.customer_id)
    execute function note_learning_change('customer');
create trigger learned_contact_erased after delete on contact for each row
    when (old.learned_seq is not null) execute function note_learned_contact_erased();
create trigger learned_topic_replaced after update of replaced_by on topic for each row
    when (old.replaced_by is distinct from new.replaced_by) execute function note_learned_topic_replaced();
