package io.recaller.cli.simulate;

import io.recaller.cli.option.UsageException;
import io.recaller.contact.Topic;
import io.recaller.flow.Condition;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.TopicRule;
import io.recaller.text.Nearest;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What may be given of a caller: names that nothing asks for are slips of the finger.
 *
 * @param fields the flow's, and those of the settings' catalogue
 * @param topics that the flow names
 */
record KnownNames(SortedSet<String> fields, SortedSet<Topic> topics) {
    private static final Pattern FIELD =
            Pattern.compile("fields\\s*(?:\\.\\s*|\\[\\s*['\"])([\\w-]+)");
    private static final Pattern FIELD_IN = Pattern.compile("['\"]([\\w-]+)['\"]\\s+in\\s+fields");
    private static final Pattern TOPIC = Pattern.compile("topic\\b[^'\"]*['\"]([\\w.-]+)['\"]");

    static KnownNames of(Flow flow, Set<String> catalogue) {
        var fields = new TreeSet<>(catalogue);
        flow.fields()
                .forEach(field -> {
                    field.prefill().map(Field.Prefill::key).ifPresent(fields::add);
                    field.save().ifPresent(fields::add);
                });
        lookedUp(flow).forEach(fields::add);
        var topics = new TreeSet<>(flow.topics());
        flow.topicRules().rules().stream().map(TopicRule::topic).forEach(topics::add);
        menus(flow)
                .flatMap(menu -> menu.offers().stream())
                .forEach(offer -> topics.addAll(offer.topics()));
        conditions(flow)
                .map(Condition::toString)
                .forEach(text -> {
                    named(FIELD, text).forEach(fields::add);
                    named(FIELD_IN, text).forEach(fields::add);
                    named(TOPIC, text).flatMap(KnownNames::topic).forEach(topics::add);
                });
        return new KnownNames(fields, topics);
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

    private static Stream<Node.Menu> menus(Flow flow) {
        return flow.nodes().values().stream()
                .filter(Node.Menu.class::isInstance)
                .map(Node.Menu.class::cast);
    }

    private static Stream<String> lookedUp(Flow flow) {
        return flow.nodes().values().stream()
                .filter(Node.LookUp.class::isInstance)
                .flatMap(node -> ((Node.LookUp) node).arguments().values().stream())
                .flatMap(argument -> named(Node.LookUp.PLACEHOLDER, argument))
                .filter(name -> !name.equals("language") && !flow.collected().contains(name));
    }

    private static Stream<Condition> conditions(Flow flow) {
        return Stream.concat(
                flow.nodes().values().stream()
                        .filter(Node.Branch.class::isInstance)
                        .flatMap(node -> ((Node.Branch) node).cases().stream())
                        .map(Node.Branch.Case::when),
                menus(flow)
                        .flatMap(menu -> menu.offers().stream())
                        .flatMap(offer -> offer.when().stream()));
    }

    private static Stream<String> named(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    private static Stream<Topic> topic(String id) {
        try {
            return Optional.of(new Topic(id)).stream();
        } catch (IllegalArgumentException _) {
            return Stream.empty();
        }
    }
}
