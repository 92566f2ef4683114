package io.recaller.gateway.web;

import io.recaller.continuation.Companion;
import io.recaller.continuation.Companion.Result;
import io.recaller.continuation.Companion.Sight;
import io.recaller.continuation.Joined;
import io.recaller.continuation.PageChats;
import io.recaller.continuation.PageSecret;
import io.recaller.continuation.PageState;
import io.vertx.core.http.ServerWebSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages beside calls that are open here: each is shown its turn whenever that changes, and what
 * it does is done in the order that it said it. Safe for any thread; nothing here blocks the
 * caller.
 */
final class LivePages {
    private static final Logger log = LoggerFactory.getLogger(LivePages.class);

    private final Companion companion;
    private final Optional<PageChats> chats;
    private final Addresses addresses;
    private final Blocking blocking;
    private final Blocking looking;
    private final ChatLimits limits;
    private final Optional<String> call;
    private final InstantSource clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Set<PageSocket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * None is open yet.
     *
     * @param chats where pages go on after their calls; empty: nowhere
     * @param addresses told of each that is closed
     * @param blocking for what people do there
     * @param looking for what they are shown: it keeps nobody waiting who does something
     * @param call the number to call us at, as it is shown
     */
    LivePages(
            Companion companion,
            Optional<PageChats> chats,
            Addresses addresses,
            Blocking blocking,
            Blocking looking,
            ChatLimits limits,
            Optional<String> call,
            InstantSource clock) {
        this.companion = companion;
        this.chats = chats;
        this.addresses = addresses;
        this.blocking = blocking;
        this.looking = looking;
        this.limits = limits;
        this.call = call;
        this.clock = clock;
    }

    /**
     * A dialogue has gone on, by whichever server.
     *
     * @param contact empty: any may have
     */
    void look(Optional<UUID> contact) {
        sockets.stream()
                .filter(socket ->
                        contact.isEmpty() || contact.get().equals(socket.page().contact().value()))
                .forEach(this::look);
    }

    void close() {
        sockets.forEach(socket -> socket.close((short) 1001));
    }

    /** Closes those that are silent, and looks where no signal came. */
    void tick(Instant now) {
        for (var socket : sockets) {
            if (socket.isSilent(limits.sockets().silentAfter(), now)) {
                socket.close(PageSocket.SILENT);
            } else {
                if (socket.isSilent(limits.sockets().pingAfter(), now)) {
                    socket.ping();
                }
            }
        }
        lookIfDue(now);
    }

    /** At all that are due, with one question; the next one comes when it is answered. */
    private void lookIfDue(Instant now) {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        var due =
                sockets.stream().filter(each -> each.isDue(limits.looking().every(), now)).toList();
        if (due.isEmpty()) {
            asking.set(false);
            return;
        }
        due.forEach(each -> each.looksAt(now));
        looking.call(() -> companion.standings(due.stream().map(PageSocket::page).toList()))
                .onSuccess(found ->
                        due.stream()
                                .filter(each -> each.isNews(found.get(each.page().id())))
                                .forEach(this::look))
                .onFailure(failure ->
                        log.atDebug().setCause(failure).log("pages could not be looked at"))
                .onComplete(_ -> asking.set(false));
    }

    /** Shows a page on its socket from now on. */
    void serve(ServerWebSocket webSocket, String address, Joined page, PageSecret cookie) {
        var now = clock.instant();
        var allowance = limits.ofSocket().bucket(now);
        var socket = new PageSocket(webSocket, address, page, cookie, call, allowance, now);
        sockets.add(socket);
        webSocket.closeHandler(_ -> leave(socket));
        webSocket.exceptionHandler(_ -> leave(socket));
        webSocket.textMessageHandler(text -> received(socket, text));
        webSocket.pongHandler(_ -> socket.heard(clock.instant()));
        webSocket.resume();
        if (webSocket.isClosed()) {
            leave(socket);
        }
        look(socket);
    }

    /** A page that is closed types no more; the call goes on. */
    private void leave(PageSocket socket) {
        if (socket.leaves()) {
            sockets.remove(socket);
            addresses.leave(socket.address());
            if (socket.isTyping()) {
                blocking.call(() -> companion.typing(socket.page(), false))
                        .onFailure(failure ->
                                log.atDebug()
                                        .setCause(failure)
                                        .log("typing ends by itself in a while"));
            }
        }
    }

