package io.recaller.gateway.web;

import io.recaller.message.ThreadStandings.Standing;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what visitors' pages say, and keeps the threads that are open on some page. Any thread. */
final class Visits {
    private static final Logger log = LoggerFactory.getLogger(Visits.class);

    /** Chats in one question. */
    private static final int MOST_DUE = 2_000;

    /** Visitors of whom it is told that they are writing. */
    private static final int TYPING_AT_ONCE = 40;

    private static final int TYPING_PER_SECOND = 20;

    private final ChatThreads threads;
    private final Blocking blocking;
    private final ChatReceipts receipts;
    private final Addresses addresses;
    private final ChatLimits limits;
    private final InstantSource clock;
    private final TokenBucket newcomers;
    private final TokenBucket typing;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, OpenChat> chats = new ConcurrentHashMap<>();
    private final AtomicBoolean asking = new AtomicBoolean();

    Visits(
            ChatThreads threads,
            Blocking blocking,
            Addresses addresses,
            ChatLimits limits,
            InstantSource clock) {
        this.threads = threads;
        this.blocking = blocking;
        this.receipts = new ChatReceipts(threads, blocking);
        this.addresses = addresses;
        this.limits = limits;
        this.clock = clock;
        this.newcomers = limits.newcomers().bucket(clock.instant());
        this.typing = new TokenBucket(TYPING_AT_ONCE, TYPING_PER_SECOND, clock.instant());
    }

    /**
     * A thread has news.
     *
     * @param thread empty: any may
     */
    void look(Optional<UUID> thread) {
        thread.ifPresentOrElse(
                id -> Optional.ofNullable(chats.get(id)).ifPresent(OpenChat::look),
                () -> chats.values().forEach(OpenChat::look));
    }

    /** Writes how far pages got. */
    void writeReceipts() {
        receipts.write();
    }

    /** Of all chats that are due, with one question; the next one comes when it is answered. */
    void lookIfDue(Instant now) {
        if (asking.compareAndSet(false, true)) {
            var due = due(now);
            if (due.isEmpty()) {
                asking.set(false);
            } else {
                blocking.call(() -> threads.standing(due))
                        .onSuccess(found -> found.forEach(this::stands))
                        .onFailure(failure ->
                                log.atDebug().setCause(failure).log("chats could not be looked at"))
                        .onComplete(_ -> asking.set(false));
            }
        }
    }

