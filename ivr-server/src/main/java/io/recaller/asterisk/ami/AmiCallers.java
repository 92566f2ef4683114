package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.asterisk.agi.Arrivals;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.asterisk.ami.wire.RecallerBridgeEvent;
import io.recaller.asterisk.ami.wire.RecallerEndedEvent;
import io.recaller.asterisk.ami.wire.RecallerRingGroupEvent;
import io.recaller.contact.ContactId;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.event.ManagerEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the conversations which callers are no more. A channel that ends is not always the caller's
 * end: another may have taken its place in the dialplan (a transfer), or in the talk (a transfer, a
 * Local channel optimised away). Then it is asked where the contact is, and whoever took the place
 * carries it on.
 */
final class AmiCallers implements AmiListener {
    private static final Logger log = LoggerFactory.getLogger(AmiCallers.class);

    private final AmiLink link;
    private final CallerEvents callers;

    /** Where in the dialplan a caller is, in its words. */
    private static final String RING_GROUP = "ringgroup";

    private static final String QUEUE = "wait";

    /** After so many looks only the end of the talk says more. */
    private static final int MOST_LOOKS = 5;

    // All of the consumer's thread only.

    /** Contacts that talk, by what is told of agents' legs. */
    private final Set<ContactId> talks = new HashSet<>();

    /** Contacts of which a channel ended that may not have been the caller's. */
    private final Map<ContactId, Doubt> doubts = new LinkedHashMap<>();

    /** Who left a moment ago, before an agent's answer for them was heard. */
    private final Map<ContactId, Doubt> left = new HashMap<>();

    /**
     * Who was answered just after they had left: a dead channel may be in the agent's bridge, or
     * they are on the line again because they were called back.
     */
    private final Map<ContactId, Doubt> answers = new HashMap<>();

    /** On which channel each caller was when it was looked last. */
    private final Map<ContactId, String> places = new HashMap<>();

    AmiCallers(AmiLink link, CallerEvents callers) {
        this.link = link;
        this.callers = callers;
    }

    @Override
    public void on(ManagerEvent event) {
        switch (event) {
            case RecallerEndedEvent ended ->
                    Arrivals.contact(ended.getContact())
                            .ifPresentOrElse(contact -> ended(contact, ended), link::lookSoon);
            case RecallerBridgeEvent bridge ->
                    Arrivals.contact(bridge.getContact())
                            .ifPresent(contact -> bridged(contact, bridge.getResult()));
            case RecallerRingGroupEvent led ->
                    Arrivals.contact(led.getContact())
                            .ifPresent(contact -> callers.ledToRingGroup(contact, led.cause()));
            default -> {}
        }
    }

    private void ended(ContactId contact, RecallerEndedEvent event) {
        var channel = event.getChannel();
        if (event.isElsewhere()
                || RING_GROUP.equals(event.getPlace())
                || (channel != null && mayBeReplaced(contact, channel))) {
            var isTelephone = channel == null || !channel.startsWith("Local/");
            doubts.put(contact, new Doubt(System.nanoTime(), 0, isTelephone, event.hangUp()));
        } else {
            left.put(contact, new Doubt(System.nanoTime(), 0, true, event.hangUp()));
            callers.gone(contact, event.hangUp());
        }
    }

    private boolean mayBeReplaced(ContactId contact, String channel) {
        return LiveChannel.isZombie(channel)
                || channel.startsWith("Local/")
                || talks.contains(contact);
    }

    /** The end of a talk comes right after its caller's, so in most talks nobody has to look. */
    private void bridged(ContactId contact, @Nullable String result) {
        if ("answered".equals(result) || "reached".equals(result)) {
            talks.add(contact);
            Optional.ofNullable(left.remove(contact))
                    .ifPresent(how -> answers.put(contact, how.anew()));
        } else if (talks.remove(contact)) {
            Optional.ofNullable(doubts.remove(contact))
                    .ifPresent(doubt -> callers.gone(contact, doubt.how()));
        }
    }

    @Override
    public void tick() {
        left.values().removeIf(Doubt::isOld);
        if (Stream.of(doubts, answers)
                .flatMap(each -> each.values().stream())
                .anyMatch(Doubt::isDue)) {
            link.lookSoon();
        }
    }

