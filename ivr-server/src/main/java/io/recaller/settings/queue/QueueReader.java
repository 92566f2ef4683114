package io.recaller.settings.queue;

import io.recaller.contact.Channel;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.settings.file.SettingsFile;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import io.recaller.skill.SkillTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads who is matched with whom: how much agents hold, and the queues with their steps. */
final class QueueReader {
    private static final Duration LONGEST_STEP = Duration.ofHours(24);

    private final SettingsFile file;

    QueueReader(SettingsFile file) {
        this.file = file;
    }

    RoutingRules rules() {
        return new RoutingRules(capacity(), queues());
    }

    private Capacity capacity() {
        var most = new EnumMap<Channel, Integer>(Channel.class);
        Capacity.usual()
                .most()
                .forEach((channel, usual) ->
                        most.put(
                                channel,
                                file.between(
                                        "routing.capacity." + channel.slug(),
                                        usual,
                                        channel == Channel.PHONE ? 0 : 1,
                                        channel == Channel.PHONE ? 20 : 100)));
        if (file.sections("numbers").isEmpty()) {
            most.put(Channel.PHONE, 0);
        }
        return new Capacity(most, weights());
    }

    private Map<Channel, Integer> weights() {
        var weights = new EnumMap<Channel, Integer>(Channel.class);
        for (var channel : Capacity.usual().most().keySet()) {
            if (channel != Channel.PHONE) {
                var key = "routing.weight." + channel.slug();
                weights.put(channel, file.between(key, 0, 0, Capacity.WHOLE));
            }
        }
        weights.values().removeIf(weight -> weight == 0);
        return weights;
    }

    private Map<QueueName, QueueRule> queues() {
        var queues = new HashMap<QueueName, QueueRule>();
        for (var name : file.sections("queues")) {
            var key = "queues." + name;
            var steps = steps(key + ".steps");
            file.valid(key, () -> new QueueName(name))
                    .ifPresent(queue ->
                            queues.put(
                                    queue,
                                    steps.isEmpty()
                                            ? QueueRule.AS_ASKED
                                            : QueueRule.endingWithAnyone(steps)));
        }
        return queues;
    }

    private List<RoutingStep> steps(String key) {
        var steps = new ArrayList<RoutingStep>();
        var numbers = file.entries(key);
        if (numbers.isEmpty() && (file.isSection(key) || !file.text(key, "").isEmpty())) {
            file.mistake(key, "must be a list of sections: [{agent: last, for: 20s}, {for: 1m}]");
        }
        for (var number : numbers) {
            steps.add(step(key + "." + number));
        }
        return steps;
    }

    private RoutingStep step(String key) {
        var lasts = lasts(key + ".for");
        var skills = new SkillTemplate(levels(key + ".skills"), levels(key + ".any"));
        var agent = agent(key + ".agent");
        if (agent.isPresent()) {
            if (!skills.equals(SkillTemplate.NONE)) {
                file.mistake(key + ".agent", "asks for one agent: take skills and any out, or it");
            }
            return new RoutingStep.Preferred(agent.get(), lasts);
        }
        return skills.equals(SkillTemplate.NONE)
                ? new RoutingStep.AsAsked(lasts)
                : new RoutingStep.Skilled(skills, lasts);
    }

    private Duration lasts(String key) {
        if (file.required(key, "20s").isEmpty()) {
            return LONGEST_STEP;
        }
        var lasts = file.duration(key, LONGEST_STEP, Duration.ofSeconds(1));
        if (lasts.compareTo(LONGEST_STEP) > 0) {
            file.mistake(
                    key, "must be a day at most: anyone who is ready comes after the last step");
        }
        return lasts;
    }

    private Optional<Preference> agent(String key) {
        var none = Optional.<Preference>empty();
        return file.value(
                key,
                none,
                text -> Optional.of(Preference.ofSetting(text)),
                "last (who served this matter last) or responsible (the customer's own agent)");
    }

    private Map<String, Integer> levels(String key) {
        var levels = new HashMap<String, Integer>();
        for (var skill : file.sections(key)) {
            var level = file.between(key + "." + skill, 1, 1, 5);
            file.valid(key + "." + skill, () -> new Skill(SkillTemplate.example(skill)))
                    .ifPresent(_ -> levels.put(skill, new Proficiency(level).level()));
        }
        return levels;
    }
}
