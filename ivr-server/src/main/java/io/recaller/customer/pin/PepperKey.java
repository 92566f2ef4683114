package io.recaller.customer.pin;

import io.recaller.customer.CustomerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of the pepper. Hashes are encrypted (AES-256-GCM) rather than peppered before hashing: so
 * those from before there was a pepper can be protected without knowing their PINs. A sealed hash
 * belongs to one customer; under another's name it does not open. Thread-safe.
 */
final class PepperKey {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] sealing;
    private final byte[] telling;
    private final byte[] coding;
    private final String id;

    PepperKey(byte[] secret) {
        this.sealing = mac(secret, "recaller pin hash");
        this.telling = mac(secret, "recaller pin guess");
        this.coding = mac(secret, "recaller call code");
        this.id = HexFormat.of().formatHex(mac(secret, "recaller pin key id"), 0, 4);
    }

    /** Eight hexadecimal digits, the same on every server that has this key. */
    String id() {
        return id;
    }

    String seal(CustomerId customer, String hash) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed =
                    cipher(Cipher.ENCRYPT_MODE, customer, nonce)
                            .doFinal(hash.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(
                            ByteBuffer.allocate(nonce.length + sealed.length)
                                    .put(nonce)
                                    .put(sealed)
                                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /** Empty when it was not sealed with this key for this customer. */
    Optional<String> open(CustomerId customer, String sealed) {
        try {
            var bytes = Base64.getDecoder().decode(sealed);
            var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            var cipher = cipher(Cipher.DECRYPT_MODE, customer, nonce);
            var hash = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(hash, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Tells equal PINs from different ones, and without the key nothing else. */
    byte[] fingerprint(String pin) {
        return mac(telling, pin);
    }

    /** As {@link #fingerprint}, of a code. */
    byte[] codePrint(String code) {
        return mac(coding, code);
    }

    private Cipher cipher(int mode, CustomerId customer, byte[] nonce)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(sealing, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(customer.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
