package io.recaller.gateway.viber;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** By which Viber's requests are known: HMAC-SHA256 of the body as it came, by the token. */
final class ViberSignature {
    static final String HEADER = "x-viber-content-signature";

    private static final String ALGORITHM = "HmacSHA256";

    private ViberSignature() {}

    /** Compared so that the time it takes says nothing. */
    static boolean isRight(String shown, Buffer body, String token) {
        try {
            return MessageDigest.isEqual(
                    HexFormat.of().parseHex(shown.strip()), of(body.getBytes(), token));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static byte[] of(byte[] body, String token) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
