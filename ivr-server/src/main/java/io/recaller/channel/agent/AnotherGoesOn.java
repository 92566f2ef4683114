package io.recaller.channel.agent;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;

/** What somebody is told whose agent has handed the conversation over. Pure. */
final class AnotherGoesOn {
    private static final OwnWords WORDS =
            OwnWords.of(
                    "A colleague goes on with this here and sees what you wrote. One moment,"
                            + " please.",
                    "Дальше вам ответит мой коллега, он видит всю переписку. Подождите немного,"
                            + " пожалуйста.",
                    "Енді сізге әріптесім жауап береді, ол хат алмасуды көріп тұр. Сәл күте"
                            + " тұрыңыз.",
                    "Ein Kollege übernimmt hier und sieht, was Sie geschrieben haben. Einen"
                            + " Moment, bitte.",
                    "Un collègue prend le relais ici et voit ce que vous avez écrit. Un instant,"
                            + " s’il vous plaît.",
                    "Un compañero continúa aquí y ve lo que ha escrito. Un momento, por favor.",
                    "Un collega prosegue qui e vede quello che ha scritto. Un momento, per favore.",
                    "Um colega continua aqui e vê o que escreveu. Um momento, por favor.",
                    "Далі вам відповість мій колега, він бачить усе листування. Зачекайте трохи,"
                            + " будь ласка.",
                    "Buradan bir meslektaşım devam ediyor, yazdıklarınızı görüyor. Lütfen bir"
                            + " dakika bekleyin.");

    private AnotherGoesOn() {}

    /** In the contact's language, a BCP 47 tag; English where it is none. */
    static String in(String language) {
        return WORDS.in(Language.of(language).orElse(new Language("en"))).words();
    }
}
