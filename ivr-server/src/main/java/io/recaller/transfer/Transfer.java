package io.recaller.transfer;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A talk that is on hold or handed over. A state says where the caller, the agent and whoever else
 * takes part should be; it is brought about at Asterisk when it is entered. What an agent wishes is
 * a method on the state that allows it; what is heard of the three leads on by {@link #after}.
 */
public sealed interface Transfer {
    Parties parties();

    /** When the state was entered. */
    Instant since();

    /** Who else takes part; empty: nobody yet, or a queue. */
    Optional<Other> other();

    /** What follows from it; empty: nothing does in this state. */
    Optional<Transfer> after(Event heard, Instant at);

    /** Whether the caller hears the music of hold while the agent keeps the talk. */
    default boolean isOnHold() {
        return switch (this) {
            case OnHold _, Ringing _, Consulting _ -> true;
            case Conference _, Calling _, Queueing _, TakingBack _, Completing _, Closed _ -> false;
        };
    }

    default ContactId contact() {
        return parties().contact();
    }

    /**
     * The same in every state.
     *
     * @param talk what is handed over
     * @param agent whose talk it is
     * @param asteriskSystem the Asterisk that has the call; empty: the one without a name
     */
    record Parties(
            TransferId id,
            ContactId contact,
            AssignmentId talk,
            AgentId agent,
            String asteriskSystem) {}

    /**
     * Who is asked to take over.
     *
     * @param leg of an agent the assignment
     */
    record Other(Target target, AssignmentId leg) {}

    /** What is told of the three. */
    enum Event {
        /** Who is rung has answered. */
        ANSWERED,
        NO_ANSWER,
        REFUSED,
        UNREACHABLE,
        /** The other could not be rung, and is not to blame. */
        NOT_RUNG,
        /** The other has hung up after an answer. */
        OTHER_LEFT,
        /** The other is with the caller. */
        OTHER_TOOK,
        /** The agent has hung up. */
        AGENT_LEFT,
        /** The agent is with the caller again, by a key on the phone. */
        AGENT_TOOK,
        CALLER_LEFT,
        /** Everybody is where the state wants them. */
        ARRANGED,
        /** It could not be brought about for so long that the talk goes on as it was. */
        GIVEN_UP
    }

    /** The caller hears music, the agent nothing. */
    record OnHold(Parties parties, Instant since) implements Transfer {
        public TakingBack takeBack(Instant at) {
            return new TakingBack(parties, at, Optional.empty(), Outcome.TAKEN_BACK);
        }

        public Ringing consult(Other other, Instant at) {
            return new Ringing(parties, at, other);
        }

        public Queueing send(Target to, Instant at) {
            return new Queueing(parties, at, Optional.of(to), Optional.empty());
        }

        public Calling call(Other outside, Instant at) {
            return new Calling(parties, at, outside);
        }

        @Override
        public Optional<Other> other() {
            return Optional.empty();
        }

        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return switch (heard) {
                case AGENT_LEFT -> Optional.of(backToTheQueue(parties, Optional.empty(), at));
                case AGENT_TOOK -> closed(this, Outcome.TAKEN_BACK, at);
                case CALLER_LEFT -> closed(this, Outcome.CALLER_GONE, at);
                case GIVEN_UP -> closed(this, Outcome.FAILED, at);
                case ANSWERED,
                        NO_ANSWER,
                        REFUSED,
                        UNREACHABLE,
                        NOT_RUNG,
                        OTHER_LEFT,
                        OTHER_TOOK,
                        ARRANGED ->
                        Optional.empty();
            };
        }
    }

    /** The caller hears music, the agent the ringing tone: another is rung. */
    record Ringing(Parties parties, Instant since, Other asked) implements Transfer {
        public TakingBack takeBack(Instant at) {
            return back(Outcome.TAKEN_BACK, at);
        }

        @Override
        public Optional<Other> other() {
            return Optional.of(asked);
        }

        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return switch (heard) {
                case ANSWERED -> Optional.of(new Consulting(parties, at, asked));
                case NO_ANSWER -> Optional.of(back(Outcome.NO_ANSWER, at));
                case REFUSED -> Optional.of(back(Outcome.REFUSED, at));
                case UNREACHABLE -> Optional.of(back(Outcome.UNREACHABLE, at));
                case NOT_RUNG, GIVEN_UP -> Optional.of(back(Outcome.FAILED, at));
                case OTHER_LEFT -> Optional.of(back(Outcome.LEFT, at));
                case AGENT_LEFT -> Optional.of(backToTheQueue(parties, Optional.of(asked), at));
                case AGENT_TOOK -> closed(this, Outcome.TAKEN_BACK, at);
                case CALLER_LEFT -> closed(this, Outcome.CALLER_GONE, at);
                case OTHER_TOOK, ARRANGED -> Optional.empty();
            };
        }

        private TakingBack back(Outcome outcome, Instant at) {
            return new TakingBack(parties, at, Optional.of(asked), outcome);
        }
    }

    /** The caller hears music, the two talk. */
    record Consulting(Parties parties, Instant since, Other asked) implements Transfer {
        public TakingBack takeBack(Instant at) {
            return new TakingBack(parties, at, Optional.of(asked), Outcome.TAKEN_BACK);
        }

        public Completing complete(Instant at) {
            return new Completing(parties, at, asked);
        }

        public Conference conference(Instant at) {
            return new Conference(parties, at, asked);
        }

        @Override
        public Optional<Other> other() {
            return Optional.of(asked);
        }

        /** Who of the two hangs up leaves the caller with the other: the dialplan sees to it. */
        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return switch (heard) {
                case AGENT_LEFT, OTHER_TOOK -> closed(this, Outcome.COMPLETED, at);
                case OTHER_LEFT -> closed(this, Outcome.LEFT, at);
                case AGENT_TOOK -> closed(this, Outcome.TAKEN_BACK, at);
                case CALLER_LEFT -> closed(this, Outcome.CALLER_GONE, at);
                case ANSWERED, NO_ANSWER, REFUSED, UNREACHABLE, NOT_RUNG, ARRANGED, GIVEN_UP ->
                        Optional.empty();
            };
        }
    }

    /** All three hear each other. */
    record Conference(Parties parties, Instant since, Other asked) implements Transfer {
        /** The other is let go. */
        public TakingBack takeBack(Instant at) {
            return new TakingBack(parties, at, Optional.of(asked), Outcome.TAKEN_BACK);
        }

        /** The agent is let go. */
        public Completing complete(Instant at) {
            return new Completing(parties, at, asked);
        }

        @Override
        public Optional<Other> other() {
            return Optional.of(asked);
        }

        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return switch (heard) {
                case AGENT_LEFT -> closed(this, Outcome.COMPLETED, at);
                case OTHER_LEFT -> closed(this, Outcome.LEFT, at);
                case CALLER_LEFT -> closed(this, Outcome.CALLER_GONE, at);
                case GIVEN_UP -> closed(this, Outcome.FAILED, at);
                case ANSWERED,
                        NO_ANSWER,
                        REFUSED,
                        UNREACHABLE,
                        NOT_RUNG,
                        OTHER_TOOK,
                        AGENT_TOOK,
                        ARRANGED ->
                        Optional.empty();
            };
        }
    }

    /** The agent is free, the caller hears music while a number outside is rung. */
    record Calling(Parties parties, Instant since, Other asked) implements Transfer {
        @Override
        public Optional<Other> other() {
            return Optional.of(asked);
        }

        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return switch (heard) {
                case ANSWERED, OTHER_TOOK, OTHER_LEFT -> closed(this, Outcome.COMPLETED, at);
                case NO_ANSWER, REFUSED, UNREACHABLE, NOT_RUNG, GIVEN_UP ->
                        Optional.of(backToTheQueue(parties, Optional.of(asked), at));
                case CALLER_LEFT -> closed(this, Outcome.CALLER_GONE, at);
                case AGENT_LEFT, AGENT_TOOK, ARRANGED -> Optional.empty();
            };
        }
    }

    /**
     * The caller is on the way into a queue.
     *
     * @param to empty: back into the one they came from, with place and age
     */
    record Queueing(Parties parties, Instant since, Optional<Target> to, Optional<AssignmentId> leg)
            implements Transfer {
        @Override
        public Optional<Other> other() {
            return Optional.empty();
        }

        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return switch (heard) {
                case ARRANGED -> closed(this, Outcome.QUEUED, at);
                case CALLER_LEFT -> closed(this, Outcome.CALLER_GONE, at);
                case GIVEN_UP -> closed(this, Outcome.FAILED, at);
                case ANSWERED,
                        NO_ANSWER,
                        REFUSED,
                        UNREACHABLE,
                        NOT_RUNG,
                        OTHER_LEFT,
                        OTHER_TOOK,
                        AGENT_LEFT,
                        AGENT_TOOK ->
                        Optional.empty();
            };
        }
    }

    /**
     * Agent and caller are being brought together again.
     *
     * @param outcome why
     */
    record TakingBack(Parties parties, Instant since, Optional<Other> asked, Outcome outcome)
            implements Transfer {
        @Override
        public Optional<Other> other() {
            return asked;
        }

        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return switch (heard) {
                case ARRANGED, AGENT_TOOK -> closed(this, outcome, at);
                case AGENT_LEFT -> Optional.of(backToTheQueue(parties, asked, at));
                case CALLER_LEFT -> closed(this, Outcome.CALLER_GONE, at);
                case GIVEN_UP -> closed(this, Outcome.FAILED, at);
                case ANSWERED, NO_ANSWER, REFUSED, UNREACHABLE, NOT_RUNG, OTHER_LEFT, OTHER_TOOK ->
                        Optional.empty();
            };
        }
    }

    /** The other and the caller are being brought together, the agent is let go. */
    record Completing(Parties parties, Instant since, Other asked) implements Transfer {
        @Override
        public Optional<Other> other() {
            return Optional.of(asked);
        }

        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return switch (heard) {
                case ARRANGED, OTHER_TOOK, AGENT_LEFT -> closed(this, Outcome.COMPLETED, at);
                case OTHER_LEFT ->
                        Optional.of(new TakingBack(parties, at, Optional.of(asked), Outcome.LEFT));
                case CALLER_LEFT -> closed(this, Outcome.CALLER_GONE, at);
                case GIVEN_UP -> closed(this, Outcome.FAILED, at);
                case ANSWERED, NO_ANSWER, REFUSED, UNREACHABLE, NOT_RUNG, AGENT_TOOK ->
                        Optional.empty();
            };
        }
    }

    /** Over. */
    record Closed(Parties parties, Instant since, Optional<Other> asked, Outcome outcome)
            implements Transfer {
        @Override
        public Optional<Other> other() {
            return asked;
        }

        @Override
        public Optional<Transfer> after(Event heard, Instant at) {
            return Optional.empty();
        }

        /** Whether somebody is left with nobody to talk to, and is to be let go. */
        boolean leavesSomebody() {
            return outcome == Outcome.CALLER_GONE
                    || (outcome == Outcome.TAKEN_BACK && asked.isPresent());
        }
    }

    /** What came of it; the lower case name, with a hyphen, is what rows and pages carry. */
    enum Outcome {
        /** The other has the caller. */
        COMPLETED,
        /** The caller waits for somebody else. */
        QUEUED,
        TAKEN_BACK,
        NO_ANSWER,
        REFUSED,
        UNREACHABLE,
        /** Who was consulted has hung up: the agent has the caller back. */
        LEFT,
        CALLER_GONE,
        /** It could not be brought about: the agent has the caller. */
        FAILED;

        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Outcome ofSlug(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    private static Optional<Transfer> closed(Transfer was, Outcome outcome, Instant at) {
        return Optional.of(new Closed(was.parties(), at, was.other(), outcome));
    }

    private static Queueing backToTheQueue(Parties parties, Optional<Other> asked, Instant at) {
        return new Queueing(
                parties,
                at,
                asked.map(Other::target).filter(Target.ToAgent.class::isInstance),
                asked.map(Other::leg));
    }
}
