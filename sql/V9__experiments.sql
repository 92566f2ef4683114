-- Which menu policy a customer is served by, and what was decided about the policies.

alter table customer add column policy text;
update customer set policy = case when control_arm then 'control' else 'recaller' end where control_arm is not null;
alter table customer add check ((control_arm is null) = (policy is null)), add check (control_arm = (policy = 'control'));
comment on column customer.policy is 'The menu policy drawn with control_arm at first exposure and kept: control, designed, popularity, order or recaller; null: not exposed yet.';
create index customer_by_policy on customer (policy) where policy is not null and merged_into is null;

-- Append-only: the newest row of a policy is its state; no row: switched on.
create table policy_switch (
    id                 uuid             primary key,
    policy             text             not null check (policy ~ '^[a-z]+$'),
    switched_on        boolean          not null,
    switched_at        timestamptz      not null,
    switched_by        text             not null check (switched_by in ('server', 'operator')),
    reason             text             not null check (reason <> ''),
    difference_seconds double precision,
    low_seconds        double precision,
    high_seconds       double precision,
    customers          integer          check (customers >= 0),
    check ((difference_seconds is null) = (low_seconds is null) and (low_seconds is null) = (high_seconds is null))
);
comment on table policy_switch is 'A menu policy switched off (its customers hear the designer''s order) or on again.';
comment on column policy_switch.switched_by is 'server: the automatic fall-back; operator: a command.';
comment on column policy_switch.reason is 'In plain words, with the figures it was decided on.';
comment on column policy_switch.difference_seconds is 'Seconds to the option, policy minus control: above zero is worse. Null: not decided on figures.';
comment on column policy_switch.low_seconds is 'Lower end of its 95 % interval.';
comment on column policy_switch.high_seconds is 'Upper end of its 95 % interval.';
comment on column policy_switch.customers is 'Customers of the policy it was decided on.';
create index policy_switch_newest on policy_switch (policy, switched_at desc, id desc);

comment on column menu_impression.policy is 'What decided the order: control, designed, popularity, order or recaller. A menu that the flow orders, and one for a caller nobody knows, says designed.';
create index menu_impression_by_time on menu_impression (spoken_at);
