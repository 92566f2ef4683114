package io.recaller.routing.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.agent.Station;
import io.recaller.agent.StationId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.Capacity;
import io.recaller.routing.RoutingRules;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The match against one that looks at every pair, in worlds of all kinds. */
class MatchWorldsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final int WORLDS = 10_000;

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

    private final Random random = new Random(20261126);

    @Test
    void proposesWhatALookAtEveryPairProposes() {
        var proposed = 0;
        for (var world = 0; world < WORLDS; world++) {
            var ready = some(8, this::agent);
            var waiting = some(9, () -> contact(ready));
            var there = world(ready);

            var proposals = Match.propose(waiting, there);

            assertThat(proposals.stream().map(MatchWorldsTest::pair).toList())
                    .as("world %d", world)
                    .isEqualTo(everyPair(waiting, there));
            proposed += proposals.size();
        }
        assertThat(proposed).isGreaterThan(WORLDS);
    }

    /** Says the same as the match's own words, in the plainest way there is. */
    private static List<List<UUID>> everyPair(Collection<WaitingContact> waiting, World world) {
        var free = new HashMap<AgentId, Candidate>();
        world.ready().forEach(agent -> free.put(agent.agent(), agent));
        var pairs = new ArrayList<List<UUID>>();
        for (var contact : waiting.stream().sorted(WaitingContact.IN_TURN).toList()) {
            var standing = world.standing(contact);
            var best =
                    free.values().stream()
                            .filter(agent ->
                                    RULES.admits(agent.load(), contact.channel()))
                            .filter(agent -> standing.admits(agent.agent(), agent.skills()))
                            .map(agent -> Fit.of(agent, contact, standing))
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

    private World world(List<Candidate> ready) {
        var signedIn = new HashMap<AgentId, Map<Skill, Proficiency>>();
        ready.forEach(agent -> signedIn.put(agent.agent(), agent.skills()));
        signedIn.put(new AgentId(id()), skills());
        return new World(ready, new Staff(signedIn), RULES, NOW);
    }

    private Candidate agent() {
        var id = id();
        var station = new Station(new StationId(id), "desk", "PJSIP/1001", Optional.empty());
        var load = random.nextInt(4) == 0 ? Load.NOTHING.plus(Channel.CHAT) : Load.NOTHING;
        var since = NOW.minusSeconds(random.nextInt(5));
        return new Candidate(new AgentId(id), skills(), since, station, load);
    }

    private WaitingContact contact(List<Candidate> ready) {
        var agents = ready.stream().map(Candidate::agent).toList();
        var preferred = new HashMap<Preference, AgentId>();
        Stream.of(Preference.values())
                .filter(_ -> random.nextInt(3) == 0 && !agents.isEmpty())
                .forEach(why -> preferred.put(why, oneOf(agents)));
        var silent = new HashSet<AgentId>();
        if (random.nextInt(4) == 0 && !agents.isEmpty()) {
            silent.add(oneOf(agents));
        }
        var queue = random.nextBoolean() ? QueueName.MAIN : new QueueName("support");
        return new WaitingContact(
                EntryId.next(),
                new ContactId(id()),
                random.nextBoolean() ? Channel.PHONE : Channel.CHAT,
                new Wish(queue, asked(), "kk", preferred),
                random.nextInt(10),
                NOW.minusSeconds(random.nextInt(80)),
                new Address.Call("", "", "PJSIP/trunk-1"),
                silent);
    }

    private Requirement asked() {
        var any = random.nextInt(4) == 0 ? skills() : Map.<Skill, Proficiency>of();
        return new Requirement(new TreeMap<>(skills()), new TreeMap<>(any));
    }

    private Map<Skill, Proficiency> skills() {
        var skills = new HashMap<Skill, Proficiency>();
        for (var name : Set.of("a", "b", "c")) {
            if (random.nextBoolean()) {
                skills.put(new Skill(name), new Proficiency(1 + random.nextInt(5)));
            }
        }
        return skills;
    }

    private AgentId oneOf(List<AgentId> agents) {
        return agents.get(random.nextInt(agents.size()));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        return Stream.generate(one).limit(random.nextInt(most)).toList();
    }
}
