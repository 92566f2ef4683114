package io.recaller.gateway.meta;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Meta signs webhooks with (developers.facebook.com, graph-api/webhooks/getting-started): HMAC
 * over the body as it came, by the app's secret. How long a comparison takes says nothing.
 */
final class MetaSignature {
    private static final String HMAC = "HmacSHA256";
    private static final String SCHEME = "sha256=";

    private MetaSignature() {}

    /**
     * Whether it is signed by that app.
     *
     * @param shown the header X-Hub-Signature-256; empty where there is none
     */
    static boolean isOf(String appSecret, byte[] body, String shown) {
        return areSame(of(appSecret, body), shown);
    }

    static String of(String appSecret, byte[] body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), HMAC));
            return SCHEME + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    static boolean areSame(String expected, String shown) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
