package io.recaller.continuation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Tx;
import io.recaller.message.FlowMessages;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.message.Veiled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where callers are sent links: at the number that calls, or where its owner is surely who reads,
 * and nowhere else; a few times a day, whatever the links lead to. Each method but {@link #number}
 * works in the caller's transaction. Any thread.
 */
final class CallerInboxes {
    private static final Duration DAY = Duration.ofDays(1);

    private final CompanionRules rules;
    private final List<LinkDoor> doors;
    private final ContinuationRows pages = new ContinuationRows();
    private final ChannelLinkRows links = new ChannelLinkRows();
    private final Threads threads = new Threads();
    private final FlowMessages flowMessages = new FlowMessages();

    /**
     * Inboxes of one installation.
     *
     * @param doors by which links are sent, the first that reaches who owns the number
     */
    CallerInboxes(CompanionRules rules, List<LinkDoor> doors) {
        this.rules = rules;
        this.doors = List.copyOf(doors);
    }

    /** One that links may be sent to. */
    Optional<Handle> number(Arrival arrival) {
        return doors.isEmpty()
                ? Optional.empty()
                : arrival.handle()
                        .filter(handle -> handle.kind() == HandleKind.TEL)
                        .filter(handle -> rules.allows(handle.value()));
    }

    /** Of one number one at a time: else two calls together would pass the cap. */
    void lock(Tx tx, Handle number) {
        pages.lock(tx, number);
    }

    /** Whether a number was sent as many links as it may be within 24 hours. It is locked. */
    boolean isFull(Tx tx, Handle number, Instant now) {
        var since = now.minus(DAY);
        return pages.sentSince(tx, number, since) + links.sentSince(tx, number, since)
                >= rules.aDay();
    }

    /** Where whoever owns the number reads it now. */
    Optional<ThreadId> thread(Tx tx, Handle number, Instant now) {
        return doors.stream().flatMap(door -> door.thread(tx, number, now).stream()).findFirst();
    }

    void send(Tx tx, ThreadId thread, ContactId contact, Veiled words, Instant now) {
        threads.lock(tx, thread);
        flowMessages.tell(tx, thread, contact, words, MessageState.QUEUED, now);
    }
}
