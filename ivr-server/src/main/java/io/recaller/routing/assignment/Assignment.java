package io.recaller.routing.assignment;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.match.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/**
 * One contact in one agent's hands. A transition is a method on the state that allows it, so one
 * that is not allowed does not compile.
 */
public sealed interface Assignment {
    Parties parties();

    /** When the state was entered. */
    Instant since();

    /** Whether the agent is asked or is at it now; the work after it and what is over are not. */
    default boolean isLive() {
        return switch (this) {
            case Offered _, Connected _ -> true;
            case WrapUp _, Closed _ -> false;
        };
    }

    /** How much of somebody's hands these fill. */
    static Load load(Collection<? extends Assignment> held) {
        var byChannel = new EnumMap<Channel, Integer>(Channel.class);
        var live = EnumSet.noneOf(Channel.class);
        for (var each : held) {
            byChannel.merge(each.channel(), 1, Integer::sum);
            if (each.isLive()) {
                live.add(each.channel());
            }
        }
        return new Load(byChannel, live);
    }

    default AssignmentId id() {
        return parties().id();
    }

    default ContactId contact() {
        return parties().contact();
    }

    default AgentId agent() {
        return parties().agent();
    }

    default Channel channel() {
        return parties().channel();
    }

    /** Who is brought together, over what; the same in every state. */
    record Parties(AssignmentId id, ContactId contact, AgentId agent, Channel channel) {}

    /**
     * The agent is asked: the phone rings.
     *
     * @param leaseUntil after this instant any server may close it
     */
    record Offered(Parties parties, Instant since, Instant leaseUntil) implements Assignment {
        public Connected connect(Instant at) {
            return new Connected(parties, at);
        }

        /** It came to nothing. */
        public Closed close(Outcome outcome, Instant at) {
            if (outcome == Outcome.ANSWERED) {
                throw new IllegalArgumentException("an answer connects: " + parties.id());
            }
            return new Closed(parties, at, outcome);
        }
    }

    /** The two talk, or write to each other. */
    record Connected(Parties parties, Instant since) implements Assignment {
        /** The contact has left. */
        public WrapUp wrapUp(Instant at, Instant until) {
            return new WrapUp(parties, at, until);
        }
    }

    /**
     * The agent works after the contact.
     *
     * @param until when this ends by itself
     */
    record WrapUp(Parties parties, Instant since, Instant until) implements Assignment {
        /** The same with more time, though not longer in all than that; empty: it has all of it. */
        public Optional<WrapUp> prolonged(Duration more, Duration longest) {
            var wished = until.plus(more);
            var latest = since.plus(longest);
            var next = wished.isBefore(latest) ? wished : latest;
            return next.isAfter(until)
                    ? Optional.of(new WrapUp(parties, since, next))
                    : Optional.empty();
        }

        public Closed complete(Instant at) {
            return new Closed(parties, at, Outcome.ANSWERED);
        }
    }

    /** Over. */
    record Closed(Parties parties, Instant since, Outcome outcome) implements Assignment {
        public boolean wasAnswered() {
            return outcome == Outcome.ANSWERED;
        }

        /** An answer that was heard of late: the two do talk, whatever was believed. */
        public Connected foundConnected(Instant at) {
            return new Connected(parties, at);
        }
    }

    /** What came of it; the lower case name is what rows and metrics carry. */
    enum Outcome {
        /** Connected, and wrapped up since. */
        ANSWERED,
        NO_ANSWER,
        /** The phone refused, was busy or could not be reached. */
        REJECTED,
        CALLER_GONE,
        /** The phone could not be made to ring, or to talk: the agent is not to blame. */
        FAILED,
        /** Nothing was heard of it until its lease ran out. */
        EXPIRED,
        /** The agent answered, and the customer who was called back did not. */
        NOT_REACHED;

        public String row() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Outcome ofRow(String row) {
            return valueOf(row.toUpperCase(Locale.ROOT));
        }
    }
}
