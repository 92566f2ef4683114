package io.recaller.channel.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayNow.State;
import io.recaller.contact.Channel;
import io.recaller.conversation.Archive;
import io.recaller.customer.TrustTier;
import io.recaller.message.GatewayStates.Unsent;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever looks sees how the gateways do, whichever servers have them. */
final class LiveGatewaysTest {
    private static final Archive archive = new Archive();
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final List<GatewayPlan> PLANS =
            List.of(
                    new GatewayPlan("bot", Channel.MESSENGER, true),
                    new GatewayPlan("site", Channel.CHAT, false));

    private final GatewayHealth here = new GatewayHealth();
    private final GatewayHealth there = new GatewayHealth();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final GatewayTraffic traffic =
            new GatewayTraffic(meters, List.of("bot", "site"), clock);
    private final LiveGateways live = new LiveGateways(archive.db, PLANS, clock);

    @AfterAll
    static void close() {
        archive.close();
    }

    @BeforeEach
    void nobodyRuns() {
        archive.db.runInTransaction(tx -> {
            tx.dsl().execute("delete from gateway_state");
            tx.dsl().execute("delete from gateway_traffic");
            tx.dsl().execute("delete from message");
        });
    }

    @Test
    void withoutAServerTheyAreAwayAndWithOneTheyAreIdleUntilSomethingWorks() {
        assertThat(state("bot")).isEqualTo(State.AWAY);

        tell("one", here);

        assertThat(state("bot")).isEqualTo(State.IDLE);
        assertThat(state("site")).isEqualTo(State.WORKS);

        here.works("bot");
        tell("one", here);

        assertThat(state("bot")).isEqualTo(State.WORKS);
    }

    @Test
    void aServerWithoutGatewaysStopsWithoutAWord() {
        var none = new GatewayReport(archive.db, List.of(), here, traffic, "one", clock);
        none.start();

        assertThatCode(none::close).doesNotThrowAnyException();
    }

    @Test
    void oneThatIsDeadOnOneServerIsDeadSinceThenAndSaysWhy() {
        here.works("bot");
        there.isDead("bot", "the token is wrong");
        tell("one", here);
        tell("two", there);
        now = NOON.plusSeconds(20);
        tell("one", here);
        tell("two", there);

        var bot = look("bot");

        assertThat(bot.state()).isEqualTo(State.DEAD);
        assertThat(bot.why()).isEqualTo("the token is wrong");
        assertThat(bot.since()).contains(NOON);
    }

    @Test
    void whyItIsDeadIsToldWhateverLettersTheOtherSideSaysItIn() {
        here.isDead("bot", "refused: \u0000 \ud83d");
        tell("one", here);

        assertThat(look("bot").why()).isEqualTo("refused: \ufffd \ufffd");
    }

    @Test
    void whatAServerSaidThatIsGoneCountsNoMore() {
        here.isDead("bot", "the token is wrong");
        tell("one", here);
        now = NOON.plus(GatewayReport.LEASE).plusSeconds(1);

        assertThat(state("bot")).isEqualTo(State.AWAY);
    }

    @Test
    void whatComesInMayWorkWhileNothingGoesOut() {
        here.isDead("bot", GatewayHealth.Way.OUT, "the mailbox sends nothing");

        here.works("bot");

        assertThat(here.whyDead("bot")).contains("the mailbox sends nothing");

        here.works("bot", GatewayHealth.Way.OUT);

        assertThat(here.whyDead("bot")).isEmpty();
    }

    @Test
    void whenSomethingLastPassedIsKeptOverARestart() {
        traffic.in("bot");
        now = NOON.plusSeconds(5);
        traffic.out("bot");
        tell("one", here);
        var fresh = new GatewayTraffic(meters, List.of("bot", "site"), clock);
        report("two", here, fresh);

        var bot = look("bot");

        assertThat(bot.passed().in()).contains(NOON);
        assertThat(bot.passed().out()).contains(NOON.plusSeconds(5));
        assertThat(meters.get("recaller.messages.in").tag("gateway", "bot").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("recaller.messages.out").tag("gateway", "bot").counter().count())
                .isEqualTo(1);
    }

    @Test
    void gaugesTellWhetherItLivesAndWhatWaitsForHowLong() {
        new GatewayGauges(live, clock).tell(meters, List.of("bot"));
        here.isDead("bot", "the token is wrong");
        tell("one", here);
        queued(NOON.minus(Duration.ofMinutes(3)));
        queued(NOON.minus(Duration.ofMinutes(1)));

        assertThat(gauge("recaller.gateway.alive")).isEqualTo(0);
        assertThat(gauge("recaller.messages.waiting")).isEqualTo(2);
        assertThat(gauge("recaller.messages.longest")).isEqualTo(180);
        assertThat(look("bot").unsent()).contains(new Unsent(2, NOON.minus(Duration.ofMinutes(3))));
        assertThat(GatewayJson.of(live.look(), now).get(0).toString())
                .isEqualTo(
                        "{\"name\":\"bot\",\"channel\":\"messenger\",\"state\":\"dead\",\"why\":\"the"
                                + " token is wrong\",\"since\":\"2026-11-26T12:00:00Z\",\"waiting\":2,"
                                + "\"longestWaitSeconds\":180}");
    }

    private double gauge(String name) {
        return meters.get(name).tag("gateway", "bot").gauge().value();
    }

    private void queued(Instant at) {
        archive.db.runInTransaction(tx -> {
            var thread =
                    new Threads()
                            .heardFrom(
                                    tx,
                                    new Peer(
                                            "bot",
                                            "waits",
                                            Channel.MESSENGER,
                                            Optional.empty(),
                                            TrustTier.CLAIMED,
                                            Optional.empty(),
                                            Optional.empty()),
                                    at);
            new Messages().aside(tx, thread, "hello", at);
        });
    }

    private void tell(String server, GatewayHealth health) {
        report(server, health, traffic);
    }

    private void report(String server, GatewayHealth health, GatewayTraffic passed) {
        var report = new GatewayReport(archive.db, PLANS, health, passed, server, clock);
        archive.db.runInTransaction(report::write);
    }

    private State state(String gateway) {
        return look(gateway).state();
    }

    private GatewayNow look(String gateway) {
        return live.look().stream()
                .filter(each -> each.name().equals(gateway))
                .findFirst()
                .orElseThrow();
    }
}
