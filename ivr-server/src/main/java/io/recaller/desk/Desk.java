package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.desk.card.CardSource;
import io.recaller.desk.session.SessionHash;
import io.recaller.desk.session.Sessions;
import io.recaller.routing.Cards;
import io.recaller.routing.assignment.AssignmentId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents' desk at {@code /desk}: the page, sign-in, and the socket over which cards arrive
 * ({@code docs/desk.md}). All durable state is behind its ports; what is here are the open sockets.
 *
 * <p>Safe for any thread; nothing here blocks the caller.
 */
public final class Desk implements Cards, AutoCloseable {
    /**
     * Bytes of a message that a page may send: a longer one closes its socket. What is somewhat too
     * long for a command still gets an answer that says so.
     */
    public static final int LONGEST_MESSAGE = 4 * Command.LONGEST;

    private static final Logger log = LoggerFactory.getLogger(Desk.class);

    private final Vertx vertx;
    private final AgentDesk agents;
    private final CardSource cards;
    private final WrittenDesk written;
    private final PageDesk pages;
    private final DeskCommands commands;
    private final TopicLabels topics;
    private final DeskSettings settings;
    private final InstantSource clock;
    private final OffLoop offLoop;
    private final SignIn signIn;
    private final ToldQueue queue;
    private final ToldPhone phones;
    private final Map<AgentId, Seat> seats = new ConcurrentHashMap<>();
    private final long timer;

    public Desk(
            Vertx vertx,
            AgentDesk agents,
            CardSource cards,
            WrittenDesk written,
            PageDesk pages,
            TopicLabels topics,
            Sessions sessions,
            DeskSettings settings,
            InstantSource clock) {
        this.vertx = vertx;
        this.agents = agents;
        this.cards = cards;
        this.written = written;
        this.pages = pages;
        this.commands = new DeskCommands(agents, written, pages, settings);
        this.topics = topics;
        this.settings = settings;
        this.clock = clock;
        this.offLoop = new OffLoop(vertx, settings.blockingAtOnce(), settings.patience());
        this.queue = new ToldQueue(agents, offLoop);
        this.phones = new ToldPhone(agents, offLoop, clock);
        this.signIn = new SignIn(agents, sessions, offLoop, settings, clock, this::closeSockets);
        this.timer = vertx.setPeriodic(settings.resendAfter().toMillis(), _ -> remind());
    }

    /** Adds the desk's routes. The HTTP server must have no WebSocket handler of its own. */
    public void mount(Router router) {
        Page.mount(router);
        signIn.mount(router);
        new VoicemailRoute(signIn, agents, offLoop).mount(router);
        new FileRoutes(signIn, written.files(), offLoop).mount(router);
        router.get("/desk/socket").handler(SameOrigin::require).handler(this::open);
    }

    @Override
    public void pop(AgentId agent, AssignmentId assignment, ContactId contact) {
        var seat = seats.get(agent);
        if (seat == null) {
            log.atInfo()
                    .addKeyValue("agent", agent)
                    .addKeyValue("contactId", contact)
                    .log("no page open for the card; it is shown when one opens");
        } else {
            seat.pop(new Serving(assignment, contact));
        }
    }

    @Override
    public void refresh(AgentId agent) {
        Optional.ofNullable(seats.get(agent)).ifPresent(Seat::refresh);
    }

    /**
     * Something was changed by whichever server: whoever has a page open here is told at once.
     *
     * @param agent the id of one agent; empty: anybody
     */
    public void look(Optional<UUID> agent) {
        agent.map(AgentId::new)
                .ifPresentOrElse(this::refresh, () -> seats.values().forEach(Seat::look));
    }

    /**
     * Who a contact is with is known otherwise now, or another is there: cards that are open are
     * read again.
     *
     * @param contact empty: any may be
     */
    public void lookWhoItIs(Optional<UUID> contact) {
        var renewed = contact.map(ContactId::new);
        seats.values().forEach(seat -> seat.renew(renewed));
    }

    /**
     * Something was written, or has come further, on whichever server.
     *
     * @param thread the id of the conversation; empty: any may be
     */
    public void lookAtMessages(Optional<UUID> thread) {
        seats.values().forEach(seat -> seat.lookAtMessages(thread));
    }

    /**
     * Something happened on the page beside a call, at whichever server.
     *
     * @param contact the id of the call; empty: any may be
     */
    public void lookAtPages(Optional<UUID> contact) {
        seats.values().forEach(seat -> seat.lookAtPages(contact));
    }

    /**
     * A customer is writing, at whichever server.
     *
     * @param thread the id of the conversation; empty: none that is known
     */
    public void lookWhoTypes(Optional<UUID> thread) {
        thread.ifPresent(id -> seats.values().forEach(seat -> seat.lookWhoTypes(id)));
    }

    /**
     * Sessions were ended: the password was changed, or the agent is kept out.
     *
     * @param agent the id of one agent; empty: anybody
     */
    public void lookWhoMay(Optional<UUID> agent) {
        var whose = agent.map(AgentId::new);
        for (var seat : seats.values()) {
            if (whose.filter(id -> !id.equals(seat.agent().id())).isEmpty()) {
                seat.sockets().forEach(socket -> signOutUnlessValid(seat, socket));
            }
        }
    }

