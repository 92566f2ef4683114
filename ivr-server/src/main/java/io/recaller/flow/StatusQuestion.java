package io.recaller.flow;

import java.util.List;
import java.util.Set;

/**
 * Whether a message asks how a request stands, in whatever words: English, Russian and Kazakh, in
 * their forms. Pure.
 */
final class StatusQuestion {
    /** Who writes more tells a story. */
    private static final int MOST_WORDS = 12;

    /** How many words of others may stand beside a status of a request. */
    private static final int MOST_OTHERS = 3;

    /** Places from a status to its request: "status of my request". */
    private static final int NEAR = 3;

    private static final WordSet STATUS = WordSet.of("status", "статус", "мәртебе");

    /** A status where a request stands beside it. */
    private static final WordSet NEWS =
            WordSet.of(
                    "state stage progress news update",
                    "состояние стадия этап новость прогресс результат",
                    "күй жағдай жаңалық нәтиже барыс");

    private static final WordSet REQUEST =
            WordSet.of("request", "заявка заявок обращение", "өтініш");

    /** A request where a status stands beside it. */
    private static final WordSet MATTER =
            WordSet.of(
                    "ticket application case inquiry enquiry complaint order claim",
                    "тикет заявление запрос жалоба заказ",
                    "тапсырыс шағым арыз сұраныс");

    private static final WordSet ASKING =
            WordSet.of(
                    "where what whats how hows when my our",
                    "где что как когда какой моя мой мои моего моей моему наша наш",
                    "қайда қалай қашан қандай не");

    /** Nothing of their own beside a request. */
    private static final WordSet BESIDE =
            WordSet.of(
                    "please pls is are was the a an of on for about with there any doing going it has",
                    "have been tell me know want to check see can could you i im am happening",
                    "happened will be ready done resolved handled processed finished now yet",
                    "пожалуйста там с со по о об у меня мне нам узнать подскажите скажите расскажите",
                    "проверить посмотреть хочу можно ли есть уже сейчас движется обстоят дела ну а и",
                    "какая какое какова происходит слышно будет готова готово готов решена решат",
                    "рассмотрят рассмотрена выполнят выполнена обработают сделают",
                    "өтінемін менің біздің бар ма ме туралы бойынша білгім келеді болып жатыр болды",
                    "болады дайын қаралады айтыңызшы айтыңыз енді");

    private StatusQuestion() {}

    /** One that is asked in so many words only. */
    static boolean isIn(String text) {
        var words = WordSet.written(text);
        if (words.size() > MOST_WORDS) {
            return false;
        }
        var others = WordSet.others(words, STATUS, REQUEST, ASKING, BESIDE, NEWS, MATTER);
        var isOfNothingElse =
                others == 0
                        && (STATUS.isAmong(words)
                                || (REQUEST.isAmong(words) && ASKING.isAmong(words)));
        return isOfNothingElse || (others <= MOST_OTHERS && isStatusOfARequest(words));
    }

    private static boolean isStatusOfARequest(List<Set<String>> words) {
        for (var i = 0; i < words.size(); i++) {
            var near = words.subList(Math.max(0, i - NEAR), Math.min(words.size(), i + NEAR + 1));
            var isStatus = STATUS.holds(words.get(i)) || NEWS.holds(words.get(i));
            if (isStatus && (REQUEST.isAmong(near) || MATTER.isAmong(near))) {
                return true;
            }
        }
        return false;
    }
}
