-- Of a contact that is open for days the tries of its PIN are counted together.

comment on table pin_link is 'The newest link of a contact in writing to the page for its PIN, and how often it was tried there; package continuation alone writes it. Deleted two days after its contact has ended.';
comment on table sms_stop is 'Numbers that wrote STOP, and who left a bot in Viber, and wrote nothing since: nothing is sent to them; gateway.sms and gateway.viber write it.';
comment on column sms_stop.at is 'When they wrote it, or left.';
