-- Which Asterisk each server looks at. Several may serve one database when each has a name of its own; two of one name,
-- or two without any, would be taken for one: their channels, contacts and phones could not be told apart.

create table asterisk_link (
    server          text        primary key check (server <> ''),
    asterisk_system text        not null,
    identity        text        not null,
    address         text        not null,
    lease_until     timestamptz not null
);
comment on table asterisk_link is 'The Asterisk a running server is linked to; the row of a server that was killed is worth nothing once its lease is over.';
comment on column asterisk_link.server is 'The server, named as in offer.held_by.';
comment on column asterisk_link.asterisk_system is 'Its systemname (asterisk.conf); empty: it has none.';
comment on column asterisk_link.identity is 'A word a server put into that Asterisk''s globals: it tells two processes of one name apart, and dies with the process.';
comment on column asterisk_link.address is 'Where its manager interface is, for people who look for it.';
comment on column asterisk_link.lease_until is 'Renewed every few seconds while the link is up.';
create index asterisk_link_by_name on asterisk_link (asterisk_system, lease_until);

comment on column waiting_contact.caller_channel is 'Asterisk''s name of the caller''s channel, for example PJSIP/trunk-00000007, wherever it has moved to; null: not a call.';
comment on column contact.linkedid is 'Asterisk''s Linkedid of the caller''s leg, of the last one when the caller was transferred in: an attribute, not a key.';
