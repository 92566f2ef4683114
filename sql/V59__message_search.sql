-- Agents find what was written. Words as they stand, without stems: people write in many languages, one message in two. The
-- server makes the query of whole words and of beginnings.

create index message_search on message using gin (to_tsvector('simple', body));
