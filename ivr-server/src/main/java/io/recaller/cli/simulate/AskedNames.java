package io.recaller.cli.simulate;

import io.recaller.contact.Topic;
import io.recaller.flow.Condition;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.TopicRule;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a flow asks for of a caller by name: where it prefills, looks up, branches and offers. */
record AskedNames(Flow flow) {
    private static final Pattern FIELD =
            Pattern.compile("fields\\s*(?:\\.\\s*|\\[\\s*['\"])([\\w-]+)");
    private static final Pattern FIELD_IN = Pattern.compile("['\"]([\\w-]+)['\"]\\s+in\\s+fields");
    private static final Pattern TOPIC = Pattern.compile("topic\\b[^'\"]*['\"]([\\w.-]+)['\"]");

    SortedSet<String> fields() {
        var fields = new TreeSet<String>();
        flow.fields()
                .forEach(field -> {
                    field.prefill().map(Field.Prefill::key).ifPresent(fields::add);
                    field.save().ifPresent(fields::add);
                });
        lookedUp().forEach(fields::add);
        conditions()
                .flatMap(text -> Stream.concat(named(FIELD, text), named(FIELD_IN, text)))
                .forEach(fields::add);
        return fields;
    }

    SortedSet<Topic> topics() {
        var topics = new TreeSet<>(flow.topics());
        flow.topicRules().rules().stream().map(TopicRule::topic).forEach(topics::add);
        menus().flatMap(menu -> menu.offers().stream())
                .forEach(offer -> topics.addAll(offer.topics()));
        conditions()
                .flatMap(text -> named(TOPIC, text))
                .flatMap(AskedNames::topic)
                .forEach(topics::add);
        return topics;
    }

    private Stream<Node.Menu> menus() {
        return flow.nodes().values().stream()
                .filter(Node.Menu.class::isInstance)
                .map(Node.Menu.class::cast);
    }

    private Stream<String> lookedUp() {
        return flow.nodes().values().stream()
                .filter(Node.LookUp.class::isInstance)
                .flatMap(node -> ((Node.LookUp) node).arguments().values().stream())
                .flatMap(argument -> named(Node.LookUp.PLACEHOLDER, argument))
                .filter(name -> !name.equals("language") && !flow.collected().contains(name));
    }

    private Stream<String> conditions() {
        return Stream.concat(
                        flow.nodes().values().stream()
                                .filter(Node.Branch.class::isInstance)
                                .flatMap(node -> ((Node.Branch) node).cases().stream())
                                .map(Node.Branch.Case::when),
                        menus().flatMap(menu -> menu.offers().stream())
                                .flatMap(offer -> offer.when().stream()))
                .map(Condition::toString);
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
