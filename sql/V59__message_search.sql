-- Agents find what was written. Words as they stand, without stems: people write in many languages, one message in two. The
-- server makes the query of whole words and of beginnings.

-- PostgreSQL takes an address, a number with its sign, a date or what is between < and > for one word, and not every database
-- knows which signs beyond ASCII are no letters: here each of them ends a word, as it does in what is looked for.
-- A database of another encoding, or of none, knows the signs of ASCII only.
do $make$
begin
    if getdatabaseencoding() = 'UTF8' then
        execute $function$
            create function message_words(body text) returns tsvector language sql immutable parallel safe as $$
                select to_tsvector('simple', translate(body,
                    U&'!"#$%&''()*+,-./:;<=>?@[\005C]^_`{|}~\00A0\00A7\00AB\00B0\00B1\00B7\00BB\00BF\00A1\00D7\2010\2011\2012\2013\2014\2018\2019\201A\201C\201D\201E\2022\2026\202F\2039\203A\20AC\2116\20B8\20BD\20B4',
                    repeat(' ', 80)))
            $$
        $function$;
    else
        execute $function$
            create function message_words(body text) returns tsvector language sql immutable parallel safe as $$
                select to_tsvector('simple', translate(body,
                    '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~',
                    repeat(' ', 80)))
            $$
        $function$;
    end if;
end
$make$;
comment on function message_words is 'The words by which a message is found: whatever stands between letters and digits ends one.';

create index message_search on message using gin (message_words(body));
