package io.recaller.gateway.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.asterisk.fake.SelfMade;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import io.recaller.tls.Authorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A centre behind TLS whose certificate a business vouches for itself, by {@code ca-file}. */
@Timeout(60)
class SmppsTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    @TempDir private static Path folder;
    private static SelfMade made;
    private final GatewayHealth health = new GatewayHealth();

    @BeforeAll
    static void make() {
        made = SelfMade.of(folder, "ip:127.0.0.1");
    }

    @Test
    void whoIsNamedThereIsBoundTo() throws Exception {
        try (var centre = new Centre();
                var front = new TlsFront(made, centre.port());
                var door = door(front, made)) {
            door.start();
            await().until(door::isHere);

            door.carry(new Parcel(1, "+77019990001", "hi"));

            assertThat(centre.submitted()).hasSize(1);
        }
    }

    @Test
    void ofAnyOtherItIsSaidWhyAndNoPasswordIsTold() throws Exception {
        var another = SelfMade.of(folder, "ip:127.0.0.1");
        try (var centre = new Centre();
                var front = new TlsFront(another, centre.port());
                var door = door(front, made)) {
            door.start();

            await().untilAsserted(() ->
                    assertThat(health.whyDead("smpp").orElse("")).contains("vouches", "ca-file"));
            assertThat(centre.bound).isEmpty();
        }
    }

    private SmppDoor door(TlsFront front, SelfMade trusted) throws Exception {
        var plan =
                SmsRows.secure(
                        SmsRows.plan(
                                "smpp", SmsPlan.Provider.SMPP, "smpps://127.0.0.1:" + front.port()),
                        Authorities.in(trusted.certificate()));
        var sms = new SmsRows(db, plan, InstantSource.system());
        return new SmppDoor(
                plan,
                db,
                sms.inbox(),
                sms.receipts(),
                new Holding(db, "one", InstantSource.system()),
                health,
                Duration.ofMillis(100),
                InstantSource.system());
    }

    /** Takes TLS off and hands on what it hears. */
    private static final class TlsFront implements AutoCloseable {
        private final ServerSocket door;
        private final int behind;

        TlsFront(SelfMade shown, int behind) throws Exception {
            this.behind = behind;
            door = shown.sockets().createServerSocket(0, 9, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::take);
        }

        int port() {
            return door.getLocalPort();
        }

        private void take() {
            try {
                while (true) {
                    var line = door.accept();
                    var inner = new Socket(InetAddress.getLoopbackAddress(), behind);
                    Thread.ofVirtual().start(() -> pump(line, inner));
                    Thread.ofVirtual().start(() -> pump(inner, line));
                }
            } catch (IOException closed) {
                // the end
            }
        }

        private static void pump(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException broken) {
                // whoever came does not like us
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
