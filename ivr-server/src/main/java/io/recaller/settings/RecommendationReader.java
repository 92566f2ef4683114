package io.recaller.settings;

import io.recaller.recommendation.RecommendationRules;
import io.recaller.settings.file.SettingsFile;
import java.time.Duration;
import java.util.Set;

/** Reads whom nothing is recommended. */
final class RecommendationReader {
    private static final String KEY = "recommendations.";

    private final SettingsFile file;

    RecommendationReader(SettingsFile file) {
        this.file = file;
    }

    RecommendationRules read() {
        var usual = RecommendationRules.usual();
        var afterNo = file.duration(KEY + "after-no", usual.afterNo(), Duration.ZERO);
        return new RecommendationRules(
                file.share(KEY + "control-share", usual.control()),
                afterNo,
                file.duration(KEY + "same-after-no", longer(usual.sameAfterNo(), afterNo), afterNo),
                file.between(KEY + "most-shown", usual.mostShown(), 1, 100),
                file.flag(KEY + "in-flows", usual.inFlows()),
                complaints(usual));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Set<String> complaints(RecommendationRules usual) {
        var named = Set.copyOf(file.list(KEY + "complaints"));
        return named.isEmpty() ? usual.complaints() : named;
    }
}
