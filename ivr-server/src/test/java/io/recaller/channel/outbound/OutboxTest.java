package io.recaller.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Correspondence;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Archive;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.message.FlowMessages;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits to be sent goes out once, in its order, and one peer does not hold up another. */
class OutboxTest implements Gateway {
    private static final DatabaseSettings settings = TestDatabase.freshSettings();
    private static final Archive archive = new Archive(TestDatabase.into(settings));
    private static int peers;

    private final InstantSource clock = InstantSource.system();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final Map<String, Remedy> refused = new ConcurrentHashMap<>();
    private final GatewayHealth health = new GatewayHealth();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GatewayTraffic traffic =
            new GatewayTraffic(meters, List.of("bot"), InstantSource.system());
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final FlowMessages flowMessages = new FlowMessages();
    private volatile boolean sameId;
    private final List<Outbox> outboxes = new ArrayList<>();

    @AfterEach
    void stop() {
        outboxes.forEach(Outbox::close);
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void aPeersMessagesGoOutInTheirOrderAndOnceThoughTwoServersSend() {
        var thread = thread();
        for (var i = 1; i <= 20; i++) {
            say(thread, "text " + i);
        }

        outbox("server-1").told(thread);
        outbox("server-2").told(thread);

        await().untilAsserted(() -> assertThat(states(thread)).containsOnly(MessageState.SENT));
        var expected = new ArrayList<String>();
        for (var i = 1; i <= 20; i++) {
            expected.add("text " + i);
        }
        assertThat(sent).containsExactlyElementsOf(expected);
    }

    @Test
    void oneThatCanNeverBeSentSaysWhyAndTheNextGoesOut() {
        var thread = thread();
        say(thread, "no");
        say(thread, "yes");
        refused.put("no", new Remedy.GiveUp("they have blocked the bot"));

        outbox("server-1").told(thread);

        await().untilAsserted(() ->
                assertThat(states(thread)).containsExactly(MessageState.FAILED, MessageState.SENT));
        assertThat(all(thread).getFirst().reason()).isEqualTo("they have blocked the bot");
        assertThat(counted("recaller.messages.failed")).isEqualTo(1);
        assertThat(counted("recaller.messages.out")).isEqualTo(1);
    }

    /** As a provider may say it, who quotes what was sent. */
    @Test
    void oneThatCanNeverBeSentKeepsNobodyWaitingWhateverLettersTheReasonHas() {
        var thread = thread();
        say(thread, "no");
        say(thread, "yes");
        refused.put("no", new Remedy.GiveUp("refused: \u0000" + "x".repeat(489) + "😀"));

        outbox("server-1").told(thread);

        await().untilAsserted(() ->
                assertThat(states(thread)).containsExactly(MessageState.FAILED, MessageState.SENT));
        assertThat(all(thread).getFirst().reason()).startsWith("refused: ").hasSize(500);
    }

    private double counted(String name) {
        return meters.get(name).tag("gateway", "bot").counter().count();
    }

    @Test
    void oneThatMustWaitIsOvertakenByNoneAndGoesOutByItself() {
        var thread = thread();
        say(thread, "first");
        say(thread, "second");
        refused.put("first", new Remedy.Again(Duration.ofMillis(200), "too many"));
        var outbox = outbox("server-1");

        outbox.start();
        outbox.told(thread);
        await().until(() -> !refused.containsKey("first"));

        await().untilAsserted(() -> assertThat(states(thread)).containsOnly(MessageState.SENT));
        assertThat(sent).containsExactly("first", "second");
    }

    @Test
    void aDeadGatewayIsToldAndItsMessagesWait() {
        var thread = thread();
        say(thread, "hello");
        refused.put("hello", new Remedy.Dead("the token is wrong"));

        outbox("server-1").told(thread);

        await().until(() -> health.whyDead("bot").isPresent());
        assertThat(health.whyDead("bot")).contains("the token is wrong");
        assertThat(states(thread)).containsExactly(MessageState.QUEUED);
    }

    @Test
    void aMessageThatTakesLongerThanTheLeaseIsSentByNoOtherServerMeanwhile() {
        var stuck = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var slow =
                new Gateway() {
                    @Override
                    public String name() {
                        return "bot";
                    }

                    @Override
                    public String send(Outbound message) {
                        calls.incrementAndGet();
                        await().until(() -> stuck.getCount() == 0);
                        return "slow-" + message.seq();
                    }
                };
        var ahead = new AtomicReference<>(Duration.ZERO);
        InstantSource hurried = () -> clock.instant().plus(ahead.get());
        var thread = thread();
        say(thread, "ten pieces");
        var first =
                new Outbox(archive.db, Map.of("bot", slow), health, traffic, "server-1", hurried);
        var second =
                new Outbox(archive.db, Map.of("bot", slow), health, traffic, "server-2", hurried);
        outboxes.addAll(List.of(first, second));
        first.start();
        first.told(thread);
        await().until(() -> calls.get() == 1);

        ahead.set(Duration.ofSeconds(25));
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        leaseOf(thread).orElseThrow().isAfter(hurried.instant().plusSeconds(10)));
        ahead.set(Duration.ofSeconds(45));
        second.told(thread);
        stuck.countDown();

        await().untilAsserted(() -> assertThat(states(thread)).containsOnly(MessageState.SENT));
        assertThat(calls.get()).isEqualTo(1);
    }

