package io.recaller.flow.engine;

import io.recaller.flow.Entry;
import io.recaller.flow.Patience;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Number matching: a page beside the call shows two digits, and the caller keys them. Only who has
 * both before them can, so the page may show from then on what the call may. A caller is asked
 * three times at most.
 */
public final class Matching {
    private static final int MOST = 3;

    private static final int DIGITS = 2;

    /** The digits are looked up on a screen. */
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(15), Duration.ofSeconds(3));

    private static final OwnWords ASKED =
            OwnWords.of(
                    "Your page shows two digits. Key them now.",
                    "На вашей странице показаны две цифры. Наберите их сейчас.",
                    "Бетіңізде екі цифр көрсетілген. Оларды қазір теріңіз.",
                    "Ihre Seite zeigt zwei Ziffern. Geben Sie sie jetzt ein.",
                    "Votre page affiche deux chiffres. Composez-les maintenant.",
                    "Su página muestra dos cifras. Márquelas ahora.",
                    "La sua pagina mostra due cifre. Le digiti ora.",
                    "A sua página mostra dois algarismos. Marque-os agora.",
                    "На вашій сторінці показано дві цифри. Наберіть їх зараз.",
                    "Sayfanızda iki rakam görünüyor. Şimdi onları tuşlayın.");

    private Matching() {}

    /** What is said of it, to be made ahead of calls. */
    public static List<Prompt> prompts(Language language) {
        return List.of(ASKED.in(language));
    }

    /**
     * The caller is asked for what a page shows.
     *
     * @param page which one
     */
    public record Asked(String page, String digits) {
        @Override
        public String toString() {
            return "Asked[" + page + "]";
        }
    }

    /** Empty: nothing is asked. */
    static Optional<Asked> asked(Dialogue dialogue) {
        var parts = dialogue.data().getOrDefault(ReservedNames.MATCH, "").split(" ", 2);
        return parts.length == 2 ? Optional.of(new Asked(parts[0], parts[1])) : Optional.empty();
    }

    static boolean isMatched(Dialogue dialogue, String page) {
        return page.equals(dialogue.data().get(ReservedNames.MATCHED));
    }

    /** Too many have been asked for, and the turn stays as it is. */
    static Move begin(FlowContext here, Dialogue dialogue, Input.Matching shown) {
        var tries = tries(dialogue);
        return !mayBegin(dialogue) || isMatched(dialogue, shown.page())
                ? new Move.Stop(dialogue)
                : anew(
                        here,
                        dialogue.with(
                                Map.of(
                                        ReservedNames.MATCH,
                                        shown.page() + " " + shown.digits(),
                                        ReservedNames.MATCHES,
                                        Integer.toString(tries + 1))));
    }

    static boolean mayBegin(Dialogue dialogue) {
        return tries(dialogue) < MOST;
    }

    private static int tries(Dialogue dialogue) {
        var tries = dialogue.data().getOrDefault(ReservedNames.MATCHES, "");
        return tries.length() == 1 ? tries.charAt(0) - '0' : 0;
    }

    static Turn turn(Dialogue dialogue) {
        return new Turn.Ask(
                Speech.of(ASKED.in(dialogue.language())),
                new Entry.Digits(DIGITS, DIGITS),
                false,
                PATIENCE,
                true);
    }

    /** Whatever is keyed, the question from before follows. */
    static Move answer(FlowContext here, Dialogue dialogue, Asked asked, Input input) {
        var over = dialogue.without(Set.of(ReservedNames.MATCH));
        return switch (input) {
            case Reply reply when reply.keyed().equals(Choice.PERSON) -> here.person(over);
            case Reply reply when reply.keyed().equals(asked.digits()) ->
                    anew(here, over.with(ReservedNames.MATCHED, asked.page()));
            case Reply _,
                    Input.Proof _,
                    Input.Found _,
                    Input.NotFound _,
                    Input.Switched _,
                    Input.Recommended _,
                    Input.Matching _ ->
                    anew(here, over);
        };
    }

    private static Move anew(FlowContext here, Dialogue dialogue) {
        return here.asked(
                dialogue, new Attempt(dialogue.position().attempt().tries(), Attempt.Fault.NONE));
    }
}
