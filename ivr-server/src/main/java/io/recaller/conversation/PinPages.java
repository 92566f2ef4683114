package io.recaller.conversation;

import io.recaller.contact.Channel;
import io.recaller.conversation.context.PinChecks;
import io.recaller.customer.CustomerId;
import io.recaller.db.Tx;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Veiled;
import io.recaller.speech.Language;
import java.util.Optional;

/**
 * Pages where whoever writes keys their PIN, which would stay in a history else: a link leads
 * there, the page shows a number once the PIN was right, and that number is written where the link
 * was read. So who keyed it and who writes are one, or have talked to each other. Any thread;
 * blocking.
 */
public interface PinPages {
    /**
     * Who is asked to prove who they are.
     *
     * @param node where in their flow
     * @param wrong how many PINs of this contact were wrong on the telephone
     */
    record Asked(PinChecks.Asked who, String node, int wrong, Language language) {}

    /** Whether it can be proved on a page. */
    enum Possible {
        YES,
        /** It could, and they cannot: too many wrong ones. */
        NO_MORE,
        /** There is no page, nothing to check against, or whoever had the page is another. */
        NEVER
    }

    /** What a message comes to. */
    sealed interface Heard {
        /** It has the number of the page. */
        record Proved(CustomerId customer) implements Heard {}

        /** They cannot prove it here any more. */
        record Failed() implements Heard {}

        /** Whoever had the page does not write there: a person looks who does. */
        record Refused() implements Heard {}

        /** It has a number while the page has one, and another. */
        record Guessed() implements Heard {}

        /** They are told what to do. */
        record Nothing() implements Heard {}
    }

    /**
     * What they are told.
     *
     * @param link with the link; empty: they have it
     */
    record Words(String text, Optional<Veiled> link) {
        /** With other words before it, if there are any. */
        public Words after(String words) {
            return words.isBlank()
                    ? this
                    : new Words(words + "\n" + text, link.map(each -> each.after(words)));
        }
    }

    Possible mayAsk(Asked asked);

    /** Of a message that was heard already it says the same. */
    Heard hear(Asked asked, ThreadMessage message);

    /**
     * In one transaction with saying it, and with the message being handled. Its thread is locked.
     *
     * @param isGuess whether the message {@link Heard.Guessed}
     */
    Words ask(Tx tx, Asked asked, Channel channel, boolean isGuess);

    /** Where there are none. */
    static PinPages none() {
        return new PinPages() {
            @Override
            public Possible mayAsk(Asked asked) {
                return Possible.NEVER;
            }

            @Override
            public Heard hear(Asked asked, ThreadMessage message) {
                return new Heard.Failed();
            }

            @Override
            public Words ask(Tx tx, Asked asked, Channel channel, boolean isGuess) {
                return new Words("", Optional.empty());
            }
        };
    }
}
