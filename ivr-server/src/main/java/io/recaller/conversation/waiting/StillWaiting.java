package io.recaller.conversation.waiting;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Unserved;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.waiting.Announcements.Standing;
import io.recaller.db.ConflictException;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.flow.Flow;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.estimate.WaitBand;
import io.recaller.routing.estimate.WaitEstimate;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.Queue.Place;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a waiting caller hears: the queue's greeting, their place and their wait every so often
 * where they have changed, and whenever they press a key that leads nowhere else. Between the visit
 * says nothing and the music goes on, as it does while the database is away, and while an agent's
 * phone rings. Any thread; blocking.
 */
public final class StillWaiting implements WaitVisit {
    private static final int USUAL_PLACES = 20;

    /** An agent answered this moment: the bridge is about to take the caller. */
    private static final Duration BEING_BRIDGED = Duration.ofSeconds(10);

    /** An agent may not answer: then there may be something to say again. */
    private static final Duration WHILE_RINGING = Duration.ofSeconds(5);

    /** Queues that give a contact on at once, one after another; settings have no circles. */
    private static final int MOST_QUEUES = 20;

    private final Database database;
    private final DatabaseDialogues dialogues;
    private final QueuePlans plans;
    private final WaitEstimate estimate;
    private final Exits exits;
    private final Overflows overflows;
    private final PartingOffers offers;
    private final InstantSource clock;
    private final Announcements announcements = new Announcements();
    private final Queue queue = new Queue();

    /**
     * Looks after waiting callers.
     *
     * @param flows finds the version of a flow by its SHA-256
     * @param hours when what is open, as it is now
     * @param offers on the line, to whom the queue no longer keeps
     */
    public StillWaiting(
            Database database,
            DatabaseDialogues dialogues,
            Function<String, Optional<Flow>> flows,
            ContactStore contacts,
            RoutingSettings settings,
            Supplier<OpeningHours> hours,
            WaitEstimate estimate,
            PartingOffers offers,
            InstantSource clock) {
        this.database = database;
        this.dialogues = dialogues;
        this.plans = settings.plans();
        this.estimate = estimate;
        this.exits = new Exits(dialogues, flows);
        this.overflows = new Overflows(database, contacts, settings, hours);
        this.offers = offers;
        this.clock = clock;
    }

    /** What can be known to be said in these languages, to be rendered ahead of calls. */
    public static List<Prompt> prompts(QueuePlans plans, Collection<Language> languages) {
        return Stream.of(
                        languages.stream()
                                .flatMap(language ->
                                        PlaceWords.in(language, IntStream.range(0, USUAL_PLACES))
                                                .stream()),
                        languages.stream()
                                .flatMap(language ->
                                        BandWords.in(language, WaitBand.SCALE).stream()),
                        languages.stream().map(Farewell::in),
                        QueueTexts.prompts(plans, languages).stream())
                .flatMap(prompts -> prompts)
                .distinct()
                .toList();
    }

    /** Whether callers who wait hear this language; else they hear English. */
    public static boolean speaks(Language language) {
        return PlaceWords.has(language)
                && BandWords.has(language)
                && Conversations.speaks(language);
    }

    /**
     * Also looks whether the contact is in the queue at all and whether that keeps it; else nobody
     * would ever come, and it goes on as the queue's overflow says.
     */
    @Override
    public Waiting visit(ContactId contact, String pressed) {
        try {
            return look(contact, pressed, Speech.silence(), MOST_QUEUES);
        } catch (DatabaseUnavailableException | ConflictException _) {
            return new Waiting.On(Speech.silence());
        }
    }

    private Waiting look(ContactId contact, String pressed, Speech said, int queues) {
        var now = clock.instant();
        var place = database.inTransaction(tx -> queue.place(tx, contact));
        if (place.isEmpty()) {
            return missing(contact, said, now);
        }
        var chosen = pressed.isEmpty() ? Optional.<Waiting>empty() : byKey(contact, pressed, now);
        if (chosen.isPresent()) {
            return chosen.get();
        }
        var here = place.get();
        if (here.isRinging()) {
            return stays(here, said, Optional.of(now.plus(WHILE_RINGING)), now);
        }
        var cause = queues == 0 ? Optional.<OverflowCause>empty() : overflows.due(here, now);
        if (cause.isEmpty()) {
            return announced(contact, here, !pressed.isEmpty(), said, now);
        }
        return plan(here)
                .at(cause.get())
                .flatMap(what -> given(contact, cause.get(), what, said, queues, now))
                .orElseGet(() -> stays(here, said, Optional.of(now.plus(WHILE_RINGING)), now));
    }

    /** Not in the queue: just answered, on the way back to the flow, or forgotten. */
    private Waiting missing(ContactId contact, Speech said, Instant now) {
        if (exits.isUnderWay(contact)) {
            return new Waiting.InFlow(said);
        }
        var justNow = now.minus(BEING_BRIDGED);
        if (database.inTransaction(tx -> queue.isOutSince(tx, contact, justNow))) {
            return new Waiting.On(Speech.silence());
        }
        announcements.forget(contact);
        overflows.lost(contact, now);
        return new Waiting.RingGroup(Unserved.PLACE_LOST);
    }

    /** Where a key leads; empty: the caller wants to know where they stand. */
    private Optional<Waiting> byKey(ContactId contact, String pressed, Instant now) {
        return exits.by(contact, pressed).map(exit -> leave(contact, exit, now));
    }

