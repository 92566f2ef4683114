package io.recaller.channel.inbound;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.util.List;

/** How requests stand, told to whoever does not sit before a window. */
final class StatusAnswer {
    private static final OwnWords MORE =
            OwnWords.of(
                    "If you need more, answer this message: an agent will help.",
                    "Если нужно что-то ещё, ответьте на это письмо: вам поможет сотрудник.",
                    "Тағы бірдеңе керек болса, осы хатқа жауап беріңіз: сізге қызметкер көмектеседі.",
                    "Wenn Sie mehr brauchen, antworten Sie auf diese Nachricht: Ein Mitarbeiter hilft Ihnen.",
                    "S’il vous faut autre chose, répondez à ce message : un conseiller vous aidera.",
                    "Si necesita algo más, responda a este mensaje: un agente le ayudará.",
                    "Se le serve altro, risponda a questo messaggio: un operatore la aiuterà.",
                    "Se precisar de mais, responda a esta mensagem: um atendente ajudará.",
                    "Якщо потрібно ще щось, дайте відповідь на цей лист: вам допоможе працівник.",
                    "Başka bir şey gerekirse bu iletiyi yanıtlayın: bir temsilci yardımcı olur.");

    private StatusAnswer() {}

    static TurnText of(String status, Language language) {
        return new TurnText(status + "\n" + MORE.in(language).words(), List.of());
    }
}
