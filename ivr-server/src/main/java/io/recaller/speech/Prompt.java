package io.recaller.speech;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One piece of speech that is rendered to one audio file, whole: "For cable television payments,
 * press six."
 *
 * @param words plain words, already formatted; never blank
 */
public record Prompt(Language language, String words) {
    public Prompt {
        if (words.isBlank()) {
            throw new IllegalArgumentException("a prompt needs words");
        }
    }

    /** The content address: the same language and words always give the same 32 hex digits. */
    public String address() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var bytes = (language.tag() + "\n" + words).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(sha.digest(bytes)).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
