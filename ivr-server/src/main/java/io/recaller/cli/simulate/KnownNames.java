package io.recaller.cli.simulate;

import io.recaller.cli.option.UsageException;
import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.text.Nearest;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What may be given of a caller: names that nothing asks for are slips of the finger.
 *
 * @param fields the flow's, and those of the settings' catalogue
 * @param topics that the flow names
 */
record KnownNames(SortedSet<String> fields, SortedSet<Topic> topics) {
    static KnownNames of(Flow flow, Set<String> catalogue) {
        var asked = new AskedNames(flow);
        var fields = new TreeSet<>(catalogue);
        fields.addAll(asked.fields());
        return new KnownNames(fields, asked.topics());
    }

    /** With a flow that uses none, any makes somebody known. Its value may be somebody's. */
    void checkField(String key) {
        if (!fields.isEmpty() && !fields.contains(key)) {
            throw new UsageException(
                    "--field " + key + ": there is no such field" + near(key, fields));
        }
    }

    /** A flow that names no topic takes any. */
    void checkRequest(Topic about) {
        if (!topics.isEmpty()
                && topics.stream().noneMatch(it -> it.isUnder(about) || about.isUnder(it))) {
            var ids = topics.stream().map(Topic::id).toList();
            throw new UsageException(
                    "--request "
                            + about
                            + ": the flow names no such topic"
                            + near(about.id(), ids));
        }
    }

    private static String near(String name, Iterable<String> there) {
        return Nearest.to(name, there)
                        .filter(near -> name.length() > 3)
                        .map(near -> "; did you mean " + near + "? There are ")
                        .orElse("; there are ")
                + String.join(", ", there);
    }
}
