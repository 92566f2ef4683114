package io.recaller.desk.card;

import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.PathEntry;
import io.recaller.speech.Language;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import io.recaller.speech.Values;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the menu has told the caller already, with the values it told: nobody wants to say it, or
 * hear it, twice.
 */
final class Told {
    private static final int MOST = 5;

    private final ZoneId zone;

    Told(ZoneId zone) {
        this.zone = zone;
    }

    /** The last of it, oldest first; nothing that takes more trust than the contact has now. */
    List<Words> of(Flow flow, Saved saved) {
        var told =
                saved.dialogue().path().stream()
                        .filter(PathEntry.Entered.class::isInstance)
                        .flatMap(entry ->
                                Optional.ofNullable(flow.nodes().get(entry.node())).stream())
                        .filter(node -> saved.trust().atLeast(node.tier()))
                        .flatMap(Told::text)
                        .distinct()
                        .flatMap(text -> words(flow, saved, text).stream())
                        .toList();
        return told.subList(Math.max(0, told.size() - MOST), told.size());
    }

    private static Stream<Text> text(Node node) {
        return switch (node) {
            case Node.Say say -> Stream.of(say.say());
            case Node.End end -> end.say().stream();
            case Node.Menu _,
                    Node.Speak _,
                    Node.Form _,
                    Node.Verify _,
                    Node.LookUp _,
                    Node.Branch _,
                    Node.Switch _,
                    Node.Recommend _,
                    Node.HandOff _ ->
                    Stream.empty();
        };
    }

    /** Empty when a value that it told is not there any more. */
    private Optional<Words> words(Flow flow, Saved saved, Text text) {
        var values = new Values(saved.dialogue().data(), flow.spelled(), zone);
        var said = new HashMap<Language, String>();
        for (var language : text.patterns().keySet()) {
            text.speech(language, values)
                    .map(Speech::heard)
                    .filter(words -> !words.isBlank())
                    .ifPresent(words -> said.put(language, words));
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(new Words(Map.copyOf(said)));
    }
}
