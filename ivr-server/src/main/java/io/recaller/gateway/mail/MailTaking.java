package io.recaller.gateway.mail;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.message.Mails;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.Peer;
import io.recaller.message.Threads;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a mail in: what people write becomes a message, what came back is told to whoever wrote it,
 * the rest stays in the mailbox. Any thread; blocking.
 */
public final class MailTaking {
    private static final Logger LOG = LoggerFactory.getLogger(MailTaking.class);

    private final Mailbox mailbox;
    private final LetterReader reader;
    private final Handles handles;
    private final Database db;
    private final Inbox inbox;
    private final GatewayTraffic traffic;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final OutgoingMessages outgoing = new OutgoingMessages();
    private final Mails mails = new Mails();

    /** For one mailbox. */
    public MailTaking(
            Mailbox mailbox,
            Handles handles,
            Database db,
            Inbox inbox,
            GatewayTraffic traffic,
            InstantSource clock) {
        this.mailbox = mailbox;
        this.reader = new LetterReader(mailbox, inbox.fileRules().largest());
        this.handles = handles;
        this.db = db;
        this.inbox = inbox;
        this.traffic = traffic;
        this.clock = clock;
    }

    /**
     * Takes it in, once.
     *
     * @param place where it lies in the mailbox, for one without a Message-ID
     * @return false: nobody can be answered, somebody should look at it
     * @throws DatabaseUnavailableException when it must be taken in again
     * @throws IOException when the server is not there any more
     */
    boolean take(MimeMessage mail, String place) throws MessagingException, IOException {
        var letter = reader.read(mail, place);
        switch (letter.nature()) {
            case MailNature.Bounce() -> Bounces.read(mail).ifPresent(this::cameBack);
            case MailNature.NotForUs(var why) ->
                    LOG.atInfo()
                            .addKeyValue("gateway", mailbox.gateway())
                            .addKeyValue("why", why)
                            .log("a mail is left in the mailbox");
            case MailNature.Personal(), MailNature.Automatic() -> {
                letter.from().ifPresent(from -> take(letter, from));
                return letter.from().isPresent();
            }
        }
        return true;
    }

    private void take(Letter letter, String from) {
        var peer = peer(letter, from);
        var kept =
                new Mails.Mail(
                        letter.id(),
                        letter.subject(),
                        letter.references(),
                        letter.nature() instanceof MailNature.Automatic);
        // Before the words are there, as they may be answered at once.
        db.runInTransaction(tx -> {
            var now = clock.instant();
            mails.keep(tx, threads.heardFrom(tx, peer.fit(), now), kept, now);
        });
        inbox.take(
                new Incoming(
                        peer,
                        new Said.Words(letter.words()),
                        Optional.of(letter.id()),
                        Optional.empty(),
                        clock.instant(),
                        letter.files()));
    }

    /** Anybody may write any address above a mail: it is a claim. */
    private Peer peer(Letter letter, String from) {
        return new Peer(
                mailbox.gateway(),
                from,
                Channel.EMAIL,
                handle(from),
                TrustTier.CLAIMED,
                letter.name(),
                letter.language());
    }

    private Optional<Handle> handle(String from) {
        return handles.parse("mailto:" + from) instanceof Handles.Reading.Read(var handle)
                ? Optional.of(handle)
                : Optional.empty();
    }

    private void cameBack(Bounces.Bounced bounced) {
        var seq = bounced.mail().seq();
        db.runInTransaction(tx -> {
            var thread = mails.threadOf(tx, seq);
            if (thread.filter(bounced.mail()::isOf).isPresent()
                    && outgoing.failed(tx, seq, bounced.why(), clock.instant())) {
                traffic.failed(mailbox.gateway());
            }
        });
    }
}
