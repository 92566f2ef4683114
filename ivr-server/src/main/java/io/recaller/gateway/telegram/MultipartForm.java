package io.recaller.gateway.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recaller.channel.OutboundFile;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;

/**
 * A form with one file (RFC 7578).
 *
 * @param fields others
 * @param field what the file is called in the form
 */
record MultipartForm(String boundary, Map<String, String> fields, String field, OutboundFile file) {
    static MultipartForm of(Map<String, String> fields, String field, OutboundFile file) {
        return new MultipartForm("-".repeat(8) + UUID.randomUUID(), fields, field, file);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Bytes of the file: the rest is nothing to it. */
    long size() {
        return file.content().size();
    }

    BodyPublisher body() {
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
