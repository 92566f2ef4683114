package io.recaller.channel.agent;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.agent.AgentId;
import io.recaller.channel.CarriedFiles;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.inbound.IncomingFile;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Archive;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.message.Attachments;
import io.recaller.message.FileRoom;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileType;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Files of those whom an agent serves, and of nobody else. */
class ThreadFilesTest {
    private static final Archive archive = new Archive();
    private static final Gateways GATEWAYS =
            new Gateways(
                    List.of(
                            new GatewayPlan("site", Channel.CHAT, false),
                            new GatewayPlan("bot", Channel.MESSENGER, true),
                            new GatewayPlan("sms", Channel.SMS, true)),
                    GatewayTraffic.uncounted());

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final Threads threads = new Threads();
    private final Inbox inbox =
            new Inbox(archive.db, _ -> {}, GatewayTraffic.uncounted(), () -> now);
    private final AgentFiles files =
            new ThreadFiles(
                    archive.db,
                    new AgentMessages(
                            archive.db,
                            GATEWAYS,
                            new Talks(RoutingSettings.usual(), "here"),
                            new RouterInbox(),
                            archive.contacts,
                            () -> now),
                    GATEWAYS,
                    ThreadFilesTest::carried,
                    new FileRoom(AttachmentRules.usual()),
                    new AuditTrail(archive.ids),
                    () -> now);

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void whatTheAgentSendsIsReadInAChatAndGoesOutElsewhereOnce() {
        var chat = new Served("site");
        var bot = new Served("bot");
        var client = UUID.randomUUID().toString();

        assertThat(files.sendable(bot.agent, bot.assignment).accept()).isEqualTo(".pdf");
        for (var i = 0; i < 2; i++) {
            assertThat(send(chat, client)).isEmpty();
            assertThat(send(bot, client)).isEmpty();
        }

        assertThat(chat.last().state()).isEqualTo(MessageState.SENT);
        assertThat(bot.last().state()).isEqualTo(MessageState.QUEUED);
        assertThat(bot.last().attachments())
                .extracting(Attachment::name)
                .containsExactly("bill.pdf");
        assertThat(bot.all()).hasSize(2);
    }

    @Test
    void aDoorThatCarriesNoFilesIsToldBeforeAndAfter() {
        var sms = new Served("sms");

        assertThat(files.sendable(sms.agent, sms.assignment).types()).isEmpty();
        assertThat(send(sms, "a")).contains("file-channel");
        assertThat(sms.all()).hasSize(1);
    }

    @Test
    void whatTheChannelDoesNotCarryIsRefusedBeforeItIsKept() {
        var bot = new Served("bot");

        var picture = files.send(bot.agent, bot.assignment, "1", "meter.png", SampleFiles.png());
        var large = files.send(bot.agent, bot.assignment, "2", "bill.pdf", SampleFiles.pdf(20_000));

        assertThat(picture).contains("file-channel-type");
        assertThat(large).contains("file-channel-size");
        assertThat(bot.all()).hasSize(1);
    }

    private static CarriedFiles carried(String gateway) {
        return gateway.equals("bot")
                ? CarriedFiles.none().with(10_000, Set.of(FileType.PDF))
                : CarriedFiles.none();
    }

