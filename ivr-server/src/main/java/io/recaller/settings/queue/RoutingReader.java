package io.recaller.settings.queue;

import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.settings.file.SettingsFile;
import java.time.Duration;
import java.util.stream.Stream;

/** Reads how contacts come to agents. */
public final class RoutingReader {
    private final SettingsFile file;

    public RoutingReader(SettingsFile file) {
        this.file = file;
    }

    public RoutingSettings routing() {
        var usual = RoutingSettings.usual();
        var plans = new QueuePlanReader(file).plans();
        var ringFor = plans.usual().ringFor();
        var wrapUp = plans.usual().wrapUp();
        var longest = longestWrapUp(plans);
        return new RoutingSettings(
                ringFor,
                ringFor.plusSeconds(10),
                file.duration("routing.desk-lease", usual.deskLease()),
                wrapUp,
                file.duration("routing.poll", usual.poll()),
                new QueueReader(file).rules(),
                file.duration("routing.longest-wrap-up", longest, longest(plans)),
                plans);
    }

    /** Where nothing is said: no queue's own must be longer. */
    private static Duration longestWrapUp(QueuePlans plans) {
        var usual = RoutingSettings.usual().longestWrapUp();
        var longest = longest(plans);
        return longest.compareTo(usual) > 0 ? longest : usual;
    }

    private static Duration longest(QueuePlans plans) {
        return Stream.concat(Stream.of(plans.usual()), plans.named().values().stream())
                .map(QueuePlan::wrapUp)
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
