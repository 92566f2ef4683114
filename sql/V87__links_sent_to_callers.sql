-- Links to messengers that agents send to callers.

alter table channel_link add column sent_to text;
comment on column channel_link.sent_to is 'The number whose owner was sent it; null: it was shown, not sent.';
create index channel_link_sent on channel_link (sent_to, made_at) where sent_to is not null;

-- Sent, or followed: the agent's desk shows it beside the call.
create trigger signal_channel_link after insert or update on channel_link for each row
    when (new.sent_to is not null) execute function signal_dialogue();
