-- When a customer was drawn, and by which shares: whoever changes the shares later still knows how large each group must be.

alter table customer add column policy_drawn_at timestamptz;
comment on column menu_impression.policy is 'What decided the order: control, designed, popularity, order or recaller, as the customer was drawn; general: for a caller nobody knows. A menu that the flow orders, a context too late and a policy switched off say designed.';
comment on column customer.policy_drawn_at is 'When policy was drawn; null with a policy: before this was kept.';

create table arm_share (
    since_at timestamptz      not null,
    arm      text             not null check (arm ~ '^[a-z]+$'),
    share    double precision not null check (share between 0 and 1),
    primary key (since_at, arm)
);
comment on table arm_share is 'Into which groups customers are drawn from an instant on; append-only, one set of rows an instant.';
comment on column arm_share.arm is 'control, or a menu policy.';
comment on column arm_share.share is 'Of all customers; the rows of one instant add up to 1.';
