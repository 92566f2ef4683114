package io.recaller.channel;

import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.hours.OpeningHours;
import io.recaller.message.FlowMessages;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.Threads;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of people who write and whom their queue no longer keeps: they go on in the queue
 * that its overflow names, and are told what it says. They hold no line, so none of them is sent
 * away: where the overflow ends calls, or leads them to a telephone, they are told and wait on. Any
 * thread.
 */
public final class WrittenOverflow implements Runnable {
    private static final Language ENGLISH = new Language("en");

    private static final Logger LOG = LoggerFactory.getLogger(WrittenOverflow.class);

    private final Database db;
    private final Gateways gateways;
    private final QueuePlans plans;
    private final Supplier<OpeningHours> hours;
    private final InstantSource clock;
    private final Queue queue = new Queue();
    private final WaitingContacts everybody = new WaitingContacts();
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final FlowMessages flowMessages = new FlowMessages();

    /** When who is in a queue came into it: not before they joined. */
    private final Map<EntryId, Instant> since = new ConcurrentHashMap<>();

    /** For whom nothing is left to be done while they wait where they do. */
    private final Set<Done> done = ConcurrentHashMap.newKeySet();

    private record Done(EntryId entry, OverflowCause cause) {}

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
            var waiting = db.inTransaction(everybody::inTurn);
            var here = waiting.stream().map(WaitingContact::id).collect(Collectors.toSet());
            since.keySet().retainAll(here);
            done.removeIf(each -> !here.contains(each.entry()));
            waiting.stream()
                    .filter(each -> each.channel() != Channel.PHONE)
                    .forEach(each -> look(each, clock.instant()));
        }
    }

    /** Rows are looked at only where there is something to do, as far as is known without them. */
    private void look(WaitingContact waiting, Instant now) {
        var name = waiting.wish().queue();
        var joined = since.getOrDefault(waiting.id(), waiting.enteredAt());
        due(name, joined, now)
                .filter(cause ->
                        plans.of(name).at(cause).filter(WrittenOverflow::isSomething).isPresent())
                .map(cause -> new Done(waiting.id(), cause))
                .filter(each -> !done.contains(each) && isDone(waiting, now))
                .ifPresent(done::add);
    }

    /** Whom people who write hear or feel something of. */
    private static boolean isSomething(Overflow overflow) {
        return overflow.way() instanceof Way.Queue || overflow.message().isPresent();
    }

    /** One that fails keeps nobody behind it. */
    private boolean isDone(WaitingContact waiting, Instant now) {
        try {
            return db.<Boolean>inTransaction(tx -> look(tx, waiting, now));
        } catch (DatabaseUnavailableException away) {
            throw away;
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("contactId", waiting.contact())
                    .addKeyValue("error", failure.toString())
                    .log("who writes could not be led on");
            return false;
        }
    }

    private boolean look(Tx tx, WaitingContact waiting, Instant now) {
        return threads.of(tx, waiting.contact())
                .filter(thread -> {
                    threads.lock(tx, thread.id());
                    return queue.stay(tx, waiting.contact())
                            .filter(stay -> stay.queue().equals(waiting.wish().queue()))
                            .filter(stay -> !stay.isRinging())
                            .filter(stay -> goOn(tx, thread, waiting, stay.since(), now))
                            .isPresent();
                })
                .isPresent();
    }

    /** Whether nothing is left to be done. */
    private boolean goOn(
            Tx tx, MessageThread thread, WaitingContact waiting, Instant from, Instant now) {
        since.put(waiting.id(), from);
        var name = waiting.wish().queue();
        var cause = due(name, from, now);
        var overflow = cause.flatMap(plans.of(name)::at);
        overflow.ifPresent(what -> {
            if (what.way() instanceof Way.Queue(var to)) {
                var how =
                        cause.orElseThrow() == OverflowCause.CLOSED
                                ? WaitOutcome.CLOSED
                                : WaitOutcome.OVERFLOWED;
                var _ = queue.move(tx, waiting.contact(), to, how, now);
            }
            tell(tx, thread, waiting.contact(), what, from, now);
        });
        return overflow.filter(what -> !(what.way() instanceof Way.Queue)).isPresent();
    }

    private Optional<OverflowCause> due(QueueName name, Instant from, Instant now) {
        if (!plans.isOpen(name, hours.get(), now)) {
            return Optional.of(OverflowCause.CLOSED);
        }
        return from.plus(plans.of(name).longestWait()).isBefore(now)
                ? Optional.of(OverflowCause.LONGEST_WAIT)
                : Optional.empty();
    }

    /** Once in a queue, where anything is said before a person answers. */
    private void tell(
            Tx tx,
            MessageThread thread,
            ContactId contact,
            Overflow what,
            Instant from,
            Instant now) {
        var words = what.message().map(text -> words(text, thread));
        var plan = gateways.named(thread.gateway());
        if (words.isPresent()
                && plan.filter(each -> each.answers() == Answers.MENU).isPresent()
                && !messages.isSaid(tx, thread.id(), words.get(), from)) {
            var state = gateways.pushes(thread.gateway()) ? MessageState.QUEUED : MessageState.SENT;
            if (flowMessages.say(tx, thread.id(), contact, words.get(), List.of(), state, now)) {
                gateways.wrote(tx, thread.gateway());
            }
        }
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
