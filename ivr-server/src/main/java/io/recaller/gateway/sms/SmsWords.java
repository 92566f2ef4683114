package io.recaller.gateway.sms;

import io.recaller.speech.OwnWords;

/** What short messages say by themselves; each is one segment. */
final class SmsWords {
    /** Written behind a question mark: what it brings. */
    static final OwnWords ALL =
            OwnWords.of(
                    "all", "всё", "бәрі", "alles", "tout", "todo", "tutto", "tudo", "все", "tümü");

    /** To whoever wants no more of them. */
    static final OwnWords STOPPED =
            OwnWords.of(
                    "You will get no more messages from us. Write to us whenever you want to.",
                    "Больше писать не будем. Напишите нам, если снова понадобимся.",
                    "Енді хабарлама жібермейміз. Қажет болса, бізге қайта жазыңыз.",
                    "Sie erhalten keine Nachrichten mehr. Schreiben Sie uns, wenn Sie wieder welche"
                            + " möchten.",
                    "Vous ne recevrez plus de messages. Écrivez-nous pour en recevoir à nouveau.",
                    "No recibirá más mensajes. Escríbanos si los quiere de nuevo.",
                    "Non riceverà altri messaggi. Ci scriva per riceverne di nuovo.",
                    "Não receberá mais mensagens. Escreva-nos para voltar a receber.",
                    "Більше не писатимемо. Напишіть нам, якщо знову знадобимося.",
                    "Artık mesaj almayacaksınız. Yeniden almak için bize yazın.");

    /** To whoever asks for help. */
    static final OwnWords HELP =
            OwnWords.of(
                    "Write what you need. 0: a person, ?: all options, STOP: no more messages.",
                    "Напишите, что нужно. 0: сотрудник, ?: всё меню, СТОП: не писать.",
                    "Не керегін жазыңыз. 0: қызметкер, ?: мәзір, ТОҚТАТ: жазбау.",
                    "Schreiben Sie, was Sie brauchen. 0: ein Mensch, ?: alles, STOP: keine"
                            + " Nachrichten.",
                    "Écrivez votre demande. 0: un conseiller, ?: tout, STOP: plus de messages.",
                    "Escriba qué necesita. 0: un agente, ?: todo, STOP: sin mensajes.",
                    "Scriva cosa le serve. 0: un operatore, ?: tutto, STOP: niente messaggi.",
                    "Escreva o que precisa. 0: um atendente, ?: tudo, STOP: sem mensagens.",
                    "Напишіть, що потрібно. 0: працівник, ?: меню, СТОП: не писати.",
                    "Ne gerektiğini yazın. 0: temsilci, ?: tümü, STOP: mesaj yok.");

    private SmsWords() {}
}
