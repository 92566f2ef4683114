package io.recaller.conversation;

import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.VOICEMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callbacks;
import io.recaller.callback.CalledBack;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.TopicSource;
import io.recaller.contact.Unserved;
import io.recaller.conversation.callback.CallbackOffer;
import io.recaller.conversation.callback.CallbackRequests;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.voice.LineLostException;
import io.recaller.conversation.voicemail.UntakenMessages;
import io.recaller.conversation.voicemail.VoicemailDialogue;
import io.recaller.conversation.voicemail.VoicemailRequests;
import io.recaller.conversation.waiting.PartingOffers;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import io.recaller.hours.DayNames;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.SomePlans;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Prompt;
import io.recaller.speech.Text;
import io.recaller.voicemail.Utterance;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whom the queue no longer keeps is offered a call-back, or leaves a message that waits instead.
 */
class PartingOffersTest {
    private static final Archive ARCHIVE = new Archive();
    private static final QueueName SUPPORT = new QueueName("support");
    private static final Duration LONG = Duration.ofSeconds(4);
    private static final Way VOICEMAIL_WAY = new Way.Voicemail();
    private static int callers;

    private final AtomicReference<Instant> now = new AtomicReference<>(Archive.NOW);
    private final Handle own =
            new Handle(HandleKind.TEL, "+7701%07d".formatted(3_000_000 + ++callers));
    private final Map<QueueName, QueuePlan> plans = new HashMap<>();
    private Runnable pause = () -> {};
    private final Map<QueueName, Text> greetings = new HashMap<>();
    private final ContactEnds ends =
            new ContactEnds(
                    ARCHIVE.db,
                    ARCHIVE.contacts,
                    new Takeovers(ARCHIVE.contacts, ARCHIVE.customers, new Handles("KZ")::caller),
                    Runnable::run,
                    now::get);

    @AfterAll
    static void close() {
        ARCHIVE.close();
    }

    @Test
    void whoSpeaksIsToldThatItIsKeptAndWaitsInTheQueueWithoutALine() {
        closed(SomePlans.saying("We are closed.", VOICEMAIL_WAY));
        var contact = waiting("support");
        var line = new ScriptedLine().willSay(LONG, false);

        var end = goesOn(line, contact);

        assertThat(line.heard().getFirst())
                .startsWith("We are closed. Please leave a message after the tone");
        assertThat(line.heard().get(1)).isEqualTo("(tone)");
        assertThat(end).isInstanceOf(Waiting.Over.class);
        assertThat(said(end)).startsWith("Thank you. Your message is kept");
        assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(new Address.Voicemail(Optional.empty()));
        assertThat(ARCHIVE.enteredAt(contact)).isEqualTo(Archive.NOW);
        assertThat(lengthOf(contact)).hasValue(4000);
    }

