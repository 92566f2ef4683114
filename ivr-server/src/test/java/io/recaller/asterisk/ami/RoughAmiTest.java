package io.recaller.asterisk.ami;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.routing.ring.Reach;
import io.recaller.text.Rough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes over the manager link, over a real socket: the next event is heard. */
@Timeout(120)
final class RoughAmiTest {
    private static final String BLANK = "\r\n\r\n";

    private static final List<String> GREETINGS =
            List.of(
                    "",
                    "\r\n",
                    "HTTP/1.1 400 Bad Request\r\n\r\n",
                    "SSH-2.0-OpenSSH_9.2\r\n",
                    "220 mail.example.com ESMTP\r\n",
                    "Asterisk Call Manager",
                    "Asterisk Call Manager/x.y\r\n",
                    "Asterisk Call Manager/99999999999.0\r\nResponse: ",
                    "Event: FullyBooted\r\n\r\n",
                    "\0\0\0\0");

    private final FakeAmi asterisk = new FakeAmi();
    private final BlockingQueue<ContactId> gone = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws IOException {
        asterisk.close();
    }

    @Test
    void whateverIsInAnEventTheNextOneIsHeard() throws Exception {
        try (var link = open()) {
            for (var text : Rough.texts(21, 40)) {
                for (var name : List.of("RecallerEnded", "RecallerBridge", "RecallerRingGroup")) {
                    asterisk.say(
                            ("Event: UserEvent\r\nUserEvent: "
                                            + name
                                            + "\r\nContact: "
                                            + text
                                            + "\r\nOffer: "
                                            + text
                                            + "\r\nResult: "
                                            + text
                                            + "\r\nAt: "
                                            + text
                                            + BLANK)
                                    .getBytes(UTF_8));
                }
                asterisk.say(("Event: " + text + BLANK).getBytes(UTF_8));
                asterisk.say((text + ": " + text + BLANK).getBytes(UTF_8));
            }

            heard(link);
        }
    }

    @Test
    void whatIsNotTheProtocolOrNotItsLettersIsPassedOver() throws Exception {
        try (var link = open()) {
            asterisk.say(new byte[] {0, 1, 2, (byte) 0xFF, (byte) 0xFE, (byte) 0xC3, '\r', '\n'});
            asterisk.say(ended("Жанна").getBytes(Charset.forName("windows-1251")));
            asterisk.say(ended("世界").getBytes(UTF_16LE));
            asterisk.say(new byte[200_000]);
            asterisk.say(BLANK.repeat(10_000).getBytes(UTF_8));
            asterisk.say(
                    ("Event: UserEvent\r\n" + "X: y\r\n".repeat(100_000) + BLANK).getBytes(UTF_8));
            asterisk.say(
                    ("Event: UserEvent\r\nLong: " + "x".repeat(5_000_000) + BLANK).getBytes(UTF_8));
            asterisk.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
            asterisk.say("Response: Success\r\nActionID: nobody's\r\n\r\n".getBytes(UTF_8));
            asterisk.say("Response: \r\nEvent: \r\n:\r\n: :\r\n\r\n".getBytes(UTF_8));

            heard(link);
        }
    }

    @Test
    void halfAMessageAndThenNothingIsALostLinkThatIsMadeAgain() throws Exception {
        try (var link = open()) {
            for (var half :
                    List.of(
                            "Eve",
                            "Event: UserEvent\r\nUserEvent: Recalle",
                            "Response: Success\r")) {
                asterisk.say(half.getBytes(UTF_8));
                asterisk.drop();
                heard(link);
            }
        }
    }

    /** All at once: the link takes seconds to turn to somebody else. */
    @Test
    void whoeverAnswersAtThePortTheLinkIsMadeOnceAsteriskDoes() throws Exception {
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var made = new ArrayList<Future<?>>();
            for (var greeting : GREETINGS) {
                made.add(all.submit(() -> greetedBy(greeting)));
            }
            for (var link : made) {
                link.get();
            }
        }
    }

    private void greetedBy(String greeting) {
        try (var other = new FakeAmi()) {
            other.greet(greeting);
            other.greet(greeting);
            try (var link = open(other)) {
                heard(other, link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("after \"" + greeting + "\"", e);
        }
    }

    private void heard(AmiLink link) {
        heard(asterisk, link);
    }

    /** Told until it is: the link may just be lost, or made again. */
    private void heard(FakeAmi from, AmiLink link) {
        var contact = new ContactId(UUID.randomUUID());
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    from.say(ended(contact.toString()).getBytes(UTF_8));
                    return link.hears() && gone.contains(contact);
                });
    }

    private static String ended(String contact) {
        return "Event: UserEvent\r\nUserEvent: RecallerEnded\r\nContact: "
                + contact
                + "\r\nCause: 16"
                + BLANK;
    }

    private AmiLink open() {
        return open(asterisk);
    }

    private AmiLink open(FakeAmi from) {
        var settings =
                new AmiSettings(
                        "127.0.0.1",
                        from.port(),
                        "recaller",
                        "secret",
                        Optional.empty(),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(3));
        var link =
                AmiLink.open(
                        settings,
                        (_, _) -> {},
                        List::of,
                        _ -> new Callers(),
                        new AnyName(),
                        new SimpleMeterRegistry());
        await().atMost(Duration.ofSeconds(30)).until(link::hears);
        return link;
    }

    private final class Callers implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp how) {
            gone.add(contact);
        }

        @Override
        public void replaced(ContactId contact, String number) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> contacts) {}
    }

    private static final class AnyName implements SystemNames {
        @Override
        public Optional<Reach> announce(String system, String identity) {
            return Optional.of(new Reach(system, true));
        }

        @Override
        public Set<String> formerNames() {
            return Set.of();
        }

        @Override
        public void ended(String formerName) {}
    }
}
