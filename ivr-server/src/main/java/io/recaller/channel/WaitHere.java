package io.recaller.channel;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.util.List;

/** What is said to whoever wrote and waits for a person. */
final class WaitHere {
    private static final OwnWords WORDS =
            OwnWords.of(
                    "An agent will answer you here. You may close this window meanwhile.",
                    "Вам ответит сотрудник, прямо здесь. Окно можно пока закрыть.",
                    "Сізге қызметкер осы жерде жауап береді. Терезені әзірге жаба тұруға болады.",
                    "Ein Mitarbeiter antwortet Ihnen hier. Sie können das Fenster inzwischen"
                            + " schließen.",
                    "Un conseiller vous répondra ici. Vous pouvez fermer cette fenêtre en"
                            + " attendant.",
                    "Un agente le responderá aquí. Mientras tanto puede cerrar esta ventana.",
                    "Un operatore le risponderà qui. Nel frattempo può chiudere questa finestra.",
                    "Um atendente responderá aqui. Entretanto pode fechar esta janela.",
                    "Вам відповість працівник, просто тут. Вікно можна поки закрити.",
                    "Bir temsilci size burada yanıt verecek. Bu arada pencereyi kapatabilirsiniz.");

    private WaitHere() {}

    static TurnText in(Language language) {
        return new TurnText(WORDS.in(language).words(), List.of());
    }
}
