package io.recaller.demo;

import io.recaller.asterisk.local.Heard;
import io.recaller.asterisk.local.Recording;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.flow.Flow;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells from a recording of the caller's side which of the flow's words were heard. */
final class Ears {
    private final Map<String, Path> prompts = new HashMap<>();

    /** Knows the flow's words in one language. */
    Ears(Flow flow, Language language, Prompts files) {
        for (Prompt prompt : io.recaller.flow.Prompts.of(flow)) {
            if (prompt.language().equals(language) && prompt.words().length() > 12) {
                files.files(Speech.of(prompt))
                        .forEach(
                                file -> prompts.put(prompt.words(), Path.of(file.path() + ".wav")));
            }
        }
    }

    /** What was heard, in order. */
    List<Heard> heard(Path recording) {
        return Recording.read(recording).find(prompts);
    }

    /** The first of the menu's options that was heard; empty when none was. */
    static String firstOption(List<Heard> heard) {
        return options(heard).stream().findFirst().orElse("");
    }

    static List<String> options(List<Heard> heard) {
        return heard.stream()
                .map(Heard::prompt)
                .filter(words -> words.contains(", press "))
                .toList();
    }
}
