package io.recaller.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unreached;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.CallbackCall;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.PlayedMessage;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent's leg that calls a customer back, as Asterisk's manager sees it. */
class CallbackLegTest {
    private static final UUID OFFER = UUID.fromString("0190b2a0-0000-7000-8000-000000000001");
    private static final UUID CONTACT = UUID.fromString("0190b2a0-0000-7000-8000-000000000002");

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final FakeAmi asterisk = new FakeAmi();
    private final AmiLink link =
            AmiLink.open(
                    new AmiSettings(
                            "127.0.0.1",
                            asterisk.port(),
                            "recaller",
                            "secret",
                            Optional.empty(),
                            Duration.ofMillis(500),
                            Duration.ofSeconds(10),
                            Duration.ofMillis(100),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(3)),
                    new Told(),
                    List::of,
                    _ -> new Nobody(),
                    (system, _) -> Optional.of(new Reach(system, true)),
                    new SimpleMeterRegistry());

    @BeforeEach
    void connected() {
        await().atMost(Duration.ofSeconds(30)).until(link::hears);
        asterisk.variable("RECALLER_ROUTE", "PJSIP/NUMBER@trunk");
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        asterisk.close();
    }

    @Test
    void theDialplanIsToldWhomToCallForHowLongAndWhatTheyHear() throws Exception {
        link.phones().ring(ring(Optional.of(call("+77010000042", "/p/this-is&/p/press"))));

        var originate = asterisk.awaitAction("Originate");

        assertThat(originate)
                .containsEntry("Channel", "PJSIP/phone-1")
                .containsEntry("ChannelId", OFFER.toString())
                .containsEntry("Context", "recaller-callback");
        assertThat(originate.get("Variable"))
                .contains(
                        "RECALLER_NUMBER=+77010000042",
                        "RECALLER_GREETING=/p/this-is&/p/press",
                        "RECALLER_RING=30",
                        "RECALLER_CONTACT=" + CONTACT,
                        "RECALLER_OFFER=" + OFFER)
                .doesNotContain("RECALLER_CALLER");
    }

    @Test
    void withoutARouteNoAgentIsRungForWhoeverCannotBeCalled() {
        asterisk.variable("RECALLER_ROUTE", "");

        link.phones().ring(ring(Optional.of(call("+77010000042", ""))));

        await().untilAsserted(() -> assertThat(told).containsExactly("not reached out-of-reach"));
    }

    @Test
    void whomNobodyIsToCallAnyMoreIsNotRungFor() {
        link.phones().ring(ring(Optional.empty()));

        await().untilAsserted(() -> assertThat(told).containsExactly("not reached out-of-reach"));
    }

    @ParameterizedTest
    @CsvSource({
        "unreached, busy, not reached busy",
        "unreached, no-answer, not reached no-answer",
        "unreached, not-confirmed, not reached not-confirmed",
        "unreached, out-of-reach, not reached out-of-reach",
        "unreached, something-new, not reached out-of-reach",
        "left, '', REFUSED",
    })
    void whatBecameOfTheCallIsTold(String result, String why, String expected) throws Exception {
        link.phones().ring(ring(Optional.of(call("+77010000042", ""))));
        asterisk.awaitAction("Originate");

        bridge("calling", "");
        bridge(result, why);

        await().untilAsserted(() -> assertThat(told).containsExactly("calling", expected));
    }

    /** All channels are listed at each look, and a customer may be rung for half a minute. */
    @Test
    void whileTheCustomerIsCalledNobodyLooksForTheLegAgainAndAgain() throws Exception {
        asterisk.channel("PJSIP/phone-1-00000002", OFFER.toString(), "1.1", "");
        link.phones().ring(ring(Optional.of(call("+77010000042", ""))));
        asterisk.awaitAction("Originate");

        pickUp();
        bridge("calling", "");

        await().pollDelay(Duration.ofSeconds(3)).until(() -> told.contains("calling"));
        assertThat(asterisk.asked("Status")).isZero();
    }

    /** As without app_userevent. */
    @Test
    void aLegThatIsThereIsLookedForOnceWhereTheDialplanSaysNothing() throws Exception {
        asterisk.channel("PJSIP/phone-1-00000002", OFFER.toString(), "1.1", "");
        link.phones().ring(ring(Optional.of(call("+77010000042", ""))));
        asterisk.awaitAction("Originate");

        pickUp();

        asterisk.awaitAction("Status");
        await().pollDelay(Duration.ofSeconds(3)).until(told::isEmpty);
        assertThat(asterisk.asked("Status")).isLessThanOrEqualTo(1);
    }

