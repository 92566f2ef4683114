-- What a call is about changes with its keys. Each time it did, the contact and its conversation were written anew with
-- all their indexes and keys, which cost more than the rest of the turn three times over. Now the dialogue's own row,
-- which each turn writes anyway, remembers it, and the contact is told at the hand-off or the end, whoever writes that.

alter table dialogue add column topic text;
comment on column dialogue.topic is 'What the contact seems to be about by the keys pressed so far, as the flow names it; null: nothing yet. The contact is told at the hand-off or the end.';
