package io.recaller.routing;

import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.WaitingContact;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contacts whose offer could not be written: left alone for some seconds, longer each time, so that
 * the others go on. Of the router's thread only.
 */
final class SetAside {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;

    private record Rest(int times, Instant until) {}

    private final InstantSource clock;
    private final Map<EntryId, Rest> resting = new HashMap<>();
    private final Set<EntryId> asleep = new HashSet<>();

    SetAside(InstantSource clock) {
        this.clock = clock;
    }

    /** A deadlock's victim succeeds soon; what fails every time is looked at twice a minute. */
    void put(WaitingContact contact, RuntimeException why) {
        var now = clock.instant();
        resting.values().removeIf(rest -> rest.until().isBefore(now.minus(Duration.ofMinutes(5))));
        var before = resting.get(contact.id());
        var times = before == null ? 0 : before.times() + 1;
        var pause = FIRST.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        resting.put(contact.id(), new Rest(times, now.plus(pause)));
        asleep.add(contact.id());
        LOG.atWarn()
                .setCause(why)
                .addKeyValue("contactId", contact.contact())
                .addKeyValue("entryId", contact.id())
                .addKeyValue("again", pause)
                .log("a contact cannot be offered, the others go on");
    }

    /** Those whose rest is over, each told once. */
    Set<EntryId> rested() {
        var over = asleep.stream().filter(entry -> !has(entry)).collect(Collectors.toSet());
        asleep.removeAll(over);
        return over;
    }

    boolean has(EntryId entry) {
        var rest = resting.get(entry);
        return rest != null && clock.instant().isBefore(rest.until());
    }
}