    /** Who is no longer there to leave is just being connected. */
    private Waiting leave(ContactId contact, Exits.Exit exit, Instant now) {
        if (!exits.leave(contact, exit, now)) {
            return new Waiting.On(Speech.silence());
        }
        announcements.forget(contact);
        return new Waiting.InFlow(Speech.silence());
    }

    /** Empty: a phone began to ring for it meanwhile, it stays. */
    private Optional<Waiting> given(
            ContactId contact,
            OverflowCause cause,
            Overflow overflow,
            Speech said,
            int queues,
            Instant now) {
        var words = said.then(QueueTexts.in(language(contact), overflow.message()));
        return given(contact, cause, overflow.way(), words, queues, now);
    }

    private Optional<Waiting> given(
            ContactId contact,
            OverflowCause cause,
            Way way,
            Speech words,
            int queues,
            Instant now) {
        return switch (way) {
            case Way.Queue(var name) ->
                    overflows.toQueue(contact, name, cause, now)
                            ? Optional.of(look(contact, "", words, queues - 1))
                            : Optional.empty();
            case Way.RingGroup() -> toRingGroup(contact, cause, words, now);
            case Way.Flow() -> toFlow(contact, cause, words, now);
            case Way.CallBack(var declined) ->
                    Optional.of(
                            offers.callBack()
                                    .to(
                                            contact,
                                            words,
                                            cause,
                                            () -> declined(contact, cause, declined, queues)));
            case Way.Voicemail() ->
                    Optional.of(
                            offers.voicemail()
                                    .to(
                                            contact,
                                            words,
                                            cause,
                                            () ->
                                                    declined(
                                                            contact,
                                                            cause,
                                                            Overflow.unwanted(cause),
                                                            queues)));
            case Way.End() ->
                    overflows.turnAway(contact, cause, now)
                            ? Optional.of(new Waiting.Over(last(contact, words)))
                            : Optional.empty();
        };
    }

    /** They were asked for a while: a phone may ring for them by now. */
    private Waiting declined(ContactId contact, OverflowCause cause, Way way, int queues) {
        try {
            return given(contact, cause, way, Speech.silence(), queues, clock.instant())
                    .orElseGet(() -> new Waiting.On(Speech.silence()));
        } catch (DatabaseUnavailableException | ConflictException _) {
            return new Waiting.RingGroup(cause.unserved());
        }
    }

    private Speech last(ContactId contact, Speech words) {
        return words.isSilent() ? Speech.of(Farewell.in(language(contact))) : words;
    }

    private Optional<Waiting> toRingGroup(
            ContactId contact, OverflowCause cause, Speech words, Instant now) {
        return overflows.toRingGroup(contact, cause, now)
                ? Optional.of(new Waiting.RingGroup(cause.unserved(), words))
                : Optional.empty();
    }

    /** A flow that does not say where leaves the caller to the ring group. */
    private Optional<Waiting> toFlow(
            ContactId contact, OverflowCause cause, Speech words, Instant now) {
        var exit = exits.otherwise(contact);
        if (exit.isEmpty()) {
            return toRingGroup(contact, cause, words, now);
        }
        return exits.giveBack(contact, exit.get(), cause, now)
                ? Optional.of(new Waiting.InFlow(words))
                : Optional.empty();
    }

    private Waiting announced(
            ContactId contact, Place here, boolean isAsked, Speech said, Instant now) {
        var isNew = announcements.isNew(contact, here, now);
        var greeting = isNew ? plan(here).comfort().greeting() : Optional.<Text>empty();
        var words = said;
        if (greeting.isPresent()) {
            words = words.then(QueueTexts.in(language(contact), greeting));
        }
        var every = plan(here).comfort().announceEvery();
        var isDue = due(contact, here, every).filter(at -> !at.isAfter(now)).isPresent();
        if (isAsked || isDue) {
            var standing = new Standing(here.ahead(), band(contact, here));
            if (announcements.isNews(contact, here, standing, now) || isAsked) {
                words = words.then(spoken(contact, standing));
            }
        }
        return stays(here, words, due(contact, here, every), now);
    }

    private Optional<Instant> due(ContactId contact, Place here, Duration every) {
        return announcements.dueAt(contact, here, every);
    }

    private Optional<WaitBand> band(ContactId contact, Place here) {
        return estimate.of(here.wish().queue(), contact);
    }

    private Speech spoken(ContactId contact, Standing standing) {
        var language = language(contact);
        var place = Speech.of(PlaceWords.in(language, standing.ahead()));
        return standing.band()
                .map(band -> Speech.of(BandWords.in(language, band)).then(place))
                .orElse(place);
    }

    private Waiting stays(Place here, Speech words, Optional<Instant> due, Instant now) {
        var end = overflows.nextAt(here, now);
        var next = due.filter(at -> at.isBefore(end)).orElse(end);
        var until = Duration.between(now, next);
        return new Waiting.On(
                words,
                plan(here).comfort().music(),
                Optional.of(until.isNegative() ? Duration.ZERO : until));
    }

    private QueuePlan plan(Place here) {
        return plans.of(here.wish().queue());
    }

    private Language language(ContactId contact) {
        return dialogues
                .load(contact)
                .map(saved -> saved.dialogue().language())
                .orElse(new Language("en"));
    }
}
