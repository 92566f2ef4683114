package io.recaller.http;

import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileContent;
import io.recaller.message.file.FilePieces;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/**
 * Gives a file that somebody sent: to be kept, and never to be shown or run by a browser that is
 * led there. Safe for any thread.
 */
public final class FileAnswer {
    private FileAnswer() {}

    /**
     * Done once all of it has left, or nothing of it is kept here any more.
     *
     * @param headers in addition to those that say what it is
     * @param within how long it may take, however slow the line is; then its connection is cut
     */
    public static Future<Void> give(
            RoutingContext http,
            Attachment file,
            FileContent content,
            Map<String, String> headers,
            Duration within) {
        var answer = http.response();
        begin(answer, file);
        headers.forEach(answer::putHeader);
        var pieces = new FilePieces(content);
        Promise<Void> sent = Promise.promise();
        var late =
                http.vertx()
                        .setTimer(
                                within.toMillis(),
                                _ -> {
                                    pieces.drop();
                                    sent.tryFail("read too slowly");
                                    cut(http);
                                });
        send(answer, pieces, sent);
        return sent.future().onComplete(_ -> http.vertx().cancelTimer(late));
    }

    private static void begin(HttpServerResponse answer, Attachment file) {
        answer.putHeader("Content-Type", file.type().mediaType())
                .putHeader("Content-Length", String.valueOf(file.size()))
                .putHeader("Content-Disposition", "attachment")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private static void send(HttpServerResponse answer, FilePieces pieces, Promise<Void> sent) {
        var piece = pieces.next();
        if (piece.isEmpty()) {
            answer.end().onSuccess(sent::tryComplete).onFailure(sent::tryFail);
            return;
        }
        answer.write(Buffer.buffer(piece.get()))
                .onSuccess(_ -> send(answer, pieces, sent))
                .onFailure(sent::tryFail);
    }

    /** Once what has been written is on its way. */
    public static void cut(RoutingContext http) {
        http.request().connection().close();
    }
}
