-- Where a dialogue is within its node, and what happened on its way, have types now. Rows are written anew at their next
-- turn; until then they are read as they were written.
comment on column dialogue.step is 'Where within the node, as JSON: {menu: {order, offer, since}}, {field}, {readBack} or {lookUp: the version it was first asked at}, with {tries, fault} of the last attempt; empty at entry. Before: field/ask/2/NO_INPUT.';
comment on column dialogue.path is 'What happened, oldest first: {at: node} when it was entered, with {option}, {offer}, {asked: person} or {wrong: proof or words} when that was so. Before: texts, menu=option.';

-- Who waits is reached where the contact is: the same address, in the same words.
alter table waiting_contact add column address jsonb not null default '{}' check (jsonb_typeof(address) = 'object');
comment on column waiting_contact.address is 'Where it is reached, wherever it has moved to; as contact.address.';
update waiting_contact
set address = jsonb_build_object('system', coalesce(asterisk_system, ''), 'linkedId', '', 'channelName', coalesce(caller_channel, ''));
alter table waiting_contact drop column asterisk_system, drop column caller_channel;
