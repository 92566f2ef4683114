package io.recaller.gateway.call;

import io.recaller.tls.Authorities;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls other people's servers over HTTP/1.1. A request's own timeout ends with the headers of the
 * answer (JDK-8208693), and a side that is silent then would be waited for without end. Any thread;
 * blocking.
 */
public final class HttpCalls {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    /** What the client says of such a body; it has no type of its own. */
    private static final String TOO_LONG = "body exceeds capacity";

    private final HttpClient http;

    /** Of servers for whom somebody vouches whom Java trusts. */
    public HttpCalls() {
        this(Authorities.ofJava());
    }

    /** Of servers for whom one of these vouches. */
    public HttpCalls(Authorities authorities) {
        var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_WITHIN);
        if (authorities.file().isPresent()) {
            client.sslContext(authorities.lastingContext());
        }
        this.http = client.build();
    }

    /**
     * The answer with its whole body.
     *
     * @param longest bytes of the body
     * @param within for all of it, from connecting to the last byte
     * @throws IOException when it is not there by then ({@link HttpTimeoutException}), is longer
     *     ({@link TooLongException}), or the other side cannot be reached
     */
    public HttpResponse<byte[]> answer(HttpRequest request, int longest, Duration within)
            throws IOException, InterruptedException {
        var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), longest);
        var asked = http.sendAsync(request, body);
        try {
            return asked.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer within " + within);
        } catch (ExecutionException failure) {
            throw unread(failure, longest);
        } finally {
            asked.cancel(true);
        }
    }

    private static IOException unread(ExecutionException failure, int longest) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (String.valueOf(each.getMessage()).startsWith(TOO_LONG)) {
                return new TooLongException(longest);
            }
        }
        return failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
    }
}