    @Override
    public void compare(LiveCalls calls) {
        talks.removeIf(contact -> calls.talk(contact).isEmpty());
        calls.channels().stream()
                .filter(channel -> channel.isAgentsLeg() && channel.bridge().isPresent())
                .forEach(leg ->
                        leg.contact()
                                .filter(contact -> calls.talk(contact).isPresent())
                                .ifPresent(talks::add));
        for (var contact : Set.copyOf(doubts.keySet())) {
            settle(contact, calls);
        }
        answers.replaceAll((_, answer) -> answer.again());
        answers.values().removeIf(Doubt::isLookedAt);
        tellOfSwapsUnheard(calls);
        calls.inRingGroup().forEach(callers::ledToRingGroup);
        callers.alive(calls.system(), calls.contacts());
    }

    /** What happened while the link was away, or so that no channel of ours ended. */
    private void tellOfSwapsUnheard(LiveCalls calls) {
        var now = new HashMap<ContactId, String>();
        for (var channel : calls.channels()) {
            if (!channel.isAgentsLeg() && channel.contact().isPresent()) {
                var contact = channel.contact().get();
                now.put(contact, channel.name());
                var before = places.getOrDefault(contact, channel.name());
                if (!before.equals(channel.name()) && !before.startsWith("Local/")) {
                    callers.replaced(contact, channel.number());
                }
            }
        }
        places.clear();
        places.putAll(now);
    }

    private void settle(ContactId contact, LiveCalls calls) {
        var heir = heir(contact, calls);
        var helped = calls.newcomerInRingGroup(contact);
        if (heir.isPresent()) {
            inherit(contact, heir.get(), QUEUE);
        } else if (helped.isPresent()) {
            inherit(contact, helped.get(), RING_GROUP);
        } else if (calls.talk(contact).isPresent()) {
            doubts.computeIfPresent(contact, (_, doubt) -> doubt.again());
        } else {
            Optional.ofNullable(doubts.remove(contact))
                    .ifPresent(doubt -> callers.gone(contact, doubt.how()));
        }
    }

    private void inherit(ContactId contact, LiveChannel heir, String place) {
        var doubt = doubts.remove(contact);
        if (doubt != null && doubt.isTelephone()) {
            places.put(contact, heir.name());
            callers.replaced(contact, heir.number());
        }
        adopt(contact, heir, place);
    }

    /** Who is in the caller's place: in the dialplan, or in the talk. */
    private static Optional<LiveChannel> heir(ContactId contact, LiveCalls calls) {
        return calls.caller(contact).or(() -> calls.talk(contact).flatMap(calls::newcomerTo));
    }

    /**
     * The hang-up handler went with the telephone that left; the variables did not come to a talk.
     */
    private void adopt(ContactId contact, LiveChannel heir, String place) {
        log.atInfo()
                .addKeyValue("contactId", contact)
                .addKeyValue("channel", heir.name())
                .log("contact goes on with whoever took its caller's place");
        set(heir, "RECALLER_CONTACT", contact.toString());
        if (heir.place().isEmpty()) {
            set(heir, "RECALLER_PLACE", place);
        }
        set(heir, "CHANNEL(hangup_handler_push)", "recaller-ended,s,1(handler)");
    }

    private void set(LiveChannel channel, String variable, String value) {
        link.send(new SetVarAction(Printable.of(channel.name()), variable, value));
    }

    /**
     * When a channel ended, and how often it was looked since who is in its place.
     *
     * @param since as of {@link System#nanoTime()}
     * @param isTelephone whether somebody was at it: nobody is at a Local channel, and who takes
     *     its place is who spoke through it
     * @param how the end was, should it have been the caller's
     */
    private record Doubt(long since, int looks, boolean isTelephone, HangUp how) {
        /** A swap, or the end of a talk, is told in less. */
        private static final Duration MOMENT = Duration.ofMillis(300);

        /** An answer for who has left is told in less. */
        private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

        boolean isDue() {
            return looks < MOST_LOOKS && System.nanoTime() - since >= MOMENT.toNanos();
        }

        boolean isLookedAt() {
            return looks >= MOST_LOOKS;
        }

        boolean isOld() {
            return System.nanoTime() - since >= LONGEST_ANSWER.toNanos();
        }

        Doubt anew() {
            return new Doubt(System.nanoTime(), 0, isTelephone, how);
        }

        Doubt again() {
            return new Doubt(System.nanoTime(), looks + 1, isTelephone, how);
        }
    }
}
