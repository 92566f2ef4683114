-- Who can serve a contact: agents, what they can do, and the phones they sit at.
-- Ids are UUIDv7 made by the application. Instants are timestamptz and end in _at or _until, numbers with a unit in _seconds.

create table agent (
    id            uuid        primary key,
    login         text        not null unique check (login ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
    name          text        not null check (name <> ''),
    password_hash text,
    language      text        not null default 'en' check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]+)*$'),
    disabled_at   timestamptz,
    created_at    timestamptz not null default now()
);
comment on table agent is 'A person who serves contacts.';
comment on column agent.login is 'What the agent types to sign in; lower case.';
comment on column agent.password_hash is 'Salted password hash (bcrypt); null: cannot sign in.';
comment on column agent.language is 'Language of the agent''s desk (BCP 47). Spoken languages are skills: language:ru.';
comment on column agent.disabled_at is 'From then on the agent cannot sign in and is offered nothing; null: active.';

create table agent_skill (
    agent_id    uuid     not null references agent on delete cascade,
    skill       text     not null check (skill ~ '^[a-z0-9][a-z0-9._:-]*$'),
    proficiency smallint not null check (proficiency between 1 and 5),
    primary key (agent_id, skill)
);
comment on table agent_skill is 'What an agent can do, and how well.';
comment on column agent_skill.skill is 'Name of the skill, for example billing or language:ru.';
comment on column agent_skill.proficiency is '1 (a beginner) to 5 (an expert).';
create index agent_skill_by_skill on agent_skill (skill, proficiency);

create table station (
    id              uuid        primary key,
    name            text        not null unique check (name <> ''),
    endpoint        text        not null check (endpoint <> ''),
    asterisk_system text,
    created_at      timestamptz not null default now(),
    unique nulls not distinct (asterisk_system, endpoint)
);
comment on table station is 'A phone an agent can sit at: a desk phone, a softphone, the phone in the browser.';
comment on column station.endpoint is 'What Asterisk dials to ring it, for example PJSIP/1001.';
comment on column station.asterisk_system is 'Name of the Asterisk that knows the endpoint (asterisk.conf systemname); null: the only one.';
