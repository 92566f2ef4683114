package io.recaller;

import io.recaller.asterisk.prompt.CommandSynthesizer;
import io.recaller.settings.Settings;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.SynthesisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Languages of which the synthesiser says nothing: a server that needs one does not start. */
public final class SilentLanguages {
    private static final Language ENGLISH = new Language("en");
    private static final String A_WORD = "1";

    private SilentLanguages() {}

    /** A language nothing is said in, and what is to be done. */
    public record Silent(Language language, String words, String remedy) {}

    /**
     * Tries each. Blocks, some tenths of a second a language.
     *
     * @throws SynthesisException when it says nothing in any language, English included; it names
     *     the remedy
     */
    public static List<Silent> of(Settings settings, Collection<Language> languages) {
        var synthesizer = new CommandSynthesizer(PromptShop.voice(settings));
        var failures =
                new TreeMap<Language, SynthesisException>(Comparator.comparing(Language::tag));
        languages.forEach(
                each -> failure(synthesizer, each).ifPresent(why -> failures.put(each, why)));
        if (!failures.isEmpty() && failures.size() == languages.size()) {
            failure(synthesizer, ENGLISH)
                    .ifPresent(why -> {
                        throw why;
                    });
        }
        return failures.entrySet().stream()
                .map(each -> silent(each.getKey(), each.getValue()))
                .toList();
    }

    private static Optional<SynthesisException> failure(
            CommandSynthesizer synthesizer, Language language) {
        try {
            var file = Files.createTempFile("recaller", ".wav");
            try {
                synthesizer.render(new Prompt(language, A_WORD), file);
                return Optional.empty();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (SynthesisException e) {
            return Optional.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Silent silent(Language language, SynthesisException why) {
        var cause = Objects.requireNonNullElse(why.getCause(), why);
        var key = "speech.voices." + language;
        return new Silent(
                language,
                "the synthesiser has no voice for " + language + " (" + cause.getMessage() + ")",
                "Name one of its voices under "
                        + key
                        + (language.tag().equals(language.code())
                                ? ", or write the language as ISO 639 has it in the flow"
                                : ", such as " + language.code()));
    }
}
