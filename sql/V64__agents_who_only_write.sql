-- Agents who only write with people sit at no phone.
alter table agent add column only_writes boolean not null default false;
comment on column agent.only_writes is 'Whether the agent serves those who write and needs no phone: no call is offered.';
