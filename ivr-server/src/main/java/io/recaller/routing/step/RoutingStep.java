package io.recaller.routing.step;

import io.recaller.skill.SkillTemplate;
import java.time.Duration;

/** Whom a contact waits for during a part of its wait. */
public sealed interface RoutingStep {
    /** How long it is held to, unless it turns out to be in vain sooner. */
    Duration lasts();

    /** One particular agent, if the contact has one. */
    record Preferred(Preference who, Duration lasts) implements RoutingStep {}

    /** Whoever has the skills that the flow asks for. */
    record AsAsked(Duration lasts) implements RoutingStep {}

    /** Whoever has these skills instead. */
    record Skilled(SkillTemplate skills, Duration lasts) implements RoutingStep {}

    /** Anyone who is ready. The end of every list: nothing comes after it. */
    record Anyone() implements RoutingStep {
        @Override
        public Duration lasts() {
            return FOR_EVER;
        }
    }

    /** How long a contact that was sent to one agent waits for that one, at first. */
    Duration FOR_THE_CHOSEN = Duration.ofMinutes(1);

    /** Longer than anybody waits. */
    Duration FOR_EVER = Duration.ofDays(36_500);
}
