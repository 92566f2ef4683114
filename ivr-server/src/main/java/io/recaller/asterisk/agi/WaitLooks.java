package io.recaller.asterisk.agi;

import io.recaller.contact.ContactId;
import io.recaller.conversation.waiting.WaitVisit;
import io.recaller.conversation.waiting.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at callers who wait. While one lasts there is no music, so none is waited for longer than a
 * moment: it goes on by itself, and the next visit of that caller has what came of it. Any thread.
 */
final class WaitLooks {
    /** A database that is well takes a hundredth of it. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** Of one that goes on since the last visit. */
    private static final Duration SHORT_MOMENT = Duration.ofMillis(200);

    /** What was seen longer ago is no longer so. */
    private static final Duration OLD = Duration.ofSeconds(30);

    private final WaitVisit visit;
    private final Map<ContactId, Late> late = new ConcurrentHashMap<>();

    WaitLooks(WaitVisit visit) {
        this.visit = visit;
    }

    /**
     * One that goes on.
     *
     * @param keys that were pressed meanwhile
     */
    private record Late(Thought<Waiting> look, long since, String keys) {
        static Late begun(Thought<Waiting> look) {
            return new Late(look, System.nanoTime(), "");
        }

        Late with(String pressed) {
            return new Late(look, since, pressed);
        }

        boolean isOld() {
            return System.nanoTime() - since > OLD.toNanos();
        }

        @Override
        public String toString() {
            return "Late[" + keys.length() + "]";
        }
    }

    /**
     * What came of it; empty: it goes on. A key that is pressed meanwhile is for the next one, in
     * this visit or a later one.
     */
    Optional<Waiting> look(AgiLine line, ContactId contact) {
        late.values().removeIf(Late::isOld);
        var earlier = late.remove(contact);
        if (earlier != null) {
            line.typedBefore(earlier.keys());
            return within(line, contact, earlier, SHORT_MOMENT);
        }
        var pressed = line.takeOne();
        var look = Thought.begin(() -> visit.visit(contact, pressed));
        return within(line, contact, Late.begun(look), MOMENT);
    }

    private Optional<Waiting> within(AgiLine line, ContactId contact, Late begun, Duration most) {
        var seen = line.whileThinking(begun.look(), most);
        if (seen.isEmpty()) {
            late.put(contact, begun.with(line.takeAll()));
        }
        return seen;
    }
}
