package io.recaller.desk.card;

import io.recaller.continuation.LinkPlace;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What agents may say in a chat of where its visitor may go on; no other text has a colon. Pure.
 */
public final class WayTexts {
    private static final String TITLE = "{title}";

    private static final OwnWords WORDS =
            OwnWords.of(
                    "You can go on in {title}: press {title} above our conversation.",
                    "Вы можете продолжить в {title}: нажмите {title} над перепиской.",
                    "{title} арқылы жалғастыра аласыз: хат алмасудың үстіндегі {title} түймесін"
                            + " басыңыз.",
                    "Sie können in {title} weitermachen: Drücken Sie {title} über unserem Gespräch.",
                    "Vous pouvez continuer dans {title} : appuyez sur {title} au-dessus de notre"
                            + " conversation.",
                    "Puede seguir en {title}: pulse {title} encima de nuestra conversación.",
                    "Può continuare in {title}: prema {title} sopra la nostra conversazione.",
                    "Pode continuar no {title}: prima {title} por cima da nossa conversa.",
                    "Ви можете продовжити в {title}: натисніть {title} над листуванням.",
                    "{title} üzerinden devam edebilirsiniz: konuşmamızın üstündeki {title} düğmesine"
                            + " basın.");

    private static final List<Language> LANGUAGES =
            Stream.of("en", "ru", "kk", "de", "fr", "es", "it", "pt", "uk", "tr")
                    .map(Language::new)
                    .toList();

    private WayTexts() {}

    /** One for each place. */
    public static List<Labelled> of(List<LinkPlace> places) {
        return places.stream().map(LinkPlace::messenger).distinct().map(WayTexts::text).toList();
    }

    private static Labelled text(LinkPlace.Messenger messenger) {
        var title = messenger.title();
        return new Labelled(
                "go-on:" + title.toLowerCase(Locale.ROOT),
                new Words(
                        LANGUAGES.stream()
                                .collect(
                                        Collectors.toMap(
                                                Function.identity(),
                                                each ->
                                                        WORDS.in(each)
                                                                .words()
                                                                .replace(TITLE, title)))));
    }
}