    /** What cannot be known now is asked again at the page's next ping. */
    private void signOutUnlessValid(Seat seat, Socket socket) {
        offLoop.call(() -> mayStay(seat.agent().id(), socket))
                .onSuccess(may -> {
                    if (!may) {
                        socket.close(Socket.SIGNED_OUT);
                    }
                })
                .onFailure(failure ->
                        log.atDebug().setCause(failure).log("not known who may be at the desk"));
    }

    /** Who may not sign in any more goes home, as soon as no contact is in hand. */
    private boolean mayStay(AgentId agent, Socket socket) {
        var may = signIn.agentOf(socket.session()).isPresent();
        if (!may && agents.agent(agent).isEmpty()) {
            agents.signedOut(agent);
        }
        return may;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        seats.values()
                .forEach(seat -> seat.sockets().forEach(socket -> socket.close((short) 1001)));
        offLoop.close();
    }

    private void open(RoutingContext http) {
        var key = signIn.key(http);
        http.request().pause();
        signIn.agent(http)
                .onSuccess(agent -> {
                    http.request().resume();
                    if (agent.isPresent() && key.isPresent()) {
                        upgrade(http, agent.get(), key.get().hash());
                    } else {
                        HttpProblem.SIGNED_OUT.answer(http);
                    }
                })
                .onFailure(_ -> {
                    http.request().resume();
                    HttpProblem.UNAVAILABLE.answer(http);
                });
    }

    private void upgrade(RoutingContext http, Agent agent, SessionHash session) {
        http.request()
                .toWebSocket()
                .onSuccess(socket -> serve(socket, agent, session))
                .onFailure(failure ->
                        log.atDebug()
                                .addKeyValue("error", failure.toString())
                                .log("desk socket refused"));
    }

    private void serve(ServerWebSocket webSocket, Agent agent, SessionHash session) {
        var seat =
                seats.computeIfAbsent(
                        agent.id(),
                        _ ->
                                new Seat(
                                        agent, agents, cards, written, pages, phones, offLoop,
                                        clock));
        var socket = new Socket(webSocket, session);
        webSocket.textMessageHandler(text -> received(webSocket, socket, seat, text));
        webSocket.pongHandler(_ -> {
            socket.heard();
            seat.look();
        });
        webSocket.closeHandler(_ -> seat.leave(socket));
        webSocket.exceptionHandler(_ -> seat.leave(socket));
        offLoop.call(() -> Message.topics(topics.current(), settings.options(), agent))
                .onSuccess(labels -> join(seat, socket, labels))
                .onFailure(_ -> join(seat, socket, Message.error("unavailable")));
    }

    private void join(Seat seat, Socket socket, String first) {
        seat.join(socket, first);
        queue.tell(socket);
    }

    /** One command at a time: reading pauses until it is done, so nothing piles up. */
    private void received(ServerWebSocket webSocket, Socket socket, Seat seat, String text) {
        socket.heard();
        var command = Command.parse(text);
        if (command.isEmpty()) {
            socket.send(Message.badMessage(Command.client(text)));
            return;
        }
        webSocket.pause();
        canRing(seat, command.get())
                .compose(can -> offLoop.call(() -> obey(socket, seat, command.get(), can)))
                .onSuccess(problem ->
                        problem.map(slug -> Message.error(slug, command.get()))
                                .ifPresent(socket::send))
                .onFailure(failure -> {
                    log.atWarn()
                            .addKeyValue("agent", seat.agent().id())
                            .addKeyValue("error", failure.toString())
                            .log("desk command failed");
                    socket.send(Message.error("unavailable", command.get()));
                })
                .onComplete(_ -> webSocket.resume());
    }

    /** Whether the agent's phone stands in the way of nothing that the command asks for. */
    private static Future<Boolean> canRing(Seat seat, Command command) {
        return command instanceof Command.Ready ? seat.toldOfPhone() : Future.succeededFuture(true);
    }

    /** Does what the page asks; the slug of a problem when it cannot be done. */
    private Optional<String> obey(Socket socket, Seat seat, Command command, boolean canRing) {
        if (signIn.agentOf(socket.session()).isEmpty()) {
            socket.close(Socket.SIGNED_OUT);
            return Optional.empty();
        }
        return commands.obey(socket, seat, command, canRing);
    }

    private void remind() {
        queue.look(seats.values());
        for (var seat : seats.values()) {
            seat.sockets().forEach(this::checkAlive);
            seat.remind();
        }
    }

    private void checkAlive(Socket socket) {
        if (socket.silentFor(settings.silentAfter())) {
            socket.close((short) 1001);
        } else if (socket.silentFor(settings.pingAfter())) {
            socket.ping();
        }
    }

    private void closeSockets(SessionHash session) {
        for (var seat : seats.values()) {
            seat.sockets().stream()
                    .filter(socket -> socket.session().equals(session))
                    .forEach(socket -> socket.close(Socket.SIGNED_OUT));
        }
    }
}
