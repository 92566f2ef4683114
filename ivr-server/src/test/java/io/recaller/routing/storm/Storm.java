package io.recaller.routing.storm;

import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.TRANSFER;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.callback.Callback;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Superseding;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.Unreached;
import io.recaller.contact.Unserved;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.board.Priorities;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import io.recaller.routing.storm.Telephones.At;
import io.recaller.routing.storm.Telephones.Call;
import io.recaller.routing.storm.Telephones.Leg;
import io.recaller.routing.storm.Telephones.Where;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import io.recaller.transfer.Destinations.Wanted;
import io.recaller.transfer.Wished;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.postgresql.PGConnection;

/**
 * One contact centre: two servers over one database, telephones, callers and agents. Whatever can
 * happen happens in an order that a seed decides; then everybody goes on in peace until all is
 * over. One thread.
 */
final class Storm implements AutoCloseable {
    private static final int STEPS = 130;
    private static final int LONGEST_PEACE = 150;
    private static final Topic MATTER = new Topic("billing");
    private static final Optional<String> NO_NOTE = Optional.empty();

    /** One at least can do each. */
    private static final List<Map<Skill, Proficiency>> WISHES =
            List.of(
                    Map.of(),
                    Map.of(new Skill("billing"), new Proficiency(2)),
                    Map.of(new Skill("language:kk"), new Proficiency(1)));

    private final Random random;
    private final DatabaseSettings at;
    private final Database truth;
    private final Connection notices;
    private final ManualClock clock = new ManualClock();
    private final List<String> story = new ArrayList<>();
    private final List<AgentId> agents = new ArrayList<>();
    private final List<String> logins = List.of("anna", "boris", "cyd", "dana");
    private final List<Server> servers = new ArrayList<>();
    private final List<Card> cards = new ArrayList<>();
    private final Telephones telephones = new Telephones(this::told);
    private final Books books;
    private int births;
    private int people;
    private boolean isPeace;

    private record Card(AgentId agent, AssignmentId assignment) {}

