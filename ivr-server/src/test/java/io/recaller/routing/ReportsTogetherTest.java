package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.recaller.agent.ManualClock;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.RingOutcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Many reports are written in one transaction, and nobody waits in a circle because of that. */
class ReportsTogetherTest {
    private final Database db = TestDatabase.fresh();
    private final RoutingWorld world = new RoutingWorld(db, new ManualClock());
    private final Router router = world.router("server-1");

    @Test
    void whoeverHangsUpWhileReportsAreWrittenWaitsForNobodyWhoWaitsForThem() throws Exception {
        var anna = world.readyAgent("anna", "");
        var first = world.waitingContact("", 0);
        var missed = rung();
        world.inbox.ring(missed, RingOutcome.NO_ANSWER);
        router.turn();
        world.hangsUp(first);
        world.readyAgent("boris", "");
        var held = world.waitingContact("", 0);
        var ofHeld = rung();
        world.agents.ready(anna);
        var leaving = world.waitingContact("", 0);
        var ofLeaving = rung();
        assertThat(world.doing(anna)).isEqualTo("ringing " + leaving);

        world.inbox.ring(missed, RingOutcome.NO_ANSWER);
        world.inbox.ring(ofHeld, RingOutcome.NO_ANSWER);
        world.inbox.ring(ofLeaving, RingOutcome.CALLER_GONE);
        var isHeld = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var hangsUp = threads.submit(() -> hangsUp(leaving, isHeld, goesOn));
            isHeld.await();
            var turns =
                    db.inTransaction(tx -> {
                        world.queue.lock(tx, held);
                        var turning = threads.submit(router::turn);
                        await().until(() -> waiting() == 1);
                        goesOn.countDown();
                        await().until(() -> waiting() == 2 || hangsUp.isDone());
                        return turning;
                    });

            turns.get();
            assertThat(hangsUp.get()).isTrue();
        }
        assertThat(world.placeOf(leaving)).isEqualTo("left");
        assertThat(world.outcomesOf(held)).startsWith("no_answer");
        assertThat(world.doing(anna)).isEqualTo("ringing " + held);
        db.close();
    }

    private AssignmentId rung() {
        router.turn();
        return world.lastRing().assignment();
    }

    /** Holds the contact's place until it is told to go on. */
    private boolean hangsUp(ContactId contact, CountDownLatch isHeld, CountDownLatch goesOn) {
        return db.inTransaction(tx -> {
            world.queue.lock(tx, contact);
            isHeld.countDown();
            await().until(() -> goesOn.getCount() == 0);
            return world.queue.leave(tx, contact, world.clock.instant());
        });
    }

    private int waiting() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetchCount(
                                table("pg_stat_activity"),
                                field("wait_event_type", String.class).eq("Lock"),
                                field("datname", String.class)
                                        .eq(field("current_database()", String.class))));
    }
}
