package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.agent.AgentId;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.PresenceStore;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.Closings;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index that is read anew once an hour, so that all that it learns is what it was told. */
class MirrorTest {
    private static final RoutingChanges SOMETHING =
            new RoutingChanges(false, true, Set.of(), Set.of());
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final SetAside aside = new SetAside(clock);
    private final Mirror mirror = mirror(Duration.ofHours(1));

    @BeforeEach
    void clear() {
        world.close();
    }

    @Test
    void whatIsNamedIsReadAgainAndNothingElse() {
        mirror.look(Reach.NAMELESS);
        var named = world.waitingContact("billing=2", 0);
        var other = world.waitingContact("", 0);
        var anna = world.readyAgent("anna", "billing=3");
        world.readyAgent("boris", "billing=3");

        mirror.hear(new RoutingChanges(false, false, Set.of(anna), Set.of(entry(named).id())));

        var taken = mirror.look(Reach.NAMELESS).take(clock.instant(), 9);
        assertThat(taken).extracting(pair -> pair.contact().contact()).containsExactly(named);
        assertThat(taken).extracting(pair -> pair.agent().agent()).containsExactly(anna);
        assertThat(mirror.look(Reach.NAMELESS).contact(entry(other).id())).isEmpty();
    }

    @Test
    void whatNobodyNamedIsFoundByComparing() {
        var leaves = world.waitingContact("", 0);
        var moves = world.waitingContact("", 0);
        var urgent = world.waitingContact("", 1);
        var anna = world.agent("anna", "");
        var boris = world.readyAgent("boris", "");
        world.agents.signIn(anna, "desk-anna");
        var entries = List.of(entry(leaves).id(), entry(moves).id(), entry(urgent).id());
        assertThat(seen(entries)).doesNotContain(Optional.empty());

        world.hangsUp(leaves);
        db.runInTransaction(tx -> {
            world.queue.moved(tx, moves, new Address.Call("", "", "PJSIP/elsewhere"));
            world.queue.prioritise(tx, urgent, 9);
        });
        world.agents.ready(anna);
        world.agents.pause(boris, NotReadyReason.BREAK);
        var joins = world.waitingContact("", 0);
        mirror.hear(SOMETHING);

        assertThat(seen(entries))
                .containsExactly(
                        Optional.empty(), Optional.of(entry(moves)), Optional.of(entry(urgent)));
        assertThat(seen(List.of(entry(joins).id()))).containsExactly(Optional.of(entry(joins)));
        assertThat(candidate(anna)).isPresent();
        assertThat(candidate(boris)).isEmpty();
    }

    @Test
    void whileSignalsAreHeardWhatNobodyNamedIsComparedAside() {
        var anna = world.readyAgent("anna", "");
        var quick = mirror(Duration.ofMillis(20));
        quick.look(Reach.NAMELESS);
        var joins = world.waitingContact("", 0);
        var entry = entry(joins).id();

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    quick.hear(new RoutingChanges(false, false, Set.of(anna), Set.of()));
                    return quick.look(Reach.NAMELESS).contact(entry).isPresent();
                });

        assertThat(quick.look(Reach.NAMELESS).take(clock.instant(), 9)).hasSize(1);
    }

    @Test
    void whatAnAgentHoldsByAnotherServersDoingIsFoundByComparing() {
        var anna = world.readyAgent("anna", "");
        world.waitingContact("", 0);
        assertThat(candidate(anna).map(Candidate::load)).contains(Load.NOTHING);

        world.router("west").turn();
        mirror.hear(SOMETHING);

        assertThat(candidate(anna).map(each -> each.load().total())).contains(1);
    }

    @Test
    void aDeskThatIsSilentForTooLongIsSeenAsSuchAndSeenAgainOnceItSpeaks() {
        var anna = world.readyAgent("anna", "");
        assertThat(candidate(anna)).isPresent();

        clock.passes(RoutingWorld.SETTINGS.deskLease().plusSeconds(1));
        mirror.hear(SOMETHING);
        assertThat(candidate(anna)).isEmpty();
        world.agents.heartbeat(anna);
        mirror.hear(SOMETHING);

        assertThat(candidate(anna)).isPresent();
    }

    @Test
    void whoeverCouldNotBeOfferedIsReadAgainOnceTheirRestIsOver() {
        var contact = world.waitingContact("", 0);
        aside.put(entry(contact), new IllegalStateException("refused"));
        assertThat(seen(List.of(entry(contact).id()))).containsExactly(Optional.empty());

        clock.passes(Duration.ofSeconds(2));

        assertThat(seen(List.of(entry(contact).id()))).doesNotContain(Optional.empty());
    }

    @Test
    void whoOverflowsIntoAQueueThatAsksTheSameIsStillServed() {
        var contact = world.waitingContact("", 0);
        var before = entry(contact).id();
        mirror.look(Reach.NAMELESS);
        var anna = world.readyAgent("anna", "");

        db.runInTransaction(tx ->
                world.queue.move(
                        tx,
                        contact,
                        new QueueName("sales"),
                        WaitOutcome.OVERFLOWED,
                        clock.instant()));
        var after = entry(contact).id();
        mirror.hear(new RoutingChanges(false, false, Set.of(anna), Set.of(before, after)));

        var taken = mirror.look(Reach.NAMELESS).take(clock.instant(), 9);
        assertThat(taken).extracting(pair -> pair.contact().id()).containsExactly(after);
    }

    @Test
    void anotherAsteriskInReachIsAnotherQueue() {
        var here = world.waitingOn("east");
        var there = world.waitingOn("west");
        assertThat(mirror.look(new Reach("east", false)).contact(entry(here).id())).isPresent();

        var index = mirror.look(new Reach("west", false));

        assertThat(index.contact(entry(here).id())).isEmpty();
        assertThat(index.contact(entry(there).id())).isPresent();
    }

    private List<Optional<WaitingContact>> seen(List<EntryId> entries) {
        var index = mirror.look(Reach.NAMELESS);
        return entries.stream().map(index::contact).toList();
    }

    private Optional<Candidate> candidate(AgentId agent) {
        return mirror.look(Reach.NAMELESS).candidate(agent);
    }

    private WaitingContact entry(ContactId contact) {
        return db.inTransaction(new WaitingContacts()::inTurn).stream()
                .filter(each -> each.contact().equals(contact))
                .findFirst()
                .orElseThrow();
    }

    private Mirror mirror(Duration poll) {
        return new Mirror(
                db,
                new WaitingContacts(),
                new PresenceStore(),
                new AgentLoads(),
                new RoutingRules(Capacity.usual(), Map.of()),
                new Closings(RoutingWorld.SETTINGS.plans(), () -> world.hours),
                new KeptPlaces(world.callbacks),
                aside,
                poll,
                clock);
    }
}
