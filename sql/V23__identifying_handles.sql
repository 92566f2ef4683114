-- Who is found by a handle, without a look at those who are only said to use it: anybody may say so, any number of times.
create index customer_handle_identifying on customer_handle (handle_id) where standing <> 'claimed';
