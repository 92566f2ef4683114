-- Another system answers people through us: nobody who signs in at our desk wrote it.
alter table message add column signed text check (signed <> '' and length(signed) <= 100);
comment on column message.signed is 'What whoever wrote it is called, where that is no agent of ours; null: an agent of ours, the flow, or nobody is named.';
