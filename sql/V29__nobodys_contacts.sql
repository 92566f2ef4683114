-- A contact of which nothing is known and that no browser or messenger tells from others is nobody's until somebody says whose:
-- each had made a customer of its own before. What it named and gave is kept by its contact.

alter table handle_claim drop constraint handle_claim_pkey;
alter table handle_claim
    alter column customer_id drop not null,
    add constraint handle_claim_once unique nulls not distinct (customer_id, handle_id, contact_id);
comment on column handle_claim.customer_id is 'Who is said to use it; null: nobody yet, the contact is nobody''s.';

alter table known_field alter column customer_id drop not null;
comment on column known_field.customer_id is 'Who gave it; null: nobody yet, the contact is nobody''s.';

-- Customers who were made so: only claims, nothing that identifies them, nothing that anybody keeps of them but such contacts.
create temporary table nobody on commit drop as
select c.id from customer c
where c.merged_into is null and c.language is null and c.segment is null and c.responsible_agent is null
  and exists (select from customer_handle u where u.customer_id = c.id)
  and not exists (select from customer_handle u where u.customer_id = c.id and u.standing <> 'claimed')
  and not exists (select from customer m where m.merged_into = c.id)
  and not exists (select from customer_pin p where p.customer_id = c.id)
  and not exists (select from pin_budget p where p.customer_id = c.id)
  and not exists (select from pin_guess p where p.customer_id = c.id)
  and not exists (select from request r where r.customer_id = c.id)
  and not exists (select from fact f where f.customer_id = c.id)
  and not exists (select from audit a where a.customer_id = c.id)
  and not exists (select from known_field f where f.customer_id = c.id and f.contact_id is null)
  and not exists (select from contact t where t.customer_id = c.id and (t.trust <> 'unknown' or t.address is not null));

update contact set customer_id = null where customer_id in (select id from nobody);
update conversation set customer_id = null where customer_id in (select id from nobody);
update handle_claim set customer_id = null where customer_id in (select id from nobody);
insert into handle_claim (handle_id, contact_id)
select u.handle_id, u.contact_id from customer_handle u
where u.customer_id in (select id from nobody) and u.contact_id is not null
on conflict do nothing;
alter table known_field disable trigger append_only;
update known_field set customer_id = null where customer_id in (select id from nobody);
alter table known_field enable trigger append_only;
delete from customer where id in (select id from nobody);
