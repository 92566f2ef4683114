package io.recaller.routing.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recaller.agent.AgentId;
import io.recaller.agent.Station;
import io.recaller.agent.StationId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    # case                              | requirement       | Anna                 | Boris                | served by
                    meets the minimum exactly           | billing=3         | billing=3            | -                    | Anna
                    misses the minimum by one           | billing=3         | billing=2            | -                    | -
                    lacks the skill                     | billing=1         | mobile=5             | -                    | -
                    misses one of two skills            | billing=3,ru=2    | billing=5,ru=1       | billing=3,ru=2       | Boris
                    higher proficiency wins             | billing=3         | billing=3            | billing=4            | Boris
                    the total over the skills counts    | billing=2,ru=2    | billing=5,ru=2       | billing=3,ru=5       | Boris
                    skills not asked for do not count   | billing=2         | billing=3            | billing=2,mobile=5   | Anna
                    equals: who is ready longer         | billing=2         | billing=3            | billing=3            | Anna
                    no requirement: who is ready longer | -                 | mobile=1             | billing=5            | Anna
                    nobody is ready                     | billing=1         | -                    | -                    | -
                    """)
    void theBestAgentForAContact(
            String name,
            @Nullable String requirement,
            @Nullable String anna,
            @Nullable String boris,
            @Nullable String servedBy) {
        var ready = new HashMap<String, Candidate>();
        put(ready, "Anna", anna, NOW.minusSeconds(120));
        put(ready, "Boris", boris, NOW.minusSeconds(60));

        var proposals =
                propose(
                        List.of(waiting(skills(requirement), 0, 10)),
                        ready.values(),
                        Capacity.usual());

        if (servedBy == null) {
            assertThat(proposals).as(name).isEmpty();
        } else {
            assertThat(proposals)
                    .extracting(Pairing::agent)
                    .as(name)
                    .containsExactly(ready.get(servedBy));
        }
    }

    @Test
    void priorityGoesBeforeAgeAndAgeBeforeArrivalLater() {
        var late = waiting(Map.of(), 0, 10);
        var early = waiting(Map.of(), 0, 20);
        var urgent = waiting(Map.of(), 5, 1);
        var ready = List.of(agent(Map.of(), 30), agent(Map.of(), 20), agent(Map.of(), 10));

        var proposals = propose(List.of(late, early, urgent), ready, Capacity.usual());

        assertThat(proposals)
                .extracting(Pairing::contact, Pairing::agent)
                .containsExactly(
                        tuple(urgent, ready.get(0)),
                        tuple(early, ready.get(1)),
                        tuple(late, ready.get(2)));
    }

    @Test
    void aContactNobodyCanServeDoesNotHoldUpTheNext() {
        var hopeless = waiting(skills("kk=5"), 9, 100);
        var simple = waiting(skills("billing=1"), 0, 10);

        var proposals =
                propose(
                        List.of(hopeless, simple),
                        List.of(agent(skills("billing=1"), 5)),
                        Capacity.usual());

        assertThat(proposals).extracting(Pairing::contact).containsExactly(simple);
    }

    @Test
    void chatsGoToWhoHoldsFewestAsLongAsThereIsRoom() {
        var capacity = new Capacity(Map.of(Channel.PHONE, 1, Channel.CHAT, 2));
        var chats =
                Stream.of(50, 40, 30, 20, 10)
                        .map(age -> waiting(Channel.CHAT, Map.of(), 0, age))
                        .toList();
        var anna = agent(Map.of(), 20);
        var boris = agent(Map.of(), 10);

        var proposals = propose(chats, List.of(boris, anna), capacity);

        assertThat(proposals)
                .extracting(proposal -> proposal.agent().agent())
                .containsExactly(anna.agent(), boris.agent(), anna.agent(), boris.agent());
    }

    @Test
    void whoWritesWeighsAsItsChannelDoesAndAnAgentCarriesNoMoreThanOneWhole() {
        var capacity =
                new Capacity(
                        Map.of(Channel.PHONE, 1, Channel.CHAT, 3, Channel.EMAIL, 5, Channel.SMS, 9),
                        Map.of(Channel.CHAT, 30, Channel.EMAIL, 15));
        var mails = Stream.of(90, 80, 70).map(age -> waiting(Channel.EMAIL, Map.of(), 0, age));
        var chats = Stream.of(60, 50, 40).map(age -> waiting(Channel.CHAT, Map.of(), 0, age));
        var written = Stream.concat(mails, chats).toList();
        var light = waiting(Channel.SMS, Map.of(), 0, 30);
        var call = waiting(Channel.PHONE, Map.of(), 0, 20);
        var all = Stream.concat(written.stream(), Stream.of(light, call)).toList();

        var proposals = propose(all, List.of(agent(Map.of(), 5)), capacity);

        assertThat(proposals)
                .extracting(Pairing::contact)
                .containsExactly(
                        written.get(0),
                        written.get(1),
                        written.get(2),
                        written.get(3),
                        light,
                        call);
    }

    @Test
    void aCallKeepsChatsAwayAndChatsKeepNoCallAway() {
        var capacity = new Capacity(Map.of(Channel.PHONE, 1, Channel.CHAT, 2));
        var chat = waiting(Channel.CHAT, Map.of(), 0, 30);
        var call = waiting(Channel.PHONE, Map.of(), 0, 20);
        var another = waiting(Channel.CHAT, Map.of(), 0, 10);

        var proposals =
                propose(List.of(chat, call, another), List.of(agent(Map.of(), 5)), capacity);

        assertThat(proposals).extracting(Pairing::contact).containsExactly(chat, call);
    }

    @Test
    void aContactThatGoesOnInAnotherQueueWithItsAgeIsNotLostWithThePlaceItLeft() {
        var before = waiting(skills("billing=1"), 0, 10);
        var after = before.in(new QueueName("sales"));
        var anna = agent(skills("billing=2"), 5);
        var index = new MatchIndex(RoutingRules.usual(), NOW);
        index.signedIn(anna.agent(), anna.skills());
        index.waits(before);

        index.waits(after);
        index.gone(before.id());
        index.ready(anna);

        assertThat(index.take(NOW, 2)).extracting(Pairing::contact).containsExactly(after);
    }

    @Test
    void aProposalSaysWhyInWords() {
        var contact = waiting(skills("billing=3,language:ru=2"), 0, 10);
        var best = agent(skills("billing=4,language:ru=5"), 120);
        var other = agent(skills("billing=3,language:ru=2"), 300);

        var proposals = propose(List.of(contact), List.of(other, best), Capacity.usual());

        assertThat(proposals.getFirst().reasons())
                .containsExactly(
                        "billing 4 ≥ 3",
                        "language:ru 5 ≥ 2",
                        "ready for 120 s",
                        "best of 2 who can");
    }

    @Test
    void theOrderOfRowsNeverMattersAndNobodyIsProposedTwice() {
        var random = new Random(20260302);
        for (var round = 0; round < 300; round++) {
            var waiting = new ArrayList<WaitingContact>();
            var ready = new ArrayList<Candidate>();
            for (var i = random.nextInt(8); i > 0; i--) {
                waiting.add(waiting(someSkills(random), random.nextInt(3), random.nextInt(20)));
            }
            for (var i = random.nextInt(8); i > 0; i--) {
                ready.add(agent(someSkills(random), random.nextInt(20)));
            }

            var proposals = propose(waiting, ready, Capacity.usual());
            Collections.shuffle(waiting, random);
            Collections.shuffle(ready, random);
            var again = propose(waiting, ready, Capacity.usual());

            assertThat(again).isEqualTo(proposals);
            assertThat(proposals).extracting(Pairing::contact).doesNotHaveDuplicates();
            assertThat(proposals).extracting(Pairing::agent).doesNotHaveDuplicates();
            assertThat(proposals)
                    .allMatch(p -> p.contact().wish().asked().isMetBy(p.agent().skills()));
        }
    }

    private static List<Pairing> propose(
            Collection<WaitingContact> waiting, Collection<Candidate> ready, Capacity capacity) {
        var index = new MatchIndex(RoutingRules.of(capacity), NOW);
        waiting.forEach(index::waits);
        ready.forEach(agent -> index.signedIn(agent.agent(), agent.skills()));
        ready.forEach(index::ready);
        return index.take(NOW, Integer.MAX_VALUE);
    }

    private static void put(
            Map<String, Candidate> ready,
            String name,
            @Nullable String skills,
            Instant readySince) {
        if (skills != null) {
            var secondsReady = (int) Duration.between(readySince, NOW).toSeconds();
            ready.put(name, agent(skills(skills), secondsReady));
        }
    }

    private static WaitingContact waiting(
            Map<Skill, Proficiency> requirement, int priority, int secondsAgo) {
        return waiting(Channel.PHONE, requirement, priority, secondsAgo);
    }

    private static WaitingContact waiting(
            Channel channel, Map<Skill, Proficiency> requirement, int priority, int secondsAgo) {
        return new WaitingContact(
                EntryId.next(),
                new ContactId(UUID.randomUUID()),
                channel,
                Wish.of(Requirement.of(requirement)),
                priority,
                NOW.minusSeconds(secondsAgo),
                new Address.Call("", "", "PJSIP/trunk-1"),
                Set.of());
    }

    private static Candidate agent(Map<Skill, Proficiency> skills, int secondsReady) {
        var id = UUID.randomUUID();
        return new Candidate(
                new AgentId(id),
                skills,
                NOW.minusSeconds(secondsReady),
                Optional.of(new Station(new StationId(id), "desk", "PJSIP/1001", Optional.empty())),
                Load.NOTHING);
    }

    /** Reads {@code billing=3,ru=2}. */
    private static Map<Skill, Proficiency> skills(@Nullable String written) {
        var skills = new HashMap<Skill, Proficiency>();
        for (var pair : written == null ? new String[0] : written.split(",", -1)) {
            var parts = pair.split("=", 2);
            skills.put(new Skill(parts[0]), new Proficiency(Integer.parseInt(parts[1])));
        }
        return skills;
    }

    private static Map<Skill, Proficiency> someSkills(Random random) {
        var skills = new HashMap<Skill, Proficiency>();
        for (var name : List.of("billing", "mobile", "ru")) {
            if (random.nextBoolean()) {
                skills.put(new Skill(name), new Proficiency(1 + random.nextInt(5)));
            }
        }
        return skills;
    }
}
