package io.recaller.conversation.moving;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.Switches.Asked;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.dialogue.MovedRows;
import io.recaller.customer.Handle;
import io.recaller.customer.UsedHandles;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.SwitchOutcome;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadPauses;
import io.recaller.message.Threads;
import io.recaller.routing.queue.Queue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * To where the same person writes: a thread of a handle that identifies them. They wrote there
 * before, so nobody is written to who did not. Any thread; blocking.
 */
public final class ThreadMoves {
    /** A window in a browser is read by nobody who has not looked at it lately. */
    private static final Duration LOOKED_AT = Duration.ofMinutes(30);

    /** A call that came back because its server died asks again. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Database database;
    private final MovedDialogues moved;
    private final ContactStore contacts;
    private final Map<SwitchTarget, Set<String>> gateways;
    private final Supplier<ContactId> newContact;
    private final InstantSource clock;
    private final UsedHandles handles = new UsedHandles();
    private final MovedRows moves = new MovedRows();
    private final Threads threads = new Threads();
    private final ThreadPauses pauses = new ThreadPauses();
    private final InboundMessages inbound = new InboundMessages();
    private final Queue queue = new Queue();

    /**
     * Over one database.
     *
     * @param gateways of ours by which each is reached
     */
    public ThreadMoves(
            Database database,
            MovedDialogues moved,
            ContactStore contacts,
            Map<SwitchTarget, Set<String>> gateways,
            Supplier<ContactId> newContact,
            InstantSource clock) {
        this.database = database;
        this.moved = moved;
        this.contacts = contacts;
        this.gateways = Map.copyOf(gateways);
        this.newContact = newContact;
        this.clock = clock;
    }

    SwitchOutcome to(SwitchTarget target, Asked asked) {
        var names = gateways.getOrDefault(target, Set.of());
        return names.isEmpty()
                ? SwitchOutcome.IMPOSSIBLE
                : database.inTransactionOrAgain(tx -> to(tx, target, names, asked));
    }

    private SwitchOutcome to(Tx tx, SwitchTarget target, Set<String> names, Asked asked) {
        if (moves.wentOn(tx, asked.contact())) {
            return SwitchOutcome.MOVED;
        }
        var now = clock.instant();
        return threads.latestOf(tx, names, theirs(tx, asked))
                .filter(thread -> !isSame(thread, asked))
                .filter(thread ->
                        target != SwitchTarget.CHAT
                                || !pauses.isQuiet(tx, thread.id(), now.minus(LOOKED_AT)))
                .map(thread -> to(tx, thread, asked, now))
                .orElse(SwitchOutcome.IMPOSSIBLE);
    }

    private List<Handle> theirs(Tx tx, Asked asked) {
        return moved.customer(tx, asked.contact())
                .map(who -> handles.of(tx, who))
                .orElse(List.of());
    }

    private static boolean isSame(MessageThread thread, Asked asked) {
        return asked.address().equals(new Address.Thread(thread.gateway(), thread.peer()));
    }

    private SwitchOutcome to(Tx tx, MessageThread found, Asked asked, Instant now) {
        threads.lock(tx, found.id());
        var thread = threads.find(tx, found.id()).orElseThrow();
        var open = thread.contact().filter(each -> contacts.endReason(tx, each).isEmpty());
        if (open.filter(each -> moves.cameSince(tx, each, now.minus(AGAIN))).isPresent()) {
            return SwitchOutcome.MOVED;
        }
        if (open.isPresent()
                && (!asked.trust().atLeast(thread.trust())
                        || thread.withPerson()
                        || queue.joined(tx, open.get()).isPresent())) {
            return SwitchOutcome.IMPOSSIBLE;
        }
        open.ifPresent(each -> end(tx, each, now));
        var contact = newContact.get();
        moved.begin(
                tx,
                asked.contact(),
                contact,
                arrival(thread),
                asked.dialogue(),
                MovedDialogues.Known.BY_SECRET,
                now);
        threads.begins(tx, thread.id(), contact);
        show(tx, thread, now);
        return SwitchOutcome.MOVED;
    }

    /** It waited for an answer, and gets none: what comes there now is another matter. */
    private void end(Tx tx, ContactId contact, Instant now) {
        contacts.finish(
                tx, contact, new Ended.Switched(false), now, Optional.empty(), TopicSource.KEY);
    }

    /** As whoever opens a window: nothing is answered, and what is asked now is shown. */
    private void show(Tx tx, MessageThread thread, Instant now) {
        var nothing =
                new InboundMessages.Received(
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("moved-" + newContact.get()),
                        now);
        var _ = inbound.receive(tx, thread.id(), nothing, now);
    }

    private static Arrival arrival(MessageThread thread) {
        return new Arrival(
                thread.channel(),
                thread.gateway(),
                thread.handle(),
                thread.trust(),
                Optional.empty(),
                new Address.Thread(thread.gateway(), thread.peer()),
                Optional.empty());
    }
}
