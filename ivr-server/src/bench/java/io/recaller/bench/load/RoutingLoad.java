package io.recaller.bench.load;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.bench.MatchLoad;
import io.recaller.contact.Channel;
import io.recaller.db.Signals;
import io.recaller.routing.Agents;
import io.recaller.routing.Router;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.RouterPorts;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.skill.SkillTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How many offers a router writes a second, and how soon an agent who gets ready is asked, with the
 * rows of a large contact centre in a durable PostgreSQL of its own; beside it what one connection
 * can insert. Then the match alone, beside a look at every pair.
 *
 * <p>Bounded by {@code -Dload.agents} (5,000), {@code -Dload.waiting} (10,000), {@code
 * -Dload.seconds} (10 s each) and some three minutes. Loopback only.
 */
public final class RoutingLoad {
    private static final int AGENTS = Integer.getInteger("load.agents", 5_000);
    private static final int WAITING = Integer.getInteger("load.waiting", 10_000);
    private static final int SECONDS = Integer.getInteger("load.seconds", 10);

    /** As many as the router claims at once. */
    private static final int AT_ONCE = 32;

    private static final int FREE = 256;
    private static final int READY_A_SECOND = 100;
    private static final int DAMAGED = 10;
    private static final double WARM_UP = 0.5;

    private final MeteredPostgres postgres;
    private final RoutedRows rows;
    private final List<AgentId> onBreak;
    private final List<AgentId> atWork;

    private RoutingLoad(MeteredPostgres postgres) {
        this.postgres = postgres;
        rows = new RoutedRows(postgres.database());
        rows.agents(AGENTS);
        var all = rows.agentIds();
        onBreak = new ArrayList<>(all.subList(0, AGENTS / 2));
        atWork = all.subList(AGENTS / 2, AGENTS);
    }

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        if (!Boolean.getBoolean("load.without.match")) {
            MatchLoad.run(System.out);
        }
        System.out.printf(
                Locale.ROOT,
                "%nThe router with its rows: %d agents, 50 skills, load of the machine %s. Pages"
                        + " show cards, phones are answered and%ntalks end within 50 ms, by statements"
                        + " of many rows in the same PostgreSQL and process: in what is told"
                        + " of%nprocessor time that is included.%n",
                AGENTS,
                load());
        try (var postgres = new MeteredPostgres()) {
            new RoutingLoad(postgres).run();
        }
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private void run() throws IOException {
        var inbox = new RouterInbox();
        rows.wait(WAITING / 10, 300);
        try (var life = new RoutedLife(postgres.database(), rows, rows.talks(atWork));
                var router = router(inbox, life);
                var signals = signals(inbox)) {
            router.start();
            signals.start();
            life.start();
            sustained("warm-up", life, 0);
            var first = sustained("%d waiting".formatted(WAITING / 10), life, 0);
            var second = sustained("%d waiting".formatted(WAITING * 3 / 10), life, more(3, 1));
            postgres.forgetStatements();
            var third = sustained("%d waiting".formatted(WAITING), life, more(10, 3));
            postgres.statements(12).forEach(System.out::println);
            System.out.printf(
                    Locale.ROOT,
                    "  processor time a match from %d to %d to %d waiting: 1 : %.2f : %.2f (a"
                            + " logarithm grows 1 : %.2f : %.2f)%n",
                    WAITING / 10,
                    WAITING * 3 / 10,
                    WAITING,
                    second / first,
                    third / first,
                    Math.log(WAITING * 0.3) / Math.log(WAITING * 0.1),
                    Math.log(WAITING) / Math.log(WAITING * 0.1));
            rows.waitDamaged(DAMAGED, onBreak.removeLast());
            sustained("as many, of whom %d are refused".formatted(DAMAGED), life, 0);
            rows.noneDamaged();
            life.keepFree(0);
            readyToWritten(life);
            life.reportTo(inbox);
            sustained("each answer, each end told", life, 0, AT_ONCE);
            life.keepFree(0);
            rest(2);
        }
        System.out.printf("  rows that contradict each other: %d%n", rows.wrongs());
        System.out.printf(
                Locale.ROOT,
                "limit: bare inserts of assignments, %d a transaction, one connection: %.0f"
                        + " rows/s%n",
                AT_ONCE,
                rows.insertsASecond(AT_ONCE, SECONDS / 2));
    }