    @Test
    void itGoesOnWaitingWhateverBecomesOfTheLineAndTheAsterisk() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), contact);

        ends.gone(contact, HangUp.BY_FLOW);
        now.set(Archive.NOW.plus(Duration.ofDays(2)));
        ends.alive("pbx1", Map.of());
        ends.alive("", Map.of());

        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
        assertThat(ARCHIVE.inQueue()).contains(contact);
    }

    @Test
    void whatWasSaidBeforeAHangUpIsKeptWhoeverHearsOfTheHangUpFirst() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        var line =
                new ScriptedLine()
                        .willSay(LONG, true)
                        .whileSpeaking(() -> ends.gone(contact, HangUp.BY_CALLER));

        goesOn(line, contact);

        assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(new Address.Voicemail(Optional.empty()));
        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
    }

    @Test
    void whoHangsUpAfterTooLittleHasGivenUp() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        var line = new ScriptedLine().willSay(Duration.ofMillis(700), true);

        assertThatThrownBy(() -> goesOn(line, contact)).isInstanceOf(HangupException.class);

        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
        assertThat(lengthOf(contact)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "0, 300"})
    void whoSaysNothingIsAskedOnceMoreAndThenNothingIsKept(int first, int second) {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        var line =
                new ScriptedLine()
                        .willSay(Duration.ofMillis(first), false)
                        .willSay(Duration.ofMillis(second), false);

        var end = goesOn(line, contact);

        assertThat(line.heard())
                .satisfiesExactly(
                        greeted -> assertThat(greeted).startsWith("Please leave a message"),
                        tone -> assertThat(tone).isEqualTo("(tone)"),
                        again -> assertThat(again).startsWith("We did not hear anything. Please"),
                        tone -> assertThat(tone).isEqualTo("(tone)"),
                        told -> assertThat(told).endsWith("No message was kept."));
        assertThat(end).isInstanceOf(Waiting.Over.class);
        assertThat(said(end)).isEqualTo("Goodbye.");
        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("turned-away");
        assertThat(lengthOf(contact)).isEmpty();
    }

    @Test
    void whoSaysNothingOfAnOpenQueueReachesTheRingGroup() {
        late(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        now.set(Archive.NOW.plus(Duration.ofMinutes(2)));

        assertThat(goesOn(new ScriptedLine(), contact))
                .isEqualTo(new Waiting.RingGroup(Unserved.LONGEST_WAIT));
    }

    @Test
    void whoseMessageWasCutShortByAKilledServerHearsItAndReachesTheRingGroup() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        assertThatThrownBy(() -> goesOn(new ScriptedLine().willBeLostWhileSpeaking(), contact))
                .isInstanceOf(LineLostException.class);

        var end = goesOn(new ScriptedLine(), contact);

        assertThat(end).isInstanceOf(Waiting.RingGroup.class);
        assertThat(said(end)).startsWith("Unfortunately your message could not be kept.");
        assertThat(lengthOf(contact)).isEmpty();
    }

    @Test
    void whoHangsUpAfterTheServerWasKilledIsGoneOnceTheMessageCouldBeOver() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        assertThatThrownBy(() -> goesOn(new ScriptedLine().willBeLostWhileSpeaking(), contact))
                .isInstanceOf(LineLostException.class);

        ends.gone(contact, HangUp.BY_CALLER);
        assertThat(ARCHIVE.inQueue()).contains(contact);
        now.set(Archive.NOW.plus(Duration.ofMinutes(6)));
        ends.alive("pbx1", Map.of());

        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("abandoned");
    }

    @Test
    void aNumberLeavesSoManyMessagesADayAndNoMore() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        for (var i = 0; i < 5; i++) {
            goesOn(new ScriptedLine().willSay(LONG, false), waiting("support"));
        }
        var contact = waiting("support");
        var line = new ScriptedLine().willSay(LONG, false);

        var end = goesOn(line, contact);

        assertThat(line.heard()).containsExactly("No more messages can be left today.");
        assertThat(end).isInstanceOf(Waiting.Over.class);
        now.set(Archive.NOW.plus(Duration.ofHours(25)));
        var next = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), next);
        assertThat(lengthOf(next)).hasValue(4000);
    }

    @Test
    void messagesThatAreBeingSpokenCountForAsLongAsTheyMayLast() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        for (var i = 0; i < 5; i++) {
            var other = waiting("support");
            assertThatThrownBy(() -> goesOn(new ScriptedLine().willBeLostWhileSpeaking(), other))
                    .isInstanceOf(LineLostException.class);
        }
        var line = new ScriptedLine().willSay(LONG, false);

        goesOn(line, waiting("support"));

        assertThat(line.heard()).containsExactly("No more messages can be left today.");
        now.set(Archive.NOW.plus(Duration.ofMinutes(6)));
        var next = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), next);
        assertThat(lengthOf(next)).hasValue(4000);
    }

    @Test
    void whoIsSentOnByAnAgentWhoDealtWithTheMessageMayLeaveAnother() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), contact);
        sentOn(contact);
        var line = new ScriptedLine().willSay(Duration.ofSeconds(7), false);

        var end = goesOn(line, contact);

        assertThat(line.heard().getFirst()).startsWith("Please leave a message");
        assertThat(said(end)).startsWith("Thank you. Your message is kept");
        assertThat(lengthOf(contact)).hasValue(7000);
        assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(new Address.Voicemail(Optional.empty()));
    }

    @Test
    void whoHangsUpWhereAnAgentSentThemIsNotKeptWaitingByTheMessageBefore() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), contact);
        sentOn(contact);

        ends.gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("abandoned");
    }

    @Test
    void whomAnAgentTakesWhileTheySpeakStaysACallAndIsNotLostShouldItComeToNothing() {
        var contact = waitingForAPhone();
        var phone = new AtomicReference<OnePhone>();
        var ring = new AtomicReference<AssignmentId>();
        var line =
                new ScriptedLine()
                        .willSay(LONG, true)
                        .whileSpeaking(() -> {
                            phone.set(new OnePhone(ARCHIVE));
                            ring.set(phone.get().awaitRing(contact));
                        });

        try {
            goesOn(line, contact);
            assertThat(ARCHIVE.waitsAt(contact)).isInstanceOf(Address.Call.class);
            phone.get().came(ring.get(), RingOutcome.CALLER_GONE);
            assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(new Address.Voicemail(Optional.empty()));
        } finally {
            phone.get().close();
        }
    }

    @ParameterizedTest
    @CsvSource({"4000, voicemail", "700, abandoned"})
    void noPhoneRingsOnForWhoHungUpWhileSpeaking(int said, String becomes) {
        var contact = waitingForAPhone();
        var phone = new AtomicReference<OnePhone>();
        var line =
                new ScriptedLine()
                        .willSay(Duration.ofMillis(said), true)
                        .whileSpeaking(() -> {
                            phone.set(new OnePhone(ARCHIVE));
                            phone.get().awaitRing(contact);
                            ends.gone(contact, HangUp.BY_CALLER);
                        });

        try {
            if (becomes.equals("voicemail")) {
                goesOn(line, contact);
                assertThat(ARCHIVE.waitsAt(contact))
                        .isEqualTo(new Address.Voicemail(Optional.empty()));
            } else {
                assertThatThrownBy(() -> goesOn(line, contact)).isInstanceOf(HangupException.class);
                assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
                assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo(becomes);
            }
        } finally {
            phone.get().close();
        }
    }

    @Test
    void whatWasSaidBeforeAHangUpIsKeptOnceTheDatabaseIsBack() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        var asked = new AtomicInteger();
        pause =
                () -> {
                    if (asked.incrementAndGet() == 3) {
                        refusesNoMore();
                    }
                };
        refuses("53300");

        goesOn(new ScriptedLine().willSay(LONG, true), contact);

        assertThat(asked).hasValue(3);
        assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(new Address.Voicemail(Optional.empty()));
        assertThat(lengthOf(contact)).hasValue(4000);
    }

    @Test
    void whatCannotBeKeptIsGivenUpOnceItsContactIsOver() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        pause = () -> now.set(now.get().plus(Duration.ofMinutes(2)));
        refuses("53300");

        try {
            goesOn(new ScriptedLine().willSay(LONG, true), contact);
        } finally {
            refusesNoMore();
        }

        ends.alive("pbx1", Map.of());
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
    }

    @ParameterizedTest
    @CsvSource({"53300", "40P01"})
    void whoIsOnTheLineHearsAtOnceThatItCannotBeKept(String state) {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        refuses(state);

        try {
            var end = goesOn(new ScriptedLine().willSay(LONG, false), contact);
            assertThat(end).isInstanceOf(Waiting.RingGroup.class);
            assertThat(said(end)).startsWith("Unfortunately your message could not be kept.");
        } finally {
            refusesNoMore();
        }
    }

    @Test
    void aQueueGreetsInItsOwnWordsWhereItHasThemInTheLanguage() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        greetings.put(SUPPORT, SomePlans.english("Billing. Speak now."));
        var line = new ScriptedLine().willSay(LONG, false);

        goesOn(line, waiting("support"));

        assertThat(line.heard().getFirst()).isEqualTo("Billing. Speak now.");
    }

    @Test
    void theSoundIsDeletedOnceItsContactWasOverForLongEnough() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), contact);
        var voicemails = new Voicemails(VoicemailRules.usual());
        var later = Archive.NOW.plus(Duration.ofDays(40));

        ARCHIVE.db.runInTransaction(tx -> voicemails.forget(tx, later));
        assertThat(sound(contact)).isPresent();
        end(contact, Archive.NOW.plus(Duration.ofDays(1)));
        ARCHIVE.db.runInTransaction(tx -> voicemails.forget(tx, later));

        assertThat(sound(contact)).isEmpty();
        assertThat(lengthOf(contact)).hasValue(4000);
    }

    @Test
    void aMessageThatNobodyTakesIsOverAfterItsLongestWaitAndItsSoundGoesAsOthersDo() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), contact);
        var goneOn = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), goneOn);
        sentOn(goneOn);

        endsUntakenAt(Archive.NOW.plus(Duration.ofDays(14)));
        assertThat(ARCHIVE.inQueue()).contains(contact);
        endsUntakenAt(Archive.NOW.plus(Duration.ofDays(14)).plusSeconds(1));

        assertThat(ARCHIVE.inQueue()).doesNotContain(contact).contains(goneOn);
        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("not-reached");
        assertThat(ARCHIVE.row(contact).getEndWhy()).isEqualTo("kept-too-long");
        assertThat(sound(contact)).isPresent();
        var later = Archive.NOW.plus(Duration.ofDays(45));
        var voicemails = new Voicemails(VoicemailRules.usual());
        ARCHIVE.db.runInTransaction(tx -> voicemails.forget(tx, later));
        assertThat(sound(contact)).isEmpty();
    }

    private void endsUntakenAt(Instant moment) {
        now.set(moment);
        var voicemails = new Voicemails(VoicemailRules.usual());
        new UntakenMessages(ARCHIVE.db, voicemails, ARCHIVE.contacts, now::get).run();
    }

    @Test
    void aContactThatIsErasedTakesItsMessageAlong() {
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        var contact = waiting("support");
        goesOn(new ScriptedLine().willSay(LONG, false), contact);

        ARCHIVE.db.runInTransaction(tx ->
                tx.dsl()
                        .deleteFrom(CONTACT_KEY)
                        .where(CONTACT_KEY.CONTACT_ID.eq(contact.value()))
                        .execute());

        assertThat(lengthOf(contact)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OverflowCause.class)
    void whoTakesTheCallBackKeepsThePlace(OverflowCause cause) {
        at(cause, new Overflow(Optional.empty(), new Way.CallBack(Overflow.unwanted(cause))));
        var contact = waiting("support");
        after(cause);
        var line = new ScriptedLine().willPress("1");

        var end = goesOn(line, contact);

        assertThat(line.heard().getFirst())
                .startsWith("We will call the number you are calling from.")
                .contains("If you want no call-back, press zero.");
        assertThat(line.heard().getLast()).startsWith("You keep your place.");
        assertThat(end).isInstanceOf(Waiting.Over.class);
        assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(new Address.Callback(Optional.empty()));
    }

    @Test
    void whoseKeptPlaceCannotBeToldHasNotDeclinedIt() {
        closed(new Overflow(Optional.empty(), new Way.CallBack(VOICEMAIL_WAY)));
        var contact = waiting("support");
        var line = new ScriptedLine().willPress("1").cannotHave("You keep your place");

        var end = goesOn(line, contact);

        assertThat(end).isInstanceOf(Waiting.Over.class);
        assertThat(line.heard()).doesNotContain("(tone)");
        assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(new Address.Callback(Optional.empty()));
    }

    @Test
    void whoDeclinesTheCallBackGoesToTheRingGroupAndOfAClosedQueueHearsGoodbye() {
        late(new Overflow(Optional.empty(), new Way.CallBack(new Way.RingGroup())));
        var late = waiting("support");
        now.set(Archive.NOW.plus(Duration.ofMinutes(2)));
        assertThat(goesOn(new ScriptedLine().willPress("0"), late))
                .isEqualTo(new Waiting.RingGroup(Unserved.LONGEST_WAIT));

        closed(SomePlans.saying("We are closed.", new Way.CallBack(new Way.End())));
        var contact = waiting("support");
        var line = new ScriptedLine().willPress("0");
        var end = goesOn(line, contact);

        assertThat(line.heard().getFirst()).startsWith("We are closed. We will call");
        assertThat(said(end)).isEqualTo("Goodbye.");
        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("turned-away");
    }

    @Test
    void whoDeclinesTheCallBackMayLeaveAMessage() {
        closed(new Overflow(Optional.empty(), new Way.CallBack(VOICEMAIL_WAY)));
        var contact = waiting("support");
        var line = new ScriptedLine().willPress("0").willSay(LONG, false);

        goesOn(line, contact);

        assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(new Address.Voicemail(Optional.empty()));
    }

    /** An agent has had the contact, and sent its caller to the queue with the age it had. */
    private void sentOn(ContactId contact) {
        now.set(now.get().plus(Duration.ofMinutes(5)));
        var call = new Address.Call("pbx1", "2." + contact, "PJSIP/" + contact);
        var wish = ARCHIVE.db.inTransaction(tx -> ARCHIVE.queue.place(tx, contact)).orElseThrow();
        ARCHIVE.db.runInTransaction(tx -> {
            ARCHIVE.queue.leave(tx, contact, WaitOutcome.ANSWERED, now.get());
            ARCHIVE.contacts.moved(tx, contact, call);
            ARCHIVE.queue.enter(
                    tx,
                    contact,
                    Channel.PHONE,
                    wish.wish(),
                    5,
                    call,
                    now.get(),
                    Optional.of(new Queue.Kept(Archive.NOW, 5)));
        });
    }

    /** Alone in its queue, which is closed for callers and not for the one agent there is. */
    private ContactId waitingForAPhone() {
        now.set(Office.NOW);
        ARCHIVE.inQueue().forEach(other -> end(other, Office.NOW));
        closed(new Overflow(Optional.empty(), VOICEMAIL_WAY));
        return waiting("support");
    }

    /** No message can be kept, for a reason as PostgreSQL gives it. */
    private static void refuses(String state) {
        ARCHIVE.db.runInTransaction(tx -> {
            tx.dsl()
                    .execute(
                            "create or replace function refuse() returns trigger language plpgsql"
                                    + " as 'begin raise exception using errcode = ''"
                                    + state
                                    + "''; end'");
            tx.dsl()
                    .execute(
                            "create trigger refuse before update on voicemail for each row"
                                    + " execute function refuse()");
        });
    }

    private static void refusesNoMore() {
        ARCHIVE.db.runInTransaction(
                tx -> tx.dsl().execute("drop trigger if exists refuse on voicemail"));
    }

    /** Whatever is said on the line, until nothing more is asked. */
    private Waiting goesOn(ScriptedLine line, ContactId contact) {
        var waiting = still().visit(contact, "");
        while (waiting instanceof Waiting.Ask(var talk)) {
            waiting = talk.apply(line);
        }
        return waiting;
    }

    private static String said(Waiting end) {
        var speech =
                switch (end) {
                    case Waiting.Over(var message) -> message;
                    case Waiting.RingGroup(_, var message) -> message;
                    case Waiting.On on -> on.announcement();
                    case Waiting.InFlow(var message) -> message;
                    case Waiting.Ask _ -> throw new AssertionError(end);
                };
        return speech.prompts().stream().map(Prompt::words).collect(Collectors.joining(" "));
    }

    private StillWaiting still() {
        var callbacks = new Callbacks(CalledBack.from());
        var numbers = new CallableNumbers(new Handles("KZ")::caller, Set.of());
        return new StillWaiting(
                ARCHIVE.db,
                ARCHIVE.dialogues,
                _ -> Optional.of(ARCHIVE.flow),
                ARCHIVE.contacts,
                SomePlans.settings(new QueuePlans(QueuePlan.usual(), plans)),
                PartingOffersTest::neverOpen,
                (_, _) -> Optional.empty(),
                new PartingOffers(
                        new CallbackOffer(
                                new CallbackRequests(
                                        ARCHIVE.db,
                                        callbacks,
                                        numbers,
                                        ARCHIVE.dialogues,
                                        ARCHIVE.contacts,
                                        now::get)),
                        new VoicemailDialogue(
                                new VoicemailRequests(
                                        ARCHIVE.db,
                                        new Voicemails(VoicemailRules.usual()),
                                        ARCHIVE.dialogues,
                                        ARCHIVE.contacts,
                                        greetings,
                                        now::get,
                                        pause),
                                ends)),
                now::get);
    }

    private void closed(Overflow overflow) {
        plans.put(SUPPORT, SomePlans.overflowing("never", Map.of(OverflowCause.CLOSED, overflow)));
    }

    private void late(Overflow overflow) {
        at(OverflowCause.LONGEST_WAIT, overflow);
    }

    private void at(OverflowCause cause, Overflow overflow) {
        if (cause == OverflowCause.CLOSED) {
            closed(overflow);
            return;
        }
        var plan = SomePlans.overflowing("", Map.of(cause, overflow));
        plans.put(
                SUPPORT,
                new QueuePlan(
                        plan.hours(),
                        plan.comfort(),
                        Duration.ofMinutes(1),
                        plan.overflow(),
                        plan.serviceLevel(),
                        plan.ringFor(),
                        plan.wrapUp()));
    }

    private void after(OverflowCause cause) {
        if (cause == OverflowCause.LONGEST_WAIT) {
            now.set(Archive.NOW.plus(Duration.ofMinutes(2)));
        }
    }

    private static OpeningHours neverOpen() {
        var week =
                DayNames.parse("daily").orElseThrow().stream()
                        .collect(Collectors.toMap(day -> day, _ -> Spans.CLOSED));
        var hours = new Hours(ZoneOffset.UTC, new Week(week), SpecialDays.none(), List.of());
        return new OpeningHours(Map.of("never", hours));
    }

    /** A caller of this test's number who was handed off just now. */
    private ContactId waiting(String queue) {
        return ARCHIVE.handedOff(own, queue, now.get());
    }

    private static Optional<Utterance> sound(ContactId contact) {
        var voicemails = new Voicemails(VoicemailRules.usual());
        return ARCHIVE.db.inTransaction(tx -> voicemails.sound(tx, contact));
    }

    /** Of the message that is kept, milliseconds. */
    private static Optional<Integer> lengthOf(ContactId contact) {
        return ARCHIVE.db.inTransaction(tx ->
                tx.dsl()
                        .select(VOICEMAIL.LENGTH_MS)
                        .from(VOICEMAIL)
                        .where(VOICEMAIL.CONTACT_ID.eq(contact.value()))
                        .fetchOptional(VOICEMAIL.LENGTH_MS));
    }

    private static void end(ContactId contact, Instant at) {
        ARCHIVE.db.runInTransaction(tx -> {
            ARCHIVE.queue.leave(tx, contact, at);
            ARCHIVE.contacts.finish(
                    tx,
                    contact,
                    new Ended.Served(Parting.OfAgent.HUNG_UP),
                    at,
                    Optional.empty(),
                    TopicSource.KEY);
        });
    }
}
