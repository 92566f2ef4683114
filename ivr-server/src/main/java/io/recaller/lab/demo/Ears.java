package io.recaller.lab.demo;

import io.recaller.asterisk.prompt.Prompts;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowPrompts;
import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Recording;
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
        for (Prompt prompt : FlowPrompts.of(flow)) {
            if (prompt.language().equals(language) && prompt.words().length() > 12) {
                files.files(Speech.of(prompt))
                        .forEach(
                                file -> prompts.put(prompt.words(), Path.of(file.path() + ".wav")));
            }
        }
    }

    /** What was heard, in order. */
    List<HeardPrompt> heard(Path recording) {
        return Recording.read(recording).find(prompts);
    }

    /** The first of the menu's options that was heard; empty when none was. */
    static String firstOption(List<HeardPrompt> heard) {
        return options(heard).stream().findFirst().orElse("");
    }

    static List<String> options(List<HeardPrompt> heard) {
        return heard.stream()
                .map(HeardPrompt::prompt)
                .filter(words -> words.contains(", press "))
                .toList();
    }
}
