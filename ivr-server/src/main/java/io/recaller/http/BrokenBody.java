package io.recaller.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Requests whose body broke off, or was no body any more: their sender's doing, of which nobody is
 * woken. Any door.
 */
public final class BrokenBody {
    public static final String TITLE = "The body did not come whole";
    public static final String DETAIL =
            "Send it once more, as long as its Content-Length says or in whole chunks.";

    private static final String DECODERS = "io.netty.handler.codec.";

    private BrokenBody() {}

    /** Whether that is why a request failed: nothing was done about it yet. */
    public static boolean isWhy(RoutingContext http) {
        var failure = http.failure();
        return failure != null
                && !http.request().isEnded()
                && (failure instanceof HttpClosedException || isOfTheDecoder(failure));
    }

    /** It throws what Java has, such as a number's wrong format. */
    private static boolean isOfTheDecoder(Throwable failure) {
        var trace = failure.getStackTrace();
        return failure.getClass().getName().startsWith(DECODERS)
                || (trace.length > 0 && trace[0].getClassName().startsWith(DECODERS));
    }

    /** Answers where that is why; what else failed is left to who comes next. */
    public static void answer(RoutingContext http) {
        if (!isWhy(http)) {
            http.next();
        } else if (!http.response().ended() && !http.response().closed()) {
            http.response()
                    .setStatusCode(400)
                    .putHeader("Content-Type", "application/problem+json")
                    .putHeader("Connection", "close")
                    .end(
                            new JsonObject()
                                    .put("type", "urn:recaller:problem:bad-framing")
                                    .put("title", TITLE)
                                    .put("status", 400)
                                    .put("detail", DETAIL)
                                    .encode());
        }
    }
}
