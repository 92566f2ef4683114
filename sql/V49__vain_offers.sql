-- What a server that died right after it had written an end may have left out: offers that came to nothing lately, of which
-- Asterisk is asked whether the two have talked all the same.

create index assignment_in_vain on assignment (closed_at) where outcome in ('caller_gone', 'expired');
