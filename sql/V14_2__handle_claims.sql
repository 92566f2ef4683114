-- Every contact that claimed a link, not only the first: whoever takes the claim back takes back what all of them brought.
create table handle_claim (
    customer_id uuid not null references customer on delete cascade,
    handle_id   uuid not null references handle on delete cascade,
    contact_id  uuid not null references contact_key (contact_id) on delete cascade,
    primary key (customer_id, handle_id, contact_id)
);
comment on table handle_claim is 'Which contacts that proved nothing said that a customer uses a handle.';
create index handle_claim_by_handle on handle_claim (handle_id);
create index handle_claim_by_contact on handle_claim (contact_id);
insert into handle_claim (customer_id, handle_id, contact_id)
select customer_id, handle_id, contact_id from customer_handle where standing = 'claimed' and contact_id is not null;
