-- A PIN keyed by a caller is tried on the few who claimed the number first: to find these, not all claims of it are read.
alter table customer_handle add column provable boolean not null default false;
comment on column customer_handle.provable is 'A claim of somebody with a PIN, which may prove it. May be true though the PIN is gone by now.';

with recursive chain (claimant, id, next) as (
    select u.customer_id, c.id, c.merged_into
    from customer_handle u join customer c on c.id = u.customer_id
    where u.standing = 'claimed'
    union
    select chain.claimant, c.id, c.merged_into from chain join customer c on c.id = chain.next
)
update customer_handle u set provable = true
from chain join customer_pin p on p.customer_id = chain.id
where chain.next is null and u.customer_id = chain.claimant and u.standing = 'claimed';

create index customer_handle_provable on customer_handle (handle_id, created_at, customer_id) where provable;
drop index customer_handle_claimed;
