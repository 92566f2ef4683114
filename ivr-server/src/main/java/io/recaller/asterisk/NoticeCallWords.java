package io.recaller.asterisk;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What is said in calls that tell notices, beside who calls and what is told. */
public final class NoticeCallWords {
    /** After who calls; nothing of the customer's, for it may be anybody. */
    public static final OwnWords OFFER =
            OwnWords.of(
                    "We have a message for you. To hear it, press one. If you want no such calls,"
                            + " press nine.",
                    "У нас есть для вас сообщение. Чтобы прослушать его, нажмите один. Если вы не"
                            + " хотите таких звонков, нажмите девять.",
                    "Сізге хабарымыз бар. Тыңдау үшін бірді басыңыз. Мұндай қоңырауларды қаламасаңыз,"
                            + " тоғызды басыңыз.",
                    "Wir haben eine Nachricht für Sie. Um sie zu hören, drücken Sie die Eins."
                            + " Möchten Sie solche Anrufe nicht, die Neun.",
                    "Nous avons un message pour vous. Pour l’écouter, appuyez sur un. Si vous ne"
                            + " voulez pas de tels appels, appuyez sur neuf.",
                    "Tenemos un mensaje para usted. Para oírlo, pulse uno. Si no desea estas"
                            + " llamadas, pulse nueve.",
                    "Abbiamo un messaggio per lei. Per ascoltarlo, prema uno. Se non desidera queste"
                            + " chiamate, prema nove.",
                    "Temos uma mensagem para você. Para ouvi-la, pressione um. Se não deseja estas"
                            + " ligações, pressione nove.",
                    "У нас є для вас повідомлення. Щоб прослухати його, натисніть один. Якщо ви не"
                            + " хочете таких дзвінків, натисніть дев’ять.",
                    "Size bir mesajımız var. Dinlemek için biri tuşlayın. Bu tür aramaları"
                            + " istemiyorsanız dokuzu tuşlayın.");

    /** To who pressed nine. */
    public static final OwnWords NEVER =
            OwnWords.of(
                    "We will not call you with messages any more. Goodbye.",
                    "Мы больше не будем звонить вам с сообщениями. До свидания.",
                    "Біз сізге бұдан былай хабарламамен қоңырау шалмаймыз. Сау болыңыз.",
                    "Wir rufen Sie nicht mehr mit Nachrichten an. Auf Wiederhören.",
                    "Nous ne vous appellerons plus pour des messages. Au revoir.",
                    "No volveremos a llamarle con mensajes. Adiós.",
                    "Non la chiameremo più con messaggi. Arrivederci.",
                    "Não ligaremos mais para você com mensagens. Até logo.",
                    "Ми більше не телефонуватимемо вам із повідомленнями. До побачення.",
                    "Sizi artık mesajlarla aramayacağız. Hoşça kalın.");

    private NoticeCallWords() {}

    /** All of it in these languages, to be rendered ahead of calls. */
    public static List<Prompt> prompts(Collection<Language> languages) {
        return languages.stream()
                .flatMap(each -> Stream.of(OFFER.in(each), NEVER.in(each)))
                .distinct()
                .toList();
    }
}
