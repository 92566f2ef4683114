package io.recaller.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Storable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a site signs to say who its visitor is: a JSON Web Token (RFC 7519) by HMAC-SHA256 and
 * nothing else, good for a day at most. How long a comparison takes says nothing. Any thread.
 */
public final class SiteTokens {
    /** RFC 7518, 3.2: a key is no shorter than the hash. */
    public static final int SHORTEST_SECRET = 32;

    /** Of a token; a page may have to send it anew for each connection. */
    static final int LONGEST = 4096;

    private static final Duration LONGEST_LIFE = Duration.ofHours(24);

    /** Clocks differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final int LONGEST_SUBJECT = 200;
    private static final int PEER_BYTES = 16;
    private static final String HMAC = "HmacSHA256";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String gateway;
    private final byte[] secret;
    private final Handles handles;

    /**
     * Of one chat.
     *
     * @param secret known to the site's server and to us
     */
    public SiteTokens(String gateway, String secret, Handles handles) {
        this.gateway = gateway;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.handles = handles;
        if (this.secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "a secret for tokens has " + SHORTEST_SECRET + " bytes at least");
        }
    }

    /** Who it is about; empty: it is not signed by this secret, or is not good now. */
    Optional<SignedVisitor> read(String token, Instant now) {
        var parts = token.split("\\.", -1);
        if (token.length() > LONGEST || parts.length != 3 || !isSigned(parts)) {
            return Optional.empty();
        }
        return json(parts[0])
                .filter(head -> head.path("alg").asText().equals("HS256"))
                .flatMap(_ -> json(parts[1]))
                .filter(claims -> isGood(claims, now))
                .flatMap(this::visitor);
    }

    private boolean isSigned(String[] parts) {
        return decoded(parts[2])
                .filter(shown -> MessageDigest.isEqual(shown, signature(parts[0] + "." + parts[1])))
                .isPresent();
    }

    private byte[] signature(String signed) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static Optional<byte[]> decoded(String part) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> json(String part) {
        return decoded(part)
                .flatMap(bytes -> {
                    try {
                        return Optional.ofNullable(JSON.readTree(bytes)).filter(JsonNode::isObject);
                    } catch (IOException _) {
                        return Optional.empty();
                    }
                });
    }

    /** One that never ends would be good for whoever finds it in a log years later. */
    private boolean isGood(JsonNode claims, Instant now) {
        var until = claims.path("exp");
        var from = claims.path("nbf");
        return until.isNumber()
                && until.asLong() > now.getEpochSecond()
                && until.asLong() <= now.plus(LONGEST_LIFE).plus(SLACK).getEpochSecond()
                && (from.isMissingNode() || from.asLong() <= now.plus(SLACK).getEpochSecond())
                && isForUs(claims.path("aud"));
    }

    /** RFC 7519, 4.1.3: one name, or a list of them. */
    private boolean isForUs(JsonNode audience) {
        return audience.isMissingNode()
                || (audience.isArray()
                        ? StreamSupport.stream(audience.spliterator(), false)
                                .anyMatch(this::isOurName)
                        : isOurName(audience));
    }

    private boolean isOurName(JsonNode name) {
        return name.isTextual() && name.textValue().equals(gateway);
    }

    private Optional<SignedVisitor> visitor(JsonNode claims) {
        var subject = claims.path("sub").asText("");
        if (subject.isBlank()
                || subject.length() > LONGEST_SUBJECT
                || Storable.flawOfKey(subject).isPresent()) {
            return Optional.empty();
        }
        var peer = peer(subject);
        return Optional.of(
                new SignedVisitor(
                        peer,
                        handle(claims, "phone_number", "tel:", HandleKind.TEL)
                                .or(() -> handle(claims, "email", "mailto:", HandleKind.EMAIL))
                                .orElseGet(() -> new Handle(HandleKind.WEB, peer)),
                        text(claims, "name"),
                        Instant.ofEpochSecond(claims.path("exp").asLong())));
    }

    /** Whoever may type any number into their account would be its owner here. */
    private Optional<Handle> handle(JsonNode claims, String name, String scheme, HandleKind kind) {
        return text(claims, name)
                .filter(_ -> claims.path(name + "_verified").equals(BooleanNode.TRUE))
                .map(value -> handles.parse(scheme + value))
                .filter(Handles.Reading.Read.class::isInstance)
                .map(Handles.Reading.Read.class::cast)
                .map(Handles.Reading.Read::handle)
                .filter(handle -> handle.kind() == kind);
    }

    private static Optional<String> text(JsonNode claims, String name) {
        return Optional.of(Storable.mended(claims.path(name).asText("")).strip())
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_SUBJECT);
    }

    /** Not what visitors whom nobody signs for are known by: those are hexadecimal. */
    private String peer(String subject) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var hash = digest.digest((gateway + "\n" + subject).getBytes(StandardCharsets.UTF_8));
            return "site-" + HexFormat.of().formatHex(hash, 0, PEER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
