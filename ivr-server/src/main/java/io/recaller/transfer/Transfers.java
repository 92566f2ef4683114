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
import io.recaller.routing.ring.RingOutcome;
import io.recaller.transfer.Transfer.Heard;
import io.recaller.transfer.Transfer.Other;
import io.recaller.transfer.Transfer.Parties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What agents wish of their talks, and what is heard of the legs: each is one transaction in which
 * the contact's place is locked first. Any thread; blocking.
 */
public final class Transfers implements Handovers {
    private final Database db;
    private final Talks talks;
    private final Destinations destinations;
    private final ContactStore contacts;
    private final ContactOutcomes outcomes;
    private final InstantSource clock;
    private final TransferRows rows = new TransferRows();
    private final BiPredicate<Tx, String> canBeMoved;
    private final TransferMetrics metrics;

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
        this.outcomes = outcomes;
        this.canBeMoved = canBeMoved;
        this.metrics = new TransferMetrics(registry);
        this.clock = clock;
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
            return db.inTransaction(tx -> begin(tx, agent, talk, beginning));
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
            count(tx, hold, step.next());
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
        return db.inTransaction(tx -> {
            if (talked(tx, agent, talk).isEmpty()) {
                return Wished.NOT_NOW;
            }
            var open = rows.open(tx, talk).map(TransferRows.Row::state);
            var next = open.flatMap(wish);
            if (next.isEmpty()) {
                return Wished.NOT_NOW;
            }
            enter(tx, open.get(), next.get());
            return Wished.DONE;
        });
    }

    @Override
    public boolean isConsultation(Tx tx, AssignmentId leg) {
        return rows.ofLeg(tx, leg).map(TransferRows.Row::state).stream()
                .anyMatch(state ->
                        !(state instanceof Transfer.Completing)
                                && !(state instanceof Transfer.Closed closed
                                        && closed.outcome() == Transfer.Outcome.COMPLETED));
    }

    @Override
    public boolean heard(Tx tx, AssignmentId leg, RingOutcome outcome) {
        var talk = rows.open(tx, leg).map(TransferRows.Row::state);
        if (talk.isPresent()) {
            ofTalk(outcome).ifPresent(told -> heard(tx, talk.get(), told));
            return true;
        }
        var other = rows.ofLeg(tx, leg).map(TransferRows.Row::state);
        other.ifPresent(state -> {
            talks.lock(tx, state.contact());
            rows.find(tx, state.parties().id())
                    .ifPresent(row -> heard(tx, row.state(), ofOther(outcome)));
        });
        return other.isPresent();
    }

    @Override
    public void passedOn(Tx tx, Assignment was, AssignmentId leg, String endpoint) {
        if (contacts.endReason(tx, was.contact()).isPresent()
                || rows.open(tx, was.id()).isPresent()) {
            return;
        }
        var why = "passed on at the phone by " + destinations.name(tx, was.agent());
        talks.found(tx, leg, was.contact(), endpoint, why, now())
                .ifPresent(agent -> passedOn(tx, was, new Other(new Target.ToAgent(agent), leg)));
    }

    private void passedOn(Tx tx, Assignment was, Other to) {
        var parties = new Parties(TransferId.next(), was.contact(), was.id(), was.agent(), "");
        var over = new Transfer.Closed(parties, now(), Optional.of(to), Transfer.Outcome.COMPLETED);
        rows.insert(tx, over, Optional.empty(), now());
        rows.passedOn(tx, over);
        count(tx, over, over);
        served(tx, over, to.target());
    }

    private static Optional<Heard> ofTalk(RingOutcome outcome) {
        return switch (outcome) {
            case BRIDGED -> Optional.empty();
            case TAKEN -> Optional.of(Heard.AGENT_TOOK);
            case NO_ANSWER, REFUSED, UNREACHABLE, FAILED, CALLER_GONE, ENDED ->
                    Optional.of(Heard.AGENT_LEFT);
        };
    }

    private static Heard ofOther(RingOutcome outcome) {
        return switch (outcome) {
            case BRIDGED -> Heard.ANSWERED;
            case TAKEN -> Heard.OTHER_TOOK;
            case NO_ANSWER -> Heard.NO_ANSWER;
            case REFUSED -> Heard.REFUSED;
            case UNREACHABLE -> Heard.UNREACHABLE;
            case FAILED, CALLER_GONE -> Heard.NOT_RUNG;
            case ENDED -> Heard.OTHER_LEFT;
        };
    }

    /** The contact's place is locked. */
    void heard(Tx tx, Transfer state, Heard heard) {
        state.after(heard, now()).ifPresent(next -> enter(tx, state, next));
    }

    private void enter(Tx tx, Transfer was, Transfer next) {
        rows.write(tx, next, Optional.empty(), now());
        count(tx, was, next);
        if (was instanceof Transfer.Ringing(_, _, var asked)
                && !(next instanceof Transfer.Consulting)) {
            talks.withdraw(tx, asked.leg(), now());
        }
        if (next instanceof Transfer.Closed(_, _, var other, var outcome)) {
            switch (outcome) {
                case QUEUED -> queue(tx, was);
                case COMPLETED -> other.ifPresent(who -> served(tx, was, who.target()));
                case TAKEN_BACK, NO_ANSWER, REFUSED, UNREACHABLE, LEFT, CALLER_GONE, FAILED -> {}
            }
        }
    }

    /** Once what was written is committed. */
    private void count(Tx tx, Transfer was, Transfer next) {
        var isHeldNoMore = was.isOnHold() && !next.isOnHold();
        if (isHeldNoMore || next instanceof Transfer.Closed) {
            var counted = rows.counted(tx, next);
            tx.afterCommit(() -> {
                if (isHeldNoMore) {
                    metrics.held(Duration.between(counted.since(), next.since()));
                }
                if (next instanceof Transfer.Closed closed) {
                    metrics.over(counted.kind(), closed.outcome());
                }
            });
        }
    }

    private void served(Tx tx, Transfer was, Target target) {
        if (target instanceof Target.ToAgent(var agent)) {
            outcomes.servedBy(tx, was.contact(), agent);
        }
    }

    /** Who hung up meanwhile waits for nobody. */
    private void queue(Tx tx, Transfer was) {
        var contact = was.contact();
        if (contacts.endReason(tx, contact).isEmpty()
                && was instanceof Transfer.Queueing(_, _, var to, _)) {
            talks.waited(tx, contact)
                    .flatMap(waited -> {
                        var since = to.isPresent() ? now() : now().minus(waited.waited());
                        return talks.join(
                                tx,
                                contact,
                                to.map(target -> destinations.wish(waited.wish(), target))
                                        .orElse(waited.wish()),
                                waited.priority(),
                                waited.address(),
                                since);
                    })
                    .ifPresent(entry -> rows.entered(tx, was, entry));
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