    /**
     * @param truth looks at the rows, and never dies
     */
    Storm(long seed, DatabaseSettings at, Database truth) {
        this.random = new Random(seed);
        this.at = at;
        this.truth = truth;
        this.books = new Books(truth, telephones, clock);
        try {
            notices = DriverManager.getConnection(at.url(), at.user(), at.password());
            try (var listen = notices.createStatement()) {
                listen.execute("listen recaller_look");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        seat("anna", Map.of(new Skill("billing"), new Proficiency(3)));
        seat(
                "boris",
                Map.of(
                        new Skill("billing"),
                        new Proficiency(2),
                        new Skill("language:kk"),
                        new Proficiency(3)));
        seat("cyd", Map.of(new Skill("language:kk"), new Proficiency(1)));
        seat("dana", Map.of());
        servers.add(born("east"));
        servers.add(born("west"));
    }

    private void seat(String login, Map<Skill, Proficiency> skills) {
        var store = new AgentStore();
        agents.add(
                truth.inTransaction(tx -> {
                    store.putStation(tx, "desk-" + login, "PJSIP/" + login, Optional.empty());
                    return store.put(tx, login, login, Optional.empty(), skills);
                }));
    }

    /** Each life has the settings of its time. */
    private Server born(String name) {
        var settings = SomeSettings.any(random);
        return new Server(
                new Fate(name + "." + UUID.randomUUID() + "." + ++births),
                at,
                settings,
                telephones,
                (agent, assignment) -> cards.add(new Card(agent, assignment)),
                clock);
    }

    @Override
    public void close() throws SQLException {
        notices.close();
        servers.stream().filter(Server::isAlive).forEach(server -> server.db.close());
    }

    /** What happened, for who reads why it went wrong. */
    List<String> story() {
        return List.copyOf(story);
    }

    void run() {
        for (var i = 0; i < agents.size(); i++) {
            signsIn(i);
        }
        for (var step = 0; step < STEPS; step++) {
            happens();
            if (one(3)) {
                comesBack(random.nextInt(agents.size()));
            }
            passes(Duration.ofMillis(random.nextInt(2_000)));
            goOn();
            books.checkNow();
        }
        peace();
        books.checkAtTheEnd();
    }

    /** Nobody comes any more, everybody answers, and who was killed is started again. */
    private void peace() {
        isPeace = true;
        say("peace");
        for (var i = 0; i < LONGEST_PEACE && !books.areClosed(heardAll()); i++) {
            passes(Duration.ofSeconds(6));
            for (var at = 0; at < servers.size(); at++) {
                if (!servers.get(at).isAlive()) {
                    servers.set(at, born(servers.get(at).name));
                    say("%s is started".formatted(servers.get(at).name));
                }
            }
            for (var agent = 0; agent < agents.size(); agent++) {
                comesBack(agent);
            }
            telephones.at(At.RINGING).stream().filter(_ -> one(2)).forEach(telephones::answers);
            telephones.at(At.CALLING_BACK).forEach(telephones::isReached);
            if (i % 3 == 2) {
                telephones.live().stream()
                        .filter(leg -> leg.at != At.RINGING && leg.at != At.CALLING_BACK)
                        .toList()
                        .forEach(telephones::hangsUp);
                telephones.calls(Where.RING_GROUP).forEach(telephones::callerHangsUp);
                alive().forEach(server -> server.live(server::compare));
            }
            visits();
            goOn();
            books.checkNow();
        }
        if (!books.areClosed(heardAll())) {
            throw new AssertionError("it never ends: " + books.open());
        }
    }

    private boolean heardAll() {
        return servers.stream().allMatch(server -> server.heard.isEmpty());
    }

    private record Event(int weight, Runnable what) {}

    /** Whatever can happen now, some more often than others. */
    private void happens() {
        var events = new ArrayList<Event>();
        events.add(new Event(telephones.calls(Where.WAITING).size() < 7 ? 14 : 2, this::callsIn));
        events.add(new Event(6, () -> agentDoes(random.nextInt(agents.size()))));
        events.add(new Event(4, () -> passes(Duration.ofSeconds(random.nextInt(45)))));
        add(events, 4, liveCalls(), this::callerHangsUp);
        add(events, 30, telephones.at(At.RINGING), this::isRung);
        add(events, 7, talking(), this::agentHangsUp);
        add(events, 34, inHand(), this::wishes);
        add(events, 8, telephones.at(At.ASIDE), this::presses);
        add(events, 6, telephones.calls(Where.WAITING), this::asksToBeCalledBack);
        add(events, 20, telephones.at(At.CALLING_BACK), this::customerDoes);
        add(events, 3, telephones.calls(Where.WAITING), this::priority);
        add(events, 3, telephones.calls(Where.WAITING), this::overflows);
        add(events, 1, telephones.calls(Where.WAITING), this::isLedToRingGroup);
        add(events, 2, alive(), this::losesItsLink);
        add(events, 4, alive(), this::isKilled);
        var which = random.nextInt(events.stream().mapToInt(Event::weight).sum());
        for (var event : events) {
            which -= event.weight();
            if (which < 0) {
                event.what().run();
                return;
            }
        }
    }

    private <T> void add(List<Event> events, int weight, List<T> those, Consumer<T> what) {
        any(those).ifPresent(one -> events.add(new Event(weight, () -> what.accept(one))));
    }

    private void losesItsLink(Server server) {
        say("%s loses its link to Asterisk".formatted(server.name));
        server.gap();
    }

    private void passes(Duration time) {
        clock.passes(time);
        for (var leg : telephones.at(At.RINGING)) {
            if (!clock.instant().isBefore(leg.since.plus(leg.ring.ringFor()))) {
                say("%s rings out".formatted(leg.ring.station()));
                telephones.ringsOut(leg);
            }
        }
        telephones.lookAround();
    }

    /** Whoever lives does what there is to do. */
    private void goOn() {
        signals();
        pages();
        for (var i = 0; i < servers.size(); i++) {
            var server = servers.get(i);
            if (server.isAlive()) {
                if (isPeace || random.nextBoolean()) {
                    server.turn(isPeace ? 1_000 : random.nextInt(5));
                }
                if (!server.isAlive()) {
                    say("%s is dead".formatted(server.name));
                }
            } else if (one(3)) {
                servers.set(i, born(server.name));
                say("%s is started again".formatted(server.name));
            }
            signals();
        }
        if (one(3)) {
            visits();
        }
    }

    private void told(Told told) {
        say("  told: %s".formatted(told));
        alive().forEach(server -> server.heard.add(told));
    }

    /** Some of them are lost, each server's own. */
    private void signals() {
        try {
            var heard = notices.unwrap(PGConnection.class).getNotifications();
            for (var i = 0; heard != null && i < heard.length; i++) {
                var words = heard[i].getParameter().split(" ", 2);
                var id =
                        words.length < 2
                                ? Optional.<UUID>empty()
                                : Optional.of(UUID.fromString(words[1]));
                for (var server : alive()) {
                    if (isPeace || random.nextInt(5) > 0) {
                        hears(server, words[0], id);
                    }
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void hears(Server server, String subject, Optional<UUID> id) {
        switch (subject) {
            case "queue" -> server.inbox.queueChanged(id);
            case "agent" -> server.inbox.agentChanged(id);
            case "card" -> server.inbox.cardShown(id);
            default -> {}
        }
    }

    private void pages() {
        var shown = List.copyOf(cards);
        cards.clear();
        for (var card : shown) {
            if (one(6)) {
                say("a page does not show its card");
            } else {
                does(server -> {
                    server.agents.cardShown(card.agent, card.assignment);
                    return true;
                });
            }
        }
    }

    // Callers.

    private void callsIn() {
        var number = one(4) ? "+7701000%04d".formatted(1 + random.nextInt(6)) : nobodysNumber();
        if (telephones.isOnThePhone(number)) {
            return;
        }
        var contact = new ContactId(UUID.randomUUID());
        say("%s calls in as %s".formatted(number, contact));
        joins(telephones.callsIn(contact, number));
    }

    private String nobodysNumber() {
        return "+7702%07d".formatted(++people);
    }

    /** Also of one that the server died over: the call visits the next server then. */
    private void joins(Call call) {
        var wish = WISHES.get(random.nextInt(WISHES.size()));
        var queue = random.nextBoolean() ? QueueName.MAIN : SomeSettings.SUPPORT;
        var priority = random.nextInt(10);
        does(server -> {
            server.db.runInTransaction(tx -> joins(tx, server, call, queue, wish, priority));
            return true;
        });
    }

    private void joins(
            Tx tx,
            Server server,
            Call call,
            QueueName queue,
            Map<Skill, Proficiency> wish,
            int priority) {
        var now = clock.instant();
        var tel = new Handle(HandleKind.TEL, call.number);
        var kept = server.callbacks.of(tx, Optional.empty(), Optional.of(tel)).stream().findFirst();
        var place =
                kept.flatMap(each ->
                        server.queue.giveUp(
                                tx, each.contact(), queue, Ended.Result.SUPERSEDED, now));
        var calledIn = new Ended.Superseded(Superseding.CALLED_IN);
        kept.ifPresent(each -> server.callbacks.close(tx, each.contact(), calledIn, now));
        server.contacts.begin(
                tx,
                Contact.inbound(
                        call.id,
                        Channel.PHONE,
                        Optional.of(tel),
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        now,
                        Optional.of(Server.address(call.id))));
        server.queue.enter(
                tx,
                call.id,
                Channel.PHONE,
                new Wish(queue, Requirement.of(wish), "en", Map.of()),
                priority,
                Server.address(call.id),
                now,
                place);
        kept.ifPresent(each ->
                server.contacts.finish(
                        tx, each.contact(), calledIn, now, Optional.empty(), TopicSource.KEY));
    }

    private List<Call> liveCalls() {
        return telephones.calls.values().stream().filter(call -> call.where != Where.GONE).toList();
    }

    private void callerHangsUp(Call call) {
        say("the caller of %s hangs up, %s".formatted(call.id, call.where));
        call.wantsCallback = false;
        telephones.callerHangsUp(call);
    }

    /** Whoever asked to be called back, and whoever is in no queue, come to a server. */
    private void visits() {
        var waiting = telephones.calls(Where.WAITING);
        waiting.stream().filter(this::isCalledBack).forEach(this::callerHangsUp);
        for (var call : isPeace ? waiting : any(waiting).stream().toList()) {
            visits(call);
        }
        for (var call : telephones.calls(Where.RING_GROUP)) {
            if (one(4)) {
                callerHangsUp(call);
            }
        }
    }

    private void visits(Call call) {
        if (call.where == Where.WAITING && !isKnown(call)) {
            joins(call);
        } else if (call.where == Where.WAITING && isNowhere(call)) {
            does(server -> server.db.inTransaction(tx -> lost(tx, server, call)));
        }
    }

    private boolean lost(Tx tx, Server server, Call call) {
        var now = clock.instant();
        say("%s has lost its place".formatted(call.id));
        server.queue.leave(tx, call.id, Ended.Result.RING_GROUP, now);
        ringGroup(tx, server, call, Unserved.PLACE_LOST);
        return true;
    }

    private void ringGroup(Tx tx, Server server, Call call, Unserved why) {
        if (!server.contacts.wasServed(tx, call.id)) {
            server.contacts.finish(
                    tx,
                    call.id,
                    new Ended.RingGroup(why),
                    clock.instant(),
                    Optional.empty(),
                    TopicSource.KEY);
        }
        tx.afterCommit(() -> call.where = Where.RING_GROUP);
    }

    /** Was told so, or is told at the next visit: who said it may have been killed before. */
    private boolean isCalledBack(Call call) {
        return call.wantsCallback
                || truth.inTransaction(tx ->
                        tx.dsl()
                                .fetchExists(
                                        CALLBACK,
                                        CALLBACK.CONTACT_ID.eq(call.id.value()),
                                        CALLBACK.CLOSED_AT.isNull()));
    }

    private boolean isKnown(Call call) {
        return truth.inTransaction(tx -> books.contacts().startedAt(tx, call.id).isPresent());
    }

    /** It waits, as far as the telephone knows, and no row says so. */
    private boolean isNowhere(Call call) {
        return truth.inTransaction(tx ->
                new Queue().place(tx, call.id).isEmpty()
                        && !tx.dsl()
                                .fetchExists(
                                        TRANSFER,
                                        TRANSFER.CONTACT_ID.eq(call.id.value()),
                                        TRANSFER.STATE.ne("closed"))
                        && tx.dsl()
                                        .fetchCount(
                                                WAITING_CONTACT,
                                                WAITING_CONTACT.CONTACT_ID.eq(call.id.value()),
                                                WAITING_CONTACT.LEFT_AT.gt(
                                                        clock.instant().minusSeconds(10)))
                                == 0);
    }

    private void isLedToRingGroup(Call call) {
        say("the dialplan leads %s to the ring group".formatted(call.id));
        call.wantsCallback = false;
        telephones.ringGroup(call);
    }

    private void overflows(Call call) {
        if (isCalledBack(call)) {
            return;
        }
        does(server ->
                server.db.inTransaction(tx -> {
                    var now = clock.instant();
                    if (random.nextBoolean()) {
                        var to = SomeSettings.SUPPORT;
                        return server.queue.move(tx, call.id, to, WaitOutcome.OVERFLOWED, now);
                    }
                    var has =
                            server.queue.leaveUnlessRinging(
                                    tx, call.id, WaitOutcome.RING_GROUP, now);
                    if (has) {
                        say("%s goes to the ring group".formatted(call.id));
                        ringGroup(tx, server, call, Unserved.LONGEST_WAIT);
                    }
                    return has;
                }));
    }

    private void priority(Call call) {
        var priority = random.nextInt(10);
        does(server ->
                new Priorities(server.db, clock, new AuditTrail(UUID::randomUUID))
                        .set(SomeSettings.SUPERVISOR, call.id, priority));
    }

    private void asksToBeCalledBack(Call call) {
        does(server ->
                server.db.inTransaction(tx -> {
                    var now = clock.instant();
                    var tel = new Handle(HandleKind.TEL, call.number);
                    if (!server.queue.holdsStill(tx, call.id)
                            || server.callbacks.find(tx, call.id).isPresent()) {
                        return false;
                    }
                    var asked =
                            Callback.asked(
                                    call.id,
                                    Optional.empty(),
                                    tel,
                                    Optional.of(tel),
                                    now,
                                    now.plusSeconds(10));
                    var isKept = server.callbacks.ask(tx, asked) == Callbacks.Answer.KEPT;
                    if (isKept) {
                        server.queue.moved(tx, call.id, new Address.Callback(Optional.empty()));
                        tx.afterCommit(() -> call.wantsCallback = true);
                        say("%s is to be called back".formatted(call.id));
                    }
                    return isKept;
                }));
    }

    private void customerDoes(Leg leg) {
        var what = random.nextInt(4);
        say(
                "%s: whom they call back %s"
                        .formatted(leg.ring.station(), what == 0 ? "is busy" : "answers"));
        if (what == 0) {
            telephones.isNotReached(leg, Unreached.BUSY);
        } else if (what == 1) {
            telephones.hangsUp(leg);
        } else {
            telephones.isReached(leg);
        }
    }

    // Agents.

    private List<Leg> talking() {
        return telephones.live().stream().filter(Leg::isBridged).toList();
    }

    private void isRung(Leg leg) {
        switch (random.nextInt(8)) {
            case 0 -> {
                say("%s is refused".formatted(leg.ring.station()));
                telephones.refuses(leg);
            }
            case 1 -> {
                say("%s is unreachable".formatted(leg.ring.station()));
                alive().stream()
                        .filter(server -> server.name.equals(leg.rungBy))
                        .forEach(server -> server.live(() -> server.isUnreachable(leg.id)));
            }
            case 2 -> {
                say("the caller of %s hangs up while it rings".formatted(leg.ring.contact()));
                telephones.live(leg.ring.contact()).ifPresent(telephones::callerHangsUp);
            }
            default -> {
                say("%s answers for %s".formatted(leg.ring.station(), leg.ring.contact()));
                telephones.answers(leg);
            }
        }
    }

    private void agentHangsUp(Leg leg) {
        say("%s hangs up, %s".formatted(leg.ring.station(), leg.at));
        telephones.hangsUp(leg);
    }

    private void presses(Leg leg) {
        if (one(3)) {
            agentHangsUp(leg);
        } else {
            say("%s takes the caller back by a key".formatted(leg.ring.station()));
            telephones.takes(leg);
        }
    }

    private List<Leg> inHand() {
        return telephones.live().stream()
                .filter(leg -> leg.at == At.ASIDE || leg.isBridged())
                .filter(leg -> !leg.isOutside())
                .toList();
    }

    /** Mostly what fits. */
    private int wish(At at) {
        var fitting =
                switch (at) {
                    case TALKING -> List.of(0, 0, 4, 5, 6, 7, 8, 9, 9);
                    case CONSULTING, JOINED -> List.of(1, 2, 2, 3);
                    case ASIDE -> List.of(1, 4, 7, 8, 9);
                    case RINGING, CALLING_BACK, OVER -> List.of(0);
                };
        return one(10) ? random.nextInt(10) : fitting.get(random.nextInt(fitting.size()));
    }

    /** What an agent in a talk may wish of it. */
    private void wishes(Leg leg) {
        var agent = leg.ring.agent();
        var to = logins.get(random.nextInt(logins.size()));
        var what = wish(leg.at);
        say("%s wishes %d, %s".formatted(leg.ring.station(), what, to));
        does(server -> {
            var transfers = server.transfers;
            return switch (what) {
                case 0 -> transfers.hold(agent, leg.id);
                case 1 -> transfers.takeBack(agent, leg.id);
                case 2 -> transfers.complete(agent, leg.id);
                case 3 -> transfers.conference(agent, leg.id);
                case 4 -> transfers.send(agent, leg.id, new Wanted.OfAgent(to), NO_NOTE);
                case 5 -> transfers.send(agent, leg.id, new Wanted.OfQueue("support"), NO_NOTE);
                case 6 -> transfers.send(agent, leg.id, new Wanted.OfNumber("7701"), NO_NOTE);
                case 7 -> transfers.consult(agent, leg.id, new Wanted.OfNumber("7701"), NO_NOTE);
                case 8 -> transfers.consult(agent, leg.id, new Wanted.OfQueue("support"), NO_NOTE);
                default -> transfers.consult(agent, leg.id, new Wanted.OfAgent(to), NO_NOTE);
            };
        });
    }

    private void signsIn(int agent) {
        does(server -> {
            server.agents.signIn(agents.get(agent), "desk-" + logins.get(agent));
            return server.agents.ready(agents.get(agent));
        });
    }

    private void agentDoes(int agent) {
        var id = agents.get(agent);
        var what = random.nextInt(6);
        say("%s does %d".formatted(logins.get(agent), what));
        switch (what) {
            case 0 -> does(server -> server.agents.pause(id, NotReadyReason.BREAK));
            case 1 -> does(server -> server.agents.signOut(id));
            case 2 -> does(server -> wrapUp(server, id, true));
            case 3 -> does(server -> wrapUp(server, id, false));
            default -> comesBack(agent);
        }
    }

    private void comesBack(int agent) {
        does(server -> {
            var id = agents.get(agent);
            return server.agents.heartbeat(id)
                    ? server.agents.ready(id)
                    : server.agents.signIn(id, "desk-" + logins.get(agent));
        });
    }

    private static boolean wrapUp(Server server, AgentId agent, boolean isOver) {
        return server.agents.workload(agent).orElseThrow().held().stream()
                .filter(Assignment.WrapUp.class::isInstance)
                .map(Assignment::id)
                .allMatch(each ->
                        isOver
                                ? server.agents.complete(
                                        agent, each, MATTER, "done", Optional.empty(), true)
                                : server.agents.prolong(agent, each));
    }

    // Servers.

    private List<Server> alive() {
        return servers.stream().filter(Server::isAlive).toList();
    }

    private void isKilled(Server server) {
        var word = 1 + random.nextInt(150);
        var isHeard = random.nextBoolean();
        say("%s dies at word %d, %s".formatted(server.name, word, isHeard ? "heard" : "unheard"));
        server.dieAt(word, isHeard);
    }

    /** At one of the servers there are; it may die of it. */
    private void does(Function<Server, ?> work) {
        any(alive())
                .ifPresent(server -> {
                    server.live(() -> {
                        var answer = work.apply(server);
                        if (answer instanceof Wished wished) {
                            say("  %s".formatted(wished));
                        }
                    });
                    if (!server.isAlive()) {
                        say("%s is dead".formatted(server.name));
                    }
                });
        signals();
    }

    private <T> Optional<T> any(List<T> those) {
        return those.isEmpty()
                ? Optional.empty()
                : Optional.of(those.get(random.nextInt(those.size())));
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private void say(String what) {
        story.add(clock.instant() + " " + what);
    }
}
