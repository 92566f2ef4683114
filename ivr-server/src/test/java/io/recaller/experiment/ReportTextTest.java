package io.recaller.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.experiment.MenuReport.Arm;
import io.recaller.experiment.SampleRatio.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final Estimate LATER = new Estimate(1.2, 0.4, 2.0, 900);
    private static final Estimate SOONER = new Estimate(-1.2, -2.0, -0.4, 900);
    private static final Estimate EITHER = new Estimate(-0.2, -1.0, 0.6, 900);

    /** The fall-back acts on "worse" only: what is not to be trusted is never switched off. */
    @Test
    void groupsOfTheWrongSizeAreNotComparedHoweverLargeTheDifference() {
        var lost =
                SampleRatio.of(
                        Map.of("control", new Size(220, 400), "recaller", new Size(980, 800)));

        var report = report(LATER, 220, lost);

        assertThat(verdict(report)).isEqualTo(Verdict.NOT_TO_BE_TRUSTED);
        assertThat(text(report))
                .contains("DO NOT TRUST THIS COMPARISON")
                .contains("control has 220 and should have about 400");
    }

    @Test
    void withFewCustomersItIsTooEarlyHoweverLargeTheDifference() {
        var report = report(LATER, 199, Optional.empty());

        assertThat(verdict(report)).isEqualTo(Verdict.TOO_EARLY);
        assertThat(text(report))
                .contains(
                        "too early to tell: 980 customers here and 199 in the control group; 200 in"
                                + " each are needed.");
    }

    @Test
    void withoutAControlGroupNothingCanBeTold() {
        assertThat(text(report(LATER, 0, Optional.empty())))
                .contains("cannot tell: nobody of the control group called");
    }

    @Test
    void whatFollowsIsSaidInASentence() {
        assertThat(text(report(SOONER, 400, Optional.empty())))
                .contains("recaller: worth it: callers reach their option 1.2 s sooner");
        assertThat(text(report(LATER, 400, Optional.empty())))
                .contains("recaller: NOT worth it: callers reach their option 1.2 s later");
        assertThat(text(report(EITHER, 400, Optional.empty())))
                .contains("no difference seen yet", "between 1.0 s sooner and 0.6 s later");
    }

    private static Verdict verdict(MenuReport report) {
        return report.verdict(report.arms().getLast());
    }

    private static String text(MenuReport report) {
        return String.join(" ", ReportText.of(report, ZoneOffset.UTC)).replaceAll("\\s+", " ");
    }

    private static MenuReport report(
            Estimate difference, int control, Optional<SampleRatio> sampleRatio) {
        var arm =
                new Arm(
                        "recaller",
                        980,
                        1_500,
                        Map.of(Metric.SECONDS_TO_OPTION, new Estimate(8, 7, 9, 900)),
                        Map.of(Metric.SECONDS_TO_OPTION, difference));
        return new MenuReport(
                new Period(MONDAY, MONDAY.plus(Duration.ofDays(7))),
                MONDAY.plus(Duration.ofDays(7)),
                200,
                List.of(new Arm("control", control, control, Map.of(), Map.of()), arm),
                sampleRatio,
                new TreeMap<>());
    }
}
