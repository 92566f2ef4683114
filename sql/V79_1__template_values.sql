-- What goes out as a template says which, and what its fields are filled with.

alter table message
    add column template        text check (template is null or template ~ '^[a-z][a-z0-9-]{0,30}$'),
    add column template_values text[];
alter table message add constraint message_template_values_of_template
    check (template_values is null or (template is not null and is_template)) not valid;
comment on column message.template is 'Which of the gateway''s templates it goes out as, by its name in the settings; null: the one that has no fields.';
comment on column message.template_values is 'What the fields of that template are filled with, in their order.';
