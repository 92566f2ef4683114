package io.recaller.desk;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.desk.card.Card;
import io.recaller.desk.card.CardSource;
import io.recaller.desk.card.DeskOptions;
import io.recaller.desk.session.MemorySessions;
import io.recaller.desk.session.Sessions;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.routing.assignment.AssignmentId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A desk on a free port of the loopback, with everything behind it in memory. */
final class DeskServer implements AutoCloseable {
    static final Duration RESEND = Duration.ofMillis(200);

    /** A time of day at which nothing ends. */
    static final InstantSource NOON = () -> Instant.parse("2026-11-21T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final List<DeskClient> opened = new ArrayList<>();
    private final Sessions sessions = new MemorySessions();
    private final InstantSource clock;
    private final MemoryAgents agents;
    private final MemoryThreads messages;
    private final MemoryPages pages = new MemoryPages();
    private volatile CardSource cards;
    private final DeskOptions options = SampleCards.OPTIONS;
    private Proxies proxies = Proxies.none();
    private int places = DeskSettings.defaults().blockingAtOnce();
    private Desk desk;
    private HttpServer http;
    private int port;

    DeskServer(InstantSource clock) {
        this.clock = clock;
        this.agents = new MemoryAgents(clock);
        this.messages = new MemoryThreads(agents, clock);
        this.cards = (_, id, contact) -> card(id, contact);
        start();
    }

    private Card card(AssignmentId id, ContactId contact) {
        return agents.channel(id) == Channel.PHONE
                ? aigerim(id, contact)
                : SampleCards.visitor(id, contact, agents.channel(id), clock.instant());
    }

    private Card aigerim(AssignmentId id, ContactId contact) {
        var card = SampleCards.aigerim(id, contact, clock.instant());
        return agents.isTalking(id)
                ? SampleCards.recommending(card, agents.outcome(id), List.of())
                : card;
    }

    /** What a restart of the server keeps: the rows (here: agents and sessions), and the port. */
    void restart() {
        stop();
        start();
    }

    void stop() {
        desk.close();
        await(http.close());
    }

    void start() {
        desk =
                new Desk(
                        vertx,
                        agents,
                        (agent, id, contact) -> cards.card(agent, id, contact),
                        messages,
                        pages,
                        () -> SampleCards.TOPICS,
                        sessions,
                        settings(),
                        clock);
        var router = Router.router(vertx);
        desk.mount(router);
        var options =
                new HttpServerOptions()
                        .setMaxWebSocketFrameSize(Desk.LONGEST_MESSAGE)
                        .setMaxWebSocketMessageSize(Desk.LONGEST_MESSAGE);
        http = listening(router, options);
        port = http.actualPort();
    }

    /** While it restarts a test beside this one may have its port for a moment. */
    private HttpServer listening(Router router, HttpServerOptions options) {
        return Awaitility.await()
                .ignoreException(CompletionException.class)
                .until(
                        () ->
                                await(
                                        vertx.createHttpServer(options)
                                                .requestHandler(router)
                                                .listen(port, "127.0.0.1")),
                        Objects::nonNull);
    }

    /** From the next start on. */
    void isBehind(Proxies named) {
        proxies = named;
    }

    /** So much of what blocks runs at a time, from the next start on. */
    void hasPlaces(int atOnce) {
        places = atOnce;
    }

    MemoryAgents agents() {
        return agents;
    }

    MemoryThreads messages() {
        return messages;
    }

    MemoryPages pages() {
        return pages;
    }

    Desk desk() {
        return desk;
    }

    List<Command.Dispose> disposed() {
        return agents.disposed();
    }

    void cardsComeFrom(CardSource source) {
        cards = source;
    }

    /** One more page, closed with the server. */
    DeskClient page() {
        var page = new DeskClient(origin());
        opened.add(page);
        return page;
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    Instant now() {
        return clock.instant();
    }

    /** The phone of Dana begins to ring. */
    Serving ring() {
        return offer(Channel.PHONE);
    }

    /** Dana is asked for one more contact. */
    Serving offer(Channel channel) {
        var serving =
                new Serving(new AssignmentId(UUID.randomUUID()), new ContactId(UUID.randomUUID()));
        agents.ring(serving.assignment(), serving.contact(), channel);
        desk.pop(MemoryAgents.DANA.id(), serving.assignment(), serving.contact());
        return serving;
    }

    /** Dana has one more contact in hand. */
    Serving connected(Channel channel) {
        var serving =
                new Serving(new AssignmentId(UUID.randomUUID()), new ContactId(UUID.randomUUID()));
        agents.ring(serving.assignment(), serving.contact(), channel);
        answer(serving);
        return serving;
    }

    void answer(Serving serving) {
        agents.answer(serving.assignment());
        desk.refresh(MemoryAgents.DANA.id());
    }

    /** The customer of that contact writes. */
    void write(Serving serving, String text) {
        messages.add(serving.assignment(), Author.CUSTOMER, text);
        desk.lookAtMessages(Optional.of(MemoryThreads.thread(serving.assignment())));
    }

    /** What was said to that customer last has come so far. */
    void isNow(Serving serving, MessageState state, String reason) {
        messages.lastIs(serving.assignment(), state, reason);
        desk.lookAtMessages(Optional.of(MemoryThreads.thread(serving.assignment())));
    }

    void hangUp(Serving serving) {
        agents.hangUp(serving.assignment());
        desk.refresh(MemoryAgents.DANA.id());
    }

    @Override
    public void close() {
        opened.forEach(DeskClient::close);
        stop();
        await(vertx.close());
    }

    private DeskSettings settings() {
        var usual = DeskSettings.defaults();
        return new DeskSettings(
                usual.sessionFor(),
                usual.secureCookie(),
                RESEND,
                RESEND,
                usual.silentAfter(),
                places,
                usual.patience(),
                options,
                proxies);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
