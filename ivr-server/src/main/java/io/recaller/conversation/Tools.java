package io.recaller.conversation;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.Journal;
import io.recaller.conversation.ending.Spool;
import io.recaller.conversation.lookup.OutsideAnswers;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.flow.engine.Engine;
import io.recaller.hours.OpeningHours;
import io.recaller.notice.UnreadNotices;
import io.recaller.recommendation.FlowRecommendations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every contact in self-service needs; one for the whole server.
 *
 * @param executor runs database work; a virtual thread per task, bounded by what it touches
 * @param later as {@code executor}, a moment later: what a caller's first word must not share the
 *     processors with
 * @param writeDeadline how long a caller waits for a turn to be written down, at most
 * @param hours when what is open, as the settings and their calendars say now
 * @param switches to other doors
 * @param notices what customers were to be told and have not read
 * @param recommendations what flows may ask
 * @param queued told after a contact's place in the queue is written
 */
public record Tools(
        Engine engine,
        DialogueStore dialogues,
        OutsideAnswers lookUps,
        PinChecks proofs,
        Spool spool,
        Counters counters,
        Executor executor,
        Executor later,
        InstantSource clock,
        ZoneId zone,
        Duration writeDeadline,
        Consumer<ContactId> queued,
        Supplier<OpeningHours> hours,
        Switches switches,
        UnreadNotices notices,
        FlowRecommendations recommendations) {

    /** What a step may know of a caller at this instant. */
    Context context(Caller caller, Instant now, TrustTier trust, Arrival arrival) {
        return caller.context(now, zone, trust)
                .with(hours.get())
                .between(arrival.numbers())
                .withPage(switches.offersPage(arrival))
                .withKeysOnly(arrival.channel() == Channel.SPOKEN);
    }

    Budgeted budgeted() {
        return new Budgeted(executor);
    }

    Journal journal(DialogueStore.Beginning beginning) {
        return new Journal(dialogues, beginning, executor, later, writeDeadline, counters::unsaved);
    }
}
