package io.recaller.conversation.voicemail;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.contact.Unreached;
import io.recaller.conversation.ending.LeftMessages;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Queue;
import io.recaller.voicemail.Voicemails;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that no agent took for too long, such as of a queue that nobody serves any more: their
 * contacts are over, so that their sound goes when it should. Any thread; blocking.
 */
public final class UntakenMessages implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(UntakenMessages.class);

    /** A transaction each; the rest is for the next time. */
    private static final int MOST = 1_000;

    private final Database database;
    private final Voicemails voicemails;
    private final ContactStore contacts;
    private final LeftMessages messages;
    private final InstantSource clock;
    private final Queue queue = new Queue();

    public UntakenMessages(
            Database database, Voicemails voicemails, ContactStore contacts, InstantSource clock) {
        this.database = database;
        this.voicemails = voicemails;
        this.contacts = contacts;
        this.messages = new LeftMessages(contacts);
        this.clock = clock;
    }

    @Override
    public void run() {
        var now = clock.instant();
        for (var contact : database.inTransaction(tx -> voicemails.old(tx, now, MOST))) {
            if (database.inTransactionOrAgain(tx -> end(tx, contact, now))) {
                LOG.atWarn()
                        .addKeyValue("contactId", contact)
                        .log("no agent took a message within voicemail.wait: it waits no longer");
            }
        }
    }

    /** Not while a phone rings for it. */
    private boolean end(Tx tx, ContactId contact, Instant now) {
        if (!queue.waitsWithoutLine(tx, contact)
                || queue.isRinging(tx, contact)
                || messages.left(tx, contact).isEmpty()) {
            return false;
        }
        var how = new Ended.NotReached(Unreached.KEPT_TOO_LONG);
        var _ = queue.leave(tx, contact, how.result(), now);
        contacts.finish(tx, contact, how, now, Optional.empty(), TopicSource.KEY);
        return true;
    }
}