    private void look(PageSocket socket) {
        if (socket.beginsToLook(clock.instant())) {
            looking.call(
                            () -> {
                                while (socket.looksAgain()) {
                                    lookAt(socket);
                                }
                                return true;
                            })
                    .onComplete(looked -> {
                        if (looked.failed()) {
                            socket.hasMissed();
                        }
                        if (socket.hasLooked() && looked.succeeded()) {
                            look(socket);
                        }
                    });
        }
    }

    /** Thinking of what it shows costs more than to see that it is the same. */
    private void lookAt(PageSocket socket) {
        var standing = companion.standing(socket.page());
        if (socket.isNews(standing.orElse(null))) {
            socket.stands(standing.orElse(null));
            tell(socket, companion.look(socket.page(), standing), false);
        }
    }

    private void tell(PageSocket socket, Sight sight, boolean late) {
        switch (sight) {
            case Sight.Shown(var state) -> {
                if (state.isLive()) {
                    socket.show(state, late);
                } else {
                    callIsOver(socket, state);
                }
            }
            case Sight.Replaced() -> socket.close(PageSocket.REPLACED);
            case Sight.Gone() -> socket.close(PageSocket.NO_SESSION);
        }
    }

    /** It goes on as a chat, where there is one and something to go on with. */
    private void callIsOver(PageSocket socket, PageState state) {
        var visitor = VisitorKey.of(socket.cookie());
        var chat = chats.filter(each -> each.goOn(socket.page(), visitor.peer()));
        chat.ifPresentOrElse(
                each -> socket.send(PageMessage.chat(each.gateway(), visitor)),
                () -> socket.show(state, false));
        socket.close(PageSocket.OVER);
    }

    private void received(PageSocket socket, String text) {
        if (!socket.mayAct(clock.instant())) {
            socket.send(PageMessage.error(PageMessage.TOO_MANY));
            return;
        }
        switch (PageCommand.of(text)) {
            case PageCommand.Ping() -> socket.send(PageMessage.pong());
            case PageCommand.Unfit(var problem) -> socket.send(PageMessage.error(problem));
            case PageCommand.Leave() ->
                    act(
                            socket,
                            () -> {
                                companion.leave(socket.page());
                                socket.close(PageSocket.LEFT);
                                return Result.DONE;
                            });
            case PageCommand.Match() -> act(socket, () -> companion.match(socket.page()));
            case PageCommand.Typing(var on) -> {
                socket.types(on);
                act(socket, () -> companion.typing(socket.page(), on));
            }
            case PageCommand.Answer(var version, var reply) ->
                    socket.shown()
                            .ifPresentOrElse(
                                    shown ->
                                            act(
                                                    socket,
                                                    () ->
                                                            companion.answer(
                                                                    socket.page(),
                                                                    shown,
                                                                    version,
                                                                    reply)),
                                    () -> socket.send(PageMessage.error(PageMessage.UNAVAILABLE)));
        }
    }

    /**
     * One after another, as the page said them: who types no more is not overtaken by who types.
     */
    private void act(PageSocket socket, Callable<Result> deed) {
        socket.pause();
        blocking.call(
                        () -> {
                            var result = deed.call();
                            switch (result) {
                                case DONE -> {}
                                case NOT_HERE ->
                                        socket.send(PageMessage.error(PageMessage.NOT_HERE));
                                case AWAY ->
                                        socket.send(PageMessage.error(PageMessage.UNAVAILABLE));
                                case LATE -> tell(socket, companion.look(socket.page()), true);
                            }
                            return result;
                        })
                .onComplete(_ -> socket.resume())
                .onSuccess(_ -> look(socket))
                .onFailure(failure -> {
                    log.atWarn()
                            .addKeyValue("contactId", socket.page().contact())
                            .addKeyValue("error", failure.toString())
                            .log("what a page does cannot be done now");
                    socket.send(PageMessage.error(PageMessage.UNAVAILABLE));
                });
    }
}
