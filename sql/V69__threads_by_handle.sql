-- A customer may be written to in another channel of theirs: the threads of a handle are found.
create index thread_by_handle on thread (handle_kind, handle_value) where handle_kind is not null;
