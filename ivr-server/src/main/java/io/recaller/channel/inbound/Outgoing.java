package io.recaller.channel.inbound;

import io.recaller.channel.ClosedQueues;
import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.channel.Gateways;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.FlowMessages;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.Veiled;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What the flow says in one thread. Each method is one transaction. Of what is written in between
 * nobody waits until it is on the disk: what comes after it is, and with it all that came before.
 */
final class Outgoing implements Outlet {
    /** Who writes waits for no longer until it is tried again. */
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Database db;
    private final ThreadId thread;
    private final String gateway;
    private final Gateways gateways;
    private final MessageState said;
    private final Answers answers;
    private final ClosedQueues closed;
    private final CalledInstead instead;
    private final PinPages pins;
    private final Channel channel;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final InboundMessages inbound = new InboundMessages();
    private final FlowMessages flowMessages = new FlowMessages();

    /**
     * What is said in a thread.
     *
     * @param answers how much is said
     * @param instead whether whoever waits may be called
     * @param pins where they prove who they are
     */
    Outgoing(
            Database db,
            MessageThread thread,
            Gateways gateways,
            Answers answers,
            ClosedQueues closed,
            CalledInstead instead,
            PinPages pins,
            InstantSource clock) {
        this.pins = pins;
        this.channel = thread.channel();
        this.closed = closed;
        this.instead = instead;
        this.db = db;
        this.thread = thread.id();
        this.gateway = thread.gateway();
        this.gateways = gateways;
        this.said = gateways.pushes(gateway) ? MessageState.QUEUED : MessageState.SENT;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public void draft(SelfService service, String words) {
        if (!words.isBlank() && answers != Answers.NONE) {
            db.runInTransaction(tx -> {
                tx.mayBeLost();
                flowMessages.draft(
                        tx, thread, service.contact(), service.version(), words, clock.instant());
            });
        }
    }

    @Override
    public void answering(
            ContactId contact, long version, ThreadMessage message, boolean isSecret) {
        db.runInTransaction(tx -> {
            tx.mayBeLost();
            inbound.answers(tx, message.seq(), contact, version);
            if (isSecret) {
                inbound.hide(tx, message.seq());
            }
        });
    }

    @Override
    public void asks(ThreadMessage message, SelfService service, TurnText written) {
        var contact = service.contact();
        var answered = service.version() - 1;
        if (!service.holds()) {
            once(message, contact, tx -> say(tx, contact, written));
        } else if (!service.writeWith(
                tx -> answered(tx, message, contact, answered, written), WITHIN)) {
            throw new NotNowException("an answer is not written yet");
        }
    }

    @Override
    public void asksToProve(
            ThreadMessage message,
            SelfService service,
            String before,
            PinPages.Asked asked,
            boolean isGuess) {
        var contact = service.contact();
        var answered = service.version() - 1;
        Work work = tx -> proves(tx, contact, before, pins.ask(tx, asked, channel, isGuess));
        if (!service.holds()) {
            once(message, contact, work);
        } else if (!service.writeWith(
                tx -> {
                    handled(tx, message, contact, answered);
                    work.in(tx);
                },
                WITHIN)) {
            throw new NotNowException("an answer is not written yet");
        }
    }

    /** In a short message nothing cuts the link off: what comes before is one by itself. */
    private void proves(Tx tx, ContactId contact, String before, PinPages.Words words) {
        if (channel == Channel.SMS) {
            says(tx, contact, before);
            proves(tx, contact, words);
        } else {
            proves(tx, contact, words.after(before));
        }
    }

    /** The link is in the row of what is said, and the other row has its hash: both, or neither. */
    private void proves(Tx tx, ContactId contact, PinPages.Words words) {
        words.link()
                .ifPresentOrElse(
                        link -> {
                            flowMessages.veil(tx, contact);
                            say(tx, contact, link);
                        },
                        () -> says(tx, contact, words.text()));
    }

    private void say(Tx tx, ContactId contact, Veiled words) {
        if (answers != Answers.NONE) {
            flowMessages.say(tx, thread, contact, words, said, clock.instant());
            gateways.wrote(tx, gateway);
        }
    }

    /** Mostly nothing else is to be said, and one statement is enough. */
    private void answered(
            Tx tx, ThreadMessage message, ContactId contact, long version, TurnText written) {
        if (isSomething(written) && isSaid(tx, message, contact, version, written)) {
            gateways.wrote(tx, gateway);
            return;
        }
        handled(tx, message, contact, version);
        say(tx, contact, written);
    }

    private void handled(Tx tx, ThreadMessage message, ContactId contact, long version) {
        threads.lock(tx, thread);
        inbound.answers(tx, message.seq(), contact, version);
        if (!inbound.handled(tx, message.seq(), Optional.of(contact), clock.instant())) {
            throw new SupersededException();
        }
    }

    private static boolean isSomething(TurnText written) {
        return !(written.text().isBlank() && written.buttons().isEmpty());
    }

    private boolean isSaid(
            Tx tx, ThreadMessage message, ContactId contact, long version, TurnText written) {
        return flowMessages.answer(
                tx,
                thread,
                message.seq(),
                contact,
                version,
                written.text(),
                written.buttons(),
                said,
                clock.instant());
    }

    @Override
    public void last(ThreadMessage message, ContactId contact) {
        once(message, contact, tx -> say(tx, contact, TurnText.NOTHING));
    }

    @Override
    public void givenToPeople(ThreadMessage message, ContactId contact, Language language) {
        once(
                message,
                contact,
                tx -> {
                    threads.goesToPeople(tx, thread);
                    say(tx, contact, waitHere(tx, contact, language));
                });
    }

    private TurnText waitHere(Tx tx, ContactId contact, Language language) {
        if (answers == Answers.MENU && closed.isTold(tx, contact)) {
            return TurnText.NOTHING;
        }
        var said = waitHere(language, closed.opens(tx, contact));
        return answers == Answers.MENU && instead.isPossible(tx, contact)
                ? new TurnText(said.text() + " " + WaitHere.orCalled(language), said.buttons())
                : said;
    }

    private TurnText waitHere(Language language, Optional<ZonedDateTime> opens) {
        return answers == Answers.MENU || opens.isPresent()
                ? WaitHere.in(language, opens)
                : WaitHere.receipt(language);
    }

    /** Whatever the flow asks or not: it is about the wait. The thread is locked. */
    void tells(Tx tx, ThreadMessage message, ContactId contact, String words) {
        if (inbound.handled(tx, message.seq(), Optional.of(contact), clock.instant())) {
            says(tx, contact, words);
        }
    }

    /** About a message that is handled in this transaction. The thread is locked. */
    void says(Tx tx, ContactId contact, String words) {
        say(tx, contact, new TurnText(words, List.of()));
    }

    private void say(Tx tx, ContactId contact, TurnText written) {
        if (answers != Answers.NONE
                && flowMessages.say(
                        tx,
                        thread,
                        contact,
                        written.text(),
                        written.buttons(),
                        said,
                        clock.instant())) {
            gateways.wrote(tx, gateway);
        }
    }

    /** Nothing is said where another was first. */
    private void once(ThreadMessage message, ContactId contact, Work work) {
        db.runInTransaction(tx -> {
            threads.lock(tx, thread);
            if (inbound.handled(tx, message.seq(), Optional.of(contact), clock.instant())) {
                work.in(tx);
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void in(Tx tx);
    }
}
