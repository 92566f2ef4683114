package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.contact.Unserved;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.routing.Queue;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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
    private static final int USUAL_PLACES = 20;

    /** An agent answered this moment: the bridge is about to take the caller. */
    private static final Duration BEING_BRIDGED = Duration.ofSeconds(10);

    private final Database database;
    private final DatabaseDialogues dialogues;
    private final ContactStore contacts;
    private final Duration longest;
    private final Duration every;
    private final InstantSource clock;

    /** When a caller was told last; one who goes to another server is told a little sooner. */
    private final Map<ContactId, Instant> told = new ConcurrentHashMap<>();

    private final Queue queue = new Queue();

    /**
     * Looks after waiting callers.
     *
     * @param longest after this long in the queue the ring group must help
     * @param every how often the place is said without a key; zero: never
     */
    public StillWaiting(
            Database database,
            DatabaseDialogues dialogues,
            ContactStore contacts,
            Duration longest,
            Duration every,
            InstantSource clock) {
        this.database = database;
        this.dialogues = dialogues;
        this.contacts = contacts;
        this.longest = longest;
        this.every = every;
        this.clock = clock;
    }

    /** What is said of the first places in these languages, to be rendered ahead of calls. */
    public static List<Prompt> prompts(Collection<Language> languages) {
        return languages.stream()
                .flatMap(language ->
                        IntStream.range(0, USUAL_PLACES)
                                .mapToObj(ahead -> PlaceWords.in(language, ahead)))
                .distinct()
                .toList();
    }

    /** Whether callers who wait hear this language; else they hear English. */
    public static boolean speaks(Language language) {
        return PlaceWords.has(language) && WaitWords.has(language);
    }

    /**
     * Also looks whether the contact is in the queue at all and has not waited too long; else
     * nobody would ever come, and the ring group must help.
     */
    @Override
    public Waiting visit(ContactId contact, String pressed) {
        try {
            var since = database.inTransaction(tx -> waitingSince(tx, contact));
            if (since.isEmpty()) {
                return given(contact, Unserved.PLACE_LOST);
            }
            if (hasWaitedTooLong(since.get())) {
                return given(contact, Unserved.LONGEST_WAIT);
            }
            var due = !pressed.isEmpty() || isDue(contact, since.get());
            return new Waiting.On(due ? spoken(contact) : Speech.silence());
        } catch (DatabaseUnavailableException _) {
            return new Waiting.On(Speech.silence());
        }
    }

    /** Whoever has talked with an agent was served, whatever became of their place since. */
    private Waiting given(ContactId contact, Unserved cause) {
        told.remove(contact);
        var now = clock.instant();
        database.runInTransaction(tx -> {
            queue.leave(tx, contact, Ended.Result.RING_GROUP, now);
            if (!contacts.wasServed(tx, contact)) {
                var ended = new Ended.RingGroup(cause);
                contacts.finish(tx, contact, ended, now, Optional.empty(), TopicSource.KEY);
            }
        });
        return new Waiting.RingGroup(cause);
    }

    /** When the contact joined; empty when it is not in the queue and was not just answered. */
    private Optional<Instant> waitingSince(Tx tx, ContactId contact) {
        var moment = clock.instant().minus(BEING_BRIDGED);
        return queue.place(tx, contact)
                .map(Queue.Place::since)
                .or(() ->
                        queue.isOutSince(tx, contact, moment)
                                ? queue.joined(tx, contact)
                                : Optional.empty());
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
        return database.inTransaction(tx -> queue.place(tx, contact))
                .map(place -> Speech.of(PlaceWords.in(language(contact), place.ahead())))
                .orElseGet(Speech::silence);
    }

    private Language language(ContactId contact) {
        return dialogues
                .load(contact)
                .map(saved -> saved.dialogue().language())
                .orElse(new Language("en"));
    }
}
