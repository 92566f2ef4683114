package io.recaller.speech;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One piece of speech that is rendered to one audio file, whole: "For cable television payments,
 * press six."
 *
 * @param words plain words, formatted for readers; never blank
 * @param voiced the same for a synthesiser, with numbers, money and times as it reads them right;
 *     never blank
 */
public record Prompt(Language language, String words, String voiced) {
    public Prompt {
        if (words.isBlank() || voiced.isBlank()) {
            throw new IllegalArgumentException("a prompt needs words");
        }
    }

    /** Words in which nothing is formatted. */
    public Prompt(Language language, String words) {
        this(language, words, words);
    }

    /** As a synthesiser gets it. */
    public Prompt forVoice() {
        return new Prompt(language, voiced);
    }

    /** The content address: the same language and sound always give the same 32 hex digits. */
    public String address() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var bytes = (language.tag() + "\n" + voiced).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(sha.digest(bytes)).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
