package io.recaller.bench;

import io.recaller.agent.AgentId;
import io.recaller.agent.Station;
import io.recaller.agent.StationId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.MatchIndex;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.Staff;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Agents who talk and contacts that wait, the same every time, to be matched in two ways. */
final class MatchWorld {
    /** What contacts want. */
    enum Asks {
        ALIKE("contacts that ask for one topic of 40 and one language of 10"),
        DIFFERENT("contacts that hardly ever ask the same: two topics of 40, one language of 10");

        private final String words;

        Asks(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final int FREED = 32;
    private static final Station STATION =
            new Station(new StationId(new UUID(0, 1)), "desk", "PJSIP/1001", Optional.empty());

    private final Asks asks;
    private final Random random = new Random(20261126);
    private final List<Candidate> agents = new ArrayList<>();
    private final Map<EntryId, WaitingContact> waiting = new LinkedHashMap<>();
    private final MatchIndex index;
    private final Staff staff;
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    MatchWorld(Asks asks, int agents, int contacts) {
        this.asks = asks;
        index = new MatchIndex(MatchLoad.RULES, now);
        for (var i = 0; i < agents; i++) {
            this.agents.add(
                    new Candidate(
                            new AgentId(id()), skills(), now, Optional.of(STATION), Load.NOTHING));
        }
        var signedIn = new HashMap<AgentId, Map<Skill, Proficiency>>();
        this.agents.forEach(agent -> signedIn.put(agent.agent(), agent.skills()));
        signedIn.forEach(index::signedIn);
        staff = new Staff(signedIn);
        Stream.generate(this::contact).limit(contacts).forEach(this::joins);
    }

    /** Microseconds of processor time a match. */
    double index(Duration time) {
        return play(time, this::indexed, index::waits, (_, _) -> {});
    }

    /**
     * The same of a look at every pair, which must say what the index says.
     *
     * @throws IllegalStateException when it does not
     */
    double everyPair(Duration time) {
        return play(
                time,
                this::pairs,
                _ -> {},
                (freed, pairs) -> {
                    var same = indexed(freed);
                    if (!names(pairs).equals(names(same))) {
                        throw new IllegalStateException(names(pairs) + " is not " + names(same));
                    }
                });
    }

    private List<Pairing> indexed(List<Candidate> freed) {
        freed.forEach(index::ready);
        var pairs = index.take(now, Integer.MAX_VALUE);
        freed.forEach(agent -> index.busy(agent.agent()));
        return pairs;
    }

    private static List<List<Object>> names(List<Pairing> pairs) {
        return pairs.stream()
                .map(pair -> List.<Object>of(pair.contact().id(), pair.agent().agent()))
                .toList();
    }

    private double play(
            Duration time,
            Function<List<Candidate>, List<Pairing>> match,
            Consumer<WaitingContact> join,
            BiConsumer<List<Candidate>, List<Pairing>> check) {
        var matched = 0;
        var taken = 0L;
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end || matched == 0) {
            now = now.plusMillis(20);
            var freed = freed();
            var began = cpu();
            var pairs = match.apply(freed);
            taken += cpu() - began;
            check.accept(freed, pairs);
            pairs.forEach(pair -> waiting.remove(pair.contact().id()));
            var joining = Stream.generate(this::contact).limit(pairs.size()).toList();
            began = cpu();
            joining.forEach(join);
            taken += cpu() - began;
            joining.forEach(this::joins);
            matched += pairs.size();
        }
        return taken / 1e3 / matched;
    }

    /** Of this thread, in nanoseconds: what else the machine does hardly counts. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private List<Candidate> freed() {
        var freed = new LinkedHashMap<AgentId, Candidate>();
        while (freed.size() < FREED) {
            var agent = agents.get(random.nextInt(agents.size()));
            freed.put(
                    agent.agent(),
                    new Candidate(
                            agent.agent(),
                            agent.skills(),
                            now,
                            Optional.of(STATION),
                            Load.NOTHING));
        }
        return List.copyOf(freed.values());
    }

    /** In the plainest way there is. */
    private List<Pairing> pairs(Collection<Candidate> freed) {
        var free = new LinkedHashMap<AgentId, Candidate>();
        freed.forEach(agent -> free.put(agent.agent(), agent));
        var pairs = new ArrayList<Pairing>();
        for (var contact : waiting.values().stream().sorted(WaitingContact.IN_TURN).toList()) {
            var step =
                    CurrentStep.at(
                            MatchLoad.RULES.of(contact.wish().queue()),
                            contact.wish(),
                            contact.enteredAt(),
                            contact.silent(),
                            staff,
                            now);
            free.values().stream()
                    .filter(agent -> step.admits(agent.agent(), agent.skills()))
                    .min(bestFirst(contact, step))
                    .ifPresent(best -> {
                        free.remove(best.agent());
                        pairs.add(new Pairing(contact, best, List.of()));
                    });
        }
        return pairs;
    }

    private static Comparator<Candidate> bestFirst(WaitingContact contact, CurrentStep step) {
        return Comparator.comparingInt((Candidate agent) -> -points(agent, contact, step))
                .thenComparing(agent -> agent.freeSince())
                .thenComparing(agent -> agent.agent().value());
    }

    private static int points(Candidate agent, WaitingContact contact, CurrentStep step) {
        var counted = new HashSet<Skill>(contact.wish().asked().minimums().keySet());
        counted.addAll(step.requirement().minimums().keySet());
        var isKnown = agent.agent().equals(contact.wish().preferred().get(Preference.LAST));
        var points = isKnown ? 2 : 0;
        for (var skill : counted) {
            var held = agent.skills().get(skill);
            points += held == null ? 0 : held.level();
        }
        return points;
    }

    /** Once is as good as twice. */
    private void joins(WaitingContact contact) {
        waiting.put(contact.id(), contact);
        index.waits(contact);
    }

    private WaitingContact contact() {
        var preferred =
                random.nextInt(10) == 0
                        ? Map.of(Preference.LAST, agents.get(random.nextInt(agents.size())).agent())
                        : Map.<Preference, AgentId>of();
        return new WaitingContact(
                EntryId.next(),
                new ContactId(id()),
                Channel.PHONE,
                new Wish(MatchLoad.QUEUE, asked(), "en", preferred),
                random.nextInt(5) == 0 ? random.nextInt(10) : 5,
                now.minusSeconds(random.nextInt(10)),
                new Address.Call("", "", "PJSIP/trunk"),
                Set.of());
    }

    private Requirement asked() {
        var asked = new TreeMap<Skill, Proficiency>();
        var topics = asks == Asks.ALIKE ? 1 : 2;
        for (var i = 0; i < topics; i++) {
            asked.put(topic(), new Proficiency(1 + random.nextInt(3)));
        }
        asked.put(language(), new Proficiency(1 + random.nextInt(2)));
        return Requirement.of(asked);
    }

    private Map<Skill, Proficiency> skills() {
        var skills = new HashMap<Skill, Proficiency>();
        for (var i = 0; i < 4; i++) {
            skills.put(topic(), new Proficiency(1 + random.nextInt(5)));
        }
        for (var i = 0; i < 3; i++) {
            skills.put(language(), new Proficiency(1 + random.nextInt(5)));
        }
        return skills;
    }

    private Skill topic() {
        return new Skill("topic-" + random.nextInt(40));
    }

    /** The first are spoken by most. */
    private Skill language() {
        return new Skill("language:l" + (int) (10 * random.nextDouble() * random.nextDouble()));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
