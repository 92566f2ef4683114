package io.recaller.routing;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.ManualClock;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.WrittenOverflow;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.hours.OpeningHours;
import io.recaller.message.InboundMessages;
import io.recaller.message.Messages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who writes has waited longer than their queue keeps anybody. */
class WrittenOverflowTest {
    private static final QueueName SECOND = new QueueName("second");
    private static final Text SORRY =
            new Text(Map.of(new Language("en"), "Sorry.", new Language("kk"), "Кешіріңіз."));

    private final Database db = TestDatabase.fresh();
    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Queue queue = new Queue();
    private final ContactId writer = writer();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void theyGoOnInTheQueueThatItNamesWithTheirAgeAndAreToldOnce() {
        var overflow = overflow(new Overflow.Way.Queue(SECOND));
        overflow.run();
        assertThat(place().wish().queue()).isEqualTo(QueueName.MAIN);
        var joined = place().since();

        clock.passes(Duration.ofMinutes(6));
        overflow.run();
        overflow.run();

        assertThat(place().wish().queue()).isEqualTo(SECOND);
        assertThat(place().since()).isEqualTo(joined);
        assertThat(said()).containsExactly("Кешіріңіз.");
    }

    @Test
    void nobodyIsSentAwayWhereCallsWouldEnd() {
        var overflow = overflow(new Overflow.Way.End());

        clock.passes(Duration.ofMinutes(6));
        overflow.run();
        clock.passes(Duration.ofMinutes(6));
        overflow.run();

        assertThat(place().wish().queue()).isEqualTo(QueueName.MAIN);
        assertThat(said()).containsExactly("Кешіріңіз.");
    }

    @Test
    void theyAreToldOnceHoweverMuchIsWrittenSinceAndWhicheverServerLooks() {
        overflow(new Overflow.Way.End()).run();
        clock.passes(Duration.ofMinutes(6));
        overflow(new Overflow.Way.End()).run();
        for (int i = 0; i < 60; i++) {
            writes();
        }

        overflow(new Overflow.Way.End()).run();

        assertThat(said()).doesNotContain("Кешіріңіз.");
    }

    @Test
    void whomNothingIsLeftToBeDoneForIsNotLookedAtAgain() {
        var overflow = overflow(new Overflow.Way.End());
        clock.passes(Duration.ofMinutes(6));
        overflow.run();
        db.runInTransaction(tx -> tx.dsl().deleteFrom(MESSAGE).execute());

        overflow.run();

        assertThat(said()).isEmpty();
    }

    @Test
    void oneWhoCannotBeLedOnKeepsNobodyBehindThem() {
        var second = writer();
        clock.passes(Duration.ofMinutes(6));
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "alter table waiting_contact add constraint no_second check (queue <> 'second'"
                                        + " or contact_id <> '"
                                        + writer.value()
                                        + "')"));

        overflow(new Overflow.Way.Queue(SECOND)).run();

        assertThat(place().wish().queue()).isEqualTo(QueueName.MAIN);
        assertThat(db.inTransaction(tx -> queue.place(tx, second)).orElseThrow().wish().queue())
                .isEqualTo(SECOND);
    }

    private void writes() {
        db.runInTransaction(tx ->
                new InboundMessages()
                        .receive(
                                tx,
                                new Threads().find(tx, "site", writer.toString()).orElseThrow(),
                                new InboundMessages.Received(
                                        "Hello?",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(UUID.randomUUID().toString()),
                                        clock.instant()),
                                clock.instant()));
    }

    private WrittenOverflow overflow(Overflow.Way way) {
        var usual = QueuePlan.usual();
        var five =
                new QueuePlan(
                        usual.hours(),
                        usual.comfort(),
                        Duration.ofMinutes(5),
                        Map.of(OverflowCause.LONGEST_WAIT, new Overflow(Optional.of(SORRY), way)),
                        usual.serviceLevel(),
                        usual.ringFor(),
                        usual.wrapUp());
        return new WrittenOverflow(
                db,
                new Gateways(
                        List.of(new GatewayPlan("site", Channel.CHAT, false)),
                        GatewayTraffic.uncounted()),
                new QueuePlans(usual, Map.of(QueueName.MAIN, five)),
                OpeningHours::none,
                clock);
    }

    private Queue.Place place() {
        return db.inTransaction(tx -> queue.place(tx, writer)).orElseThrow();
    }

    private List<String> said() {
        return db
                .inTransaction(tx ->
                        new Messages()
                                .newest(
                                        tx,
                                        new Threads()
                                                .find(tx, "site", writer.toString())
                                                .orElseThrow(),
                                        10))
                .stream()
                .map(ThreadMessage::text)
                .toList();
    }

    private ContactId writer() {
        return world.writerInThread(Optional.of("kk"));
    }
}
