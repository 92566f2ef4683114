-- Every minute each server compares the calls that are open here with those its Asterisk has: without an index that read
-- the whole month. Hardly any row is open, so the index stays small.
create index contact_open on contact ((address ->> 'system'), started_at) where ended_at is null and address is not null;

comment on table asterisk_link is 'The Asterisk each server is linked to, or was last: the row tells a renamed Asterisk from another one. Worth nothing else once its lease is over.';
