package io.recaller.continuation;

import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import io.recaller.speech.Values;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Forms of a flow as an agent shows them on a page. Secrets are left to the telephone. Pure. */
final class PageForms {
    private PageForms() {}

    /** Those with something to ask, in the flow's order. */
    static List<Node.Form> of(Flow flow) {
        return flow.nodes().values().stream()
                .filter(Node.Form.class::isInstance)
                .map(Node.Form.class::cast)
                .filter(form -> !form.fields().stream().allMatch(Field::secret))
                .toList();
    }

    static Optional<Node.Form> named(Flow flow, String node) {
        return of(flow).stream().filter(form -> form.id().equals(node)).findFirst();
    }

    /** The first that was not given yet; empty: all were. */
    static Optional<Field> next(Node.Form form, Map<String, String> answers) {
        return form.fields().stream()
                .filter(field -> !field.secret())
                .filter(field -> !answers.containsKey(field.name()))
                .findFirst();
    }

    static PageTurn turn(Flow flow, Field field, boolean isWrong, Language language) {
        var said = new ArrayList<String>();
        if (isWrong) {
            words(flow, field.invalid(), language).ifPresent(said::add);
        }
        said.add(words(flow, field.say(), language).orElseGet(() -> plain(field.name())));
        return PageTurn.ofAgent(
                said, PageTurn.asked(field.entry(), field.name(), language, false, false));
    }

    /** As it is read, where nothing of the customer has to be filled in. */
    private static Optional<String> words(Flow flow, Text text, Language language) {
        return text.speech(flow.spoken(language), new Values(Map.of(), Set.of(), ZoneOffset.UTC))
                .map(speech -> speech.written())
                .filter(words -> !words.isBlank());
    }

    private static String plain(String name) {
        return name.replace('_', ' ');
    }
}
