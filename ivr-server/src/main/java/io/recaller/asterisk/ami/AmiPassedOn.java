package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.asterisk.agi.Arrivals;
import io.recaller.asterisk.ami.wire.ChannelList;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.asterisk.ami.wire.RecallerBridgeEvent;
import io.recaller.asterisk.ami.wire.RecallerEndedEvent;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.PhoneEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.event.ManagerEvent;

/**
 * Finds callers whom an agent passed on at the phone itself, to another phone: their talk is over
 * and they are not. The phone they talk with now is marked as a leg of the contact's, so that its
 * end is told like that of one we rang. Of the consumer's thread only.
 */
final class AmiPassedOn implements AmiListener {
    /** Who hangs up is told in less. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    /** Each is twice as long after the one before; the phone rings meanwhile. */
    private static final int MOST_LOOKS = 6;

    /** {@code PJSIP/phone-2} of {@code PJSIP/phone-2-0000001a}. */
    private static final Pattern CHANNEL = Pattern.compile("(.+)-[0-9a-f]{8}");

    private final AmiLink link;
    private final PhoneEvents events;
    private final Map<ContactId, Look> left = new HashMap<>();

    /**
     * A look at where a caller is.
     *
     * @param due as of {@link System#nanoTime()}
     * @param number from 0
     */
    private record Look(AssignmentId talk, long due, int number) {
        static Look first(AssignmentId talk) {
            return new Look(talk, System.nanoTime() + FIRST_LOOK.toNanos(), 0);
        }

        Look next() {
            var pause = FIRST_LOOK.multipliedBy(1L << (number + 1));
            return new Look(talk, System.nanoTime() + pause.toNanos(), number + 1);
        }

        boolean isDue() {
            return System.nanoTime() - due >= 0;
        }
    }

    AmiPassedOn(AmiLink link, PhoneEvents events) {
        this.link = link;
        this.events = events;
    }

    @Override
    public void on(ManagerEvent event) {
        switch (event) {
            case RecallerBridgeEvent bridge ->
                    Arrivals.contact(bridge.getContact())
                            .ifPresent(contact -> bridged(contact, bridge));
            case RecallerEndedEvent ended ->
                    Arrivals.contact(ended.getContact()).ifPresent(left::remove);
            default -> {}
        }
    }

    private void bridged(ContactId contact, RecallerBridgeEvent bridge) {
        if ("talked".equals(bridge.getResult())) {
            ChannelList.offer(bridge.getOffer())
                    .ifPresent(talk -> left.put(contact, Look.first(talk)));
        } else {
            left.remove(contact);
        }
    }

    @Override
    public void tick() {
        if (left.values().stream().anyMatch(Look::isDue)) {
            link.lookSoon();
        }
    }

    @Override
    public void compare(LiveCalls calls) {
        for (var contact : Map.copyOf(left).entrySet()) {
            if (contact.getValue().isDue()) {
                look(contact.getKey(), contact.getValue(), calls);
            }
        }
    }

    private void look(ContactId contact, Look look, LiveCalls calls) {
        var caller = calls.caller(contact);
        var phone = caller.flatMap(calls::phoneWith);
        phone.ifPresent(with -> passedOn(contact, look.talk(), with));
        if (caller.isEmpty() || phone.isPresent() || look.number() + 1 >= MOST_LOOKS) {
            left.remove(contact);
        } else {
            left.put(contact, look.next());
        }
    }

    private void passedOn(ContactId contact, AssignmentId talk, LiveChannel phone) {
        var endpoint = CHANNEL.matcher(phone.name());
        if (endpoint.matches()) {
            var leg = leg(contact, phone);
            set(phone, "RECALLER_CONTACT", contact.toString());
            set(phone, "RECALLER_OFFER", leg.toString());
            set(phone, "RECALLER_RESULT", "talked");
            set(phone, "CHANNEL(hangup_handler_push)", "recaller-agent-ended,s,1(handler)");
            events.passedOn(talk, leg, endpoint.group(1));
        }
    }

    /** The same on every server that looks. */
    private static AssignmentId leg(ContactId contact, LiveChannel phone) {
        var name = contact + " " + phone.uniqueId();
        return new AssignmentId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private void set(LiveChannel channel, String variable, String value) {
        link.send(new SetVarAction(Printable.of(channel.name()), variable, value));
    }
}
