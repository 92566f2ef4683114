package io.recaller.gateway.mail;

import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.Bulkhead;
import io.recaller.db.DatabaseUnavailableException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for mails in one mailbox (IMAP, RFC 2177) and takes each in; one server at a time does. A
 * mail is marked as seen once it is in our rows: a killed server's come again, and are known.
 */
public final class MailWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailWatch.class);
    private static final Duration HELD_FOR = Duration.ofSeconds(60);

    /** A server may end a wait after 30 minutes, routers between forget one after some. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Often enough for whoever mends it, too seldom to be locked out. */
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(2);

    private final Mailbox mailbox;
    private final MailTaking taking;
    private final Holding holding;
    private final GatewayHealth health;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    // Of its thread only.
    private Duration pause = PAUSE;

    /** Nothing is read before {@link #start}. */
    public MailWatch(Mailbox mailbox, MailTaking taking, Holding holding, GatewayHealth health) {
        this.mailbox = mailbox;
        this.taking = taking;
        this.holding = holding;
        this.health = health;
        this.thread =
                Thread.ofVirtual()
                        .name("mail-" + mailbox.gateway())
                        .unstarted(() -> Bulkhead.run(this::run));
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosing()) {
            try {
                if (isHeld()) {
                    watch();
                } else {
                    health.isElsewhere(mailbox.gateway());
                }
                pause(PAUSE);
            } catch (AuthenticationFailedException refused) {
                tell("the mailbox refuses our login; check user and password", refused);
                pause(REFUSED_PAUSE);
            } catch (MessagingException | IOException failure) {
                again(failure);
            } catch (DatabaseUnavailableException _) {
                pause(PAUSE);
            } catch (RuntimeException bug) {
                LOG.atError().setCause(bug).log("mails cannot be taken in");
                pause(LONGEST_PAUSE);
            }
        }
    }

    private boolean isHeld() {
        return holding.hold(mailbox.gateway(), HELD_FOR);
    }

    private void again(Exception failure) {
        if (isClosing()) {
            return;
        }
        if (pause.compareTo(PAUSE) > 0) { // once may be anything
            tell("the mailbox cannot be read", failure);
        }
        pause(pause);
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void tell(String what, Exception failure) {
        var why = UntrustedServer.words(failure).orElseGet(() -> failure.getMessage());
        health.isDead(mailbox.gateway(), what + ": " + why);
    }

    private void watch() throws MessagingException, IOException {
        try (var store = connected()) {
            var folder = (IMAPFolder) store.getFolder(mailbox.folder());
            folder.open(Folder.READ_WRITE);
            health.works(mailbox.gateway());
            pause = PAUSE;
            var canTell = store.hasCapability("IDLE");
            while (!isClosing() && isHeld()) {
                waitForMore(folder, canTell, takeNew(folder) ? PAUSE : LONGEST_WAIT);
            }
        }
    }

    private IMAPStore connected() throws MessagingException {
        var store = (IMAPStore) MailSessions.imap(mailbox.imap()).getStore();
        var login = mailbox.imap().login();
        try {
            store.connect(
                    login.map(MailServer.Login::user).orElse(""),
                    login.map(MailServer.Login::password).orElse(""));
            return store;
        } catch (MessagingException failure) {
            store.close();
            throw failure;
        }
    }

    /**
     * False: there was nothing; true: more may have come meanwhile, and some servers tell no more.
     */
    private boolean takeNew(IMAPFolder folder) throws MessagingException, IOException {
        var unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
        var headers = new FetchProfile();
        headers.add(IMAPFolder.FetchProfileItem.HEADERS);
        headers.add(IMAPFolder.FetchProfileItem.CONTENT_INFO);
        folder.fetch(unseen, headers);
        for (var mail : List.of(unseen)) {
            if (!isHeld()) {
                return false; // another server takes the rest
            }
            take(folder, (MimeMessage) mail);
        }
        return unseen.length > 0;
    }

    private void take(IMAPFolder folder, MimeMessage mail) throws MessagingException, IOException {
        var place = folder.getUIDValidity() + "-" + folder.getUID(mail);
        if (!isTaken(folder, mail, place)) {
            LOG.atWarn()
                    .addKeyValue("gateway", mailbox.gateway())
                    .addKeyValue("place", place)
                    .log("a mail cannot be answered, it is flagged in the mailbox");
            mail.setFlag(Flags.Flag.FLAGGED, true);
        }
        mail.setFlag(Flags.Flag.SEEN, true);
    }

    /** Some servers tell wrongly of what a mail is made: then it is read as it came. */
    private boolean isTaken(IMAPFolder folder, MimeMessage mail, String place)
            throws MessagingException, IOException {
        try {
            return taking.take(mail, place);
        } catch (FolderClosedException | StoreClosedException gone) {
            throw gone;
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (IOException failure) {
            if (!folder.isOpen()) {
                throw failure; // the connection, not the mail
            }
            return isTakenWhole(new MimeMessage(mail), place);
        } catch (MessagingException | RuntimeException _) {
            return isTakenWhole(new MimeMessage(mail), place);
        }
    }

    private boolean isTakenWhole(MimeMessage mail, String place) throws IOException {
        try {
            return taking.take(mail, place);
        } catch (MessagingException broken) {
            LOG.atDebug().setCause(broken).log("a mail cannot be read");
            return false;
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a mail cannot be taken in, the others go on");
            return false;
        }
    }

    /** Comes back when something came in, or to show that we are still here. */
    private void waitForMore(IMAPFolder folder, boolean canTell, Duration longest)
            throws MessagingException {
        if (!canTell) {
            pause(longest);
            folder.getMessageCount();
            return;
        }
        var over = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> endWait(folder, over, longest));
        try {
            folder.idle(true);
        } finally {
            over.countDown();
        }
    }

    /** Whatever another thread asks of the folder ends its wait. */
    private void endWait(IMAPFolder folder, CountDownLatch over, Duration longest) {
        try {
            if (!over.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                folder.getUnreadMessageCount();
            }
        } catch (MessagingException | IllegalStateException closed) {
            LOG.atDebug().setCause(closed).log("a mailbox was closed while we waited");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
    }

    /** Another server may read from now on. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        holding.letGo(mailbox.gateway());
    }
}
