-- Learning asks for what was open when a contact began, closed since or not.

create index request_by_area on request (area, opened_at desc) where area is not null;
