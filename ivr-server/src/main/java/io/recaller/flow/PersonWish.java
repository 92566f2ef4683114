package io.recaller.flow;

/**
 * Whether a message asks for a person, in whatever words: English, Russian and Kazakh, in their
 * forms. Pure.
 */
final class PersonWish {
    private static final int MOST_WORDS = 12;

    private static final WordSet PERSON =
            WordSet.of(
                    "person human agent operator representative advisor consultant employee",
                    "somebody someone staff manager people",
                    "оператор человек людьми сотрудник специалист консультант менеджер",
                    "представитель нибудь",
                    "адам қызметкер маман кеңесші біреу");

    /** Nothing of their own beside one. */
    private static final WordSet BESIDE =
            WordSet.of(
                    "please pls i id im would like to want need can could may me my you your we us",
                    "a an the one of with from through for by just only rather actual real live",
                    "living being talk speak chat write connect transfer switch put pass give get",
                    "let call reach bring hand over there is are any anybody help now hello hi am im",
                    "looking waiting prefer",
                    "пожалуйста я мне мы нам нас меня бы из кем кто то хочу",
                    "хотел хотела хотелось надо нужен нужна нужно можно могу можете прошу с со на к по",
                    "а и вы вас ваш вашим лучше только живой настоящий реальный обычный связь",
                    "поговорить пообщаться говорить связаться",
                    "соедините соедини соединить переключите переключи переключить переведите",
                    "перевести позовите позови пригласите дайте дай свяжите помогите помощь есть",
                    "тут здесь сейчас здравствуйте",
                    "маған өтінемін керек қажет қосыңыз қосыңызшы қосып беріңіз беріңізші шақырыңыз",
                    "тірі нақты сөйлескім сөйлесу сөйлесейін сөйлесуге келеді болады бола ма мүмкін",
                    "тілдескім хабарласқым байланыстырыңыз мен біз бізге бар");

    private static final WordSet BOT =
            WordSet.of("bot robot machine computer", "бот робот автомат машина", "бот робот");

    /** Of a machine only: who wants no person says so, too. */
    private static final WordSet NOT = WordSet.of("not no instead", "не нет вместо", "емес");

    private PersonWish() {}

    /** One that asks for nothing else. */
    static boolean isIn(String text) {
        var words = WordSet.written(text);
        if (words.size() > MOST_WORDS
                || !PERSON.isAmong(words)
                || PersonClaim.isIn(text, PERSON, BOT)) {
            return false;
        }
        return WordSet.others(words, PERSON, BESIDE) == 0
                || (BOT.isAmong(words) && WordSet.others(words, PERSON, BESIDE, BOT, NOT) == 0);
    }
}
