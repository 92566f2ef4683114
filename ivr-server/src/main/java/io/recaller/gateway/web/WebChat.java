package io.recaller.gateway.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chats of sites at {@code /chat} ({@code docs/channels.md}): the script, and the sockets over
 * which visitors write and are answered. What is here are the open sockets; everything that lasts
 * is behind {@link ChatThreads}.
 *
 * <p>Safe for any thread; nothing here blocks the caller.
 */
public final class WebChat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebChat.class);

    private static final Duration TICK = Duration.ofMillis(500);
    private static final int MOST_STRANGERS = 100;
    private static final int LONGEST_ORIGIN = 300;

    private final Vertx vertx;
    private final ChatThreads threads;
    private final NavigableMap<String, WebGateway> gateways = new TreeMap<>();
    private final ClientAddress clients;
    private final ChatLimits limits;
    private final InstantSource clock;
    private final Addresses addresses;
    private final Blocking blocking;
    private final Blocking storing;
    private final Visits visits;
    private final Set<ChatSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();
    private final long timer;

    /**
     * @param storing where files are written and read; not closed here
     */
    public WebChat(
            Vertx vertx,
            Collection<WebGateway> gateways,
            ChatThreads threads,
            Blocking storing,
            ClientAddress clients,
            ChatLimits limits,
            InstantSource clock) {
        this.vertx = vertx;
        this.threads = threads;
        this.storing = storing;
        gateways.forEach(each -> this.gateways.put(each.name(), each));
        this.clients = clients;
        this.limits = limits;
        this.clock = clock;
        this.addresses = new Addresses(limits);
        this.blocking = new Blocking(vertx, limits.work().atOnce(), limits.work().patience());
        this.visits = new Visits(threads, blocking, addresses, limits, clock);
        this.timer = vertx.setPeriodic(TICK.toMillis(), _ -> tick());
    }

    /**
     * Adds its routes, where the settings have a chat. The HTTP server must have no WebSocket
     * handler of its own.
     */
    public void mount(Router router) {
        if (!gateways.isEmpty()) {
            new ChatFiles(gateways).mount(router);
            new ChatUploads(
                            vertx,
                            gateways,
                            threads,
                            storing,
                            this::address,
                            this::mayAct,
                            limits.files(),
                            clock)
                    .mount(router);
            router.get("/chat/:gateway/socket").handler(this::open);
        }
    }

    /**
     * Something was written in a thread, or became of it, by whichever server.
     *
     * @param thread empty: in any
     */
    public void look(Optional<UUID> thread) {
        visits.look(thread);
    }

    /**
     * An agent is writing in a thread, at whichever server.
     *
     * @param thread empty: in none that is known
     */
    public void lookWhoTypes(Optional<UUID> thread) {
        thread.ifPresent(visits::typing);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        sockets.forEach(socket -> socket.close((short) 1001));
        blocking.close();
    }

    private void tick() {
        var now = clock.instant();
        sockets.forEach(socket -> socket.look(limits, now));
        visits.writeReceipts();
        visits.lookIfDue(now);
        addresses.forgetIdle(now);
    }

    /** Browsers say where a page comes from, and no page can make it up. */
    private void open(RoutingContext http) {
        @Nullable WebGateway gateway = gateways.get(http.pathParam("gateway"));
        @Nullable String origin = http.request().getHeader("Origin");
        var isForeign = gateway != null && isForeign(gateway, origin, http);
        if (!"websocket".equalsIgnoreCase(http.request().getHeader("Upgrade"))) {
            (isForeign ? ChatProblem.FOREIGN_ORIGIN : ChatProblem.NO_SOCKET).answer(http);
            return;
        }
        if (isForeign && origin == null) {
            ChatProblem.FOREIGN_ORIGIN.answer(http);
            return;
        }
        var address = address(http);
        if (addresses.isFull()) {
            ChatProblem.BUSY.answer(http);
            return;
        }
        if (!addresses.enter(address, clock.instant())) {
            ChatProblem.TOO_MANY.answer(http);
            return;
        }
        http.request()
                .toWebSocket()
                .onSuccess(
                        socket -> serve(socket, Optional.ofNullable(gateway), isForeign, address))
                .onFailure(_ -> addresses.leave(address));
    }

    private boolean isForeign(WebGateway gateway, @Nullable String origin, RoutingContext http) {
        if (origin != null
                && (gateway.admits(origin) || isOurs(origin, http.request().authority()))) {
            return false;
        }
        tell(gateway.name(), origin == null ? "none" : origin);
        return true;
    }

    private String address(RoutingContext http) {
        return clients.of(
                http.request().remoteAddress().hostAddress(),
                http.request().headers().getAll("X-Forwarded-For"));
    }

    private boolean mayAct(String address) {
        return addresses.mayAct(address, clock.instant());
    }

    /** Once each, and not without end: anybody can ask. */
    private void tell(String chat, String stranger) {
        if (stranger.length() < LONGEST_ORIGIN
                && strangers.size() < MOST_STRANGERS
                && strangers.add(chat + " " + stranger)) {
            log.atWarn()
                    .addKeyValue("origin", stranger)
                    .log(
                            "a site that is not in the origins of a chat asks for it and is refused;"
                                    + " where it is yours, add it to channels."
                                    + chat
                                    + ".origins and start the server anew");
        }
    }

    /** Ports that go without saying are left out by browsers on both sides alike. */
    static boolean isOurs(String origin, @Nullable HostAndPort self) {
        try {
            var uri = URI.create(origin);
            return self != null
                    && self.host().equalsIgnoreCase(uri.getHost())
                    && self.port() == uri.getPort();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Of a refusal a browser tells its page nothing but by what a socket is closed with. */
    private void serve(
            ServerWebSocket webSocket,
            Optional<WebGateway> gateway,
            boolean isForeign,
            String address) {
        var now = clock.instant();
        var allowance = limits.ofSocket().bucket(now);
        var socket = new ChatSocket(webSocket, address, allowance, now);
        sockets.add(socket);
        webSocket.closeHandler(_ -> leave(socket));
        webSocket.exceptionHandler(_ -> leave(socket));
        if (gateway.isEmpty()) {
            socket.send(ChatMessage.error(ChatMessage.UNKNOWN_GATEWAY, Optional.empty()));
            socket.close(ChatSocket.GONE);
            return;
        }
        if (isForeign) {
            socket.close(ChatSocket.FOREIGN);
            return;
        }
        var chat = gateway.get();
        webSocket.textMessageHandler(text -> visits.received(socket, chat, text));
        webSocket.binaryMessageHandler(_ -> Visits.refuse(socket, ChatMessage.BAD_MESSAGE));
        webSocket.pongHandler(_ -> socket.heard(clock.instant()));
        webSocket.drainHandler(_ -> socket.thread().ifPresent(its -> look(Optional.of(its))));
    }

    private void leave(ChatSocket socket) {
        if (socket.leaves()) {
            sockets.remove(socket);
            addresses.leave(socket.address());
            visits.leave(socket);
        }
    }
}
