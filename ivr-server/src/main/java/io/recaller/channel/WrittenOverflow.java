package io.recaller.channel;

import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.hours.OpeningHours;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.Threads;
import io.recaller.routing.Queue;
import io.recaller.routing.Queue.Place;
import io.recaller.routing.WaitOutcome;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.Occasion;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What becomes of people who write and whom their queue no longer keeps: they go on in the queue
 * that its overflow names, and are told what it says. They hold no line, so none of them is sent
 * away: where the overflow ends calls, or leads them to a telephone, they are told and wait on. Any
 * thread.
 */
public final class WrittenOverflow implements Runnable {
    private static final Language ENGLISH = new Language("en");

    /** Messages that what was told before is looked for in. */
    private static final int NEWEST = 50;

    private final Database db;
    private final Gateways gateways;
    private final QueuePlans plans;
    private final Supplier<OpeningHours> hours;
    private final InstantSource clock;
    private final Queue queue = new Queue();
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();

    /**
     * Over one database.
     *
     * @param hours when what is open, as it is now
     */
    public WrittenOverflow(
            Database db,
            Gateways gateways,
            QueuePlans plans,
            Supplier<OpeningHours> hours,
            InstantSource clock) {
        this.db = db;
        this.gateways = gateways;
        this.plans = plans;
        this.hours = hours;
        this.clock = clock;
    }

    @Override
    public void run() {
        if (!gateways.areNone()) {
            db.inTransaction(queue::inQueue).stream()
                    .filter(waiting -> waiting.channel() != Channel.PHONE)
                    .map(WaitingContact::contact)
                    .forEach(contact -> db.runInTransaction(tx -> look(tx, contact)));
        }
    }

    private void look(Tx tx, ContactId contact) {
        var now = clock.instant();
        threads.of(tx, contact)
                .ifPresent(thread -> {
                    threads.lock(tx, thread.id());
                    queue.place(tx, contact)
                            .filter(place -> !place.isRinging())
                            .ifPresent(place -> goOn(tx, thread, contact, place, now));
                });
    }

    private void goOn(Tx tx, MessageThread thread, ContactId contact, Place place, Instant now) {
        var occasion = due(place, now);
        var overflow = occasion.flatMap(plans.of(place.wish().queue())::at);
        overflow.ifPresent(what -> {
            if (what.way() instanceof Way.Queue(var to)) {
                var how =
                        occasion.orElseThrow() == Occasion.CLOSED
                                ? WaitOutcome.CLOSED
                                : WaitOutcome.OVERFLOWED;
                var _ = queue.move(tx, contact, to, how, now);
            }
            tell(tx, thread, contact, what, place.inQueueSince(), now);
        });
    }

    private Optional<Occasion> due(Place place, Instant now) {
        var name = place.wish().queue();
        if (!plans.isOpen(name, hours.get(), now)) {
            return Optional.of(Occasion.CLOSED);
        }
        return place.inQueueSince().plus(plans.of(name).longestWait()).isBefore(now)
                ? Optional.of(Occasion.LONGEST_WAIT)
                : Optional.empty();
    }

    /** Once in a queue, where anything is said before a person answers. */
    private void tell(
            Tx tx,
            MessageThread thread,
            ContactId contact,
            Overflow what,
            Instant since,
            Instant now) {
        var words = what.message().map(text -> words(text, thread));
        var plan = gateways.named(thread.gateway());
        if (words.isPresent()
                && plan.filter(each -> each.answers() == Answers.MENU).isPresent()
                && !isTold(tx, thread, words.get(), since)) {
            var state = gateways.pushes(thread.gateway()) ? MessageState.QUEUED : MessageState.SENT;
            if (messages.say(tx, thread.id(), contact, words.get(), List.of(), state, now)) {
                gateways.wrote(thread.gateway());
            }
        }
    }

    private boolean isTold(Tx tx, MessageThread thread, String words, Instant since) {
        return messages.newest(tx, thread.id(), NEWEST).stream()
                .anyMatch(each ->
                        each.author() == Author.FLOW
                                && !each.at().isBefore(since)
                                && each.text().equals(words));
    }

    private static String words(Text text, MessageThread thread) {
        var read = text.read();
        return Stream.concat(
                        Stream.concat(
                                thread.language().flatMap(Language::of).stream(),
                                Stream.of(ENGLISH)),
                        read.patterns().keySet().stream())
                .flatMap(language -> read.in(language, Map.of()).stream())
                .findFirst()
                .orElse("");
    }
}