    @Test
    void anAgentWhoPickedUpForACallBackHasNotRefusedWhenItsEndIsUnheard() throws Exception {
        link.phones().ring(ring(Optional.of(call("+77010000042", ""))));
        asterisk.awaitAction("Originate");
        pickUp();
        bridge("calling", "");
        await().pollDelay(Duration.ofMillis(3200)).until(() -> told.contains("calling"));

        asterisk.drop();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told).containsExactly("calling", "FAILED"));
    }

    @Test
    void whatAMessageIsPlayedWithIsToldToTheDialplan() throws Exception {
        var message = message(Optional.of(call("+77010000042", "/p/this-is")));

        link.phones().ring(ring(message));

        var originate = asterisk.awaitAction("Originate");
        assertThat(originate).containsEntry("Context", "recaller-voicemail");
        assertThat(originate.get("Variable"))
                .contains(
                        "RECALLER_MESSAGE=/p/message",
                        "RECALLER_CHOICE=/p/keys",
                        "RECALLER_MISSED=/p/missed",
                        "RECALLER_NUMBER=+77010000042",
                        "RECALLER_GREETING=/p/this-is");
    }

    @Test
    void aMessageIsHeardAlsoWhereNobodyCanBeCalled() throws Exception {
        asterisk.variable("RECALLER_ROUTE", "");

        link.phones().ring(ring(message(Optional.of(call("+77010000042", "")))));

        assertThat(asterisk.awaitAction("Originate").get("Variable"))
                .contains("RECALLER_MESSAGE=/p/message", "RECALLER_CHOICE=/p/repeat")
                .doesNotContain("RECALLER_NUMBER");
    }

    @Test
    void aMessageThatIsGoneOrCannotBeReadRingsNoPhoneAndHoldsUpNobodyWhoRings() {
        link.phones()
                .ring(
                        ring(() -> {
                            throw new IllegalStateException("the database is away");
                        }));
        await().untilAsserted(() -> assertThat(told).containsExactly("FAILED"));

        Supplier<Optional<PlayedMessage>> gone = Optional::empty;
        link.phones().ring(ring(gone));

        await().untilAsserted(() -> assertThat(told).containsExactly("FAILED", "FAILED"));
    }

    @Test
    void whoNeedsNoMessageAnyMoreStopsThePhoneBeforeItRings() throws Exception {
        var isRead = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        link.phones()
                .ring(
                        ring(() -> {
                            isRead.countDown();
                            awaits(mayGoOn);
                            return Optional.of(message(Optional.empty()));
                        }));
        assertThat(isRead.await(10, TimeUnit.SECONDS)).isTrue();

        link.phones().cancel(new AssignmentId(OFFER));
        mayGoOn.countDown();
        link.phones().ring(ring(UUID.randomUUID(), Optional.of(call("+77010000042", ""))));

        assertThat(asterisk.awaitAction("Originate")).containsEntry("Context", "recaller-callback");
        assertThat(told).isEmpty();
    }

    private static void awaits(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theAnswerOfTheCustomerIsToldAfterTheAgents() throws Exception {
        link.phones().ring(ring(message(Optional.empty())));
        asterisk.awaitAction("Originate");

        bridge("answered", "");
        bridge("reached", "");
        bridge("talked", "");

        await().untilAsserted(
                        () -> assertThat(told).containsExactly("BRIDGED", "reached", "ENDED"));
    }

    @Test
    void aMessageThatWasNotPlayedToItsEndIsToldAsNotHeard() throws Exception {
        link.phones().ring(ring(message(Optional.empty())));
        asterisk.awaitAction("Originate");

        bridge("answered", "");
        bridge("failed", "");

        await().untilAsserted(() -> assertThat(told).containsExactly("BRIDGED", "FAILED"));
    }

    @Test
    void theAnswerOfTheCustomerThatNobodyHeardIsSeen() throws Exception {
        link.phones().ring(ring(message(Optional.empty())));
        asterisk.awaitAction("Originate");
        bridge("answered", "");
        await().untilAsserted(() -> assertThat(told).containsExactly("BRIDGED"));
        asterisk.channel("PJSIP/phone-1-00000002", OFFER.toString(), "1.1", "bridge-1");

        asterisk.drop();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told).containsExactly("BRIDGED", "reached"));
    }

    private static PlayedMessage message(Optional<CallbackCall> back) {
        return new PlayedMessage("/p/message", "/p/keys", "/p/repeat", "/p/missed", back);
    }

    private static Ring ring(PlayedMessage message) {
        return ring(() -> Optional.of(message));
    }

    private static Ring ring(Supplier<Optional<PlayedMessage>> message) {
        return new Ring(
                new AssignmentId(OFFER),
                new ContactId(CONTACT),
                new AgentId(CONTACT),
                "PJSIP/phone-1",
                new Address.Voicemail(Optional.of("")),
                "Aigerim",
                Duration.ofSeconds(20),
                Optional.empty(),
                message);
    }

    private void pickUp() throws IOException {
        asterisk.emit(
                "Event: OriginateResponse",
                "Privilege: call,all",
                "ActionID: other_1#" + OFFER,
                "Response: Success",
                "Channel: PJSIP/phone-1",
                "Context: recaller-callback",
                "Exten: s",
                "Reason: 4",
                "Uniqueid: " + OFFER);
    }

    private void bridge(String result, String why) throws IOException {
        asterisk.emit(
                "Event: UserEvent",
                "Privilege: user,all",
                "UserEvent: RecallerBridge",
                "Contact: " + CONTACT,
                "Offer: " + OFFER,
                "Result: " + result,
                "Why: " + why);
    }

    private static CallbackCall call(String number, String greeting) {
        return new CallbackCall(
                new Handle(HandleKind.TEL, number), greeting, Duration.ofSeconds(30));
    }

    private static Ring ring(Optional<CallbackCall> back) {
        return ring(OFFER, back);
    }

    private static Ring ring(UUID offer, Optional<CallbackCall> back) {
        return new Ring(
                new AssignmentId(offer),
                new ContactId(CONTACT),
                new AgentId(CONTACT),
                "PJSIP/phone-1",
                new Address.Callback(Optional.of("")),
                "Aigerim",
                Duration.ofSeconds(20),
                back);
    }

    private final class Told implements PhoneEvents {
        @Override
        public void ring(AssignmentId assignment, RingOutcome outcome) {
            told.add(outcome.name());
        }

        @Override
        public void calling(AssignmentId assignment) {
            told.add("calling");
        }

        @Override
        public void reached(AssignmentId assignment) {
            told.add("reached");
        }

        @Override
        public void notReached(AssignmentId assignment, Unreached why) {
            told.add("not reached " + why.slug());
        }
    }

    private static final class Nobody implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp how) {}

        @Override
        public void replaced(ContactId contact, String number) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> contacts) {}
    }
}
