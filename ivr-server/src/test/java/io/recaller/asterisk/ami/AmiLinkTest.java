package io.recaller.asterisk.ami;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AmiLinkTest {
    private static final String OFFER = "019b0000-0000-7000-8000-0000000000aa";
    private static final String CONTACT = "019b0000-0000-7000-8000-0000000000bb";
    private static final String CALM = "019b0000-0000-7000-8000-0000000000dd";
    private static final String CALLER = "PJSIP/trunk-00000001";
    private static final String OTHER = "PJSIP/trunk-00000009";

    private static final String[] A_HUNDRED_EVENTS =
            IntStream.range(0, 100)
                    .boxed()
                    .flatMap(i ->
                            Stream.of(
                                    "Event: PeerStatus",
                                    "Peer: PJSIP/" + i,
                                    "PeerStatus: Reachable" + (i < 99 ? "\r\n" : "")))
                    .toArray(String[]::new);

    private final BlockingQueue<RingOutcome> outcomes = new LinkedBlockingQueue<>();
    private final BlockingQueue<ContactId> gone = new LinkedBlockingQueue<>();
    private final List<Optional<Unserved>> causes = new CopyOnWriteArrayList<>();
    private final BlockingQueue<HangUp> how = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<ContactId, Address>> alive = new LinkedBlockingQueue<>();
    private final BlockingQueue<ContactId> replaced = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> newcomers = new LinkedBlockingQueue<>();
    private final Set<String> namesTaken = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<ContactId> given = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> back = new LinkedBlockingQueue<>();
    private final Set<String> formerNames = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Engagement> engaged = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch busy = new CountDownLatch(1);
    private volatile boolean isSlow;
    private final FakeAmi asterisk = new FakeAmi();
    private final AmiLink link = link(asterisk.port(), Duration.ofMinutes(1));

    @BeforeEach
    void connected() throws InterruptedException {
        assertThat(alive.poll(20, TimeUnit.SECONDS)).isEmpty();
        await().until(link::hears);
        asterisk.variable("RECALLER_CONTACT", CONTACT);
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        asterisk.close();
    }

    @Test
    void aPhoneIsRungByTheOffersIdAndNoTextCanAddAHeader() throws Exception {
        link.phones().ring(ring("Aigerim\r\nAction: Logoff \"<1>", Duration.ofSeconds(20)));

        var originate = asterisk.awaitAction("Originate");
        assertThat(originate)
                .containsEntry("Channel", "PJSIP/phone-1")
                .containsEntry("ChannelId", OFFER)
                .containsEntry("Context", "recaller-agent")
                .containsEntry("Exten", "s")
                .containsEntry("Timeout", "20000")
                .containsEntry("Async", "true")
                .containsEntry("CallerID", "\"AigerimAction: Logoff 1\" <>");
        assertThat(originate.get("Variable"))
                .contains(
                        "RECALLER_CALLER=" + CALLER,
                        "RECALLER_CONTACT=" + CONTACT,
                        "RECALLER_OFFER=" + OFFER);
    }

    @Test
    void anAnswerATalkAndItsEndAreReported() throws Exception {
        rung();

        bridge("answered");
        bridge("talked");

        assertThat(next()).isEqualTo(RingOutcome.BRIDGED);
        assertThat(next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void aCallerWhoHadGoneAtAnswerIsNamed() throws Exception {
        rung();

        bridge("gone");

        assertThat(next()).isEqualTo(RingOutcome.CALLER_GONE);
    }

    @Test
    void aPhoneThatRingsToTheEndHasNotAnsweredAndABusyOneRefused() throws Exception {
        rung();
        originateFailed(3);
        var first = next();
        rung();
        originateFailed(5);
        var second = next();

        assertThat(first).isEqualTo(RingOutcome.NO_ANSWER);
        assertThat(second).isEqualTo(RingOutcome.REFUSED);
    }

    @Test
    void aRingThatAsteriskDoesNotTakeIsNotThePhonesFault() throws Exception {
        asterisk.refuseOriginate();

        rung();

        assertThat(next()).isEqualTo(RingOutcome.FAILED);
    }

    @Test
    void withoutALinkNoPhoneCanBeRungAndNobodyIsBlamed() throws Exception {
        asterisk.close();
        await().until(() -> !link.isConnected());
        var ring = ring("Aigerim", Duration.ofSeconds(20));

        assertThatThrownBy(() -> link.phones().ring(ring)).hasMessageContaining("not connected");

        assertThat(outcomes).isEmpty();
    }

    @Test
    void aBridgeThatCannotBeMadeIsAFailure() throws Exception {
        rung();

        bridge("answered");
        bridge("failed");

        assertThat(next()).isEqualTo(RingOutcome.BRIDGED);
        assertThat(next()).isEqualTo(RingOutcome.FAILED);
    }

    @Test
    void aRingThatIsCancelledIsHungUpAndNothingMoreIsSaidOfIt() throws Exception {
        rung();

        link.phones().cancel(new AssignmentId(UUID.fromString(OFFER)));

        assertThat(asterisk.awaitAction("Hangup")).containsEntry("Channel", OFFER);
        originateFailed(1);
        bridge("gone");
        assertThat(next()).isEqualTo(RingOutcome.CALLER_GONE);
    }

    @Test
    void aCallersEndIsReported() throws Exception {
        asterisk.emit(
                "Event: UserEvent",
                "Privilege: user,all",
                "UserEvent: RecallerEnded",
                "Channel: " + CALLER,
                "Uniqueid: 1.1",
                "Contact: " + CONTACT,
                "Place: menu",
                "Cause: 16");

        assertThat(gone.poll(10, TimeUnit.SECONDS))
                .isEqualTo(new ContactId(UUID.fromString(CONTACT)));
    }

    @ParameterizedTest
    @CsvSource({
        "16, caller, BY_CALLER",
        "16, other, BY_OTHER",
        "16, limit, AT_LIMIT",
        "16, flow, BY_FLOW",
        "16, anew, CALLED_ANEW",
        "16, '', UNTOLD",
        "16, a-word-to-come, UNTOLD",
        "44, '', LINE_LOST",
        "0, '', LINE_LOST",
        "0, caller, BY_CALLER",
        "102, caller, LINE_LOST",
        "38, limit, AT_LIMIT"
    })
    void whoEndedACallIsReportedAndALineThatFailedIsNobodys(String cause, String by, HangUp told)
            throws Exception {
        asterisk.emit(
                "Event: UserEvent",
                "Privilege: user,all",
                "UserEvent: RecallerEnded",
                "Channel: " + CALLER,
                "Uniqueid: 1.1",
                "Contact: " + CONTACT,
                "Place: wait",
                "Cause: " + cause,
                "By: " + by);

        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(how).containsExactly(told);
    }

    @Test
    void aLostLinkIsMadeAgainAndTheStateIsReadAnew() throws Exception {
        asterisk.channel(CALLER, "1.1", "1.7", "", "RECALLER_CONTACT=" + CONTACT);

        asterisk.drop();

        assertThat(alive.poll(30, TimeUnit.SECONDS))
                .containsExactly(Map.entry(contact(), new Address.Call("fake", "1.7", CALLER)));
        await().until(link::hears);
        rung();
    }

    @Test
    void aLegThatEndedWhileTheLinkWasLostIsReported() throws Exception {
        rung();
        bridge("answered");
        assertThat(next()).isEqualTo(RingOutcome.BRIDGED);
        // Older than a leg whose channel may still come.
        await().pollDelay(Duration.ofMillis(3200)).until(() -> true);

        asterisk.drop();

        assertThat(next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void aTalkThatEndedWhileNobodyListenedIsReported() throws Exception {
        engaged.add(engagement(true, Optional.of("fake")));

        asterisk.drop();

        assertThat(next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void anAnswerThatNobodyHeardIsReported() throws Exception {
        engaged.add(engagement(false, Optional.of("fake")));
        asterisk.channel("PJSIP/phone-1-00000002", OFFER, "1.1", "bridge-1");

        asterisk.drop();

        assertThat(next()).isEqualTo(RingOutcome.BRIDGED);
    }

    @Test
    void talksThatGoOnPhonesThatRingAndAnotherAsterisksTalksAreLeftAlone() throws Exception {
        var ringing = "019b0000-0000-7000-8000-0000000000cc";
        engaged.add(engagement(true, Optional.of("fake")));
        engaged.add(engagement(ringing, false, Optional.of("fake")));
        engaged.add(engagement(CONTACT, true, Optional.of("elsewhere")));
        engaged.add(engagement(CALM, true, Optional.empty()));
        asterisk.channel("PJSIP/phone-1-00000002", OFFER, "1.1", "bridge-1");
        asterisk.channel("PJSIP/phone-2-00000003", ringing, "1.2", "");

        asterisk.drop();

        assertThat(alive.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void theCallsAreLookedAtNowAndThenWithoutALoss() throws Exception {
        try (var other = new FakeAmi();
                var quick = link(other.port(), Duration.ofMillis(100))) {
            await().until(quick::isConnected);

            other.channel(CALLER, "1.1", "1.1", "", "RECALLER_CONTACT=" + CONTACT);
            engaged.add(engagement(true, Optional.of("fake")));

            await().until(() -> {
                var found = alive.poll(1, TimeUnit.SECONDS);
                return found != null && found.containsKey(contact());
            });
            assertThat(next()).isEqualTo(RingOutcome.ENDED);
        }
    }

    @Test
    void aCallerWhoWasTransferredInGoesOnAndTheNextEndIsHeardOfAgain() throws Exception {
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        ended(CALLER + "<ZOMBIE>");

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "RECALLER_CONTACT");
        asterisk.awaitAction("SetVar");
        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "CHANNEL(hangup_handler_push)");
        assertThat(alive.poll(10, TimeUnit.SECONDS))
                .containsEntry(contact(), new Address.Call("fake", "9.1", OTHER));
        assertThat(gone).isEmpty();
        assertThat(replaced).containsExactly(contact());
    }

    @ParameterizedTest
    @CsvSource({
        "allowed_not_screened, +41446681800",
        "allowed_passed_screen, +41446681800",
        "prohib_not_screened, ''",
        "unavailable, ''",
    })
    void whoTookTheCallersPlaceIsToldByTheNumberTheyShow(String presentation, String told)
            throws Exception {
        asterisk.channel(
                OTHER,
                "9.9",
                "9.1",
                "",
                "RECALLER_CONTACT=" + CONTACT,
                "CALLERID(num)=+41446681800",
                "CALLERID(num-pres)=" + presentation);

        ended(CALLER + "<ZOMBIE>");

        assertThat(newcomers.poll(10, TimeUnit.SECONDS)).isEqualTo(told);
    }

    @Test
    void whoTookTheCallersPlaceWhileTheLinkWasAwayIsToldWhenItIsBack() throws Exception {
        asterisk.channel(CALLER, "1.1", "1.1", "", "RECALLER_CONTACT=" + CONTACT);
        asterisk.drop();
        assertThat(alive.poll(30, TimeUnit.SECONDS)).containsKey(contact());
        asterisk.clear();
        asterisk.channel(
                OTHER,
                "9.9",
                "9.1",
                "",
                "RECALLER_CONTACT=" + CONTACT,
                "CALLERID(num)=+41446681800",
                "CALLERID(num-pres)=allowed");

        asterisk.drop();

        assertThat(newcomers.poll(30, TimeUnit.SECONDS)).isEqualTo("+41446681800");
        assertThat(replaced).containsExactly(contact());
        assertThat(gone).isEmpty();
    }

    @Test
    void aTelephoneThatGaveItsPlaceAwayIsNotTheCallersEndWhateverItIsCalled() throws Exception {
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        ended(CALLER, "At: from-trunk");

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "RECALLER_CONTACT");
        assertThat(gone).isEmpty();
    }

    @Test
    void anEndInTheRingGroupOfAContactThatWaitsIsNotItsCallersEnd() throws Exception {
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        ended(CALLER, "At: recaller-ringgroup");

        assertThat(asterisk.awaitAction("SetVar")).containsEntry("Channel", OTHER);
        assertThat(gone).isEmpty();
    }

    @Test
    void whoTookTheCallersPlaceInATalkOfTheRingGroupCarriesTheContactOn() throws Exception {
        asterisk.channel(
                "PJSIP/reception-00000002", "8.8", "1.1", "talk", "RECALLER_RUNG_FOR=" + CONTACT);
        asterisk.channel(
                OTHER,
                "9.9",
                "9.1",
                "talk",
                "CALLERID(num)=+41446681800",
                "CALLERID(num-pres)=allowed");

        endedIn("ringgroup", CALLER, "At: recaller-ringgroup");

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "RECALLER_CONTACT");
        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Variable", "RECALLER_PLACE")
                .containsEntry("Value", "ringgroup");
        assertThat(newcomers.poll(10, TimeUnit.SECONDS)).isEqualTo("+41446681800");
        assertThat(gone).isEmpty();
    }

    @Test
    void aCallerWhoLeavesTheRingGroupLeavesNobodyBehind() throws Exception {
        asterisk.channel(
                "PJSIP/reception-00000002", "8.8", "1.1", "talk", "RECALLER_RUNG_FOR=" + CONTACT);
        asterisk.channel(OTHER, "9.9", "9.1", "another talk");

        endedIn("ringgroup", CALLER, "At: recaller-ringgroup");

        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(replaced).isEmpty();
    }

    @ParameterizedTest(name = "the answer is heard first: {0}")
    @ValueSource(booleans = {true, false})
    void whoHangsUpAsTheAgentAnswersLeavesNobodyOnADeadLine(boolean answerFirst) throws Exception {
        leg("talk");
        asterisk.channel(
                CALLER,
                "1.1",
                "1.1",
                "talk",
                "RECALLER_CONTACT=" + CONTACT,
                "RECALLER_PLACE=wait",
                "RECALLER_OVER=1795696584");

        if (answerFirst) {
            bridge("answered");
            ended(CALLER, "At: recaller-wait");
        } else {
            ended(CALLER, "At: recaller-wait");
            bridge("answered");
        }

        assertThat(asterisk.awaitAction("Hangup")).containsEntry("Channel", CALLER);
        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(replaced).isEmpty();
    }

    /** They hung up to be called back, and an agent was free at once. */
    @Test
    void whoIsCalledBackAtOnceIsNotTakenForOneWhoTookTheirOwnPlace() throws Exception {
        ended(CALLER, "At: recaller-wait");
        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        leg("talk");
        asterisk.channel(OTHER, "9.9", "9.9", "talk", "RECALLER_CONTACT=" + CONTACT);

        bridge("answered");
        asterisk.awaitAction("Status");
        asterisk.awaitAction("Status");
        ended(OTHER, "At: from-trunk");
        bridge("talked");

        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(replaced).isEmpty();
    }

    @Test
    void whatComesFasterThanItIsHandledIsCountedAndLeftOut() throws Exception {
        isSlow = true;
        ended(CALLER, "At: recaller-wait");

        for (var hundreds = 0; hundreds < 110; hundreds++) {
            asterisk.emit(A_HUNDRED_EVENTS);
        }

        await().until(() -> meters.counter("recaller.ami.dropped").count() > 0);
        assertThat(meters.get("recaller.ami.queue").gauge().value()).isEqualTo(10_000);
        busy.countDown();
        await().until(() -> meters.get("recaller.ami.queue").gauge().value() == 0);
    }

    @Test
    void anEndInTheQueueNeedsNoLook() throws Exception {
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        ended(CALLER, "At: recaller-wait");

        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
    }

    @Test
    void whoIsLedToTheRingGroupIsToldAndFoundThereByALook() throws Exception {
        asterisk.emit(
                "Event: UserEvent",
                "Privilege: user,all",
                "UserEvent: RecallerRingGroup",
                "Channel: " + CALLER,
                "Uniqueid: 1.1",
                "Contact: " + CONTACT,
                "Why: longest-wait");
        assertThat(given.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());

        asterisk.channel(
                CALLER,
                "1.1",
                "1.7",
                "",
                "RECALLER_CONTACT=" + CONTACT,
                "RECALLER_PLACE=ringgroup",
                "RECALLER_WHY=queue-unwritten");
        asterisk.drop();

        assertThat(given.poll(20, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(causes)
                .startsWith(
                        Optional.of(Unserved.LONGEST_WAIT), Optional.of(Unserved.QUEUE_UNWRITTEN));
        assertThat(back.poll(20, TimeUnit.SECONDS)).as("at the first link").isEqualTo("fake");
        assertThat(back.poll(20, TimeUnit.SECONDS)).as("and again").isEqualTo("fake");
    }

    @Test
    void aChannelThatWasReplacedByNobodyIsTheCallersEnd() throws Exception {
        ended("Local/8000@from-phones-00000003;2");

        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
    }

    @Test
    void whoTakesTheCallersPlaceInATalkCarriesTheContactOn() throws Exception {
        rung();
        bridge("answered");
        leg("bridge-1");
        asterisk.channel(OTHER, "9.9", "9.1", "bridge-1");

        ended("Local/8000@from-phones-00000003;2");

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "RECALLER_CONTACT")
                .containsEntry("Value", CONTACT);
        assertThat(gone).isEmpty();
        assertThat(replaced).isEmpty();
    }

    @Test
    void aTalkThatBeganAndEndedWhileTheLinkWasLostIsReportedAsOne() throws Exception {
        rung();
        asterisk.kept("recaller-talk/00aa", OFFER + "/talked/1764101983");
        // Older than a leg whose channel may still come.
        await().pollDelay(Duration.ofMillis(3200)).until(() -> true);

        asterisk.drop();

        assertThat(next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void aTalkThatItsCallerEndsEndsTheContactWithIt() throws Exception {
        rung();
        bridge("answered");
        assertThat(next()).isEqualTo(RingOutcome.BRIDGED);

        ended(CALLER);
        bridge("talked");

        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void aCallerWhoIsElsewhereAtTheAnswerIsOfferedAgain() throws Exception {
        rung();
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        bridge("gone");

        assertThat(next()).isEqualTo(RingOutcome.FAILED);
    }

    @Test
    void aRingingPhoneFollowsItsCallerToAnotherChannel() throws Exception {
        rung();
        leg("", "RECALLER_CALLER=" + CALLER);
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        asterisk.drop();

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", "PJSIP/phone-1-00000002")
                .containsEntry("Variable", "RECALLER_CALLER")
                .containsEntry("Value", OTHER);
    }

    @Test
    void nobodyIsRungForAnotherCallerWhoseChannelHasTheSameName() throws Exception {
        asterisk.variable("RECALLER_CONTACT", OFFER);

        link.phones().ring(ring("Aigerim", Duration.ofSeconds(20)));

        assertThat(next()).isEqualTo(RingOutcome.FAILED);
    }

    @Test
    void whileAsteriskHoldsItsBreathNobodyIsInReachAndNoRingIsTakenForFailed() throws Exception {
        rung();
        leg("bridge-1");

        asterisk.hold(true);
        await().atMost(Duration.ofSeconds(20)).until(() -> link.phones().reach().isEmpty());
        assertThat(outcomes).isEmpty();
        asterisk.hold(false);

        await().atMost(Duration.ofSeconds(20)).until(link::hears);
        assertThat(next()).isEqualTo(RingOutcome.BRIDGED);
    }

    @Test
    void anAsteriskWhoseNameIsTakenIsNeitherListenedToNorRung() throws Exception {
        namesTaken.add("fake");
        engaged.add(engagement(true, Optional.of("fake")));

        asterisk.drop();
        await().until(link::isConnected);

        await().during(Duration.ofSeconds(1)).until(() -> link.phones().reach().isEmpty());
        assertThat(outcomes).isEmpty();
        namesTaken.clear();
        assertThat(next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void whatWasLeftUnderAFormerNameOfThatAsteriskIsOverOnceAndForAll() throws Exception {
        formerNames.add("");
        engaged.add(engagement(true, Optional.empty()));
        asterisk.channel(CALLER, "1.1", "1.7", "", "RECALLER_CONTACT=" + CONTACT);

        asterisk.drop();

        assertThat(next()).isEqualTo(RingOutcome.ENDED);
        assertThat(alive.poll(30, TimeUnit.SECONDS)).as("of the former name").isEmpty();
        assertThat(alive.poll(30, TimeUnit.SECONDS)).containsKey(contact());
        assertThat(formerNames).isEmpty();
    }

    @Test
    void aFormerNameWaitsWhileTheDatabaseIsAway() throws Exception {
        formerNames.add("");
        failures.set(2);
        asterisk.drop();

        await().atMost(Duration.ofSeconds(20)).until(formerNames::isEmpty);

        assertThat(failures.get()).isNegative();
    }

    @Test
    void aLinkWaitsForAnAsteriskThatIsNotThereYet() throws Exception {
        var port = asterisk.port();
        asterisk.close();
        try (var early = link(port, Duration.ofMinutes(1))) {
            assertThat(early.isConnected()).isFalse();
        }
    }

    private AmiLink link(int port, Duration lookEvery) {
        var settings =
                new AmiSettings(
                        "127.0.0.1",
                        port,
                        "recaller",
                        "secret",
                        Optional.empty(),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        lookEvery,
                        Duration.ofSeconds(3));
        return AmiLink.open(
                settings,
                (_, outcome) -> outcomes.add(outcome),
                () -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("database away");
                    }
                    return List.copyOf(engaged);
                },
                _ -> new Callers(),
                new Names(),
                meters);
    }

    private static Engagement engagement(boolean talking, Optional<String> system) {
        return engagement(OFFER, talking, system);
    }

    private static Engagement engagement(String offer, boolean talking, Optional<String> system) {
        return new Engagement(
                new AssignmentId(UUID.fromString(offer)),
                new ContactId(UUID.fromString(CONTACT)),
                new AgentId(UUID.fromString(CONTACT)),
                talking,
                system);
    }

    private void rung() throws InterruptedException {
        link.phones().ring(ring("Aigerim", Duration.ofSeconds(20)));
        asterisk.awaitAction("Originate");
    }

    private static Ring ring(String name, Duration time) {
        return new Ring(
                new AssignmentId(UUID.fromString(OFFER)),
                new ContactId(UUID.fromString(CONTACT)),
                new AgentId(UUID.fromString(CONTACT)),
                "PJSIP/phone-1",
                new Address.Call("fake", "1.7", CALLER),
                name,
                time);
    }

    private static ContactId contact() {
        return new ContactId(UUID.fromString(CONTACT));
    }

    /** The agent's leg; in a bridge unless that is empty. */
    private void leg(String bridge, String... variables) {
        asterisk.channel(
                "PJSIP/phone-1-00000002",
                OFFER,
                "1.1",
                bridge,
                Stream.concat(
                                Stream.of("RECALLER_CONTACT=" + CONTACT, "RECALLER_OFFER=" + OFFER),
                                Stream.of(variables))
                        .toArray(String[]::new));
    }

    private void ended(String channel, String... more) throws IOException {
        endedIn("wait", channel, more);
    }

    private void endedIn(String place, String channel, String... more) throws IOException {
        asterisk.emit(
                Stream.concat(
                                Stream.of(
                                        "Event: UserEvent",
                                        "Privilege: user,all",
                                        "UserEvent: RecallerEnded",
                                        "Channel: " + channel,
                                        "Uniqueid: 1.1",
                                        "Contact: " + CONTACT,
                                        "Place: " + place,
                                        "Cause: 16"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private void bridge(String result) throws IOException {
        asterisk.emit(
                "Event: UserEvent",
                "Privilege: user,all",
                "UserEvent: RecallerBridge",
                "Channel: PJSIP/phone-1-00000002",
                "Uniqueid: " + OFFER,
                "Contact: " + CONTACT,
                "Offer: " + OFFER,
                "Result: " + result);
    }

    private void originateFailed(int reason) throws IOException {
        asterisk.emit(
                "Event: OriginateResponse",
                "Privilege: call,all",
                "ActionID: other_1#" + OFFER,
                "Response: Failure",
                "Channel: PJSIP/phone-1",
                "Context: recaller-agent",
                "Exten: s",
                "Reason: " + reason,
                "Uniqueid: <null>");
    }

    private RingOutcome next() throws InterruptedException {
        return requireNonNull(outcomes.poll(20, TimeUnit.SECONDS));
    }

    private final class Callers implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp how) {
            AmiLinkTest.this.how.add(how);
            if (isSlow) {
                try {
                    busy.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            gone.add(contact);
        }

        @Override
        public void replaced(ContactId contact, String number) {
            replaced.add(contact);
            newcomers.add(number);
        }

        @Override
        public void ledToRingGroup(ContactId contact, Optional<Unserved> cause) {
            causes.add(cause);
            given.add(contact);
        }

        @Override
        public void backInReach(String asteriskSystem) {
            back.add(asteriskSystem);
        }

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> contacts) {
            alive.add(contacts);
        }
    }

    private final class Names implements SystemNames {
        @Override
        public Optional<Reach> announce(String system, String identity) {
            return namesTaken.contains(system)
                    ? Optional.empty()
                    : Optional.of(new Reach(system, true));
        }

        @Override
        public Set<String> formerNames() {
            return formerNames;
        }

        @Override
        public void ended(String formerName) {
            formerNames.remove(formerName);
        }
    }
}
