package io.recaller.gateway.mail;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.outbound.Holding;
import io.recaller.channel.outbound.Outbound;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Archive;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Tx;
import io.recaller.gateway.mail.MailServer.Login;
import io.recaller.gateway.mail.MailServer.Security;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.FlowMessages;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.WrittenByAgents;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;

/** A real mail server with our mailbox, and our rows. */
final class Post implements AutoCloseable {
    static final String ADDRESS = "support@aspan.example";
    private static final String PASSWORD = "not-easy-7";

    volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    final Archive archive = new Archive();
    final GreenMail server =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
                    });
    final LinkedBlockingQueue<ThreadId> told = new LinkedBlockingQueue<>();
    final GatewayHealth health = new GatewayHealth();
    private final Messages messages = new Messages();
    private final WrittenByAgents byAgents = new WrittenByAgents();
    private final FlowMessages flowMessages = new FlowMessages();
    private final OutgoingMessages outgoing = new OutgoingMessages();
    private final InstantSource clock = () -> now;

    Post() {
        server.setUser(ADDRESS, ADDRESS, PASSWORD);
        server.start();
    }

    Mailbox mailbox() {
        return mailbox(PASSWORD);
    }

    Mailbox mailbox(String password) {
        return mailbox(password, server.getImap().getPort());
    }

    private Mailbox mailbox(String password, int imapPort) {
        var login = Optional.of(new Login(ADDRESS, password));
        return new Mailbox(
                "post",
                ADDRESS,
                Optional.of("Аспан Телеком"),
                "INBOX",
                new MailServer("127.0.0.1", imapPort, Security.NONE, login),
                new MailServer("127.0.0.1", server.getSmtp().getPort(), Security.NONE, login));
    }

    MailTaking taking() {
        return new MailTaking(
                mailbox(),
                new Handles("KZ"),
                archive.db,
                new Inbox(archive.db, told::add, GatewayTraffic.uncounted(), clock),
                GatewayTraffic.uncounted(),
                clock);
    }

    MailWatch watch(String password) {
        return watch(mailbox(password));
    }

    /** Reads by a line that leads to our mailbox. */
    MailWatch watchBy(CutLine line) {
        return watch(mailbox(PASSWORD, line.port()));
    }

    private MailWatch watch(Mailbox mailbox) {
        return new MailWatch(mailbox, taking(), new Holding(archive.db, "here:1", clock), health);
    }

    MailGateway gateway(int mostAutomatic) {
        return new MailGateway(mailbox(), mostAutomatic, archive.db, clock);
    }

    /** A mail as it comes over the wire. */
    static MimeMessage mail(String raw) {
        return mail(raw, StandardCharsets.UTF_8);
    }

    static MimeMessage mail(String raw, Charset charset) {
        try {
            var bytes = raw.stripIndent().replace("\n", "\r\n").getBytes(charset);
            return new MimeMessage(
                    Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Letter read(String raw) {
        return read(mail(raw));
    }

    static Letter read(MimeMessage mail) {
        try {
            var nowhere = new MailServer("127.0.0.1", 1, Security.NONE, Optional.empty());
            var mailbox = new Mailbox("post", ADDRESS, Optional.empty(), "INBOX", nowhere, nowhere);
            return new LetterReader(mailbox, 10_000_000).read(mail, "7-1");
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void take(String raw) throws Exception {
        taking().take(mail(raw), "7-1");
    }

    ThreadId thread(String peer) {
        return archive.db.inTransaction(tx -> new Threads().find(tx, "post", peer)).orElseThrow();
    }

    List<ThreadMessage> all(String peer) {
        return archive.db.inTransaction(
                tx -> messages.changed(tx, thread(peer), Instant.EPOCH, 100));
    }

    /** The newest of ours to them, as it is handed to the gateway. */
    Outbound says(String peer, Author author, String text, Button... buttons) {
        var contact = new ContactId(archive.ids.get());
        archive.db.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(CONTACT_KEY)
                    .set(CONTACT_KEY.CONTACT_ID, contact.value())
                    .set(CONTACT_KEY.SOURCE, "post")
                    .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                    .set(CONTACT_KEY.STARTED_AT, now)
                    .execute();
            if (author == Author.FLOW) {
                flowMessages.say(
                        tx,
                        thread(peer),
                        contact,
                        text,
                        List.of(buttons),
                        MessageState.QUEUED,
                        now);
            } else {
                byAgents.write(
                        tx,
                        thread(peer),
                        contact,
                        agent(tx),
                        String.valueOf(contact),
                        text,
                        MessageState.QUEUED,
                        now);
            }
        });
        var last = new ArrayList<>(all(peer)).getLast();
        return new Outbound(last.seq(), peer, last.text(), last.buttons());
    }

    private UUID agent(Tx tx) {
        var id = archive.ids.get();
        tx.dsl()
                .insertInto(AGENT)
                .set(AGENT.ID, id)
                .set(AGENT.LOGIN, "a" + id)
                .set(AGENT.NAME, "Dana")
                .execute();
        return id;
    }

    /** It arrived at the other server. */
    void sent(Outbound message, String id) {
        archive.db.runInTransaction(tx -> outgoing.sent(tx, message.seq(), id, now));
    }

    @Override
    public void close() {
        server.stop();
        archive.close();
    }
}
