package io.recaller.asterisk.ami.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.asterisk.fake.SelfMade;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.asteriskjava.manager.event.ManagerEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The manager link over TLS, to a manager interface in this process. */
@Timeout(60)
final class AmiTlsTest {
    private static final String HERE = "127.0.0.1";

    @TempDir private static Path folder;
    private static SelfMade made;
    private static SelfMade another;

    private final Logger log = (Logger) LoggerFactory.getLogger(AmiLogins.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final BlockingQueue<ManagerEvent> events = new LinkedBlockingQueue<>();

    @BeforeAll
    static void make() {
        made = SelfMade.of(folder, "ip:127.0.0.1,dns:pbx.example");
        another = SelfMade.of(folder, "ip:127.0.0.1");
    }

    @BeforeEach
    void listen() {
        told.start();
        log.addAppender(told);
    }

    @AfterEach
    void close() {
        log.detachAppender(told);
    }

    @Test
    void aLinkIsMadeOverTlsHearsWhatHappensAndIsMadeAgainWhenItIsLost() throws Exception {
        try (var asterisk = new FakeAmi(made.sockets());
                var wire = wire(asterisk.port(), Optional.of(AmiTrust.in(made.certificate())))) {
            Thread.ofVirtual().start(wire::connect);
            await().until(wire::isConnected);
            assertThat(wire.system()).isEqualTo("fake");
            asterisk.emit("Event: UserEvent", "UserEvent: RecallerEnded", "Contact: жұмыс");

            assertThat(heard(RecallerEndedEvent.class).getContact()).isEqualTo("жұмыс");

            asterisk.drop();
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> "fake".equals(wire.system()));
            assertThat(told.list).isEmpty();
        }
    }

    @Test
    void whoIsNotVouchedForIsNotTalkedToAndTheRemedyIsSaid() throws Exception {
        try (var asterisk = new FakeAmi(made.sockets())) {
            assertThat(asked(HERE, asterisk.port(), AmiTrust.in(another.certificate())))
                    .startsWith("nobody in " + another.certificate() + " vouches for")
                    .contains(HERE + ":" + asterisk.port(), "ami.ca-file");
            assertThat(asked(HERE, asterisk.port(), new AmiTrust(Optional.empty())))
                    .contains("nobody in Java's trust store", "ami.ca-file");
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotTakenHoweverTrusted() throws Exception {
        var elsewhere = SelfMade.of(folder, "dns:elsewhere.example");
        try (var asterisk = new FakeAmi(elsewhere.sockets())) {
            assertThat(asked(HERE, asterisk.port(), AmiTrust.in(elsewhere.certificate())))
                    .contains("is for another host", "ami.host", "subjectAltName");
            assertThat(asked("localhost", asterisk.port(), AmiTrust.in(elsewhere.certificate())))
                    .contains("is for another host", "localhost");
        }
    }

    @Test
    void aCertificateThatHasExpiredIsNotTakenHoweverTrusted() throws Exception {
        var old = SelfMade.of(folder, "ip:127.0.0.1", "-startdate", "-9d", "-validity", "3");
        try (var asterisk = new FakeAmi(old.sockets())) {
            assertThat(asked(HERE, asterisk.port(), AmiTrust.in(old.certificate())))
                    .contains("is not valid now", "renew it");
        }
    }

    @Test
    void aPortWithoutTlsAndOneWithItAreToldApart() throws Exception {
        try (var plain = new FakeAmi();
                var secured = new FakeAmi(made.sockets())) {
            assertThat(asked(HERE, plain.port(), AmiTrust.in(made.certificate())))
                    .contains("speaks no TLS", "tlsbindaddr", "ami.tls to false");
            var brief = settings(HERE, secured.port(), Optional.empty(), Duration.ofSeconds(2));
            assertThat(AmiProbe.ask(brief)).isInstanceOf(AmiProbe.Silent.class);
        }
    }

    @Test
    void nobodyAtThePortIsAwayOverTlsToo() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var trust = Optional.of(AmiTrust.in(made.certificate()));

        assertThat(AmiProbe.ask(settings(HERE, port, trust))).isInstanceOf(AmiProbe.Away.class);
    }

    @Test
    void whatIsNotToBeTrustedIsToldOnceAndTheLinkIsMadeOnceTheFileIsMended() throws Exception {
        var file = Files.copy(another.certificate(), folder.resolve("authorities.pem"));
        try (var asterisk = new FakeAmi(made.sockets());
                var wire = wire(asterisk.port(), Optional.of(AmiTrust.in(file)))) {
            Thread.ofVirtual().start(wire::connect);
            await().until(() -> !told.list.isEmpty());
            var later = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            await().until(() -> System.nanoTime() > later);

            assertThat(told.list).hasSize(1);
            assertThat(told.list.getFirst().getKeyValuePairs())
                    .anyMatch(pair -> String.valueOf(pair.value).contains("ami.ca-file"));

            Files.copy(made.certificate(), file, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(Duration.ofSeconds(20)).until(wire::isConnected);
        }
    }

    @Test
    void aFileWithoutACertificateIsRefused() throws IOException {
        for (var text : List.of("", "none", "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
            var file = Files.writeString(folder.resolve("none.pem"), text);

            assertThatThrownBy(() -> AmiTrust.in(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-----BEGIN CERTIFICATE-----");
        }
        assertThatThrownBy(() -> AmiTrust.in(folder.resolve("nowhere.pem")))
                .hasMessageContaining("cannot be read: ")
                .hasMessageContaining("nowhere.pem");
    }

    private static String asked(String host, int port, AmiTrust trust) {
        var answer = AmiProbe.ask(settings(host, port, Optional.of(trust)));
        assertThat(answer).isInstanceOf(AmiProbe.Insecure.class);
        return ((AmiProbe.Insecure) answer).words();
    }

    private <T extends ManagerEvent> T heard(Class<T> type) throws InterruptedException {
        while (true) {
            var event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("nothing more was heard").isNotNull();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    private AmiWire wire(int port, Optional<AmiTrust> tls) {
        return new AmiWire(settings(HERE, port, tls), events::add, () -> {});
    }

    private static AmiSettings settings(String host, int port, Optional<AmiTrust> tls) {
        return settings(host, port, tls, Duration.ofSeconds(10));
    }

    private static AmiSettings settings(
            String host, int port, Optional<AmiTrust> tls, Duration answerWithin) {
        var usual = AmiSettings.of(host, port, "recaller", "secret", tls);
        return new AmiSettings(
                usual.host(),
                usual.port(),
                usual.user(),
                usual.secret(),
                usual.tls(),
                usual.pingEvery(),
                usual.silence(),
                Duration.ofMillis(50),
                usual.lookEvery(),
                answerWithin);
    }
}
