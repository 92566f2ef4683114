package io.recaller.contact;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a contact ended: what came of it, and the reason, which is who ended it, at which place, and
 * why. Only what can happen can be made. Learning and reports count by the result.
 */
public sealed interface Ended {
    /** What came of the contact. */
    enum Result implements Word {
        /** The flow ended as intended, without an agent. */
        SELF_SERVED,
        /** Talked with an agent. */
        SERVED,
        /** Left while waiting for an agent. */
        ABANDONED,
        /** Left before the flow had come to an end. */
        UNFINISHED,
        /** Given to the dialplan's ring group, because we could not serve it. */
        RING_GROUP,
        /** Told that nobody will come, and let go, as the queue's overflow says. */
        TURNED_AWAY,
        /** Called back in vain. */
        NOT_REACHED,
        /** Waited for a call-back that was no longer wanted. */
        SUPERSEDED,
        /** Went on as another contact, on another channel. */
        SWITCHED;

        /** The one word told of an end before there were reasons; other systems read it still. */
        public String endReason() {
            return this == UNFINISHED ? "caller-hung-up" : slug();
        }

        public static Optional<Result> of(@Nullable String slug) {
            return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findAny();
        }
    }

    /** Who ended it. */
    enum By implements Word {
        CUSTOMER,
        AGENT,
        /** A server of ours. */
        RECALLER,
        /** Asterisk, its dialplan, or the line itself. */
        TELEPHONY
    }

    /** Where it was. */
    enum Place implements Word {
        /** Before anything was said. */
        ARRIVAL,
        MENU,
        /** While the flow's last words were spoken, or after them. */
        LAST_WORDS,
        /** On the way from the menu into the queue. */
        HAND_OFF,
        QUEUE,
        /** In the queue, while an agent's phone rang for it. */
        RINGING,
        TALK,
        /** Nowhere: its customer had hung up to be called back. */
        CALL_BACK
    }

    /** Why. */
    enum Why implements Word {
        FLOW_FINISHED,
        HUNG_UP,
        /** The longest time a call may last was over. */
        LONGEST_CALL,
        /** Somebody transferred the caller to us anew: that is another contact. */
        CALLED_ANEW,
        /** The line is no more, and nothing tells who hung up. */
        LINE_LOST,
        /** The number that was dialled has no flow. */
        NO_FLOW,
        /** The database did not answer, or not in time. */
        DATABASE_AWAY,
        /** Something broke in the server. */
        FAULT,
        /** The longest time to wait for an agent was over. */
        LONGEST_WAIT,
        /** The queue's hours were over. */
        CLOSED,
        /** Nobody who could have served it was signed in. */
        UNSTAFFED,
        /** Nobody would have come: the contact had no place in the queue any more. */
        PLACE_LOST,
        /** No server answered the dialplan for longer than it is patient. */
        SERVERS_AWAY,
        BUSY,
        NO_ANSWER,
        /** Something answered and pressed no key: an answering machine, most of the time. */
        NOT_CONFIRMED,
        /** The network could not reach the number, or the dialplan has no route to it. */
        OUT_OF_REACH,
        /** The longest time for which a place is kept was over. */
        KEPT_TOO_LONG,
        /** They called in before they were called back: another contact has the place. */
        CALLED_IN,
        /** An agent served them on another contact meanwhile. */
        SERVED_ELSEWHERE,
        /** They went on where they stood, on another channel. */
        WENT_ON_ELSEWHERE
    }

    Result result();

    Place place();

    Reason reason();

    default By by() {
        return reason().by();
    }

    default Why why() {
        return reason().why();
    }

    /** Who ended it, and why, wherever that was. */
    sealed interface Reason
            permits FlowFinished, Parting, Unserved, Unreached, Superseding, WentOn {
        By by();

        Why why();
    }

    /** The flow spoke its last words. */
    record FlowFinished() implements Reason {
        @Override
        public By by() {
            return By.RECALLER;
        }

        @Override
        public Why why() {
            return Why.FLOW_FINISHED;
        }
    }

    /** Got what they came for. */
    record SelfServed() implements Ended {
        @Override
        public Result result() {
            return Result.SELF_SERVED;
        }

        @Override
        public Place place() {
            return Place.LAST_WORDS;
        }

        @Override
        public Reason reason() {
            return new FlowFinished();
        }
    }

    /** Their line ended before the flow did. */
    record Unfinished(Within within, Parting.OfLine reason) implements Ended {
        /** How far they had come. */
        public enum Within {
            MENU(Place.MENU),
            LAST_WORDS(Place.LAST_WORDS),
            HAND_OFF(Place.HAND_OFF);

