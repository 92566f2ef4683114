package io.recaller.transfer;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.ContactOutcomes;
import io.recaller.routing.Handovers;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.transfer.Transfer.Event;
import io.recaller.transfer.Transfer.Other;
import io.recaller.transfer.Transfer.Parties;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What agents wish of their talks: each is one transaction in which the contact's place is locked
 * first. Any thread; blocking.
 */
public final class Transfers {
    private final Database db;
    private final Talks talks;
    private final Destinations destinations;
    private final ContactStore contacts;
    private final InstantSource clock;
    private final TransferRows rows = new TransferRows();
    private final BiPredicate<Tx, String> canBeMoved;
    private final TransferSteps steps;
    private final HeardLegs legs;

    /**
     * Wires it.
     *
     * @param canBeMoved whether a server is linked to that Asterisk now
     */
    public Transfers(
            Database db,
            Talks talks,
            Destinations destinations,
            ContactStore contacts,
            ContactOutcomes outcomes,
            BiPredicate<Tx, String> canBeMoved,
            MeterRegistry registry,
            InstantSource clock) {
        this.db = db;
        this.talks = talks;
        this.destinations = destinations;
        this.contacts = contacts;
        this.canBeMoved = canBeMoved;
        this.clock = clock;
        var metrics = new TransferMetrics(registry);
        this.steps =
                new TransferSteps(talks, destinations, contacts, outcomes, metrics, rows, clock);
        this.legs = new HeardLegs(talks, destinations, contacts, steps, rows, clock);
    }

    /** What the router tells what is heard of legs. */
    public Handovers handovers() {
        return legs;
    }

    /** As {@link HeardLegs#heard(Tx, Transfer, Event)}. */
    void heard(Tx tx, Transfer state, Event heard) {
        legs.heard(tx, state, heard);
    }

    /** The caller hears music; the agent's line stays. */
    public Wished hold(AgentId agent, AssignmentId talk) {
        return begin(agent, talk, (_, hold) -> new Step(hold, Optional.empty()));
    }

    /**
     * The agent has the caller to themselves again: from hold, while another is rung, and instead
     * of a consultation or a conference.
     */
    public Wished takeBack(AgentId agent, AssignmentId talk) {
        return goOn(
                agent,
                talk,
                state ->
                        switch (state) {
                            case Transfer.OnHold hold -> Optional.of(hold.takeBack(now()));
                            case Transfer.Ringing ringing -> Optional.of(ringing.takeBack(now()));
                            case Transfer.Consulting two -> Optional.of(two.takeBack(now()));
                            case Transfer.Conference three -> Optional.of(three.takeBack(now()));
                            case Transfer.Calling _,
                                    Transfer.Queueing _,
                                    Transfer.TakingBack _,
                                    Transfer.Completing _,
                                    Transfer.Closed _ ->
                                    Optional.empty();
                        });
    }

    /** Who was consulted has the caller from now on. */
    public Wished complete(AgentId agent, AssignmentId talk) {
        return goOn(
                agent,
                talk,
                state ->
                        switch (state) {
                            case Transfer.Consulting two -> Optional.of(two.complete(now()));
                            case Transfer.Conference three -> Optional.of(three.complete(now()));
                            case Transfer.OnHold _,
                                    Transfer.Ringing _,
                                    Transfer.Calling _,
                                    Transfer.Queueing _,
                                    Transfer.TakingBack _,
                                    Transfer.Completing _,
                                    Transfer.Closed _ ->
                                    Optional.empty();
                        });
    }

    /** All three hear each other. */
    public Wished conference(AgentId agent, AssignmentId talk) {
        return goOn(
                agent,
                talk,
                state ->
                        state instanceof Transfer.Consulting two
                                ? Optional.of(two.conference(now()))
                                : Optional.empty());
    }

    /**
     * Hands the caller over without a word to who takes them.
     *
     * @param wanted as the agent's page names it
     * @param note for whoever serves the contact next
     */
    public Wished send(
            AgentId agent, AssignmentId talk, Destinations.Wanted wanted, Optional<String> note) {
        return destined(
                agent,
                wanted,
                target ->
                        begin(
                                agent,
                                talk,
                                (_, hold) ->
                                        new Step(
                                                target instanceof Target.ToNumber
                                                        ? hold.call(outside(target), now())
                                                        : hold.send(target, now()),
                                                note)));
    }

    /**
     * Has another rung to talk with first, while the caller hears music. Of a queue whoever is free
     * and fits best by its steps.
     */
    public Wished consult(
            AgentId agent, AssignmentId talk, Destinations.Wanted wanted, Optional<String> note) {
        return destined(
                agent,
                wanted,
                target ->
                        switch (target) {
                            case Target.ToQueue _ ->
                                    begin(
                                            agent,
                                            talk,
                                            (tx, hold) ->
                                                    new Step(
                                                            hold.consult(
                                                                    askedOf(tx, hold, target),
                                                                    now()),
                                                            note,
                                                            true));
                            case Target.ToNumber _ ->
                                    begin(
                                            agent,
                                            talk,
                                            (_, hold) ->
                                                    new Step(
                                                            hold.consult(outside(target), now()),
                                                            note));
                            case Target.ToAgent(var asked) ->
                                    begin(
                                            agent,
                                            talk,
                                            (tx, hold) ->
                                                    new Step(
                                                            hold.consult(
                                                                    asked(tx, hold, asked), now()),
                                                            note));
                        });
    }

