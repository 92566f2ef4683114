package io.recaller.settings;

import io.recaller.customer.Arms;
import io.recaller.menu.planner.Policy;
import io.recaller.settings.file.SettingsFile;
import java.util.Set;
import java.util.TreeMap;

/** Reads by which policies menus are ordered, and for whom. */
final class MenuReader {
    private static final String POLICIES = "menu.policies";
    private static final Set<Policy> DRAWN =
            Set.of(Policy.DESIGNED, Policy.POPULARITY, Policy.ORDER, Policy.RECALLER);

    private final SettingsFile file;

    MenuReader(SettingsFile file) {
        this.file = file;
    }

    Settings.Experiments experiments() {
        return new Settings.Experiments(
                arms(),
                file.flag("menu.fall-back", true),
                file.between("menu.fall-back-customers", 200, 10, 1_000_000));
    }

    private Arms arms() {
        var control = file.share("menu.control-share", 0.05);
        var policies = new TreeMap<String, Double>();
        for (var policy : file.sections(POLICIES)) {
            var key = POLICIES + "." + policy;
            policies.put(policy, file.share(key, 0));
            if (Policy.of(policy).filter(DRAWN::contains).isEmpty()) {
                file.mistake(key, "is no policy; there are designed, popularity, order, recaller");
            }
        }
        var usual = Arms.of(control, Policy.RECALLER.slug());
        return policies.isEmpty()
                ? usual
                : file.valid(POLICIES, () -> new Arms(control, policies)).orElse(usual);
    }
}
