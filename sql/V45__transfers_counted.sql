-- What reports count of transfers: of what kind each was, whom it was for, and how long the caller was on hold in it. The
-- target's own columns are emptied when it is given up. A server of before goes on writing: its rows count as holds.

alter table transfer
    add column kind text not null default 'hold' check (kind in ('hold', 'send', 'consult', 'phone')),
    add column sent_to text check (sent_to in ('agent', 'queue', 'outside')),
    add column held_until timestamptz;

-- Of what was written before: as well as the rows still tell it.
update transfer
set sent_to = case
        when to_agent_id is not null then 'agent'
        when to_queue is not null then 'queue'
        when to_number is not null then 'outside'
    end,
    kind = case
        when to_agent_id is not null and leg_id is not null and asked_at = state_at and outcome = 'completed' then 'phone'
        when leg_id is not null and (to_agent_id is not null or state in ('ringing', 'consulting', 'conference')) then 'consult'
        when to_agent_id is not null or to_queue is not null or to_number is not null or state in ('calling', 'queueing') then 'send'
        else 'hold'
    end;
update transfer
set held_until = case when kind in ('send', 'phone') then asked_at else state_at end
where state not in ('on_hold', 'ringing', 'consulting');

comment on column transfer.kind is 'hold: on hold only; send: handed over without a word; consult: another was asked first; phone: passed on at the phone itself.';
comment on column transfer.sent_to is 'For whom it was, also once that came to nothing: agent, queue (of a consultation: whoever of it was best), outside; null: nobody.';
comment on column transfer.held_until is 'The caller was on hold from asked_at until then; null: is still.';
create index transfer_by_time on transfer using brin (asked_at) with (autosummarize = on, pages_per_range = 32);
