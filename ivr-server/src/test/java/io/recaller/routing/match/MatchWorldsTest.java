package io.recaller.routing.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.agent.Station;
import io.recaller.agent.StationId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.routing.step.Staff;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import io.recaller.skill.SkillTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index against a look at every pair, in worlds of all kinds in which something happens. */
class MatchWorldsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    /** {@code make soak} looks at more. */
    private static final int WORLDS = Integer.getInteger("recaller.match.worlds", 3_000);

    private static final RoutingRules RULES =
            new RoutingRules(
                    new Capacity(Map.of(Channel.PHONE, 1, Channel.CHAT, 3)),
                    Map.of(
                            new QueueName("support"),
                            QueueRule.endingWithAnyone(
                                    List.of(
                                            new RoutingStep.Preferred(
                                                    Preference.LAST, Duration.ofSeconds(20)),
                                            new RoutingStep.Preferred(
                                                    Preference.RESPONSIBLE, Duration.ofSeconds(9)),
                                            new RoutingStep.AsAsked(Duration.ofSeconds(15)),
                                            new RoutingStep.Skilled(
                                                    new SkillTemplate(
                                                            Map.of("a", 1), Map.of("b", 2, "c", 1)),
                                                    Duration.ofSeconds(20))))));

    private static final Station STATION =
            new Station(new StationId(new UUID(0, 1)), "desk", "PJSIP/1001", Optional.empty());

    private final Random random = new Random(20261126);

    private final Map<EntryId, WaitingContact> waiting = new LinkedHashMap<>();
    private final Map<AgentId, Map<Skill, Proficiency>> signedIn = new LinkedHashMap<>();
    private final Map<AgentId, Candidate> ready = new LinkedHashMap<>();
    private List<String> names = List.of();
    private Instant now = NOW;
    private MatchIndex index = new MatchIndex(RULES, NOW);

    @Test
    void proposesWhatALookAtEveryPairProposesWhateverHappened() {
        var proposed = 0;
        for (var world = 0; world < WORLDS; world++) {
            begin();
            for (var moment = random.nextInt(8); moment >= 0; moment--) {
                var wanted = everyPair();

                var proposals = index.take(now, Integer.MAX_VALUE);

                assertThat(proposals.stream().map(MatchWorldsTest::pair).toList())
                        .as("world %d, %d moments to come", world, moment)
                        .isEqualTo(wanted);
                proposals.forEach(this::taken);
                proposed += proposals.size();
                something();
            }
        }
        assertThat(proposed).isGreaterThan(WORLDS);
    }

    @Test
    void takenOneByOneTheyAreTheSame() {
        for (var world = 0; world < 500; world++) {
            begin();
            var wanted = everyPair();
            var taken = new ArrayList<List<UUID>>();

            for (var one = index.take(now, 1); !one.isEmpty(); one = index.take(now, 1)) {
                taken.add(pair(one.getFirst()));
            }

            assertThat(taken).as("world %d", world).isEqualTo(wanted);
        }
    }

    /** As between two rounds of the router, which stops after so many. */
    @Test
    void whoIsLeftForTheNextLookIsMatchedAsAnewWhateverHappensMeanwhile() {
        for (var world = 0; world < WORLDS; world++) {
            begin();
            for (var i = random.nextInt(12); i > 0; i--) {
                joins(contact());
                comes(agent());
            }
            for (var moment = random.nextInt(8); moment >= 0; moment--) {
                var wanted = everyPair();
                var most = moment == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(3);

                var some = index.take(now, most);

                assertThat(some.stream().map(MatchWorldsTest::pair).toList())
                        .as("world %d, %d moments to come", world, moment)
                        .isEqualTo(wanted.subList(0, Math.min(most, wanted.size())));
                some.forEach(this::taken);
                something();
            }
        }
    }

    /** So many that agents and contacts are looked at in every way there is. */
    @Test
    void inCrowdsTheyAreTheSame() {
        for (var world = 0; world < Math.max(1, WORLDS / 150); world++) {
            begin();
            var agents = random.nextInt(2) == 0 ? 300 : 30;
            for (var i = 0; i < 200; i++) {
                joins(contact());
                comes(agent());
            }
            for (var moment = 0; moment < 6; moment++) {
                for (var i = 0; i < agents; i++) {
                    something();
                }
                var wanted = everyPair();
                var taken = new ArrayList<List<UUID>>();

                for (var some = index.take(now, 32); !some.isEmpty(); some = index.take(now, 32)) {
                    some.forEach(this::taken);
                    taken.addAll(some.stream().map(MatchWorldsTest::pair).toList());
                }

                assertThat(taken).as("world %d, moment %d", world, moment).isEqualTo(wanted);
            }
        }
    }

    private void begin() {
        now = NOW;
        // Of more than three that are asked not all say where a contact is looked for.
        names = random.nextInt(4) > 0 ? List.of("a", "b", "c") : List.of("a", "b", "c", "d", "e");
        waiting.clear();
        signedIn.clear();
        ready.clear();
        index = new MatchIndex(RULES, now);
        for (var i = random.nextInt(8); i > 0; i--) {
            comes(agent());
        }
        for (var i = random.nextInt(9); i > 0; i--) {
            joins(contact());
        }
    }

    /** Up to four things between two looks. */
    private void something() {
        for (var i = random.nextInt(4); i >= 0; i--) {
            switch (random.nextInt(9)) {
                case 0 -> joins(contact());
                case 1 -> any(waiting.keySet()).ifPresent(this::leaves);
                case 2 -> comes(agent());
                case 3 -> any(signedIn.keySet()).ifPresent(this::goesHome);
                case 4 -> any(ready.keySet()).ifPresent(this::pauses);
                case 5 -> any(signedIn.keySet()).ifPresent(this::isFree);
                case 6 -> any(waiting.keySet()).ifPresent(this::isMoreUrgent);
                case 7 -> any(waiting.keySet()).ifPresent(this::isNotAnswered);
                default -> now = now.plusSeconds(random.nextInt(30) - 2);
            }
        }
    }

    private void joins(WaitingContact contact) {
        waiting.put(contact.id(), contact);
        index.waits(contact);
    }

    private void leaves(EntryId entry) {
        waiting.remove(entry);
        index.gone(entry);
    }

    private void comes(Candidate agent) {
        signedIn.put(agent.agent(), agent.skills());
        index.signedIn(agent.agent(), agent.skills());
        if (random.nextInt(5) > 0) {
            isReady(agent);
        }
    }

    private void goesHome(AgentId agent) {
        signedIn.remove(agent);
        ready.remove(agent);
        index.signedOut(agent);
    }

    private void pauses(AgentId agent) {
        ready.remove(agent);
        index.busy(agent);
    }

    /** Has empty hands again, and at times has learned something. */
    private void isFree(AgentId agent) {
        var skills = random.nextInt(4) == 0 ? skills() : signedIn.getOrDefault(agent, Map.of());
        signedIn.put(agent, skills);
        index.signedIn(agent, skills);
        isReady(new Candidate(agent, skills, now, Optional.of(STATION), Load.NOTHING));
    }

    private void isReady(Candidate agent) {
        ready.put(agent.agent(), agent);
        index.ready(agent);
    }

    private void isMoreUrgent(EntryId entry) {
        joins(contact(entry).withPriority(random.nextInt(10)));
    }

    private WaitingContact contact(EntryId entry) {
        return Objects.requireNonNull(waiting.get(entry));
    }

    private void isNotAnswered(EntryId entry) {
        var contact = contact(entry);
        var silent = new HashSet<>(contact.silent());
        any(signedIn.keySet()).ifPresent(silent::add);
        joins(contact.afterSilence(silent));
    }

    private void taken(Pairing pairing) {
        waiting.remove(pairing.contact().id());
        var agent = pairing.agent();
        ready.put(agent.agent(), agent.holding(pairing.contact().channel()));
    }

    /** Says the same as the index's own words, in the plainest way there is. */
    private List<List<UUID>> everyPair() {
        var staff = new Staff(signedIn);
        var free = new HashMap<>(ready);
        var pairs = new ArrayList<List<UUID>>();
        for (var contact : waiting.values().stream().sorted(WaitingContact.IN_TURN).toList()) {
            var step =
                    CurrentStep.at(
                            RULES.of(contact.wish().queue()),
                            contact.wish(),
                            contact.enteredAt(),
                            contact.silent(),
                            staff,
                            now);
            var best =
                    free.values().stream()
                            .filter(agent -> RULES.admits(agent.load(), contact.channel()))
                            .filter(agent -> step.admits(agent.agent(), agent.skills()))
                            .map(agent -> Fit.of(agent, contact, step))
                            .min(Fit.BEST_FIRST);
            best.ifPresent(fit -> {
                var agent = fit.agent();
                free.put(agent.agent(), agent.holding(contact.channel()));
                pairs.add(List.of(contact.contact().value(), agent.agent().value()));
            });
        }
        return pairs;
    }

    private static List<UUID> pair(Pairing pairing) {
        return List.of(pairing.contact().contact().value(), pairing.agent().agent().value());
    }

    private Candidate agent() {
        var load = random.nextInt(4) == 0 ? Load.NOTHING.plus(Channel.CHAT) : Load.NOTHING;
        var since = now.minusSeconds(random.nextInt(5));
        return new Candidate(new AgentId(id()), skills(), since, Optional.of(STATION), load);
    }

    private WaitingContact contact() {
        var preferred = new HashMap<Preference, AgentId>();
        Stream.of(Preference.values())
                .filter(_ -> random.nextInt(3) == 0)
                .forEach(why ->
                        any(signedIn.keySet()).ifPresent(agent -> preferred.put(why, agent)));
        var silent = new HashSet<AgentId>();
        if (random.nextInt(4) == 0) {
            any(signedIn.keySet()).ifPresent(silent::add);
        }
        var queue = random.nextBoolean() ? QueueName.MAIN : new QueueName("support");
        return new WaitingContact(
                EntryId.next(),
                new ContactId(id()),
                random.nextBoolean() ? Channel.PHONE : Channel.CHAT,
                new Wish(queue, asked(), "kk", preferred),
                random.nextInt(10),
                now.minusSeconds(random.nextInt(80)),
                new Address.Call("", "", "PJSIP/trunk-1"),
                silent);
    }

    private Requirement asked() {
        var any = random.nextInt(4) == 0 ? skills() : Map.<Skill, Proficiency>of();
        return new Requirement(new TreeMap<>(skills()), new TreeMap<>(any));
    }

    private Map<Skill, Proficiency> skills() {
        var skills = new HashMap<Skill, Proficiency>();
        for (var name : names) {
            if (random.nextBoolean()) {
                skills.put(new Skill(name), new Proficiency(1 + random.nextInt(5)));
            }
        }
        return skills;
    }

    private <T> Optional<T> any(Collection<T> of) {
        return of.stream().skip(of.isEmpty() ? 0 : random.nextInt(of.size())).findFirst();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
