package io.recaller.voicemail;

import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The messages that callers left. Each method works in the caller's transaction, which holds the
 * contact's place in the queue where it changes something. Any thread.
 */
public final class Voicemails {
    private static final Duration DAY = Duration.ofHours(24);

    /** Beside what is spoken: the words between, and the way to Asterisk and back. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** Who speaks nothing is asked once more. */
    private static final int TRIES = 2;

    /** Whoever withholds the number shares a number's messages with all others who do. */
    private static final int WITHHELD = 10;

    private final VoicemailRules rules;
    private final VoicemailRows rows = new VoicemailRows();

    public Voicemails(VoicemailRules rules) {
        this.rules = rules;
    }

    public VoicemailRules rules() {
        return rules;
    }

    /**
     * A caller begins to speak: a hang-up meanwhile is settled by whoever records. A contact has
     * one message: what it left in an earlier wait was dealt with, and makes room.
     *
     * @param joined when the contact came into the queue that it is in
     * @return until when that may last; empty: the number has left enough messages today, those
     *     being spoken among them
     */
    public Optional<Instant> begin(
            Tx tx, ContactId contact, Optional<Handle> number, Instant joined, Instant now) {
        rows.hold(tx, number);
        var most = number.isPresent() ? rules.aDay() : rules.aDay() * WITHHELD;
        if (rows.counted(tx, number, contact, now.minus(DAY), now) >= most) {
            return Optional.empty();
        }
        var until = now.plus(rules.longest().multipliedBy(TRIES)).plus(SLACK);
        rows.begin(tx, contact, number, joined, until);
        return Optional.of(until);
    }

    /** Whether its caller is speaking; not for ever, should the server that records be killed. */
    public boolean isBeingSpoken(Tx tx, ContactId contact, Instant now) {
        return rows.isBeingSpoken(tx, contact, now);
    }

    /** What was said is kept. */
    public void keep(Tx tx, ContactId contact, Utterance sound, Instant now) {
        rows.keep(tx, contact, sound, now);
    }

    /** Nothing was said. What is kept already stays. */
    public void drop(Tx tx, ContactId contact) {
        rows.drop(tx, contact);
    }

    /** The message of a contact; empty: it left none. */
    public Optional<Voicemail> find(Tx tx, ContactId contact) {
        return rows.find(tx, contact);
    }

    /** Empty: there is none, or it was deleted. */
    public Optional<Utterance> sound(Tx tx, ContactId contact) {
        return rows.sound(tx, contact);
    }

    /**
     * Contacts whose messages are older than a message waits, and that are not over: most wait, but
     * a message may have been dealt with while its caller goes on.
     */
    public List<ContactId> old(Tx tx, Instant now, int most) {
        return rows.goingOn(tx, now.minus(rules.longestWait()), most);
    }

    /**
     * Deletes the sounds whose contacts have been over for long enough, and what servers that were
     * killed had begun.
     *
     * @return how many
     */
    public int forget(Tx tx, Instant now) {
        return rows.forget(tx, now.minus(rules.keep()), now) + rows.dropLeftBehind(tx, now);
    }
}
