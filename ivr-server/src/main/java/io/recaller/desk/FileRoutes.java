package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.channel.agent.AgentFiles;
import io.recaller.http.FileAnswer;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileContent;
import io.recaller.message.file.FilesAtOnce;
import io.recaller.routing.assignment.AssignmentId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of conversations in an agent's hands: limits, what is sent, what is opened. Safe for any
 * thread; blocks nobody.
 */
final class FileRoutes {
    private static final Logger log = LoggerFactory.getLogger(FileRoutes.class);

    private static final String PATH = "/desk/files/:assignment";
    private static final String AGENT = "recaller.agent";
    private static final int LONGEST_NAME = 1000;

    /** Sent at once, and of one agent. */
    private static final int SENT = 8;

    private static final int SENT_OF_ONE = 2;

    /** Opened at once, and by one agent: a browser asks for six pictures at a time. */
    private static final int OPENED = 12;

    private static final int OPENED_BY_ONE = 6;

    /** Pictures are asked for all together: so often, after so many milliseconds each. */
    private static final int LOOKS = 40;

    private static final long LOOK_AFTER = 250;

    /** For one file, however slow the line is. */
    private static final Duration WITHIN = Duration.ofMinutes(3);

    private final SignIn signIn;
    private final AgentFiles files;
    private final OffLoop offLoop;
    private final FilesAtOnce sent = new FilesAtOnce(SENT, SENT_OF_ONE);
    private final FilesAtOnce opened = new FilesAtOnce(OPENED, OPENED_BY_ONE);

    FileRoutes(SignIn signIn, AgentFiles files, OffLoop offLoop) {
        this.signIn = signIn;
        this.files = files;
        this.offLoop = offLoop;
    }

    void mount(Router router) {
        router.get(PATH).handler(http -> asAgent(http, this::limits));
        router.post(PATH).handler(SameOrigin::require).handler(this::begin);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(files.rules().largest()))
                .handler(this::take)
                .failureHandler(FileRoutes::failed);
        router.get(PATH + "/:file").handler(http -> asAgent(http, this::open));
    }

    private void asAgent(RoutingContext http, BiConsumer<RoutingContext, Agent> work) {
        signIn.agent(http)
                .onSuccess(agent ->
                        agent.ifPresentOrElse(
                                who -> work.accept(http, who),
                                () -> HttpProblem.SIGNED_OUT.answer(http)))
                .onFailure(failure -> unavailable(http, failure));
    }

    private void limits(RoutingContext http, Agent agent) {
        assignment(http)
                .map(id -> offLoop.call(() -> files.sendable(agent.id(), id)))
                .orElseGet(() -> Future.succeededFuture(files.rules().only(Set.of(), 1)))
                .onSuccess(rules ->
                        http.response()
                                .putHeader("Content-Type", "application/json")
                                .end(limits(rules).encode()))
                .onFailure(failure -> unavailable(http, failure));
    }

    private static JsonObject limits(AttachmentRules rules) {
        return new JsonObject()
                .put("largest", rules.largest())
                .put("accept", rules.accept())
                .put("taken", !rules.types().isEmpty());
    }

    /** Nothing is read of who is not signed in. */
    private void begin(RoutingContext http) {
        if (assignment(http).isEmpty() || uuid(http.request().getParam("client")).isEmpty()) {
            HttpProblem.NO_FILE.answer(http);
            return;
        }
        http.request().pause();
        asAgent(
                http,
                (_, agent) -> {
                    var whose = agent.id().toString();
                    if (sent.enter(whose) != FilesAtOnce.Entry.TAKEN) {
                        HttpProblem.UNAVAILABLE.answer(http);
                        return;
                    }
                    var late = http.vertx().setTimer(WITHIN.toMillis(), _ -> FileAnswer.cut(http));
                    http.addEndHandler(_ -> {
                        http.vertx().cancelTimer(late);
                        sent.leave(whose);
                    });
                    http.put(AGENT, agent);
                    http.next();
                });
        // What is answered without having been read is read and dropped: the line is used again.
        http.addEndHandler(_ -> {
            if (!http.request().isEnded()) {
                http.request().resume();
            }
        });
    }

    private void take(RoutingContext http) {
        Agent agent = Objects.requireNonNull(http.get(AGENT), AGENT);
        var assignment = assignment(http).orElseThrow();
        var client = uuid(http.request().getParam("client")).orElseThrow().toString();
        var told = Optional.ofNullable(http.request().getParam("name")).orElse("");
        var name = told.substring(0, Math.min(told.length(), LONGEST_NAME));
        @Nullable Buffer body = http.body().buffer();
        var content = FileContent.of(body == null ? new byte[0] : body.getBytes());
        offLoop.call(() -> files.send(agent.id(), assignment, client, name, content))
                .onSuccess(refused ->
                        refused.ifPresentOrElse(
                                why -> HttpProblem.fileRefused(why).answer(http),
                                () -> http.response().setStatusCode(201).end()))
                .onFailure(failure -> unavailable(http, failure));
    }

    private void open(RoutingContext http, Agent agent) {
        var assignment = assignment(http);
        var file = uuid(http.pathParam("file"));
        if (assignment.isEmpty() || file.isEmpty()) {
            HttpProblem.NO_FILE.answer(http);
            return;
        }
        var whose = agent.id().toString();
        whenFree(
                http,
                whose,
                LOOKS,
                () ->
                        offLoop.call(() -> files.open(agent.id(), assignment.get(), file.get()))
                                .onFailure(failure -> unavailable(http, failure))
                                .compose(found -> answer(http, found))
                                .onComplete(_ -> opened.leave(whose)));
    }

    /** Each is in memory until it has been read: whoever asks for more waits a while. */
    private void whenFree(RoutingContext http, String whose, int looks, Runnable open) {
        if (http.response().closed()) {
            return;
        }
        if (opened.enter(whose) == FilesAtOnce.Entry.TAKEN) {
            open.run();
        } else if (looks == 0) {
            HttpProblem.UNAVAILABLE.answer(http);
        } else {
            http.vertx().setTimer(LOOK_AFTER, _ -> whenFree(http, whose, looks - 1, open));
        }
    }

    /** Done once all of it has left, or nothing of it is kept here any more. */
    private static Future<Void> answer(RoutingContext http, Optional<AgentFiles.Opened> found) {
        if (found.isEmpty()) {
            HttpProblem.NO_FILE.answer(http);
            return Future.succeededFuture();
        }
        return FileAnswer.give(
                http,
                found.get().attachment(),
                found.get().content(),
                Map.of("Cross-Origin-Resource-Policy", "same-origin"),
                WITHIN);
    }

    private static Optional<AssignmentId> assignment(RoutingContext http) {
        return uuid(http.pathParam("assignment")).map(AssignmentId::new);
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void failed(RoutingContext http) {
        if (http.statusCode() == 413) {
            HttpProblem.fileRefused(AttachmentRules.Refusal.TOO_BIG.slug()).answer(http);
        } else {
            unavailable(http, Optional.ofNullable(http.failure()).orElseGet(Throwable::new));
        }
    }

    private static void unavailable(RoutingContext http, Throwable failure) {
        log.atWarn().addKeyValue("error", failure.toString()).log("a file was not taken or opened");
        HttpProblem.UNAVAILABLE.answer(http);
    }
}
