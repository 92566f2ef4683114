package io.recaller.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recaller.channel.outbound.OutboundFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * A form with one file (RFC 7578).
 *
 * @param fields others
 * @param field what the file is called in the form
 */
public record MultipartForm(
        String boundary, Map<String, String> fields, String field, OutboundFile file) {
    /** Of a file: what is more than its bytes. */
    private static final Duration FILE_WITHIN = Duration.ofSeconds(30);

    /** Bytes a second of a line that files are sent by. */
    private static final int SLOWEST_UP = 50_000;

    public static MultipartForm of(Map<String, String> fields, String field, OutboundFile file) {
        return new MultipartForm("-".repeat(8) + UUID.randomUUID(), fields, field, file);
    }

    /** A request that posts it. */
    public HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body());
    }

    /** As much time as a slow line takes. */
    public Duration within() {
        return FILE_WITHIN.plusSeconds(file.content().size() / SLOWEST_UP);
    }

    private BodyPublisher body() {
        var before = new StringBuilder();
        fields.forEach((name, value) ->
                before.append(part(name)).append("\r\n\r\n").append(value).append("\r\n"));
        before.append(part(field))
                .append("; filename=\"")
                .append(file.attachment().name().replace("\"", "_"))
                .append("\"\r\nContent-Type: ")
                .append(file.attachment().type().mediaType())
                .append("\r\n\r\n");
        return BodyPublishers.concat(
                BodyPublishers.ofByteArray(before.toString().getBytes(UTF_8)),
                BodyPublishers.ofByteArray(file.content().bytes()),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    }

    private String part(String name) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
    }
}
