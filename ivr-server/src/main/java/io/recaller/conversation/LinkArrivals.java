package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.message.ThreadId;

/** People who come to a channel by a link that they were shown on another one. Any thread. */
public interface LinkArrivals {
    /** Where no link leads anywhere. */
    static LinkArrivals none() {
        return new LinkArrivals() {
            @Override
            public boolean leadsTo(String gateway) {
                return false;
            }

            @Override
            public void came(
                    Tx tx, LinkToken token, ThreadId thread, String gateway, long message) {
                // nobody does
            }

            @Override
            public boolean goOn(ContactId contact, long version, long message) {
                return false;
            }
        };
    }

    /** Whether links lead to a channel at all. Takes no time. */
    boolean leadsTo(String gateway);

    /**
     * A message that just came in has a token. One that is good is used up by it; that, and what is
     * wrong with any other, is written with the message.
     */
    void came(Tx tx, LinkToken token, ThreadId thread, String gateway, long message);

    /**
     * The contact stands where whoever was shown the link stood; whoever serves it enters it again.
     * Asked for again it is the same. Blocking.
     *
     * @param version of the contact's dialogue, all of which is written
     * @param message by which they came
     * @return false: the link was not good, or what it led to is over
     * @throws io.recaller.conversation.dialogue.SupersededException when somebody else serves it
     */
    boolean goOn(ContactId contact, long version, long message);
}
