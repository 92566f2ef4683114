-- Why an offer was made before a menu, and what came of a customer's last ones.

alter table menu_impression
    add column offer_detail jsonb check (jsonb_typeof(offer_detail) = 'object'),
    add check (offer_detail is null or offer is not null);
comment on column menu_impression.offer_detail is 'Of the offer: topics, probability, threshold, savedSeconds, lengthSeconds, because.';
comment on column menu_impression.outcome is 'Null while the caller is listening; offer_taken: the key was *.';
create index menu_impression_offers on menu_impression (contact_id) where offer is not null;