    private Map<UUID, Long> due(Instant now) {
        return chats.entrySet().stream()
                .filter(each -> each.getValue().isDue(now))
                .limit(MOST_DUE)
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().from()));
    }

    private void stands(UUID thread, Standing standing) {
        Optional.ofNullable(chats.get(thread)).ifPresent(chat -> chat.stands(standing));
    }

    void leave(ChatSocket socket) {
        socket.thread().ifPresent(thread -> leave(thread, socket));
    }

    private void leave(UUID thread, ChatSocket socket) {
        chats.computeIfPresent(thread, (_, chat) -> chat.leave(socket) ? null : chat);
    }

    /** One text frame of a page of that gateway. */
    void received(ChatSocket socket, WebGateway gateway, String text) {
        var now = clock.instant();
        socket.heard(now);
        if (socket.endsIfOver(now)) {
            return;
        }
        var command = ChatCommand.parse(text);
        if (!socket.mayAct(now) || !mayAct(socket, command, now)) {
            refuse(socket, command);
            return;
        }
        switch (command) {
            case ChatCommand.Unfit(var problem, var client) ->
                    socket.send(ChatMessage.error(problem, client));
            case ChatCommand.StillThere _ -> socket.send(ChatMessage.pong());
            case ChatCommand.Hello hello -> {
                if (socket.visitor().isPresent()) {
                    refuse(socket, ChatMessage.BAD_MESSAGE);
                } else {
                    greet(socket, gateway, hello);
                }
            }
            case ChatCommand.Deed deed ->
                    socket.visitor()
                            .ifPresentOrElse(
                                    visitor -> take(socket, visitor, deed),
                                    () -> refuse(socket, ChatMessage.BAD_MESSAGE));
            case ChatCommand.Seen(var seq) ->
                    socket.thread().ifPresent(thread -> seen(socket, thread, seq));
            case ChatCommand.GoOn(var to) ->
                    socket.thread()
                            .filter(_ -> gateway.leadsTo(to))
                            .ifPresentOrElse(
                                    thread -> link(socket, thread, to),
                                    () -> refuse(socket, ChatMessage.BAD_MESSAGE));
            case ChatCommand.Typing _ ->
                    socket.thread().filter(_ -> mayTell(socket, now)).ifPresent(this::types);
        }
    }

    /** Reading pauses meanwhile: what a page asks for comes in its order. */
    private void link(ChatSocket socket, UUID thread, String to) {
        socket.pause();
        blocking.call(() -> threads.link(thread, to))
                .onSuccess(made ->
                        made.map(ChatMessage::link)
                                .ifPresentOrElse(
                                        socket::send, () -> refuse(socket, ChatMessage.NO_LINK)))
                .onFailure(failure -> {
                    told(failure, "a link to another channel could not be made");
                    refuse(socket, ChatMessage.NO_LINK);
                })
                .onComplete(_ -> socket.resume());
    }

    /** Each is a commit, and PostgreSQL notifies for one at a time: signals of what lasts wait. */
    private boolean mayTell(ChatSocket socket, Instant now) {
        return socket.mayTellTyping(now)
                && addresses.mayTellTyping(socket.address(), now)
                && typing.take(now);
    }

    private void types(UUID thread) {
        blocking.call(
                        () -> {
                            threads.typing(thread);
                            return true;
                        })
                .onFailure(failure -> log.atDebug().setCause(failure).log("nobody is told so"));
    }

    /** An agent is writing in a thread. */
    void typing(UUID thread) {
        Optional.ofNullable(chats.get(thread)).ifPresent(OpenChat::typing);
    }

    /** What was seen is told again with whatever is seen next. */
    private static void refuse(ChatSocket socket, ChatCommand command) {
        if (!(command instanceof ChatCommand.Seen)) {
            socket.send(ChatMessage.error(ChatMessage.TOO_MANY, client(command)));
        }
    }

    /** What costs the rows something costs its address something. */
    private boolean mayAct(ChatSocket socket, ChatCommand command, Instant now) {
        return switch (command) {
            case ChatCommand.Hello _, ChatCommand.Deed _, ChatCommand.Seen _, ChatCommand.GoOn _ ->
                    addresses.mayAct(socket.address(), now);
            case ChatCommand.Typing _, ChatCommand.StillThere _, ChatCommand.Unfit _ -> true;
        };
    }

    private static Optional<String> client(ChatCommand command) {
        return switch (command) {
            case ChatCommand.Say(var id, _) -> Optional.of(id);
            case ChatCommand.Press(var id, _) -> Optional.of(id);
            case ChatCommand.Unfit(_, var client) -> client;
            case ChatCommand.Open _,
                    ChatCommand.Hello _,
                    ChatCommand.Seen _,
                    ChatCommand.GoOn _,
                    ChatCommand.Typing _,
                    ChatCommand.StillThere _ ->
                    Optional.empty();
        };
    }

    static void refuse(ChatSocket socket, String problem) {
        socket.send(ChatMessage.error(problem, Optional.empty()));
    }

    private void greet(ChatSocket socket, WebGateway gateway, ChatCommand.Hello hello) {
        if (hello.token().isPresent()) {
            greetSigned(socket, gateway, hello, hello.token().get());
        } else {
            greetAnybody(socket, gateway, hello);
        }
    }

    /** Who was to be somebody is not taken for nobody instead. */
    private void greetSigned(
            ChatSocket socket, WebGateway gateway, ChatCommand.Hello hello, String token) {
        gateway.signed(token, clock.instant())
                .map(who -> Visitor.signed(gateway.name(), who, hello.language()))
                .ifPresentOrElse(
                        visitor ->
                                greet(
                                        socket,
                                        visitor,
                                        hello,
                                        ChatMessage.welcome(
                                                hello.language(),
                                                threads.fileRules(),
                                                gateway.elsewhere())),
                        () -> {
                            refuse(socket, ChatMessage.BAD_TOKEN);
                            socket.close(ChatSocket.NOT_SIGNED);
                        });
    }

    private void greet(
            ChatSocket socket, Visitor visitor, ChatCommand.Hello hello, String welcome) {
        socket.pause();
        blocking.call(() -> threads.find(visitor))
                .onSuccess(found -> {
                    socket.greeted(visitor, found.isPresent() ? hello.after() : 0);
                    socket.send(welcome);
                    found.ifPresent(thread -> join(socket, thread));
                })
                .onFailure(failure -> notGreeted(socket, failure))
                .onComplete(_ -> socket.resume());
    }

    private static void notGreeted(ChatSocket socket, Throwable failure) {
        told(failure, "a visitor of the chat could not be looked up");
        refuse(socket, ChatMessage.UNAVAILABLE);
        socket.close(ChatSocket.LATER);
    }

    /** A secret that no thread knows is not taken over: who made it up could give it to others. */
    private void greetAnybody(ChatSocket socket, WebGateway gateway, ChatCommand.Hello hello) {
        var said =
                hello.visitor()
                        .map(key -> new Visitor(gateway.name(), key.peer(), hello.language()));
        socket.pause();
        blocking.call(() -> said.flatMap(threads::find))
                .onSuccess(found -> {
                    var key =
                            hello.visitor()
                                    .filter(_ -> found.isPresent())
                                    .orElseGet(() -> VisitorKey.random(random));
                    var visitor = new Visitor(gateway.name(), key.peer(), hello.language());
                    socket.greeted(visitor, found.isPresent() ? hello.after() : 0);
                    socket.send(
                            ChatMessage.welcome(
                                    key,
                                    hello.language(),
                                    threads.fileRules(),
                                    gateway.elsewhere()));
                    found.ifPresent(thread -> join(socket, thread));
                })
                .onFailure(failure -> notGreeted(socket, failure))
                .onComplete(_ -> socket.resume());
    }

    /** One deed at a time: reading pauses until it is a row, so that order is kept. */
    private void take(ChatSocket socket, Visitor visitor, ChatCommand.Deed deed) {
        if (socket.thread().isEmpty() && !newcomers.take(clock.instant())) {
            refuse(socket, deed);
            return;
        }
        socket.pause();
        blocking.call(() -> threads.take(visitor, deed))
                .onSuccess(thread -> join(socket, thread).happened(clock.instant()))
                .onFailure(failure -> {
                    told(failure, "a message of the chat was not taken");
                    socket.send(ChatMessage.error(ChatMessage.UNAVAILABLE, client(deed)));
                })
                .onComplete(_ -> socket.resume());
    }

    /** A page that has just come in is told what there is. */
    private OpenChat join(ChatSocket socket, UUID thread) {
        var isNew = socket.entered(thread);
        var chat =
                chats.compute(
                        thread,
                        (_, there) -> {
                            var its =
                                    there == null
                                            ? new OpenChat(
                                                    thread, threads, receipts, blocking, limits,
                                                    clock)
                                            : there;
                            if (isNew) {
                                its.join(socket);
                            }
                            return its;
                        });
        if (isNew) {
            chat.isLively();
            chat.look();
        }
        if (socket.hasLeft()) {
            leave(thread, socket);
        }
        return chat;
    }

    /** A page cannot have seen what it was not told. */
    private void seen(ChatSocket socket, UUID thread, long seq) {
        receipts.read(thread, Math.min(seq, socket.last()));
    }

    private static void told(Throwable failure, String message) {
        log.atWarn().addKeyValue("error", failure.toString()).log(message);
    }
}
