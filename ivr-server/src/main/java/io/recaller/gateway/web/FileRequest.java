package io.recaller.gateway.web;

import io.recaller.http.FileAnswer;
import io.recaller.message.file.FileContent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a browser's request that hands in a file, or asks for one, says. Any thread. */
final class FileRequest {
    private static final int LONGEST_NAME = 1000;

    private FileRequest() {}

    /** The id that the page gave what it hands in: the same again is one file. */
    static Optional<String> client(RoutingContext http) {
        return uuid(http.request().getParam("client")).map(UUID::toString);
    }

    /** The file that is asked for. */
    static Optional<UUID> file(RoutingContext http) {
        return uuid(http.pathParam("file"));
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** As the device calls it, up to {@value #LONGEST_NAME} characters; empty: it does not. */
    static String name(RoutingContext http) {
        var told = Optional.ofNullable(http.request().getParam("name")).orElse("");
        return told.substring(0, Math.min(told.length(), LONGEST_NAME));
    }

    static FileContent content(RoutingContext http) {
        @Nullable Buffer body = http.body().buffer();
        return FileContent.of(body == null ? new byte[0] : body.getBytes());
    }

    /**
     * Reads what is handed in, for no longer than that: then the line is cut.
     *
     * @param over run once it has arrived, or will not any more
     */
    static void read(RoutingContext http, Vertx vertx, Duration within, Runnable over) {
        var late = vertx.setTimer(within.toMillis(), _ -> FileAnswer.cut(http));
        http.addEndHandler(_ -> {
            vertx.cancelTimer(late);
            over.run();
        });
        http.next();
    }

    /** Why it was not read, where nothing better is known. */
    static Throwable failure(RoutingContext http) {
        return Optional.ofNullable(http.failure()).orElseGet(Throwable::new);
    }
}
