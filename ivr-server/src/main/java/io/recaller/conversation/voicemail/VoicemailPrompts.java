package io.recaller.conversation.voicemail;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is said of messages in one language. */
public record VoicemailPrompts(Language language) {
    /** What can be known to be said in these languages, to be rendered ahead of calls. */
    public static List<Prompt> prompts(Collection<Text> greetings, Collection<Language> languages) {
        return languages.stream()
                .flatMap(language ->
                        Stream.concat(VoicemailWords.all(language), own(greetings, language)))
                .distinct()
                .toList();
    }

    private static Stream<Prompt> own(Collection<Text> greetings, Language language) {
        var prompts = new VoicemailPrompts(language);
        return greetings.stream()
                .flatMap(text -> prompts.greeting(Optional.of(text)).prompts().stream());
    }

    /**
     * Before the tone.
     *
     * @param own the queue's; in a language it does not have: as usual
     */
    Speech greeting(Optional<Text> own) {
        return own.filter(text -> text.patterns().containsKey(language))
                .map(text -> text.ahead(language, Set.of()))
                .orElseGet(() -> said(VoicemailWords.GREETING));
    }

    Speech again() {
        return said(VoicemailWords.AGAIN);
    }

    Speech nothing() {
        return said(VoicemailWords.NOTHING);
    }

    Speech tooMany() {
        return said(VoicemailWords.TOO_MANY);
    }

    Speech kept() {
        return said(VoicemailWords.KEPT);
    }

    Speech lost() {
        return said(VoicemailWords.LOST);
    }

    /**
     * To the agent who has heard a message.
     *
     * @param callable whether its customer can be called
     */
    public Speech keys(boolean callable) {
        return said(callable ? VoicemailWords.KEYS : VoicemailWords.REPEAT);
    }

    /** To the agent who called the customer in vain. */
    public Speech missed() {
        return said(VoicemailWords.MISSED);
    }

    private Speech said(OwnWords words) {
        return Speech.of(words.in(language));
    }
}
