package io.recaller.settings.queue;

import io.recaller.routing.plan.Comfort;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.OverflowCircles;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.ServiceLevel;
import io.recaller.routing.step.QueueName;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Text;
import io.recaller.text.Nearest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what is decided of each queue; of what a queue says nothing, {@code routing} decides. */
final class QueuePlanReader {
    private static final Pattern MUSIC = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final SettingsFile file;
    private final OverflowReader overflows;
    private final SpokenReader spoken;

    QueuePlanReader(SettingsFile file) {
        this.file = file;
        this.spoken = new SpokenReader(file);
        this.overflows = new OverflowReader(file, spoken);
    }

    QueuePlans plans() {
        var usual = usual();
        var named = new TreeMap<QueueName, QueuePlan>();
        for (var name : file.sections("queues")) {
            var plan = plan("queues." + name, usual);
            if (QueueName.isOne(name)) {
                named.put(new QueueName(name), plan);
            }
        }
        named.forEach((queue, plan) -> destinations(queue, plan, named));
        circle(named);
        return new QueuePlans(usual, named);
    }

    private QueuePlan usual() {
        return plan("routing", QueuePlan.usual(), Optional.empty(), Map.of());
    }

    private QueuePlan plan(String at, QueuePlan usual) {
        return plan(at, usual, hours(at + ".hours"), overflows.all(at + ".overflow"));
    }

    private QueuePlan plan(
            String at,
            QueuePlan usual,
            Optional<String> hours,
            Map<OverflowCause, Overflow> overflow) {
        var second = Duration.ofSeconds(1);
        return new QueuePlan(
                hours,
                comfort(at, usual.comfort()),
                file.duration(at + ".longest-wait", usual.longestWait(), second),
                overflow,
                serviceLevel(at + ".service-level", usual.serviceLevel()),
                file.duration(at + ".ring-for", usual.ringFor()),
                file.duration(at + ".wrap-up", usual.wrapUp()));
    }

    private Comfort comfort(String at, Comfort usual) {
        var every = file.duration(at + ".announce-every", usual.announceEvery(), Duration.ZERO);
        return at.equals("routing")
                ? new Comfort(Optional.empty(), Optional.empty(), every)
                : new Comfort(greeting(at + ".greeting"), music(at + ".music"), every);
    }

    private Optional<Text> greeting(String key) {
        return spoken.text(key);
    }

    /** It is written into the dialplan's variables. */
    private Optional<String> music(String key) {
        return file.value(
                key,
                Optional.<String>empty(),
                text -> {
                    if (!MUSIC.matcher(text).matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    return Optional.of(text);
                },
                "a class of musiconhold.conf: letters, digits, - and _");
    }

    private ServiceLevel serviceLevel(String at, ServiceLevel usual) {
        return new ServiceLevel(
                file.duration(at + ".within", usual.within()),
                file.share(at + ".target", usual.target()));
    }

    private Optional<String> hours(String key) {
        var name = file.text(key, "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var known = file.sections("hours");
        if (!known.contains(name)) {
            file.mistake(
                    key,
                    "names opening hours that are not there: "
                            + name
                            + Nearest.to(name, known)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse("; add hours." + name));
        }
        return Optional.of(name);
    }

    private void destinations(QueueName queue, QueuePlan plan, Map<QueueName, QueuePlan> named) {
        new TreeMap<>(plan.overflow())
                .forEach((cause, overflow) -> {
                    for (var way : overflow.way().all()) {
                        if (way instanceof Way.Queue(QueueName to)
                                && !to.equals(QueueName.MAIN)
                                && !named.containsKey(to)) {
                            file.mistake(
                                    "queues." + queue + ".overflow." + cause.slug(),
                                    missing(to, named));
                        }
                    }
                });
    }

    private static String missing(QueueName to, Map<QueueName, QueuePlan> named) {
        var known = named.keySet().stream().map(QueueName::slug).toList();
        return "leads to a queue that is not there: "
                + to
                + Nearest.to(to.slug(), known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; add queues." + to);
    }

    private void circle(Map<QueueName, QueuePlan> named) {
        OverflowCircles.first(named)
                .ifPresent(circle -> {
                    var first = circle.getFirst();
                    var round =
                            circle.stream().map(QueueName::slug).collect(Collectors.joining(" → "));
                    file.mistake(
                            "queues." + first + ".overflow",
                            "leads callers round for ever: "
                                    + round
                                    + " → "
                                    + first
                                    + "; let one of them go to ring-group or a message");
                });
    }
}
