package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recaller.agent.ManualClock;
import io.recaller.contact.Address;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Signals;
import io.recaller.db.TestDatabase;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private final DatabaseSettings settings = TestDatabase.freshSettings();
    private final Database db = Database.open(settings);
    private final RoutingWorld world = new RoutingWorld(db, new ManualClock());

    @Test
    void whoeverEntersTheQueueOrBecomesReadyWakesTheRouter() throws InterruptedException {
        var woken = new Semaphore(0);
        try (db;
                var signals = new Signals(settings)) {
            signals.tell(Signals.Subject.QUEUE, _ -> woken.release());
            signals.start();
            assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).as("on connecting").isTrue();

            world.waitingContact("", 0);
            assertThat(woken.tryAcquire(5, TimeUnit.SECONDS)).as("a contact").isTrue();

            world.readyAgent("anna", "");
            assertThat(woken.tryAcquire(5, TimeUnit.SECONDS)).as("an agent").isTrue();
        }
    }

    @Test
    void whatChangedInTheQueueIsNamed() throws InterruptedException {
        var told = new LinkedBlockingQueue<Optional<UUID>>();
        try (db;
                var signals = new Signals(settings)) {
            signals.tell(Signals.Subject.QUEUE, told::add);
            signals.start();
            assertThat(told.poll(20, TimeUnit.SECONDS)).as("on connecting").isEmpty();

            var contact = world.waitingContact("", 0);
            var entry = told.poll(5, TimeUnit.SECONDS);

            assertThat(entry).as("joined").isPresent();
            db.runInTransaction(tx -> world.queue.prioritise(tx, contact, 7));
            assertThat(told.poll(5, TimeUnit.SECONDS)).as("priority").isEqualTo(entry);
            var elsewhere = new Address.Call("", "", "PJSIP/elsewhere");
            db.runInTransaction(tx -> world.queue.moved(tx, contact, elsewhere));
            assertThat(told.poll(5, TimeUnit.SECONDS)).as("another line").isEqualTo(entry);
            world.hangsUp(contact);
            assertThat(told.poll(5, TimeUnit.SECONDS)).as("left").isEqualTo(entry);
        }
    }

    @Test
    void anAgentWhoCanOrMayDoSomethingElseIsNamed() throws InterruptedException {
        var told = new LinkedBlockingQueue<Optional<UUID>>();
        try (db;
                var signals = new Signals(settings)) {
            var anna = world.readyAgent("anna", "billing=2");
            var wanted = Optional.of(anna.value());
            signals.tell(Signals.Subject.AGENT, told::add);
            signals.start();
            assertThat(told.poll(20, TimeUnit.SECONDS)).as("on connecting").isEmpty();

            world.agent("anna", "billing=3");
            assertThat(told.poll(5, TimeUnit.SECONDS)).as("skill").isEqualTo(wanted);
            told.clear();
            db.runInTransaction(tx ->
                    world.store.putStation(tx, "desk-anna", "PJSIP/another", Optional.of("west")));
            assertThat(told.poll(5, TimeUnit.SECONDS)).as("phone").isEqualTo(wanted);
        }
    }

    @Test
    void whoeverHasAPageOfAnAgentIsToldWhatTheAgentHolds() throws InterruptedException {
        var told = new LinkedBlockingQueue<Optional<UUID>>();
        try (db;
                var signals = new Signals(settings)) {
            signals.tell(Signals.Subject.AGENT, told::add);
            signals.start();
            assertThat(told.poll(20, TimeUnit.SECONDS)).as("on connecting").isEmpty();
            var anna = world.readyAgent("anna", "");
            var router = world.router("server-1");
            var wanted = Optional.of(anna.value());

            world.waitingContact("", 0);
            told.clear();
            router.turn();
            assertThat(told.poll(5, TimeUnit.SECONDS)).as("a ring").isEqualTo(wanted);

            world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
            router.turn();
            assertThat(told.poll(5, TimeUnit.SECONDS)).as("a talk").isEqualTo(wanted);
        }
    }

    @Test
    void whatIsReportedWhileTheDatabaseIsAwayIsWrittenWhenItIsBack() {
        world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        var router = world.router("server-1");
        router.turn();

        TestDatabase.shut(settings);
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        assertThatThrownBy(router::turn).isInstanceOf(DatabaseUnavailableException.class);
        TestDatabase.reopen(settings);
        // A connection of the pool that was cut off may be found dead only when it is used.
        await().ignoreException(DatabaseUnavailableException.class)
                .untilAsserted(() -> {
                    router.turn();
                    assertThat(world.placeOf(contact)).isEqualTo("answered");
                });

        assertThat(world.placeOf(contact)).isEqualTo("answered");
        assertThat(db.answersWithin(Duration.ofSeconds(5))).isTrue();
        db.close();
    }
}
