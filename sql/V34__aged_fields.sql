-- What may not be kept any longer is found by key and age, without reading all that may.
create index known_field_by_age on known_field (key, given_at);
