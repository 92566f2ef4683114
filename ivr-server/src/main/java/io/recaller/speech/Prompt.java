package io.recaller.speech;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * One piece of speech that is rendered to one audio file, whole: "For cable television payments,
 * press six."
 *
 * @param words plain words, formatted for readers; never blank. Those that go on after something
 *     spelled begin with the mark between them, ": press one"
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
        return new Prompt(language, LeadingMark.without(voiced));
    }

    /** The same as a sentence of its own: said after what was spelled, it begins with a pause. */
    public Prompt afterSpelled() {
        return new Prompt(language, ". " + words, ". " + voiced);
    }

    /** Without the mark that it begins with: as it is said first, and recorded. */
    public Prompt begun() {
        return LeadingMark.of(words).isEmpty()
                ? this
                : new Prompt(language, LeadingMark.without(words), LeadingMark.without(voiced));
    }

    /** What is not spoken before it; zero where it begins with no mark. */
    public Duration pause() {
        return LeadingMark.pause(voiced);
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
