-- Where a channel lets customers be written to for a time only, a notice may name what goes out instead of the plain template.
alter table notice add column template text check (template ~ '^[a-z][a-z0-9-]{0,30}$');
comment on column notice.template is 'Which of a channel''s templates tells it where its own words may not go out, by its name in the settings; null: the plain one invites them to write.';
comment on column notice_recipient.reason is 'Why it is unreachable: no-consent, no-way, tier, template-field (a field of the template is not known), known (they have it already), fault.';
