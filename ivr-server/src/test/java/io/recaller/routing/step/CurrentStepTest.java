package io.recaller.routing.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import io.recaller.skill.SkillTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurrentStepTest {
    private static final Instant JOINED = Instant.parse("2026-03-02T10:00:00Z");

    private static final AgentId LAST = new AgentId(new UUID(0, 1));
    private static final AgentId EXPERT = new AgentId(new UUID(0, 2));
    private static final AgentId LEARNER = new AgentId(new UUID(0, 3));

    private static final Map<AgentId, Map<Skill, Proficiency>> SIGNED_IN =
            Map.of(
                    LAST, Map.of(),
                    EXPERT, skills(Map.of("internet", 5, "language:kk", 3)),
                    LEARNER, skills(Map.of("internet", 2)));

    /** The agent who served last for 20 s, what was asked for 30 s, half of it for 60 s, anyone. */
    private static final QueueRule RULE =
            QueueRule.endingWithAnyone(
                    List.of(
                            new RoutingStep.Preferred(Preference.LAST, Duration.ofSeconds(20)),
                            new RoutingStep.AsAsked(Duration.ofSeconds(30)),
                            new RoutingStep.Skilled(
                                    new SkillTemplate(
                                            Map.of("internet", 2),
                                            Map.of("language:{language}", 1)),
                                    Duration.ofSeconds(60))));

    private static final Wish WISH =
            new Wish(
                    new QueueName("support"),
                    Requirement.of(skills(Map.of("internet", 4))),
                    "kk",
                    Map.of(Preference.LAST, LAST));

    @Test
    void widensWithTheTimeThatAContactWaits() {
        assertThat(after(0).only()).contains(LAST);
        assertThat(after(0).until()).contains(JOINED.plusSeconds(20));
        assertThat(after(19).number()).isEqualTo(1);
        assertThat(after(20).requirement()).isEqualTo(WISH.asked());
        assertThat(after(49).number()).isEqualTo(2);
        assertThat(after(50).requirement().anyOf()).containsOnlyKeys(new Skill("language:kk"));
        assertThat(after(110).isForAnyone()).isTrue();
        assertThat(after(100_000).until()).isEmpty();
        assertThat(after(0).of()).isEqualTo(4);
    }

    @Test
    void whoeverIsNotSignedInIsNotWaitedFor() {
        var standing = at(WISH, SIGNED_IN.keySet(), LAST, Set.of(), 0);

        assertThat(standing.number()).isEqualTo(2);
        assertThat(standing.until()).contains(JOINED.plusSeconds(30));
    }

    @Test
    void nobodyIsWaitedForWhomTheContactDoesNotHave() {
        var stranger = Wish.of(WISH.asked());

        assertThat(at(stranger, SIGNED_IN.keySet(), null, Set.of(), 0).number()).isEqualTo(2);
    }

    @Test
    void aStepIsOverWhenNobodyWhoIsSignedInCouldMatch() {
        var standing = at(WISH, Set.of(LEARNER), null, Set.of(), 0);

        assertThat(standing.isForAnyone()).isTrue();
    }

    @Test
    void aStepIsOverWhenAllWhoMatchWereAskedInVain() {
        assertThat(at(WISH, SIGNED_IN.keySet(), null, Set.of(LAST), 0).number()).isEqualTo(2);
        assertThat(at(WISH, SIGNED_IN.keySet(), null, Set.of(LAST, LEARNER), 5).number())
                .isEqualTo(2);
        assertThat(at(WISH, SIGNED_IN.keySet(), null, Set.of(LAST, EXPERT), 5).isForAnyone())
                .isTrue();
    }

    @Test
    void anAgentWhoSignsInCountsForWhoWaitsAlready() {
        var without = at(WISH, Set.of(LEARNER), null, Set.of(), 10);
        var with = at(WISH, Set.of(LEARNER, EXPERT), null, Set.of(), 10);

        assertThat(without.isForAnyone()).isTrue();
        assertThat(with.number()).isEqualTo(2);
    }

    @Test
    void aQueueOfWhichNothingIsSaidAsksWhatTheFlowAsksForEver() {
        var standing =
                CurrentStep.at(
                        QueueRule.AS_ASKED,
                        WISH,
                        JOINED,
                        Set.of(),
                        new Staff(Map.of()),
                        JOINED.plus(Duration.ofDays(30)));

        assertThat(standing.requirement()).isEqualTo(WISH.asked());
        assertThat(standing.until()).isEmpty();
        assertThat(standing.admits(EXPERT, skillsOf(EXPERT))).isTrue();
        assertThat(standing.admits(LEARNER, skillsOf(LEARNER))).isFalse();
    }

    @Test
    void whoeverServedLastIsTheOnlyOneAdmittedAtThatStep() {
        var standing = after(0);

        assertThat(standing.admits(LAST, Map.of())).isTrue();
        assertThat(standing.admits(EXPERT, skillsOf(EXPERT))).isFalse();
    }

    private static Map<Skill, Proficiency> skillsOf(AgentId agent) {
        return Objects.requireNonNull(SIGNED_IN.get(agent));
    }

    private static CurrentStep after(int seconds) {
        return at(WISH, SIGNED_IN.keySet(), null, Set.of(), seconds);
    }

    private static CurrentStep at(
            Wish wish,
            Set<AgentId> signedIn,
            @Nullable AgentId except,
            Set<AgentId> silent,
            int seconds) {
        var staff = new HashMap<AgentId, Map<Skill, Proficiency>>();
        signedIn.stream()
                .filter(agent -> !Optional.ofNullable(except).equals(Optional.of(agent)))
                .forEach(agent -> staff.put(agent, skillsOf(agent)));
        return CurrentStep.at(
                RULE, wish, JOINED, silent, new Staff(staff), JOINED.plusSeconds(seconds));
    }

    private static Map<Skill, Proficiency> skills(Map<String, Integer> levels) {
        return new SkillTemplate(levels, Map.of()).in("en").minimums();
    }
}
