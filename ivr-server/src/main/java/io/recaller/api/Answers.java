package io.recaller.api;

import io.recaller.customer.pin.Pepper;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.UnstorableException;
import io.recaller.http.FileAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers and, for what went wrong, problems. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** For one file, however slow the line is. */
    private static final Duration WITHIN = Duration.ofMinutes(3);

    /**
     * Sends what comes, on the event loop of the request.
     *
     * @return done once nothing of it is kept here any more
     */
    static Future<Void> when(RoutingContext context, Future<Answer> coming) {
        var loop = context.vertx().getOrCreateContext();
        Promise<Void> left = Promise.promise();
        coming.onComplete(done ->
                loop.runOnContext(_ ->
                        send(context, done.succeeded() ? done.result() : of(done.cause()))
                                .onComplete(left)));
        return left.future();
    }

    static Problem of(Throwable failure) {
        return switch (failure) {
            case DatabaseUnavailableException _ -> {
                log.atWarn().addKeyValue("error", failure.getMessage()).log("request not served");
                yield Problem.databaseUnavailable();
            }
            case UnstorableException unstorable -> {
                log.atWarn().addKeyValue("error", unstorable.getMessage()).log("request refused");
                yield Problem.invalid(
                        List.of(new FieldError("", "holds " + unstorable.getMessage())));
            }
            case Pepper.MissingException missing -> {
                log.atError().addKeyValue("error", missing.getMessage()).log("PIN not set");
                yield Problem.pinKeyMissing();
            }
            case ContactReader.WrongValueException wrong -> Problem.invalid(wrong.errors());
            default -> {
                log.atError().setCause(failure).log("request failed");
                yield Problem.internal();
            }
        };
    }

    /** Done once nothing of it is kept here any more. */
    static Future<Void> send(RoutingContext context, Answer answer) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(answer.status());
        response.putHeader("Cache-Control", "no-store");
        return switch (answer) {
            case Answer.Json(_, var body) ->
                    response.putHeader("Content-Type", "application/json")
                            .end(buffer(body.encode()));
            case Answer.File(var attachment, var content) ->
                    FileAnswer.give(context, attachment, content, Map.of(), WITHIN);
            case Problem problem -> send(context, problem);
        };
    }

    private static Future<Void> send(RoutingContext context, Problem problem) {
        var response = context.response();
        problem.retryAfter()
                .ifPresent(wait -> response.putHeader("Retry-After", "" + wait.toSeconds()));
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        return response.putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(buffer(problem.json().encode()));
    }

    private static Buffer buffer(String text) {
        return Buffer.buffer(text);
    }
}
