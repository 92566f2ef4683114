-- Every other second each server looks for talks that have lasted for a day on an Asterisk that nobody looks at: without
-- this it read all talks there are, and all that ever waited beside them.
create index assignment_connected on assignment (connected_at) where state = 'connected';
