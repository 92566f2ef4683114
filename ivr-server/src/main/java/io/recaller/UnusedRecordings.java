package io.recaller;

import io.recaller.asterisk.prompt.Recordings;
import io.recaller.flow.Flow;
import io.recaller.settings.Settings;
import io.recaller.settings.file.SettingsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Recordings that no caller will ever hear: a word changed in the flow is enough. */
public final class UnusedRecordings {
    private UnusedRecordings() {}

    /**
     * Looks at {@code speech.recordings}.
     *
     * @param flows besides those the settings serve
     * @return what matches nothing, with what may have been meant; what is wrong with the list
     *     itself
     */
    public static List<String> of(Settings settings, Collection<Flow> flows) {
        return settings.speaking()
                .recordings()
                .map(folder -> {
                    try {
                        var all = new ArrayList<>(flows);
                        all.addAll(served(settings));
                        return Recordings.in(folder).unused(PromptShop.wanted(settings, all));
                    } catch (IllegalArgumentException e) {
                        return List.of(String.valueOf(e.getMessage()));
                    }
                })
                .orElse(List.of());
    }

    /** Flows that cannot be read are told elsewhere. */
    private static Collection<Flow> served(Settings settings) {
        try {
            return FlowShelf.read(settings).values();
        } catch (SettingsException _) {
            return List.of();
        }
    }
}
