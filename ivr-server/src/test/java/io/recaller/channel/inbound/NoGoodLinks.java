package io.recaller.channel.inbound;

import io.recaller.contact.ContactId;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.LinkToken;
import io.recaller.db.Tx;
import io.recaller.message.ThreadId;

/** Links lead to every channel, and none of them is good any more. */
enum NoGoodLinks implements LinkArrivals {
    AT_ALL;

    @Override
    public boolean leadsTo(String gateway) {
        return true;
    }

    @Override
    public void came(Tx tx, LinkToken token, ThreadId thread, String gateway, long message) {
        // it is of no use
    }

    @Override
    public boolean goOn(ContactId contact, long version, long message) {
        return false;
    }
}
