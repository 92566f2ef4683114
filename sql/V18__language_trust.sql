-- How surely it was the customer, or the business, who chose the language.

alter table customer
    add column language_trust text not null default 'verified' check (language_trust in ('claimed', 'attested', 'verified'));
comment on column customer.language_trust is 'Trust of the contact that chose language; verified: also the business, and whatever was there before this column. Only as much trust replaces it.';
