package io.recaller.routing;

import static io.recaller.db.generated.Tables.TOLD_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.estimate.LiveEstimate;
import io.recaller.routing.estimate.WaitBand;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveEstimateTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final List<AgentId> agents = new ArrayList<>();
    private final Router router = world.router("server-1");
    private final LiveEstimate estimate =
            new LiveEstimate(db, RoutingRules.usual(), clock, Runnable::run);

    @BeforeEach
    void clear() {
        world.close();
    }

    @Test
    void nobodyIsToldOfAWaitWhileNobodyIsThere() {
        var contact = world.waitingContact("", 0);
        assertThat(told(contact)).as("nobody").isEmpty();

        var anna = world.readyAgent("anna", "");
        world.agents.pause(anna, NotReadyReason.BREAK);
        clock.passes(Duration.ofSeconds(11));

        assertThat(told(contact)).as("on a break").isEmpty();
    }

    @Test
    void whoIsFurtherBackIsToldOfALongerWait() {
        talks("anna", Duration.ofMinutes(3));
        var contacts = waiting(4);

        var soon = told(contacts.getFirst()).orElseThrow();
        var late = told(contacts.getLast()).orElseThrow();

        assertThat(late.toMinutes()).isGreaterThan(soon.toMinutes());
        assertThat(late.fromMinutes()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void moreAgentsMakeItShorter() {
        var one = toldTheSixth("anna");
        clear();

        var three = toldTheSixth("anna", "boris", "clara");

        assertThat(three.toMinutes()).isLessThan(one.toMinutes());
    }

    private WaitBand toldTheSixth(String... logins) {
        agents.clear();
        Stream.of(logins).forEach(login -> talks(login, Duration.ofMinutes(3)));
        return told(waiting(6).getLast()).orElseThrow();
    }

    /** One after the other. */
    private List<ContactId> waiting(int number) {
        return IntStream.range(0, number)
                .mapToObj(_ -> {
                    clock.passes(Duration.ofSeconds(1));
                    return world.waitingContact("", 0);
                })
                .toList();
    }

    @Test
    void whatIsToldIsOnTheRecordOnceAsLongAsItIsTheSame() {
        talks("anna", Duration.ofMinutes(1));
        var contact = world.waitingContact("", 0);

        var band = told(contact).orElseThrow();
        assertThat(told(contact)).contains(band);

        var rows = db.inTransaction(tx -> tx.dsl().selectFrom(TOLD_WAIT).fetch());
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().getNumber()).isEqualTo((short) 1);
        assertThat(rows.getFirst().getFromMinutes()).isEqualTo(band.fromMinutes());
        assertThat(rows.getFirst().getToMinutes()).isEqualTo(band.toMinutes());
        assertThat(rows.getFirst().getToldAt()).isEqualTo(clock.instant());
    }

    private Optional<WaitBand> told(ContactId contact) {
        isAlive();
        return estimate.of(QueueName.MAIN, contact);
    }

    /** Somebody whose talks last that long, now at the beginning of one. */
    private void talks(String login, Duration usual) {
        var agent = world.readyAgent(login, "");
        agents.add(agent);
        for (var i = 0; i < 3; i++) {
            isAnswered(agent);
            clock.passes(usual);
            isAlive();
            var held = world.held(agent).getFirst().id();
            world.inbox.ring(held, RingOutcome.ENDED);
            router.turn();
            world.agents.complete(
                    agent, held, new Topic("billing"), "done", Optional.empty(), true);
        }
        isAnswered(agent);
    }

    private void isAlive() {
        agents.forEach(world.agents::heartbeat);
    }

    private void isAnswered(AgentId agent) {
        world.agents.ready(agent);
        world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.held(agent).getFirst().id(), RingOutcome.BRIDGED);
        router.turn();
    }
}
