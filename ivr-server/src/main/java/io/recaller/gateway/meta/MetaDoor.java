package io.recaller.gateway.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.inbound.Inbox;
import io.recaller.db.DatabaseUnavailableException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Meta tells of one account of ours. Any thread; blocking. */
public final class MetaDoor {
    private static final Logger LOG = LoggerFactory.getLogger(MetaDoor.class);

    private final MetaPlan plan;
    private final Inbox inbox;
    private final MetaOutcomes outcomes;
    private final ToldNumbers numbers;
    private final InstantSource clock;

    /**
     * Takes in what is told.
     *
     * @param outcomes what becomes of what we sent
     * @param numbers of who writes, where they are told
     */
    public MetaDoor(
            MetaPlan plan,
            Inbox inbox,
            MetaOutcomes outcomes,
            ToldNumbers numbers,
            InstantSource clock) {
        this.plan = plan;
        this.inbox = inbox;
        this.outcomes = outcomes;
        this.numbers = numbers;
        this.clock = clock;
    }

    MetaPlan plan() {
        return plan;
    }

    boolean isFor(String object, String account) {
        return plan.service().object().equals(object) && plan.account().equals(account);
    }

    /**
     * Takes in the messages and states of one change of WhatsApp's.
     *
     * @throws DatabaseUnavailableException when not all is kept: it must be told again
     */
    void takeChange(JsonNode value) {
        var events = new WhatsAppEvents(plan, numbers);
        for (var message : value.path("messages")) {
            take(() -> events.message(value, message, clock.instant()).stream().toList());
        }
        for (var status : value.path("statuses")) {
            take(() -> events.status(status).stream().toList());
        }
    }

    /**
     * Takes in what happened once in Messenger or Instagram.
     *
     * @throws DatabaseUnavailableException when it is not kept: it must be told again
     */
    void takeMessaging(JsonNode event) {
        take(() -> new PageEvents(plan).of(event, clock.instant()));
    }

    /** One that cannot be taken in stops no other. */
    private void take(Told told) {
        try {
            told.events().forEach(this::take);
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (RuntimeException bug) {
            LOG.atError()
                    .setCause(bug)
                    .addKeyValue("gateway", plan.gateway())
                    .log("something that Meta tells cannot be taken in, the rest goes on");
        }
    }

    private void take(MetaEvent event) {
        switch (event) {
            case MetaEvent.Wrote(var incoming, var number) -> {
                var taken = inbox.take(incoming);
                number.filter(_ -> taken.seq().isPresent())
                        .ifPresent(told -> numbers.claim(taken.thread(), told));
            }
            case MetaEvent.Became became -> outcomes.take(became);
            case MetaEvent.BecameUntil became -> outcomes.take(became);
            case MetaEvent.ReadUpTo read -> outcomes.take(read);
            case MetaEvent.Echo echo -> outcomes.take(echo);
        }
    }

    @FunctionalInterface
    private interface Told {
        List<MetaEvent> events();
    }
}