    @Test
    void whoHasTheConversationInHandOpensItsFilesAndItIsWrittenDown() {
        var served = new Served("site");
        var id = served.all().getFirst().attachments().getFirst().id();

        var opened = files.open(served.agent, served.assignment, id).orElseThrow();

        assertThat(opened.content().bytes()).isEqualTo(SampleFiles.png().bytes());
        var noted =
                archive.db.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(AUDIT)
                                .where(AUDIT.CONTACT_ID.eq(served.contact.value()))
                                .fetch());
        assertThat(noted).hasSize(1);
        assertThat(noted.getFirst().getAction()).isEqualTo("attachment.read");
        assertThat(noted.getFirst().getActor()).isEqualTo(served.agent.toString());
        assertThat(noted.getFirst().getDetail().data()).contains(id.toString());
    }

    @Test
    void nobodyElseOpensOrSendsAnything() {
        var mine = new Served("site");
        var theirs = new Served("site");
        var id = theirs.all().getFirst().attachments().getFirst().id();

        assertThat(files.open(mine.agent, mine.assignment, id)).as("of another thread").isEmpty();
        assertThat(files.open(mine.agent, theirs.assignment, id)).as("of others").isEmpty();
        assertThat(files.send(mine.agent, theirs.assignment, "a", "x.png", SampleFiles.png()))
                .contains("not-now");
        theirs.isOver();
        assertThat(files.open(theirs.agent, theirs.assignment, id)).as("afterwards").isEmpty();
        assertThat(send(theirs, "b")).contains("not-now");
    }

    @Test
    void whatACustomerGaveInEarlierContactsIsOpenedInTheTalkWithWhoHasProvedToBeThem() {
        var customer = archive.customer(new Handle(HandleKind.TEL, "+77015550101"));
        var other = archive.customer(new Handle(HandleKind.TEL, "+77015550102"));
        var earlier = new Served("site", Optional.of(customer), TrustTier.CLAIMED);
        earlier.isOver();
        var id = earlier.all().getFirst().attachments().getFirst().id();
        var claimed = new Served("site", Optional.of(customer), TrustTier.CLAIMED);
        var proved = new Served("bot", Optional.of(customer), TrustTier.VERIFIED);
        var stranger = new Served("site", Optional.of(other), TrustTier.VERIFIED);

        assertThat(files.open(claimed.agent, claimed.assignment, id)).isEmpty();
        assertThat(files.open(stranger.agent, stranger.assignment, id)).isEmpty();
        assertThat(files.open(earlier.agent, earlier.assignment, id)).isEmpty();
        assertThat(files.open(proved.agent, proved.assignment, id)).isPresent();
        var both = List.of(earlier.contact, claimed.contact);
        var newest = archive.db.inTransaction(tx -> new Attachments().each(tx, both, now, 1));
        assertThat(newest).containsOnlyKeys(claimed.contact);
        proved.isWrappedUp();
        now = now.plusSeconds(60);
        var later = new Served("site", Optional.of(customer), TrustTier.CLAIMED);
        var given = later.all().getFirst().attachments().getFirst().id();
        assertThat(files.open(proved.agent, proved.assignment, id)).isPresent();
        assertThat(files.open(proved.agent, proved.assignment, given))
                .as("after the talk it is for whoever has the later one")
                .isEmpty();
        var until = now.minusSeconds(60);
        var all = List.of(earlier.contact, later.contact);
        var before = archive.db.inTransaction(tx -> new Attachments().each(tx, all, until, 9));
        assertThat(before).containsOnlyKeys(earlier.contact);
        proved.isOver();
        assertThat(files.open(proved.agent, proved.assignment, id)).isEmpty();
    }

    /** What the agent may do is asked once nobody else can hand the conversation over. */
    @Test
    void aFileThatComesWhileTheConversationIsHandedOverIsNotSent() throws Exception {
        var served = new Served("site");
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent =
                    archive.db.<Future<Optional<String>>>inTransaction(tx -> {
                        threads.lock(tx, served.thread);
                        var sending =
                                others.submit(() -> {
                                    return send(served, "late");
                                });
                        waitsForALock();
                        served.isOver(tx);
                        return sending;
                    });

            assertThat(sent.get(10, TimeUnit.SECONDS)).contains("not-now");
        }
        assertThat(served.all()).hasSize(1);
    }

    private static void waitsForALock() {
        await().until(() ->
                archive.db.inTransaction(tx ->
                        tx.dsl()
                                .fetchExists(
                                        DSL.selectOne().from("pg_locks").where("not granted"))));
    }

    private Optional<String> send(Served served, String client) {
        return files.send(served.agent, served.assignment, client, "bill.pdf", SampleFiles.pdf());
    }

    /** Somebody who sent a picture, in an agent's hands. */
    private final class Served {
        private final AgentId agent = new AgentId(archive.ids.get());
        private final ContactId contact = new ContactId(archive.ids.get());
        private final AssignmentId assignment = new AssignmentId(archive.ids.get());
        private final ThreadId thread;

        private Served(String gateway) {
            this(gateway, Optional.empty(), TrustTier.CLAIMED);
        }

        private Served(String gateway, Optional<CustomerId> customer, TrustTier trust) {
            thread =
                    inbox.take(
                                    new Incoming(
                                            new Peer(
                                                    gateway,
                                                    contact.toString(),
                                                    Channel.CHAT,
                                                    Optional.empty(),
                                                    TrustTier.CLAIMED,
                                                    Optional.empty(),
                                                    Optional.empty()),
                                            new Said.Nothing(),
                                            Optional.empty(),
                                            Optional.of("1"),
                                            now,
                                            List.of(
                                                    new IncomingFile(
                                                            "meter.png", SampleFiles.png()))))
                            .thread();
            archive.db.runInTransaction(tx -> {
                archive.contacts.begin(
                        tx,
                        Contact.inbound(
                                contact,
                                Channel.CHAT,
                                Optional.empty(),
                                customer,
                                trust,
                                now,
                                Optional.empty()));
                tx.dsl()
                        .insertInto(AGENT)
                        .set(AGENT.ID, agent.value())
                        .set(AGENT.LOGIN, "a" + agent)
                        .set(AGENT.NAME, "Dana")
                        .execute();
                tx.dsl()
                        .insertInto(ASSIGNMENT)
                        .set(ASSIGNMENT.ID, assignment.value())
                        .set(ASSIGNMENT.CONTACT_ID, contact.value())
                        .set(ASSIGNMENT.AGENT_ID, agent.value())
                        .set(ASSIGNMENT.CHANNEL, "chat")
                        .set(ASSIGNMENT.HELD_BY, "here")
                        .set(ASSIGNMENT.STATE, "connected")
                        .set(ASSIGNMENT.OFFERED_AT, now)
                        .set(ASSIGNMENT.LEASE_UNTIL, now)
                        .set(ASSIGNMENT.CONNECTED_AT, now)
                        .execute();
                threads.begins(tx, thread, contact);
                new Messages()
                        .changed(tx, thread, Instant.EPOCH, 1)
                        .forEach(each ->
                                new InboundMessages()
                                        .handled(tx, each.seq(), Optional.of(contact), now));
            });
        }

        private void isWrappedUp() {
            archive.db.runInTransaction(tx ->
                    tx.dsl()
                            .update(ASSIGNMENT)
                            .set(ASSIGNMENT.STATE, "wrap_up")
                            .set(ASSIGNMENT.WRAP_UP_AT, now)
                            .set(ASSIGNMENT.WRAP_UP_UNTIL, now.plusSeconds(600))
                            .where(ASSIGNMENT.ID.eq(assignment.value()))
                            .execute());
        }

        private void isOver() {
            archive.db.runInTransaction(this::isOver);
        }

        private void isOver(Tx tx) {
            tx.dsl()
                    .update(ASSIGNMENT)
                    .set(ASSIGNMENT.STATE, "closed")
                    .set(ASSIGNMENT.OUTCOME, "answered")
                    .set(ASSIGNMENT.CLOSED_AT, now)
                    .where(ASSIGNMENT.ID.eq(assignment.value()))
                    .execute();
        }

        private List<ThreadMessage> all() {
            return archive.db.inTransaction(
                    tx -> new Messages().changed(tx, thread, Instant.EPOCH, 100));
        }

        private ThreadMessage last() {
            return all().getLast();
        }
    }
}
