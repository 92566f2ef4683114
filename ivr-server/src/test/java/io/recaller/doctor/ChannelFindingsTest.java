package io.recaller.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.Stores;
import io.recaller.db.TestDatabase;
import io.recaller.doctor.Finding.Verdict;
import io.recaller.gateway.telegram.BotApi;
import io.recaller.message.Aliveness;
import io.recaller.message.GatewayStates;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code recaller doctor} says of each channel whether it is alive. */
final class ChannelFindingsTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final BotApi telegram = new BotApi();

    @TempDir private static Path folder;
    private static ChannelFindings findings;
    private static Stores stores;

    @BeforeAll
    static void open() throws IOException {
        var access = TestDatabase.freshSettings();
        var file =
                Files.writeString(
                        folder.resolve("recaller.yaml"),
                        """
                        time-zone: Asia/Almaty
                        flows: flows
                        numbers: {8000: telecom}
                        agi: {token: t0ken}
                        ami: {secret: s3cret, port: 1}
                        database: {url: "%s", user: "%s", password: "%s"}
                        channels:
                          bot: {kind: telegram, flow: telecom, token: "%s", url: "%s"}
                          wrong: {kind: telegram, flow: telecom, token: "1:x", url: "%s"}
                          site: {kind: web, flow: telecom}
                          sms: {kind: sms, provider: kannel, flow: telecom, url: "http://127.0.0.1:1/x",
                                user: u, password: p, from: "+77272000000", token: 0123456789abcdef0123}
                          centre: {kind: sms, provider: smpp, flow: telecom, user: u, password: p,
                                   url: "smpp://127.0.0.1:1", from: "7878"}
                          post: {kind: mail, flow: telecom, address: a@example.org, password: p,
                                 imap: {host: 127.0.0.1, port: 1}, smtp: {host: 127.0.0.1, port: 1}}
                        going-on: {links: {bot: another_bot}}
                        """
                                .formatted(
                                        access.url(),
                                        access.user(),
                                        access.password(),
                                        BotApi.TOKEN,
                                        telegram.address(),
                                        telegram.address()));
        var settings = SettingsReader.read(file, Map.of());
        stores = Stores.open(settings);
        findings = new ChannelFindings(settings, stores, InstantSource.fixed(NOON));
    }

    @AfterAll
    static void close() {
        stores.close();
        telegram.close();
    }

    @Test
    void eachIsKnockedAtAndWhoRefusesUsIsToldWithTheRemedy() {
        assertThat(of("bot"))
                .extracting(Finding::verdict, Finding::words)
                .containsExactly(
                        Verdict.OK,
                        "bot (telegram): no server that runs has it; nothing came in yet");
        assertThat(of("wrong").verdict()).isEqualTo(Verdict.BAD);
        assertThat(of("wrong").words()).contains("take the one that BotFather shows");
        assertThat(of("post").verdict()).isEqualTo(Verdict.BAD);
        assertThat(of("post").words()).contains("127.0.0.1:1 cannot be used", "check imap");
        assertThat(of("sms").verdict()).isEqualTo(Verdict.BAD);
        assertThat(of("sms").words())
                .contains("the provider cannot be reached at http://127.0.0.1:1/x");
        assertThat(of("centre").verdict()).isEqualTo(Verdict.BAD);
        assertThat(of("centre").words())
                .contains("the centre cannot be reached at smpp://127.0.0.1:1");
        assertThat(of("site").verdict()).isEqualTo(Verdict.OK);
        assertThat(findings.look())
                .contains(
                        Finding.warn(
                                "channels",
                                "sms (sms): nobody tells what became of messages; set"
                                        + " channels.sms.address to where the provider reaches"
                                        + " http.port"),
                        Finding.bad(
                                "channels",
                                "bot (telegram): links lead to another bot; set going-on.links.bot"
                                        + " to shop_bot"));
    }

    @Test
    void whatServersSayOfOneIsToldWithWhenSomethingLastPassed() {
        var rows = new GatewayStates();
        stores.database()
                .runInTransaction(tx -> {
                    rows.tell(tx, "sms", "here#1", Aliveness.DEAD, "no credit is left", NOON);
                    rows.passed(
                            tx,
                            "sms",
                            new GatewayStates.Passed(
                                    Optional.of(NOON.minusSeconds(70)), Optional.empty()));
                });

        assertThat(of("sms"))
                .extracting(Finding::verdict, Finding::words)
                .containsExactly(
                        Verdict.BAD, "sms (sms): dead: no credit is left; last in 1 min 10 s ago");
    }

    private static Finding of(String channel) {
        List<Finding> all = findings.look();
        return all.stream()
                .filter(each -> each.words().startsWith(channel + " ("))
                .findFirst()
                .orElseThrow();
    }
}
