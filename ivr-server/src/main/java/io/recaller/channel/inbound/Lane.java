package io.recaller.channel.inbound;

import io.recaller.channel.ClosedQueues;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.channel.Gateways;
import io.recaller.channel.inbound.StandingDialogues.Standing;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.flow.CallMeWords;
import io.recaller.flow.engine.Switching;
import io.recaller.flow.engine.Turn;
import io.recaller.message.InboundMessages;
import io.recaller.message.Mails;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.notice.ToldNotices;
import io.recaller.routing.queue.Queue;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the messages of one peer, one after another. Whoever uses it holds the peer's lane.
 *
 * <p>A server may be killed at any point. Which version of the dialogue a message answers is
 * written first: a dialogue that is further has had the answer, and only what it says now is said.
 * What is said, and that the message was handled, is one transaction.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private static final Language ENGLISH = new Language("en");

    /** A dialogue is read until then, else the message waits. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private final Database db;
    private final Conversations conversations;
    private final ContactStore contacts;
    private final Gateways gateways;
    private final ClosedQueues closed;
    private final Supplier<ContactId> newContact;
    private final InstantSource clock;
    private final TakenUp resumed;
    private final CameByLink links;
    private final CalledInstead instead;
    private final PinPages pins;
    private final StandingDialogues standing = new StandingDialogues();
    private final LaneRows rows;
    private final Queue queue = new Queue();
    private final Threads threads = new Threads();
    private final InboundMessages inbound = new InboundMessages();
    private final ToldNotices notices = new ToldNotices();
    private final Mails mails = new Mails();

    Lane(
            Database db,
            Conversations conversations,
            ContactStore contacts,
            Gateways gateways,
            ClosedQueues closed,
            Supplier<ContactId> newContact,
            InstantSource clock,
            LeftOff left,
            LinkArrivals links,
            CalledInstead instead,
            PinPages pins) {
        this.pins = pins;
        this.db = db;
        this.rows = new LaneRows(db);
        this.conversations = conversations;
        this.contacts = contacts;
        this.gateways = gateways;
        this.closed = closed;
        this.newContact = newContact;
        this.clock = clock;
        this.resumed = new TakenUp(left);
        this.links = new CameByLink(links);
        this.instead = instead;
    }

    /**
     * A message that nobody has handled, as it stood in the transaction in which its lane was
     * taken.
     */
    record Asked(ThreadMessage message, Seen seen) {}

    /**
     * How it stands with a message; one that is for people is before their eyes then.
     *
     * @param thread locked until the transaction ends: an agent who ends the conversation meanwhile
     *     does so before it, or after it
     */
    Asked look(Tx tx, MessageThread thread, ThreadMessage message) {
        return new Asked(message, seen(tx, thread, message, CallMeWords.ask(message.text())));
    }

    /**
     * Answers it.
     *
     * @throws DatabaseUnavailableException when it must be answered later
     */
    void answer(Asked asked) {
        var seen = asked.seen();
        var message = asked.message();
        if (seen.isHandled()) {
            return;
        }
        var thread = seen.thread();
        if (seen.asksForCall()) {
            callInstead(seen, message);
        } else if (seen.isGiven()) {
            outgoing(thread, seen.entry())
                    .givenToPeople(message, seen.open().orElseThrow(), language(thread));
        } else if (seen.open().isEmpty() && hasAnswered(message, thread)) {
            outgoing(thread, seen.entry()).last(message, thread.contact().orElseThrow());
        } else {
            answerByFlow(seen, message);
        }
    }

    /**
     * How it stands with a message.
     *
     * @param open the contact that goes on
     * @param isHandled it is for people, and before their eyes by now
     * @param isNew nobody had handled it before
     * @param version of its dialogue
     * @param asksForCall it is for people, and asks to be called instead
     * @param isGiven the contact waits for people, and its side was not told so yet: who answered
     *     it was killed in between
     * @param entry the door whose flow answers it
     */
    record Seen(
            MessageThread thread,
            Optional<ContactId> open,
            Optional<Long> version,
            boolean isHandled,
            boolean isNew,
            boolean asksForCall,
            boolean isGiven,
            String entry) {}

    private Seen seen(Tx tx, MessageThread thread, ThreadMessage message, boolean isWishForCall) {
        var found = rows.find(tx, message.seq(), thread.contact());
        var open = thread.contact().filter(_ -> !found.isOver().orElse(false));
        var isTheirs = open.isPresent() && thread.withPerson();
        var isForPeople = isTheirs && !isWishForCall;
        var isNew = isForPeople && inbound.handled(tx, message.seq(), open, clock.instant());
        if (isForPeople) {
            queue.wake(tx, open.orElseThrow());
        }
        return new Seen(
                thread,
                open,
                open.flatMap(_ -> found.version()),
                isForPeople,
                isNew,
                isTheirs && isWishForCall,
                open.isPresent() && found.hasWaited(),
                found.entry().orElse(thread.gateway()));
    }

    /** The contact ended with its answer, and what was said at the end is not sent yet. */
    private static boolean hasAnswered(ThreadMessage message, MessageThread thread) {
        return message.version().isPresent() && message.contact().equals(thread.contact());
    }

    private void callInstead(Seen seen, ThreadMessage message) {
        var contact = seen.open().orElseThrow();
        var outgoing = outgoing(seen.thread(), seen.entry());
        var language = language(seen.thread());
        var answer =
                instead.ask(
                        contact,
                        tx -> outgoing.tells(tx, message, contact, Switching.calledBack(language)));
        switch (answer) {
            case KEPT -> {}
            case HAS_ONE -> answerAsOther(message, Optional.of(Switching.calledBack(language)));
            case IMPOSSIBLE -> answerAsOther(message, Optional.of(Switching.impossible(language)));
            case FOR_PEOPLE -> answerAsOther(message, Optional.empty());
        }
    }

    /**
     * As any other message, looked at anew: the contact may have ended while a call was asked for,
     * and the flow answers it then.
     *
     * @param words said where it is still for people
     */
    private void answerAsOther(ThreadMessage message, Optional<String> words) {
        answer(
                db.inTransaction(tx -> {
                    var thread = threads.locked(tx, message.thread()).orElseThrow();
                    var seen = seen(tx, thread, message, false);
                    if (seen.isNew()) {
                        words.ifPresent(it ->
                                outgoing(thread, seen.entry())
                                        .says(tx, seen.open().orElseThrow(), it));
                    }
                    return new Asked(message, seen);
                }));
    }

    private static Language language(MessageThread thread) {
        return thread.language().flatMap(Language::of).orElse(ENGLISH);
    }

    private void answerByFlow(Seen seen, ThreadMessage message) {
        var thread = seen.thread();
        var contact = seen.open().orElseGet(() -> begun(thread, message, seen.entry()));
        var arrival = arrival(thread, contact, seen.entry());
        var left =
                seen.version().flatMap(it -> standing.take(contact, arrival, it, clock.instant()));
        if (left.isPresent()) {
            left.get().service().stands();
            answer(message, seen, left.get());
            return;
        }
        var readAt = clock.instant();
        var entered = conversations.goOn(arrival, contact);
        if (entered.isEmpty()) {
            LOG.atError()
                    .addKeyValue("gateway", seen.entry())
                    .log("no flow for this gateway; name one in channels.* in the settings");
            db.runInTransaction(
                    tx -> inbound.handled(tx, message.seq(), Optional.empty(), clock.instant()));
        } else {
            var service =
                    entered.get()
                            .within(READ_WITHIN)
                            .orElseThrow(() -> new NotNowException("a dialogue cannot be read"));
            answer(message, seen, new Standing(service, arrival, readAt));
        }
    }

    private void answer(ThreadMessage message, Seen seen, Standing left) {
        var service = left.service();
        var outgoing = outgoing(seen.thread(), seen.entry());
        var answers = answers(seen.entry());
        if (message.isByLink()) {
            var goesOn = links.goesOn(message, service, outgoing);
            new Exchange(goesOn ? again(seen, service) : service, outgoing, answers, pins)
                    .beginning(goesOn ? "" : CameByLink.words(message, service))
                    .show(message);
        } else if (answers == Answers.MENU && resumed.isTakenUp(message, service, outgoing)) {
            new Exchange(again(seen, service), outgoing, answers, pins).show(message);
        } else {
            var isNew = seen.open().isEmpty();
            var exchange =
                    new Exchange(service, outgoing, answers, pins)
                            .tellingStatus(() -> mayTellStatus(seen, answers))
                            .offering(
                                    isNew && answers == Answers.MENU
                                            ? () -> resumed.button(service)
                                            : Optional::empty);
            exchange.answer(message, () -> isNew || isGreeting(message, service));
            if (exchange.asks()) {
                standing.keep(left, clock.instant());
            }
            if (isNew && isOwnDoor(seen.thread(), seen.entry())) {
                answersNotice(seen.thread(), message, service.contact());
            }
        }
    }

    /** Elsewhere it is asked by the flow, or nothing is said but by people. */
    private boolean mayTellStatus(Seen seen, Answers answers) {
        return answers == Answers.RECEIPT
                && isOwnDoor(seen.thread(), seen.entry())
                && db.inTransaction(tx -> mails.mayAnswer(tx, seen.thread().id(), clock.instant()));
    }

    /** As it stands now. */
    private SelfService again(Seen seen, SelfService service) {
        return conversations
                .goOn(arrival(seen.thread(), service.contact(), seen.entry()), service.contact())
                .flatMap(reentry -> reentry.within(READ_WITHIN))
                .orElseThrow(() -> new NotNowException("a dialogue cannot be read"));
    }

    /**
     * A window that was opened is nothing that anybody said; a form asks for a value all the same.
     */
    private boolean isGreeting(ThreadMessage message, SelfService service) {
        return service.turn() instanceof Turn.Choose
                && !db.inTransaction(tx -> inbound.saidBefore(tx, message, service.contact()));
    }

    /** Who answers a notice writes about what it told, unless anything says otherwise. */
    private void answersNotice(MessageThread thread, ThreadMessage message, ContactId contact) {
        db.runInTransaction(tx ->
                notices.answeredBy(tx, thread.id(), message.seq(), clock.instant())
                        .ifPresent(topic -> contacts.supposedlyAbout(tx, contact, topic)));
    }

    /** Its name is written before it begins: it begins under that name if we are killed. */
    private ContactId begun(MessageThread thread, ThreadMessage message, String entry) {
        var contact = newContact.get();
        db.runInTransaction(tx -> {
            threads.begins(tx, thread.id(), contact);
            if (isOwnDoor(thread, entry)) {
                notices.answered(
                        tx, thread.id(), message.seq(), contact, isSure(thread), clock.instant());
            }
        });
        return contact;
    }

    /** A form leads to somebody's thread without having been told what is said there. */
    private static boolean isOwnDoor(MessageThread thread, String entry) {
        return entry.equals(thread.gateway());
    }

    /** Whose mail and whose short message it is, their sender only claims. */
    private static boolean isSure(MessageThread thread) {
        return thread.trust().atLeast(TrustTier.ATTESTED)
                || (thread.channel() != Channel.SMS && thread.channel() != Channel.EMAIL);
    }

    private Outgoing outgoing(MessageThread thread, String entry) {
        return new Outgoing(db, thread, gateways, answers(entry), closed, instead, pins, clock);
    }

    private Answers answers(String entry) {
        return gateways.named(entry).map(GatewayPlan::answers).orElse(Answers.MENU);
    }

    private static Arrival arrival(MessageThread thread, ContactId contact, String entry) {
        return new Arrival(
                thread.channel(),
                entry,
                thread.handle(),
                thread.trust(),
                Optional.of(contact),
                new Address.Thread(thread.gateway(), thread.peer()),
                thread.language().flatMap(Language::of));
    }
}