    @Test
    void whatWasSentAndCannotBeWrittenYetIsSentByNoOtherServer() {
        var thread = thread();
        say(thread, "once");
        var isOver = new CountDownLatch(1);
        var locking =
                new Gateway() {
                    @Override
                    public String name() {
                        return "bot";
                    }

                    @Override
                    public String send(Outbound message) {
                        lock(message.seq(), isOver);
                        sent.add(message.text());
                        return "id";
                    }
                };
        try (var hasty = TestDatabase.into(Archive.hasty(settings))) {
            var first = outbox(hasty, locking, "server-1");
            first.start();
            first.told(thread);
            await().until(() -> !sent.isEmpty());
            var second = outbox(hasty, locking, "server-2");

            await().during(Duration.ofMillis(1500))
                    .until(() -> {
                        second.told(thread);
                        return sent.size() == 1;
                    });
            isOver.countDown();

            await().untilAsserted(() -> assertThat(states(thread)).containsOnly(MessageState.SENT));
            await().until(() -> leaseOf(thread).isEmpty());
            first.close();
            second.close();
        }
        assertThat(sent).containsExactly("once");
    }

    /** Nobody else can write that row until then. */
    private static void lock(long seq, CountDownLatch until) {
        var isLocked = new CountDownLatch(1);
        Thread.startVirtualThread(() ->
                archive.db.runInTransaction(tx -> {
                    tx.dsl().fetch("select 1 from message where seq = ? for update", seq);
                    isLocked.countDown();
                    await().until(() -> until.getCount() == 0);
                }));
        await().until(() -> isLocked.getCount() == 0);
    }

    private Optional<Instant> leaseOf(ThreadId thread) {
        return archive.db.inTransaction(tx ->
                Optional.ofNullable(
                                tx.dsl()
                                        .fetchSingle(
                                                "select send_until from thread where id = ?",
                                                thread.value())
                                        .get(0, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    @Test
    void aGatewayThatIsSlowHoldsUpNoOther() {
        var stuck = new CountDownLatch(1);
        var slow =
                new Gateway() {
                    @Override
                    public String name() {
                        return "slow";
                    }

                    @Override
                    public String send(Outbound message) {
                        await().until(() -> stuck.getCount() == 0);
                        return "slow-" + message.seq();
                    }
                };
        var contact = contact();
        var outbox =
                new Outbox(
                        archive.db,
                        Map.of("bot", this, "slow", slow),
                        health,
                        traffic,
                        "server-1",
                        clock);
        outboxes.add(outbox);
        for (var i = 0; i < 80; i++) {
            var waiting = thread("slow");
            say(waiting, contact, "slow");
            outbox.told(waiting);
        }
        var quick = thread();
        say(quick, contact, "quick");

        outbox.told(quick);

        await().untilAsserted(() -> assertThat(states(quick)).containsOnly(MessageState.SENT));
        stuck.countDown();
    }

    @Test
    void whatWasSentIsNotSentAgainThoughItsIdCannotBeKept() {
        var thread = thread();
        say(thread, "one");
        say(thread, "two");
        sameId = true;

        outbox("server-1").told(thread);

        await().untilAsserted(() -> assertThat(states(thread)).containsOnly(MessageState.SENT));
        assertThat(sent).containsExactly("one", "two");
    }

    @Override
    public String name() {
        return "bot";
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        var remedy = refused.remove(message.text());
        if (remedy != null) {
            throw new NotSentException(remedy);
        }
        sent.add(message.text());
        return sameId ? "the same" : "id-" + message.seq();
    }

    private Outbox outbox(String server) {
        return outbox(archive.db, this, server);
    }

    private Outbox outbox(Database db, Gateway gateway, String server) {
        var outbox = new Outbox(db, Map.of("bot", gateway), health, traffic, server, clock);
        outboxes.add(outbox);
        return outbox;
    }

    private ThreadId thread() {
        return thread("bot");
    }

    private ThreadId thread(String gateway) {
        var peer =
                new Peer(
                        gateway,
                        "peer-" + ++peers,
                        Channel.MESSENGER,
                        Optional.empty(),
                        TrustTier.UNKNOWN,
                        Optional.empty(),
                        Optional.empty());
        return archive.db.inTransaction(tx -> threads.heardFrom(tx, peer, clock.instant()));
    }

    private void say(ThreadId thread, String text) {
        say(thread, contact(), text);
    }

    private void say(ThreadId thread, ContactId contact, String text) {
        archive.db.runInTransaction(tx ->
                flowMessages.say(
                        tx,
                        thread,
                        contact,
                        text,
                        List.of(),
                        MessageState.QUEUED,
                        clock.instant()));
    }

    /** Somebody's, on the site. */
    private static ContactId contact() {
        var site = new Correspondence(archive, "visitor-" + ++peers);
        site.write("hello");
        site.answer();
        return site.begun.getFirst();
    }

    private List<ThreadMessage> all(ThreadId thread) {
        return archive.db.inTransaction(tx -> messages.changed(tx, thread, Instant.EPOCH, 100));
    }

    private List<MessageState> states(ThreadId thread) {
        return all(thread).stream().map(ThreadMessage::state).toList();
    }
}
