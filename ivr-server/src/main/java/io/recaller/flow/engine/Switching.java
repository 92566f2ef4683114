package io.recaller.flow.engine;

import io.recaller.flow.Node;
import io.recaller.flow.SwitchTarget;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How another door is asked for, by a node or the page's key, and what is said of it. While it goes
 * on, the dialogue stays where it was asked for.
 */
public final class Switching {
    private static final OwnWords SENT =
            OwnWords.of(
                    "We have sent a link to this telephone. Open it to see this on the screen; we go"
                            + " on here.",
                    "Мы отправили ссылку на этот телефон. Откройте её, чтобы видеть всё на экране;"
                            + " здесь мы продолжаем.",
                    "Осы телефонға сілтеме жібердік. Экраннан көру үшін оны ашыңыз; біз осында"
                            + " жалғастырамыз.",
                    "Wir haben einen Link an dieses Telefon geschickt. Öffnen Sie ihn, um das auf dem"
                            + " Bildschirm zu sehen; hier geht es weiter.",
                    "Nous avons envoyé un lien sur ce téléphone. Ouvrez-le pour voir ceci à l’écran ;"
                            + " nous continuons ici.",
                    "Hemos enviado un enlace a este teléfono. Ábralo para verlo en la pantalla;"
                            + " seguimos aquí.",
                    "Abbiamo inviato un link a questo telefono. Lo apra per vedere tutto sullo"
                            + " schermo; qui continuiamo.",
                    "Enviámos uma ligação para este telefone. Abra-a para ver isto no ecrã; aqui"
                            + " continuamos.",
                    "Ми надіслали посилання на цей телефон. Відкрийте його, щоб бачити все на"
                            + " екрані; тут ми продовжуємо.",
                    "Bu telefona bir bağlantı gönderdik. Ekranda görmek için açın; burada devam"
                            + " ediyoruz.");

    private static final OwnWords IMPOSSIBLE =
            OwnWords.of(
                    "Sorry, that is not possible now. We go on here.",
                    "Извините, сейчас это невозможно. Продолжаем здесь.",
                    "Кешіріңіз, қазір бұл мүмкін емес. Осында жалғастырамыз.",
                    "Das ist gerade leider nicht möglich. Wir machen hier weiter.",
                    "Désolé, ce n’est pas possible pour le moment. Nous continuons ici.",
                    "Lo sentimos, ahora no es posible. Seguimos aquí.",
                    "Ci dispiace, ora non è possibile. Continuiamo qui.",
                    "Lamentamos, agora não é possível. Continuamos aqui.",
                    "Вибачте, зараз це неможливо. Продовжуємо тут.",
                    "Üzgünüz, şu anda mümkün değil. Burada devam ediyoruz.");

    private static final OwnWords WRITTEN =
            OwnWords.of(
                    "We go on in writing: our message is on its way to you.",
                    "Продолжаем письменно: сообщение уже отправлено вам.",
                    "Жазбаша жалғастырамыз: хабарлама сізге жіберілді.",
                    "Wir machen schriftlich weiter: Unsere Nachricht ist unterwegs zu Ihnen.",
                    "Nous continuons par écrit : notre message vous parvient.",
                    "Seguimos por escrito: nuestro mensaje va en camino.",
                    "Continuiamo per iscritto: il nostro messaggio sta arrivando.",
                    "Continuamos por escrito: a nossa mensagem está a caminho.",
                    "Продовжуємо письмово: повідомлення вже надіслано вам.",
                    "Yazılı olarak devam ediyoruz: mesajımız size geliyor.");

    private static final OwnWords CALLED_BACK =
            OwnWords.of(
                    "We will call you back. Please keep your telephone at hand.",
                    "Мы вам перезвоним. Пожалуйста, держите телефон под рукой.",
                    "Біз сізге қайта қоңырау шаламыз. Телефоныңызды жаныңызда ұстаңыз.",
                    "Wir rufen Sie zurück. Bitte halten Sie Ihr Telefon bereit.",
                    "Nous vous rappellerons. Gardez votre téléphone à portée de main.",
                    "Le llamaremos. Tenga su teléfono a mano.",
                    "La richiameremo. Tenga il telefono a portata di mano.",
                    "Vamos ligar-lhe. Tenha o telefone à mão.",
                    "Ми вам передзвонимо. Будь ласка, тримайте телефон поруч.",
                    "Sizi geri arayacağız. Lütfen telefonunuzu yakınınızda bulundurun.");

    private Switching() {}

    /** What is said of it in our own words, to be made ahead of calls. */
    public static List<Prompt> prompts(Language language) {
        return Stream.of(SENT, IMPOSSIBLE, WRITTEN, CALLED_BACK)
                .map(words -> words.in(language))
                .toList();
    }

