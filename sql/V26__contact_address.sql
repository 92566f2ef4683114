-- A contact is reached at an address, which need not be a telephone: the two columns of Asterisk become one, as the
-- door writes it. Columns of calls and threads side by side would have to grow with every kind of message, and generated
-- columns would break the months that are made by "select *".
alter table contact add column address jsonb check (jsonb_typeof(address) = 'object');
comment on column contact.address is 'Where it was reached last: {system, linkedId, channelName} of a call, {gateway, id} of a thread of messages; attributes, not keys; null: another system reported it.';

update contact
set address = jsonb_build_object('system', coalesce(asterisk_system, ''), 'linkedId', coalesce(linkedid, ''), 'channelName', '')
where asterisk_system is not null or linkedid is not null;

drop index contact_by_linkedid;
create index contact_by_linkedid on contact ((address ->> 'linkedId')) where address is not null;
alter table contact drop column asterisk_system, drop column linkedid;
