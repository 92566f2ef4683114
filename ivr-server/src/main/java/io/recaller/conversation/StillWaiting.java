package io.recaller.conversation;

import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.routing.WaitingContact;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * What a waiting caller hears: their place in the queue, every so often and whenever they press a
 * key. Between the visit says nothing and the music goes on, as it does while the database is away.
 * Any thread; blocking.
 */
public final class StillWaiting implements WaitVisit {
    private static final Text PLACE =
            new Text(
                    Map.of(
                            new Language("en"),
                            "{ahead, plural, =0 {You are next.} one {There is one caller before"
                                    + " you.} other {There are # callers before you.}} Please stay on"
                                    + " the line.",
                            new Language("ru"),
                            "{ahead, plural, =0 {Вы следующий.} one {Перед вами # человек.} few"
                                    + " {Перед вами # человека.} many {Перед вами # человек.} other"
                                    + " {Перед вами # человека.}} Оставайтесь на линии.",
                            new Language("kk"),
                            "{ahead, plural, =0 {Келесі кезек сіздікі.} one {Алдыңызда # адам"
                                    + " бар.} other {Алдыңызда # адам бар.}} Желіде қалыңыз."));

    private static final int USUAL_PLACES = 20;

    /** An agent answered this moment: the bridge is about to take the caller. */
    private static final Duration BEING_BRIDGED = Duration.ofSeconds(10);

    private final Database database;
    private final DatabaseDialogues dialogues;
    private final DatabaseDialogues.QueueExit exit;
    private final Duration longest;
    private final Duration every;
    private final InstantSource clock;

    /** When a caller was told last; one who goes to another server is told a little sooner. */
    private final Map<ContactId, Instant> told = new ConcurrentHashMap<>();

    private final io.recaller.routing.Waiting queue = new io.recaller.routing.Waiting();

    /**
     * Looks after waiting callers.
     *
     * @param longest after this long in the queue the ring group must help
     * @param every how often the place is said without a key; zero: never
     */
    public StillWaiting(
            Database database,
            DatabaseDialogues dialogues,
            DatabaseDialogues.QueueExit exit,
            Duration longest,
            Duration every,
            InstantSource clock) {
        this.database = database;
        this.dialogues = dialogues;
        this.exit = exit;
        this.longest = longest;
        this.every = every;
        this.clock = clock;
    }

    /** What is said of the first places, to be rendered ahead of calls. */
    public static List<Prompt> prompts() {
        return PLACE.patterns().keySet().stream()
                .flatMap(language ->
                        IntStream.range(0, USUAL_PLACES)
                                .mapToObj(ahead -> place(ahead, language))
                                .flatMap(speech -> speech.prompts().stream()))
                .toList();
    }

    /**
     * Also looks whether the contact is in the queue at all and has not waited too long; else
     * nobody would ever come, and the ring group must help.
     */
    @Override
    public Waiting visit(ContactId contact, String pressed) {
        try {
            var place = database.inTransaction(tx -> place(tx, contact));
            if (place.isEmpty() || hasWaitedTooLong(place.get())) {
                told.remove(contact);
                exit.carryOut(database.inTransaction(tx -> exit.leave(tx, contact)));
                return new Waiting.RingGroup();
            }
            var due = !pressed.isEmpty() || isDue(contact, place.get());
            return new Waiting.On(due ? spoken(contact) : Speech.silence());
        } catch (DatabaseUnavailableException _) {
            return new Waiting.On(Speech.silence());
        }
    }

    /** When the contact joined; empty when it is not in the queue and was not just answered. */
    private Optional<Instant> place(Tx tx, ContactId contact) {
        var moment = clock.instant().minus(BEING_BRIDGED);
        return tx.dsl()
                .select(WAITING_CONTACT.ENTERED_AT)
                .from(WAITING_CONTACT)
                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                .and(WAITING_CONTACT.LEFT_AT.isNull().or(WAITING_CONTACT.LEFT_AT.gt(moment)))
                .fetchOptional(WAITING_CONTACT.ENTERED_AT);
    }

    private boolean hasWaitedTooLong(Instant enteredAt) {
        return enteredAt.plus(longest).isBefore(clock.instant());
    }

    private boolean isDue(ContactId contact, Instant enteredAt) {
        var last = told.getOrDefault(contact, enteredAt);
        return !every.isZero() && !last.plus(every).isAfter(clock.instant());
    }

    private Speech spoken(ContactId contact) {
        var now = clock.instant();
        told.values().removeIf(at -> at.plus(longest).isBefore(now));
        told.put(contact, now);
        List<ContactId> order =
                database.inTransaction(queue::inQueue).stream()
                        .map(WaitingContact::contact)
                        .toList();
        return order.contains(contact)
                ? place(order.indexOf(contact), language(contact))
                : Speech.silence();
    }

    private Language language(ContactId contact) {
        return dialogues
                .load(contact)
                .map(saved -> saved.dialogue().language())
                .orElse(new Language("en"));
    }

    private static Speech place(int ahead, Language language) {
        Optional<String> words = PLACE.in(language, Map.of("ahead", ahead));
        return words.map(text -> Speech.of(new Prompt(language, text))).orElseGet(Speech::silence);
    }
}