    /** What is said of a call-back that is kept. */
    public static String calledBack(Language language) {
        return CALLED_BACK.in(language).words();
    }

    /** What is said where a change of channel cannot be. */
    public static String impossible(Language language) {
        return IMPOSSIBLE.in(language).words();
    }

    static boolean isOn(Dialogue dialogue) {
        return dialogue.data().containsKey(ReservedNames.SWITCH);
    }

    /** Asks for it; nothing is said before it is known whether it is possible. */
    static Dialogue asked(Dialogue dialogue, SwitchTarget to) {
        return dialogue.with(ReservedNames.SWITCH, to.slug());
    }

    /** Nothing is asked for any more. */
    static Dialogue over(Dialogue dialogue) {
        return dialogue.without(Set.of(ReservedNames.SWITCH));
    }

    static Turn turn(FlowContext here, Dialogue dialogue) {
        var at = asked(dialogue);
        return outcome(at)
                .<Turn>map(outcome ->
                        switch (outcome) {
                            case MOVED -> new Turn.End(words(here, dialogue), Optional.empty());
                            case SENT -> new Turn.Say(words(here, dialogue));
                            case IMPOSSIBLE ->
                                    new Turn.Say(Speech.of(IMPOSSIBLE.in(dialogue.language())));
                        })
                .orElseGet(() -> new Turn.SwitchTo(to(at)));
    }

    private static Speech words(FlowContext here, Dialogue dialogue) {
        var own = here.say(dialogue, node(here, dialogue).flatMap(Node.Switch::say));
        return own.isSilent() ? ours(to(asked(dialogue)), dialogue.language()) : own;
    }

    /** Who can call was told so already: with a number and a code. */
    private static Speech ours(SwitchTarget to, Language language) {
        return switch (to) {
            case PAGE -> Speech.of(SENT.in(language));
            case CHAT, SMS, EMAIL, TELEGRAM -> Speech.of(WRITTEN.in(language));
            case CALL -> Speech.silence();
            case CALL_BACK -> Speech.of(CALLED_BACK.in(language));
        };
    }

    static Move answer(FlowContext here, Dialogue dialogue, Input input) {
        var outcome = outcome(asked(dialogue));
        if (outcome.isPresent()) {
            return heard(here, over(dialogue), outcome.get());
        }
        return switch (input) {
            case Input.Switched(SwitchOutcome now) ->
                    new Move.Stop(
                            known(dialogue, now)
                                    .with(
                                            ReservedNames.SWITCH,
                                            asked(dialogue)[0] + "." + slug(now)));
            case Reply reply
                    when reply.keyed().equals(Choice.PERSON) || Universals.isForAPerson(reply) ->
                    here.person(over(dialogue));
            case Reply _,
                    Input.Proof _,
                    Input.Found _,
                    Input.NotFound _,
                    Input.Recommended _,
                    Input.Matching _ ->
                    new Move.Stop(dialogue);
        };
    }

    private static Dialogue known(Dialogue dialogue, SwitchOutcome outcome) {
        return to(asked(dialogue)) == SwitchTarget.PAGE && outcome == SwitchOutcome.SENT
                ? dialogue.with(ReservedNames.PAGE, "yes")
                : dialogue;
    }

    /** On, after the words: from a node of its own to the next, from a menu to the same again. */
    private static Move heard(FlowContext here, Dialogue dialogue, SwitchOutcome outcome) {
        return node(here, dialogue)
                .<Move>map(node ->
                        new Move.Go(
                                dialogue,
                                outcome == SwitchOutcome.IMPOSSIBLE
                                        ? node.otherwise().orElse(node.next())
                                        : node.next()))
                .orElseGet(() ->
                        here.asked(
                                dialogue,
                                new Attempt(
                                        dialogue.position().attempt().tries(),
                                        Attempt.Fault.NONE)));
    }

    private static Optional<Node.Switch> node(FlowContext here, Dialogue dialogue) {
        return here.flow().nodes().get(dialogue.node()) instanceof Node.Switch node
                ? Optional.of(node)
                : Optional.empty();
    }

    /** What is asked for, and how it went when that is known. */
    private static String[] asked(Dialogue dialogue) {
        return dialogue.data().getOrDefault(ReservedNames.SWITCH, "").split("\\.", 2);
    }

    private static SwitchTarget to(String[] asked) {
        return Stream.of(SwitchTarget.values())
                .filter(each -> each.slug().equals(asked[0]))
                .findFirst()
                .orElse(SwitchTarget.PAGE);
    }

    private static Optional<SwitchOutcome> outcome(String[] asked) {
        return asked.length < 2
                ? Optional.empty()
                : Stream.of(SwitchOutcome.values())
                        .filter(each -> slug(each).equals(asked[1]))
                        .findFirst();
    }

    private static String slug(SwitchOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
