package io.recaller.flow;

import io.recaller.text.WordForms;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words that mean the same in every flow and language: a message is one of them, with or without
 * what is only polite.
 */
public final class UniversalWords {
    private static final int LONGEST = 80;

    /** Polite beside each of them. */
    private static final Set<String> POLITE =
            Set.copyOf(
                    list(
                            "please pls i to want can пожалуйста хочу можно мне нужно надо өтінемін",
                            "bitte ich möchte svp quiero por favor per favore quero будь ласка lütfen"));

    /** Whoever says one of these with "back" wants to be called, answered or given something. */
    private static final Set<String> OF_A_PERSON =
            Set.copyOf(
                    list(
                            "a an the me with need get talk speak connect call give live real нужен",
                            "нужна с со на позовите соедините дайте поговорить живой живого живым",
                            "маған керек қосыңыз беріңіз сөйлескім келеді einen einem mit sprechen",
                            "je veux voudrais un une parler à avec hablar con una voglio vorrei",
                            "parlare falar com uma um потрібен покличте зі bir ile istiyorum",
                            "konuşmak"));

    private static final Map<String, Universal> WORDS = words();

    private UniversalWords() {}

    /** Empty: it is none, or more than one. */
    public static Optional<Universal> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var words = WordForms.words(text);
        return Optional.ofNullable(WORDS.get(String.join(" ", words)))
                .or(() ->
                        Arrays.stream(Universal.values())
                                .filter(each -> each == WORDS.get(withoutPoliteness(words, each)))
                                .findFirst());
    }

    /**
     * As {@link #of}, and a person or a status that is asked for in words of one's own: for what
     * says nothing else to the flow.
     */
    public static Optional<Universal> asked(String text) {
        return of(text).or(() -> Optional.of(Universal.PERSON).filter(_ -> PersonWish.isIn(text)))
                .or(() -> Optional.of(Universal.STATUS).filter(_ -> StatusQuestion.isIn(text)));
    }

    private static String withoutPoliteness(List<String> words, Universal beside) {
        return words.stream()
                .filter(word -> !isPolite(word, beside))
                .collect(Collectors.joining(" "));
    }

    private static boolean isPolite(String word, Universal beside) {
        return POLITE.contains(word) || (beside != Universal.BACK && OF_A_PERSON.contains(word));
    }

    private static Map<String, Universal> words() {
        var words = new HashMap<String, Universal>();
        add(
                words,
                Universal.PERSON,
                "person human agent operator representative advisor somebody someone",
                "оператор оператора оператором оператору человек человека человеком сотрудник",
                "сотрудника сотрудником специалист специалиста специалистом консультант",
                "консультанта консультантом менеджер менеджера менеджером",
                "операторды оператормен операторға адам адаммен қызметкер қызметкерді қызметкермен",
                "қызметкерге маман маманмен менеджермен",
                "mitarbeiter mensch menschen berater agenten conseiller humain agente operador",
                "persona humano operatore umano atendente pessoa оператором працівник працівника",
                "працівником людина людину людиною temsilci temsilciyle operatör insan");
        add(
                words,
                Universal.STATUS,
                "status my_status my_request where_is_my_request request_status status_of_my_request",
                "статус мой_статус моя_заявка моей_заявки статус_заявки статус_обращения",
                "статус_моей_заявки где_моя_заявка что_с_моей_заявкой мое_обращение",
                "мәртебе мәртебесі өтініш_мәртебесі өтінішім өтінішімнің_мәртебесі",
                "statut estado stato durum стан статус_звернення моє_звернення");
        add(
                words,
                Universal.BACK,
                "back go_back назад вернуться вернись артқа кері қайту zurück zuruck retour",
                "atrás atras volver indietro voltar повернутися geri");
        return Map.copyOf(words);
    }

    private static void add(Map<String, Universal> words, Universal universal, String... lines) {
        list(lines).stream()
                .map(word -> String.join(" ", WordForms.words(word.replace('_', ' '))))
                .forEach(word -> words.put(word, universal));
    }

    private static List<String> list(String... lines) {
        return Arrays.stream(lines).flatMap(line -> Arrays.stream(line.split(" ", -1))).toList();
    }
}
