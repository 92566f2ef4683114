-- Links and fields weigh by the trust of the contact they came from: what is not proved identifies nobody and replaces nothing.

alter table customer_handle
    add column standing   text not null default 'own' check (standing in ('claimed', 'own', 'proved')),
    add column trust      text not null default 'claimed' check (trust in ('unknown', 'claimed', 'attested', 'verified')),
    add column contact_id uuid references contact_key on delete set null;
comment on table customer_handle is 'Who uses a handle, or is said to. A handle of several customers identifies none of them; a claimed one identifies nobody.';
comment on column customer_handle.standing is 'own: the customer came into being by it; proved: by PIN, by a verified contact or by an agent''s word; claimed: named in an unproven contact, it narrows and never reveals.';
comment on column customer_handle.trust is 'Of the contact the link came from.';
comment on column customer_handle.contact_id is 'The contact that made the link; null: not from a contact, made before this was kept, or the contact is gone.';
create index customer_handle_claimed on customer_handle (handle_id) where standing = 'claimed';
create index customer_handle_by_contact on customer_handle (contact_id) where contact_id is not null;

-- What was linked before: proved where a verified contact used the handle or no other contact can have named it; own where it
-- is the only or the first handle, or telephones; shared handles stay shared. The rest was named by contacts that proved nothing.
with link as (
    select u.customer_id, u.handle_id, h.kind,
           count(*) over (partition by u.handle_id) as users,
           row_number() over (partition by u.customer_id order by u.created_at, h.kind <> 'tel', h.created_at, h.id) as place
    from customer_handle u join handle h on h.id = u.handle_id
), judged as (
    select customer_id, handle_id,
           case
               when exists (select from contact c where c.handle_id = link.handle_id
                            and c.customer_id = link.customer_id and c.trust = 'verified') then 'proved'
               when exists (select from contact c where c.customer_id = link.customer_id and c.source <> 'phone')
                    and not exists (select from contact c where c.customer_id = link.customer_id
                                    and c.source <> 'phone' and c.trust <> 'verified') then 'proved'
               when users > 1 or place = 1 then 'own'
               when kind = 'tel' and exists (select from contact c where c.handle_id = link.handle_id
                                             and c.customer_id = link.customer_id and c.source = 'phone') then 'own'
               else 'claimed'
           end as standing
    from link
)
update customer_handle u
set standing = judged.standing,
    trust = case judged.standing when 'proved' then 'verified' else 'claimed' end
from judged
where u.customer_id = judged.customer_id and u.handle_id = judged.handle_id;

alter table known_field
    add column trust text not null default 'claimed' check (trust in ('unknown', 'claimed', 'attested', 'verified'));
comment on column known_field.trust is 'Of the contact it was given in, when it was given: the newest of the highest trust counts.';
alter table known_field disable trigger append_only;
update known_field set trust = 'verified' where verified;
update known_field f set trust = 'unknown'
from contact_key k join contact c on c.id = k.contact_id and c.started_at = k.started_at
where k.contact_id = f.contact_id and not f.verified and c.trust = 'unknown';
alter table known_field enable trigger append_only;
drop index known_field_newest;
create index known_field_newest on known_field (customer_id, key, trust, given_at desc);

-- Contacts of which nothing was known are not a customer's who has proved who they are.
update contact c set customer_id = null
where c.trust = 'unknown' and c.source <> 'phone' and c.customer_id is not null
  and (exists (select from customer_pin p where p.customer_id = c.customer_id)
       or exists (select from contact o where o.customer_id = c.customer_id and o.trust = 'verified'));
