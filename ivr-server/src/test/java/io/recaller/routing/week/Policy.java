package io.recaller.routing.week;

import io.recaller.contact.Channel;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import io.recaller.skill.SkillTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ways of saying who serves whom. */
enum Policy {
    /** Steps: what is wanted, then a little of it, then the language, then anyone. */
    STEPS {
        @Override
        Wish wish(Caller caller) {
            return new Wish(QUEUE, caller.wanted(), caller.language(), Map.of());
        }

        @Override
        Map<Skill, Proficiency> skills(Population.Worker worker) {
            return worker.skills();
        }

        @Override
        RoutingRules rules() {
            var any = Map.of("billing", 1, "internet", 1, "mobile", 1, "tv", 1, "business", 1);
            return new RoutingRules(
                    new Capacity(Map.of(Channel.PHONE, 1)),
                    Map.of(
                            QUEUE,
                            QueueRule.endingWithAnyone(
                                    List.of(
                                            new RoutingStep.AsAsked(Duration.ofSeconds(60)),
                                            new RoutingStep.Skilled(
                                                    new SkillTemplate(
                                                            Map.of("language:{language}", 2), any),
                                                    Duration.ofSeconds(90))))));
        }
    },

    /** Whoever has been idle longest takes whoever has waited longest. */
    ONE_QUEUE {
        @Override
        Wish wish(Caller caller) {
            return Wish.of(Requirement.none());
        }

        @Override
        Map<Skill, Proficiency> skills(Population.Worker worker) {
            return Map.of();
        }
    },

    /** Everybody is in one group, by topic, and takes calls of that group only. */
    FIXED_GROUPS {
        @Override
        Wish wish(Caller caller) {
            return Wish.of(Requirement.of(Map.of(new Skill(caller.topic()), new Proficiency(1))));
        }

        @Override
        Map<Skill, Proficiency> skills(Population.Worker worker) {
            return Map.of(new Skill(worker.group()), new Proficiency(1));
        }
    };

    static final QueueName QUEUE = new QueueName("support");

    abstract Wish wish(Caller caller);

    abstract Map<Skill, Proficiency> skills(Population.Worker worker);

    RoutingRules rules() {
        return RoutingRules.usual();
    }
}
