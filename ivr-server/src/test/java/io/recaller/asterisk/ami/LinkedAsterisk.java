package io.recaller.asterisk.ami;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.stream.Stream;

/** A played Asterisk, the link to it, and what was told of it. */
final class LinkedAsterisk implements AutoCloseable {
    static final String OFFER = "019b0000-0000-7000-8000-0000000000aa";
    static final String CONTACT = "019b0000-0000-7000-8000-0000000000bb";
    static final String CALLER = "PJSIP/trunk-00000001";
    static final String OTHER = "PJSIP/trunk-00000009";

    final BlockingQueue<RingOutcome> outcomes = new LinkedBlockingQueue<>();
    final BlockingQueue<ContactId> gone = new LinkedBlockingQueue<>();
    final List<Optional<Unserved>> causes = new CopyOnWriteArrayList<>();
    final BlockingQueue<HangUp> how = new LinkedBlockingQueue<>();
    final BlockingQueue<Map<ContactId, Address>> alive = new LinkedBlockingQueue<>();
    final BlockingQueue<ContactId> replaced = new LinkedBlockingQueue<>();
    final BlockingQueue<String> newcomers = new LinkedBlockingQueue<>();
    final Set<String> namesTaken = ConcurrentHashMap.newKeySet();
    final BlockingQueue<ContactId> given = new LinkedBlockingQueue<>();
    final BlockingQueue<String> back = new LinkedBlockingQueue<>();
    final Set<String> formerNames = ConcurrentHashMap.newKeySet();
    final AtomicInteger failures = new AtomicInteger();
    final List<Engagement> engaged = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch busy = new CountDownLatch(1);
    private volatile boolean isSlow;
    final FakeAmi asterisk = new FakeAmi();
    final AmiLink link = link(asterisk.port(), Duration.ofMinutes(1));

    void connected() throws InterruptedException {
        assertThat(alive.poll(20, TimeUnit.SECONDS)).isEmpty();
        await().until(link::hears);
        asterisk.variable("RECALLER_CONTACT", CONTACT);
    }

    @Override
    public void close() throws IOException {
        link.close();
        asterisk.close();
    }

    /** From now on each end that is told keeps whoever it is told to busy. */
    void keepBusy() {
        isSlow = true;
    }

    /** Whoever was kept busy goes on. */
    void goOn() {
        busy.countDown();
    }

    AmiLink link(int port, Duration lookEvery) {
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

    static Engagement engagement(boolean talking, Optional<String> system) {
        return engagement(OFFER, talking, system);
    }

    static Engagement engagement(String offer, boolean talking, Optional<String> system) {
        return new Engagement(
                new AssignmentId(UUID.fromString(offer)),
                new ContactId(UUID.fromString(CONTACT)),
                new AgentId(UUID.fromString(CONTACT)),
                talking,
                system);
    }

    void rung() throws InterruptedException {
        link.phones().ring(ring("Aigerim", Duration.ofSeconds(20)));
        asterisk.awaitAction("Originate");
    }

    static Ring ring(String name, Duration time) {
        return new Ring(
                new AssignmentId(UUID.fromString(OFFER)),
                new ContactId(UUID.fromString(CONTACT)),
                new AgentId(UUID.fromString(CONTACT)),
                "PJSIP/phone-1",
                new Address.Call("fake", "1.7", CALLER),
                name,
                time);
    }

    static ContactId contact() {
        return new ContactId(UUID.fromString(CONTACT));
    }

    /** The agent's leg; in a bridge unless that is empty. */
    void leg(String bridge, String... variables) {
        legIn("Bridge", bridge, variables);
    }

    /** The same, in an application of Asterisk's. */
    void legIn(String application, String bridge, String... variables) {
        asterisk.channelIn(
                application,
                "PJSIP/phone-1-00000002",
                OFFER,
                "1.1",
                bridge,
                Stream.concat(
                                Stream.of("RECALLER_CONTACT=" + CONTACT, "RECALLER_OFFER=" + OFFER),
                                Stream.of(variables))
                        .toArray(String[]::new));
    }

    void ended(String channel, String... more) throws IOException {
        endedIn("wait", channel, more);
    }

    void endedIn(String place, String channel, String... more) throws IOException {
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

    void bridge(String result) throws IOException {
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

    void originated() throws IOException {
        originate("Success", 4);
    }

    void originateFailed(int reason) throws IOException {
        originate("Failure", reason);
    }

    private void originate(String response, int reason) throws IOException {
        asterisk.emit(
                "Event: OriginateResponse",
                "Privilege: call,all",
                "ActionID: other_1#" + OFFER,
                "Response: " + response,
                "Channel: PJSIP/phone-1",
                "Context: recaller-agent",
                "Exten: s",
                "Reason: " + reason,
                "Uniqueid: <null>");
    }

    RingOutcome next() throws InterruptedException {
        return requireNonNull(outcomes.poll(20, TimeUnit.SECONDS));
    }

    private final class Callers implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp cause) {
            how.add(cause);
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