    /** So that the shares are as said. */
    private static int more(int tenths, int before) {
        return WAITING / 10 * (tenths - before);
    }

    /** Processor time of one match, of both processes, in ms. */
    private double sustained(String what, RoutedLife life, int joining) {
        return sustained(what, life, joining, FREE);
    }

    private double sustained(String what, RoutedLife life, int joining, int free) {
        rows.wait(joining, 300);
        life.keepFree(free);
        rest(SECONDS * WARM_UP);
        var offered = life.offered();
        var own = Cpu.of(ProcessHandle.current().pid());
        var itsOwn = postgres.cpu();
        var began = System.nanoTime();
        rest(SECONDS);
        var seconds = (System.nanoTime() - began) / 1e9;
        var matches = life.offered() - offered;
        var server = each(Cpu.of(ProcessHandle.current().pid()).minus(own), matches);
        var database = each(postgres.cpu().minus(itsOwn), matches);
        System.out.printf(
                Locale.ROOT,
                "%-28s %6.0f matches/s   processor time a match: server %.3f ms, PostgreSQL %.3f"
                        + " ms%n",
                what,
                matches / seconds,
                server,
                database);
        return server + database;
    }

    private static double each(Duration time, long matches) {
        return Latencies.millis(time) / Math.max(1, matches);
    }

    private void readyToWritten(RoutedLife life) {
        var agents =
                new Agents(postgres.database(), "desk", settings(), life, InstantSource.system());
        var number = Math.min(onBreak.size(), 2 * SECONDS * READY_A_SECOND);
        rest(2);
        var _ = life.readyToWritten();
        var desk = new Latencies();
        var next = System.nanoTime();
        try (var desks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var agent : onBreak.subList(0, number)) {
                desks.execute(() -> isReady(agents, agent, life, desk));
                next += TimeUnit.SECONDS.toNanos(1) / READY_A_SECOND;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
        rest(1);
        var seen = life.readyToWritten();
        System.out.printf(
                Locale.ROOT,
                "%-28s %s   from \"ready\" to the assignment written, %d a second (%d; %d found"
                        + " nobody who waits)%n%-28s %s   of it the desk's own transaction%n",
                WAITING + " waiting",
                seen,
                READY_A_SECOND,
                seen.count(),
                life.unasked(),
                "",
                desk);
    }

    private static void isReady(Agents agents, AgentId agent, RoutedLife life, Latencies desk) {
        life.isReady(agent);
        var began = System.nanoTime();
        agents.ready(agent);
        desk.add(System.nanoTime() - began);
    }

    private Router router(RouterInbox inbox, RoutedLife life) {
        return new Router(
                postgres.database(),
                "load",
                settings(),
                inbox,
                new RouterPorts(life, life, _ -> "Caller", life),
                new SimpleMeterRegistry(),
                InstantSource.system());
    }

    private Signals signals(RouterInbox inbox) throws IOException {
        return new Signals(postgres.settings())
                .tell(Signals.Subject.QUEUE, inbox::queueChanged)
                .tell(Signals.Subject.AGENT, inbox::agentChanged)
                .tell(Signals.Subject.CARD, inbox::cardShown);
    }

    private static RoutingSettings settings() {
        var usual = RoutingSettings.usual();
        var steps =
                QueueRule.endingWithAnyone(
                        List.of(
                                new RoutingStep.Preferred(Preference.LAST, Duration.ofSeconds(20)),
                                new RoutingStep.AsAsked(Duration.ofMinutes(10)),
                                new RoutingStep.Skilled(
                                        new SkillTemplate(Map.of("language:l0", 1), Map.of()),
                                        Duration.ofMinutes(10))));
        return new RoutingSettings(
                usual.ringFor(),
                usual.offerLease(),
                usual.deskLease(),
                usual.wrapUp(),
                usual.poll(),
                new RoutingRules(
                        new Capacity(Map.of(Channel.PHONE, 1)),
                        Map.of(new QueueName("support"), steps)),
                usual.longestWrapUp());
    }

    private static void rest(double seconds) {
        try {
            Thread.sleep((long) (1000 * seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
