package io.recaller.routing.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is remembered against a look at everybody, while people come, learn and go. */
class StaffTest {
    private final Random random = new Random(20261126);
    private final Map<AgentId, Map<Skill, Proficiency>> there = new HashMap<>();

    @Test
    void whatIsRememberedIsWhatALookAtEverybodySays() {
        for (var shift = 0; shift < 10; shift++) {
            there.clear();
            aShift(new Staff(there));
        }
    }

    private void aShift(Staff staff) {
        var asked = new HashSet<Requirement>();
        for (var moment = 0; moment < 500; moment++) {
            var before = meeting(asked);
            var turned = something(staff);
            assertThat(turned)
                    .as("moment %d: somebody meets what nobody met, or the other way round", moment)
                    .isEqualTo(!meeting(asked).equals(before));
            var requirement = requirement();
            asked.add(requirement);
            var but = some();

            assertThat(staff.hasOneMeeting(requirement, but))
                    .as("moment %d: %s but %s", moment, requirement, but)
                    .isEqualTo(isThereOne(requirement, but));
        }
    }

    /** Of those that were asked, and of what asks nothing, which somebody meets. */
    private Set<Requirement> meeting(Set<Requirement> asked) {
        var met = new HashSet<Requirement>();
        for (var each : asked) {
            if (isThereOne(each, Set.of())) {
                met.add(each);
            }
        }
        if (!there.isEmpty()) {
            met.add(Requirement.none());
        }
        return met;
    }

    private boolean isThereOne(Requirement requirement, Set<AgentId> but) {
        return there.entrySet().stream()
                .filter(each -> !but.contains(each.getKey()))
                .anyMatch(each -> requirement.isMetBy(each.getValue()));
    }

    private boolean something(Staff staff) {
        var agent = new AgentId(new UUID(0, random.nextInt(6)));
        if (random.nextInt(3) > 0) {
            var skills = skills();
            there.put(agent, skills);
            return staff.came(agent, skills);
        }
        there.remove(agent);
        return staff.left(agent);
    }

    private Set<AgentId> some() {
        var some = new HashSet<AgentId>();
        for (var i = 0; i < 6; i++) {
            if (random.nextInt(3) == 0) {
                some.add(new AgentId(new UUID(0, i)));
            }
        }
        return some;
    }

    private Requirement requirement() {
        return new Requirement(new TreeMap<>(skills()), new TreeMap<>(skills()));
    }

    private Map<Skill, Proficiency> skills() {
        var skills = new HashMap<Skill, Proficiency>();
        for (var name : List.of("a", "b", "c")) {
            if (random.nextInt(3) == 0) {
                skills.put(new Skill(name), new Proficiency(1 + random.nextInt(3)));
            }
        }
        return skills;
    }
}
