package io.recaller.conversation.callback;

import io.recaller.customer.Handle;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is said of call-backs in one language; of a number only digits, each a piece of its own. */
public record CallbackPrompts(Language language) {
    /** Enough to know one's own number by, and too few for whoever listens. */
    private static final int TOLD = 4;

    /** What can be known to be said in these languages, to be rendered ahead of calls. */
    public static List<Prompt> prompts(Collection<Language> languages) {
        return languages.stream()
                .map(CallbackPrompts::new)
                .flatMap(each -> Stream.concat(each.words(), each.digits()))
                .distinct()
                .toList();
    }

    private Stream<Prompt> words() {
        return CallbackWords.all(language);
    }

    private Stream<Prompt> digits() {
        return IntStream.range(0, 10)
                .mapToObj(digit -> spelled(String.valueOf(digit)).prompts())
                .flatMap(List::stream);
    }

    /** To who waits and may ask for it. */
    public Speech offer() {
        return said(CallbackWords.OFFER);
    }

    /**
     * Asks for the number they call from.
     *
     * @param mayWait whether they wait on where they do not want it
     */
    public Speech own(Handle number, boolean another, boolean mayWait) {
        var value = number.value();
        var told = spelled(value.substring(Math.max(0, value.length() - TOLD)));
        var confirm = said(CallbackWords.OWN_NUMBER).then(told).then(confirm(mayWait));
        return another ? confirm.then(said(CallbackWords.ANOTHER)) : confirm;
    }

    /** After the digits, and not at once. */
    private Speech confirm(boolean mayWait) {
        var words = mayWait ? CallbackWords.CONFIRM : CallbackWords.CONFIRM_OR_NOT;
        return Speech.of(words.in(language).afterSpelled());
    }

    public Speech keyNumber() {
        return said(CallbackWords.KEY_NUMBER);
    }

    /** Of one who has keyed it: all of it. */
    public Speech confirm(Handle number, boolean mayWait) {
        return said(CallbackWords.THIS_NUMBER).then(spelled(number.value())).then(confirm(mayWait));
    }

    public Speech noNumber() {
        return said(CallbackWords.NO_NUMBER);
    }

    public Speech forbidden() {
        return said(CallbackWords.FORBIDDEN);
    }

    public Speech refused(boolean mayWait) {
        return said(mayWait ? CallbackWords.REFUSED : CallbackWords.NOT_TODAY);
    }

    public Speech kept() {
        return said(CallbackWords.KEPT);
    }

    /** To whoever answers. */
    public Speech greeting() {
        return said(CallbackWords.GREETING);
    }

    private Speech said(OwnWords words) {
        return Speech.of(words.in(language));
    }

    /** In a language without words of ours the digits are English, as the words around them are. */
    private Speech spelled(String digits) {
        var spoken = CallbackWords.has(language) ? language : new Language("en");
        return Spelling.digits(spoken, digits);
    }
}
