package io.recaller.flow;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import java.util.List;

/** What we say ourselves around what is recommended, in the order it is said. */
public final class RecommendationWords {
    private static final OwnWords TO_ACCEPT =
            OwnWords.of(
                    "If you want it, press star.",
                    "Если хотите, нажмите звёздочку.",
                    "Қаласаңыз, жұлдызшаны басыңыз.",
                    "Wenn Sie das möchten, drücken Sie die Sterntaste.",
                    "Si cela vous intéresse, appuyez sur étoile.",
                    "Si lo desea, pulse asterisco.",
                    "Se lo desidera, prema asterisco.",
                    "Se quiser, prima asterisco.",
                    "Якщо бажаєте, натисніть зірочку.",
                    "İsterseniz yıldız tuşuna basın.");

    private static final OwnWords TO_DECLINE =
            OwnWords.of(
                    "If not, press hash.",
                    "Если нет, нажмите решётку.",
                    "Қаламасаңыз, торды басыңыз.",
                    "Wenn nicht, drücken Sie die Rautetaste.",
                    "Sinon, appuyez sur dièse.",
                    "Si no, pulse almohadilla.",
                    "Altrimenti, prema cancelletto.",
                    "Se não, prima cardinal.",
                    "Якщо ні, натисніть решітку.",
                    "İstemezseniz kare tuşuna basın.");

    private static final OwnWords ACCEPT =
            OwnWords.of("Yes", "Да", "Иә", "Ja", "Oui", "Sí", "Sì", "Sim", "Так", "Evet");

    private static final OwnWords DECLINE =
            OwnWords.of("No", "Нет", "Жоқ", "Nein", "Non", "No", "No", "Não", "Ні", "Hayır");

    private RecommendationWords() {}

    /** How it is accepted and declined by keys; to be made ahead of calls. */
    public static List<Prompt> keys(Language language) {
        return List.of(toAccept(language), toDecline(language));
    }

    public static Prompt toAccept(Language language) {
        return TO_ACCEPT.in(language);
    }

    public static Prompt toDecline(Language language) {
        return TO_DECLINE.in(language);
    }

    /** On the button of a yes. */
    public static String accept(Language language) {
        return ACCEPT.in(language).words();
    }

    /** On the button of a no. */
    public static String decline(Language language) {
        return DECLINE.in(language).words();
    }
}