    private Wished destined(
            AgentId agent, Destinations.Wanted wanted, Function<Target, Wished> then) {
        return switch (destinations.find(wanted, agent)) {
            case Destinations.Found.There(var target) -> then.apply(target);
            case Destinations.Found.NoSuch() -> Wished.NO_SUCH_TARGET;
            case Destinations.Found.NotAllowed() -> Wished.NUMBER_NOT_ALLOWED;
        };
    }

    private static Other outside(Target target) {
        return new Other(
                target, new AssignmentId(Generators.timeBasedEpochRandomGenerator().generate()));
    }

    private Other asked(Tx tx, Transfer hold, AgentId asked) {
        var parties = hold.parties();
        var why = "consulted by " + destinations.name(tx, parties.agent());
        return talks.ask(tx, parties.contact(), asked, parties.asteriskSystem(), why, now())
                .map(leg -> new Other(new Target.ToAgent(asked), leg))
                .orElseThrow(() -> new NotFreeException(Wished.NOT_FREE));
    }

    private Other askedOf(Tx tx, Transfer hold, Target queue) {
        var parties = hold.parties();
        var why =
                "consulted by "
                        + destinations.name(tx, parties.agent())
                        + ", of queue "
                        + destinations.name(tx, queue);
        return talks.waited(tx, parties.contact())
                .flatMap(waited ->
                        talks.askBest(
                                tx,
                                parties.contact(),
                                destinations.wish(waited.wish(), queue),
                                parties.agent(),
                                parties.asteriskSystem(),
                                why,
                                now()))
                .map(asked -> new Other(new Target.ToAgent(asked.agent()), asked.leg()))
                .orElseThrow(() -> new NotFreeException(Wished.NOBODY_FREE));
    }

    /** Rolls back what was begun. */
    private static final class NotFreeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Wished answer;

        NotFreeException(Wished answer) {
            super(answer.name());
            this.answer = answer;
        }
    }

    /**
     * What follows from a wish.
     *
     * @param isOfAQueue somebody of a queue is asked, whoever it is
     */
    private record Step(Transfer next, Optional<String> note, boolean isOfAQueue) {
        Step(Transfer next, Optional<String> note) {
            this(next, note, false);
        }
    }

    private interface Beginning {
        Step from(Tx tx, Transfer.OnHold hold);
    }

    /** From a plain talk, or one on hold. */
    private Wished begin(AgentId agent, AssignmentId talk, Beginning beginning) {
        try {
            return db.inTransactionOrAgain(tx -> begin(tx, agent, talk, beginning));
        } catch (NotFreeException nobody) {
            return nobody.answer;
        }
    }

    private Wished begin(Tx tx, AgentId agent, AssignmentId talk, Beginning beginning) {
        if (talked(tx, agent, talk).isEmpty()) {
            return Wished.NOT_NOW;
        }
        var open = rows.open(tx, talk);
        if (open.isPresent()) {
            if (!(open.get().state() instanceof Transfer.OnHold hold)) {
                return Wished.NOT_NOW;
            }
            var step = beginning.from(tx, hold);
            if (step.next().equals(hold)) {
                return Wished.NOT_NOW;
            }
            rows.write(tx, step.next(), step.note(), now());
            sortOut(tx, step);
            steps.count(tx, hold, step.next());
            return Wished.DONE;
        }
        var contact = talked(tx, agent, talk).orElseThrow().contact();
        if (isNobodyOnTheLine(tx, contact)) {
            return Wished.NOT_NOW;
        }
        var system =
                talks.waited(tx, contact)
                        .map(Talks.Waited::asteriskSystem)
                        .filter(name -> canBeMoved.test(tx, name));
        if (system.isEmpty()) {
            return Wished.OUT_OF_REACH;
        }
        var parties = new Parties(TransferId.next(), contact, talk, agent, system.get());
        var step = beginning.from(tx, new Transfer.OnHold(parties, now()));
        rows.insert(tx, step.next(), step.note(), now());
        sortOut(tx, step);
        return Wished.DONE;
    }

    /**
     * The customer writes, or the agent hears a message and has not called its customer, or in
     * vain.
     */
    private boolean isNobodyOnTheLine(Tx tx, ContactId contact) {
        return contacts.address(tx, contact)
                .filter(address -> !(address instanceof Address.Call))
                .isPresent();
    }

    private void sortOut(Tx tx, Step step) {
        if (step.isOfAQueue()) {
            rows.askedOfAQueue(tx, step.next());
        }
    }

    private Optional<Assignment.Connected> talked(Tx tx, AgentId agent, AssignmentId talk) {
        return talks.lock(tx, talk)
                .filter(Assignment.Connected.class::isInstance)
                .map(Assignment.Connected.class::cast)
                .filter(found -> found.agent().equals(agent));
    }

    private Wished goOn(
            AgentId agent,
            AssignmentId talk,
            Function<Transfer, Optional<? extends Transfer>> wish) {
        return db.inTransactionOrAgain(tx -> {
            if (talked(tx, agent, talk).isEmpty()) {
                return Wished.NOT_NOW;
            }
            var open = rows.open(tx, talk).map(TransferRows.Row::state);
            var next = open.flatMap(wish);
            if (next.isEmpty()) {
                return Wished.NOT_NOW;
            }
            steps.enter(tx, open.get(), next.get());
            return Wished.DONE;
        });
    }

    private Instant now() {
        return clock.instant();
    }
}
