package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.message.Veiled;
import java.time.Duration;
import java.util.Optional;

/**
 * Short codes by which a call goes on where writing stood: told in writing, keyed at a number of
 * their own, so that no code is ever taken for keys of a menu. Any thread; blocking.
 */
public interface CallCodes {
    /** Digits of a code. */
    int DIGITS = 6;

    /** Where there are none. */
    static CallCodes none() {
        return new CallCodes() {
            @Override
            public boolean isPlace(String entry) {
                return false;
            }

            @Override
            public boolean isAsked(String entry, ContactId call) {
                return false;
            }

            @Override
            public Keyed take(ContactId call, long version, Optional<Handle> line, String keys) {
                return Keyed.NO_MORE;
            }
        };
    }

    /**
     * What is told in writing.
     *
     * @param number to be called, as people read it
     * @param within how long the digits are good
     */
    record Code(String number, String digits, Duration within) {
        /** For a telephone that dials both (RFC 3966); a comma is a pause, which not all make. */
        public String dial() {
            return "tel:" + number.replaceAll("[^+0-9]", "") + ",," + digits;
        }

        /** The same for who may not read the digits. */
        public Code veiled() {
            return new Code(number, Veiled.VEIL, within);
        }

        /** Never the digits. */
        @Override
        public String toString() {
            return "Code[" + number + "]";
        }
    }

    /** What came of one that was keyed. */
    enum Keyed {
        /** The call stands where the writing stood; whoever serves it enters it again. */
        GOES_ON,
        /** Wrong, used or too old, and another may be keyed. */
        WRONG,
        /** So many were wrong that none is taken now. */
        NO_MORE
    }

    /** Whether codes are keyed at this number at all. Takes no time. */
    boolean isPlace(String entry);

    /** Whether a call to this number is asked for a code: until one was right or too many wrong. */
    boolean isAsked(String entry, ContactId call);

    /**
     * Takes what was keyed, and counts.
     *
     * @param version of the call's dialogue, all of which is written
     * @param line what the caller is recognised by; empty: withheld
     * @throws io.recaller.conversation.dialogue.SupersededException when somebody else serves it
     */
    Keyed take(ContactId call, long version, Optional<Handle> line, String keys);
}