            private final Place place;

            Within(Place place) {
                this.place = place;
            }
        }

        @Override
        public Result result() {
            return Result.UNFINISHED;
        }

        @Override
        public Place place() {
            return within.place;
        }
    }

    /**
     * Their line ended while they waited.
     *
     * @param ringing an agent's phone rang for them
     */
    record Abandoned(boolean ringing, Parting.OfLine reason) implements Ended {
        @Override
        public Result result() {
            return Result.ABANDONED;
        }

        @Override
        public Place place() {
            return ringing ? Place.RINGING : Place.QUEUE;
        }
    }

    /** Talked with an agent; then one of the two left, or the line did. */
    record Served(Parting reason) implements Ended {
        @Override
        public Result result() {
            return Result.SERVED;
        }

        @Override
        public Place place() {
            return Place.TALK;
        }
    }

    /** Whoever is in the ring group helps, without us. */
    record RingGroup(Unserved reason) implements Ended {
        @Override
        public Result result() {
            return Result.RING_GROUP;
        }

        @Override
        public Place place() {
            return reason.place();
        }
    }

    /** Told that nobody will come. */
    record TurnedAway(Unserved reason) implements Ended {
        private static final List<Unserved> REASONS =
                List.of(Unserved.LONGEST_WAIT, Unserved.CLOSED, Unserved.UNSTAFFED);

        public TurnedAway {
            if (!REASONS.contains(reason)) {
                throw new IllegalArgumentException("nobody is turned away for " + reason);
            }
        }

        @Override
        public Result result() {
            return Result.TURNED_AWAY;
        }

        @Override
        public Place place() {
            return reason.place();
        }
    }

    /** They asked to be called back, and could not be reached. */
    record NotReached(Unreached reason) implements Ended {
        @Override
        public Result result() {
            return Result.NOT_REACHED;
        }

        @Override
        public Place place() {
            return Place.CALL_BACK;
        }
    }

    /** They asked to be called back, and got what they wanted sooner. */
    record Superseded(Superseding reason) implements Ended {
        @Override
        public Result result() {
            return Result.SUPERSEDED;
        }

        @Override
        public Place place() {
            return Place.CALL_BACK;
        }
    }

    /** The customer took up another channel. */
    record WentOn() implements Reason {
        @Override
        public By by() {
            return By.CUSTOMER;
        }

        @Override
        public Why why() {
            return Why.WENT_ON_ELSEWHERE;
        }
    }

    /**
     * They went on as another contact of the same conversation.
     *
     * @param waiting they waited for an agent; else the flow stood and waited for them
     */
    record Switched(boolean waiting) implements Ended {
        @Override
        public Result result() {
            return Result.SWITCHED;
        }

        @Override
        public Place place() {
            return waiting ? Place.QUEUE : Place.MENU;
        }

        @Override
        public Reason reason() {
            return new WentOn();
        }
    }

    /** Every end there is, each once. */
    static List<Ended> all() {
        var lines = List.of(Parting.OfLine.values());
        return Stream.of(
                        Stream.of(new SelfServed()),
                        Arrays.stream(Unfinished.Within.values())
                                .flatMap(within ->
                                        lines.stream().map(how -> new Unfinished(within, how))),
                        lines.stream().map(how -> new Abandoned(false, how)),
                        lines.stream().map(how -> new Abandoned(true, how)),
                        lines.stream().map(Served::new),
                        Arrays.stream(Parting.OfAgent.values()).map(Served::new),
                        Arrays.stream(Unserved.values()).map(RingGroup::new),
                        TurnedAway.REASONS.stream().map(TurnedAway::new),
                        Arrays.stream(Unreached.values()).map(NotReached::new),
                        Arrays.stream(Superseding.values()).map(Superseded::new),
                        Stream.of(new Switched(false), new Switched(true)))
                .<Ended>flatMap(ends -> ends)
                .toList();
    }

    /** The end that these slugs are of; empty when there is no such end. */
    static Optional<Ended> of(String result, String by, String place, String why) {
        return all().stream()
                .filter(end -> end.result().slug().equals(result))
                .filter(end -> end.by().slug().equals(by))
                .filter(end -> end.place().slug().equals(place))
                .filter(end -> end.why().slug().equals(why))
                .findAny();
    }

    /** One sentence for people. */
    default String words() {
        return EndedWords.of(this);
    }

    /** A word of a stable slug, as rows, metrics and the API carry it. */
    sealed interface Word permits Result, By, Place, Why {
        String name();

        default String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
