package io.recaller.flow.engine;

import io.recaller.speech.Speech;
import io.recaller.text.WordForms;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that can be chosen in a menu.
 *
 * @param id its name in the flow; {@link #OFFER} for the offer
 * @param key on a telephone
 * @param label in few words, for a button
 * @param spoken the whole sentence, with its key
 */
public record Choice(String id, String key, String label, Speech spoken) {
    /** Takes the offer; no option can have this name or key. */
    public static final String OFFER = "*";

    /** Leads to a person from every menu, form and proof; never among the choices. */
    public static final String PERSON = "0";

    /** Keeps the value that was read back, see {@link Turn.Ask#confirms()}. */
    public static final String YES = "1";

    private static final Pattern KEY = Pattern.compile("[0-9*#]");

    /** What is not seen, of pictures and of the direction of writing. */
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "[\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFE0E\\uFE0F\\uFEFF]");

    /** The key a reply to a menu stands for; empty for silence, and for what is none of these. */
    static Optional<String> keyOf(Reply reply, List<Choice> choices) {
        return switch (reply) {
            case Reply.Keys(String keys) -> Optional.of(keys);
            case Reply.Silence() -> Optional.empty();
            case Reply.Picked(String id) when id.equals(PERSON) -> Optional.of(PERSON);
            case Reply.Picked(String id) ->
                    choices.stream()
                            .filter(choice -> choice.id().equals(id))
                            .map(Choice::key)
                            .findFirst();
            case Reply.Text text when KEY.matcher(text.keyed()).matches() ->
                    Optional.of(text.keyed());
            case Reply.Text(String words, _) ->
                    choices.stream()
                            .filter(choice -> choice.isMeantBy(words))
                            .map(Choice::key)
                            .findFirst();
        };
    }

    /** Whether these are the words of its button, with or without its key. */
    private boolean isMeantBy(String words) {
        var meant = plain(words);
        return !meant.isEmpty()
                && (meant.equals(plain(label)) || meant.equals(plain(key + " " + label)));
    }

    /** As it is compared: in any case, however it is composed, with or without dots above. */
    private static String plain(String words) {
        var seen = UNSEEN.matcher(words).replaceAll("");
        return String.join(" ", WordForms.words(seen)).replace('ı', 'i');
    }
}
