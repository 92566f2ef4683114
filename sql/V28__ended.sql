-- How a contact ended mixed what came of it with who ended it and why: a caller who hung up and a line that was lost were one word.
-- end_reason stays, in the words of before, and other systems' own words stay in it.
alter table contact
    add column end_result text check (end_result in ('self-served', 'served', 'abandoned', 'unfinished', 'ring-group')),
    add column end_by     text check (end_by in ('customer', 'agent', 'recaller', 'telephony')),
    add column end_place  text check (end_place in ('arrival', 'menu', 'last-words', 'hand-off', 'queue', 'ringing', 'talk')),
    add column end_why    text,
    add constraint contact_end_reason_whole check (
        (end_by is null) = (end_place is null) and (end_by is null) = (end_why is null)
        and (end_by is null or end_result is not null));

-- What the old word tells for sure: the result of all, and of the flow's own end the rest as well. Our own contacts have their id as
-- external id; a word that another system told is not ours to read.
update contact
set end_result = case end_reason when 'caller-hung-up' then 'unfinished' else end_reason end,
    end_by     = case end_reason when 'self-served' then 'recaller' end,
    end_place  = case end_reason when 'self-served' then 'last-words' end,
    end_why    = case end_reason when 'self-served' then 'flow-finished' end
where end_reason in ('self-served', 'served', 'abandoned', 'caller-hung-up', 'ring-group')
  and external_id = id::text;

comment on column contact.end_reason is 'One word for how it ended: of our own contacts the result (unfinished as caller-hung-up), of others what their system told.';
comment on column contact.end_result is 'What came of it; reports count by it. Null: goes on, or another system''s.';
comment on column contact.end_by is 'Who ended it; null: goes on, or ended before there was this column and is not known.';
comment on column contact.end_place is 'Where it was when it ended, or when it was given to the ring group.';
comment on column contact.end_why is 'Why; the page docs/failures.md lists what there is.';
