-- Where somebody may be answered for a time only (WhatsApp, Messenger, Instagram), what has been approved may be sent after it.
alter table message add column is_template boolean not null default false;
comment on column message.is_template is 'Whether it goes out as what the gateway''s settings name a template; the body is what that says.';

comment on column handle.kind is 'tel, local, email, telegram, whatsapp, messenger, instagram, web, card and so on.';
