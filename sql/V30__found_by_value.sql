-- Other systems look for customers by what they gave ("who is called so"), and read contacts in the order they began.
-- A value may be longer than an index can hold: its beginning is found, the rest is compared.
create index known_field_by_value on known_field (key, lower(left(value, 200)));
create index contact_in_order on contact (started_at, id);
