package io.recaller.gateway.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.fake.SelfMade;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import io.recaller.lab.instance.FreePorts;
import io.recaller.tls.Authorities;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.BindType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a message centre to which nothing is sent. */
@Timeout(60)
class SmppProbeTest {
    @TempDir private static Path folder;

    private static SmsPlan plan(String scheme, int port) {
        return SmsRows.plan("sms", SmsPlan.Provider.SMPP, scheme + "://127.0.0.1:" + port);
    }

    @Test
    void whoLetsUsInIsBoundToAsASenderAndLeft() throws Exception {
        try (var centre = new Centre()) {
            assertThat(SmppProbe.problem(plan("smpp", centre.port()), true)).isEmpty();

            assertThat(centre.binds.poll(5, TimeUnit.SECONDS)).isEqualTo(BindType.BIND_TX);
            assertThat(centre.submitted).isEmpty();
        }
    }

    @Test
    void whereAServerMayBeBoundNobodyElseBinds() throws Exception {
        try (var centre = new Centre()) {
            assertThat(SmppProbe.problem(plan("smpp", centre.port()), false)).isEmpty();

            assertThat(centre.binds).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "14, 'wrong password, 0x0e); check channels.sms.user and .password'",
        "15, 'wrong system id, 0x0f); check channels.sms.user and .password'",
        "5, 'already bound, 0x05); something else is bound as this user'"
    })
    void whoRefusesUsIsToldWithTheRemedy(int status, String words) throws Exception {
        try (var centre = new Centre()) {
            centre.bindRefusal = status;

            assertThat(SmppProbe.problem(plan("smpp", centre.port()), true).orElseThrow())
                    .contains(words);
        }
    }

    @Test
    void whoIsNotThereIsTold() {
        var plan = plan("smpp", FreePorts.tcp());

        for (var mayBind : new boolean[] {true, false}) {
            assertThat(SmppProbe.problem(plan, mayBind).orElseThrow())
                    .startsWith("the centre cannot be reached at smpp://127.0.0.1:")
                    .contains("check channels.sms.url");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsToldWithoutABind() throws Exception {
        var made = SelfMade.of(folder, "ip:127.0.0.1");
        try (var front =
                made.sockets().createServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (true) {
                            try (var line = front.accept()) {
                                line.getInputStream().read();
                            } catch (IOException _) {
                                if (front.isClosed()) {
                                    return;
                                }
                            }
                        }
                    });
            var plan = plan("smpps", front.getLocalPort());

            assertThat(SmppProbe.problem(plan, false).orElseThrow()).contains("vouches", "ca-file");
            assertThat(
                            SmppProbe.problem(
                                    SmsRows.secure(plan, Authorities.in(made.certificate())),
                                    false))
                    .isEmpty();
        }
    }
}
