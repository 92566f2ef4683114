package io.recaller.flow.engine;

import io.recaller.contact.fact.OpenRequest;
import io.recaller.flow.Node;
import io.recaller.flow.Wording;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import io.recaller.speech.Values;
import io.recaller.text.CutEnd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is said first because of what was written: what it was taken for, how the open requests
 * stand. It is said once, with the turn that follows.
 */
final class Echo {
    private static final int MOST_REQUESTS = 3;

    private static final OwnWords ABOUT =
            OwnWords.of(
                    "About: {0}.",
                    "Тема: {0}.",
                    "Тақырып: {0}.",
                    "Thema: {0}.",
                    "Sujet : {0}.",
                    "Tema: {0}.",
                    "Argomento: {0}.",
                    "Assunto: {0}.",
                    "Тема: {0}.",
                    "Konu: {0}.");

    private static final OwnWords WAY_BACK =
            OwnWords.of(
                    "Not that? Write BACK.",
                    "Не то? Напишите НАЗАД.",
                    "Басқа ма? АРТҚА деп жазыңыз.",
                    "Nicht das? Schreiben Sie ZURÜCK.",
                    "Ce n’est pas cela ? Écrivez RETOUR.",
                    "¿No es eso? Escriba ATRÁS.",
                    "Non è questo? Scriva INDIETRO.",
                    "Não é isso? Escreva VOLTAR.",
                    "Не те? Напишіть НАЗАД.",
                    "Bu değil mi? GERİ yazın.");

    private static final OwnWords WHICH =
            OwnWords.of(
                    "Which of these is it about?",
                    "О чём из этого речь?",
                    "Осылардың қайсысы туралы?",
                    "Worum davon geht es?",
                    "De quoi s’agit-il ?",
                    "¿De qué se trata?",
                    "Di che cosa si tratta?",
                    "De que se trata?",
                    "Про що з цього йдеться?",
                    "Bunlardan hangisi hakkında?");

    private static final OwnWords NO_REQUEST =
            OwnWords.of(
                    "There is no open request that can be shown here.",
                    "Открытых обращений, о которых здесь можно рассказать, нет.",
                    "Осында айтуға болатын ашық өтініш жоқ.",
                    "Es gibt keine offene Anfrage, die hier gezeigt werden kann.",
                    "Aucune demande en cours ne peut être montrée ici.",
                    "No hay ninguna solicitud abierta que se pueda mostrar aquí.",
                    "Non c’è nessuna richiesta aperta che si possa mostrare qui.",
                    "Não há nenhum pedido aberto que possa ser mostrado aqui.",
                    "Відкритих звернень, про які тут можна розповісти, немає.",
                    "Burada gösterilebilecek açık bir talep yok.");

    /** What a request is about, when it was opened, and the other system's word. */
    private static final String REQUEST = "{what} ({opened, date, ::dMMMM}): {status}.";

    private static final Set<String> ONCE =
            Set.of(ReservedNames.ABOUT, ReservedNames.AMONG, ReservedNames.STATUS);

    private Echo() {}

    /** Without what was said. What is asked of another system meanwhile is not said in writing. */
    static Dialogue said(FlowContext here, Dialogue dialogue) {
        return here.flow().nodes().get(dialogue.node()) instanceof Node.LookUp
                ? dialogue
                : dialogue.without(ONCE);
    }

    static Turn before(FlowContext here, Dialogue dialogue, Turn turn) {
        var isAsked = turn instanceof Turn.Choose || turn instanceof Turn.Ask;
        return turn.after(about(here, dialogue, isAsked).then(requests(here, dialogue)));
    }

    /** Instead of a menu's own first words, when only some of its options are asked. */
    static Speech which(Dialogue dialogue) {
        return Speech.of(WHICH.in(dialogue.language()));
    }

    private static Speech about(FlowContext here, Dialogue dialogue, boolean isAsked) {
        return chosen(here, dialogue)
                .map(label -> {
                    var about = ABOUT.in(dialogue.language());
                    var words = CutEnd.closedOnce(about.words().replace("{0}", label));
                    var said = Speech.of(new Prompt(about.language(), words));
                    return isAsked ? said.then(Speech.of(WAY_BACK.in(dialogue.language()))) : said;
                })
                .orElse(Speech.silence());
    }

    /** The words of the option's button. */
    private static Optional<String> chosen(FlowContext here, Dialogue dialogue) {
        var about = dialogue.data().getOrDefault(ReservedNames.ABOUT, "").split("\\.", 2);
        return about.length == 2 && here.flow().nodes().get(about[0]) instanceof Node.Menu menu
                ? menu.options().stream()
                        .filter(option -> option.id().equals(about[1]))
                        .map(option -> Wording.label(here.flow(), option, dialogue.language()))
                        .findFirst()
                : Optional.empty();
    }

    private static Speech requests(FlowContext here, Dialogue dialogue) {
        if (!dialogue.data().containsKey(ReservedNames.STATUS)) {
            return Speech.silence();
        }
        var told = told(here, dialogue);
        return told.isSilent() ? Speech.of(NO_REQUEST.in(dialogue.language())) : told;
    }

    /** How the requests stand that this trust may hear of; silence: there are none. */
    static Speech told(FlowContext here, Dialogue dialogue) {
        return here.context().who().map(who -> who.requests()).orElse(List.of()).stream()
                .filter(request -> here.context().access().mayHear(request.tier()))
                .limit(MOST_REQUESTS)
                .map(request -> request(here, dialogue, request))
                .reduce(Speech.silence(), Speech::then);
    }

    private static Speech request(FlowContext here, Dialogue dialogue, OpenRequest request) {
        var words = new HashMap<String, String>();
        words.put("what", what(here, dialogue, request));
        words.put("opened", request.openedAt().toString());
        words.put("status", request.status());
        return new Text(Map.of(dialogue.language(), REQUEST))
                .speech(dialogue.language(), new Values(words, Set.of(), here.context().zone()))
                .orElse(Speech.silence());
    }

    /** What the other system says of it, else the flow's own words for its topic, else its kind. */
    private static String what(FlowContext here, Dialogue dialogue, OpenRequest request) {
        return dialogue.language()
                .in(request.texts())
                .filter(told -> !told.isBlank())
                .orElseGet(() ->
                        Ways.narrowest(here, request.topic())
                                .map(option ->
                                        Wording.label(here.flow(), option, dialogue.language()))
                                .orElse(request.kind()));
    }
}
