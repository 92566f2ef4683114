package io.recaller.flow.yaml;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Source;
import io.recaller.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds a document against {@code dialplans/flows/flow.schema.json} (JSON Schema 2020-12). */
public final class FlowSchema {
    private final Schema schema;

    FlowSchema() {
        try (var stream = FlowSchema.class.getResourceAsStream("/flows/flow.schema.json")) {
            var found = Objects.requireNonNull(stream, "flows/flow.schema.json is not packaged");
            this.schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mistakes, in the order of the file; none when the document has the right shape. */
    List<FlowProblem> check(YamlTree tree, Source source) {
        var errors = schema.validate(tree.root().toString(), InputFormat.JSON);
        var mixed = mixed(errors);
        return errors.stream()
                .filter(FlowSchema::isTheMistakeItself)
                .filter(error -> !isOfAMixture(error, mixed))
                .map(error -> problem(error, source))
                .distinct()
                .sorted(FlowProblem.IN_ORDER)
                .toList();
    }

    /** What fails inside a choice of kinds is told once, by the choice. */
    private static boolean isTheMistakeItself(Error error) {
        var path = error.getEvaluationPath().toString();
        var choice = error.getKeyword().equals("oneOf");
        return !(choice && !error.getInstanceNode().isObject())
                && !path.contains("/oneOf/")
                && !path.contains("/anyOf/");
    }

    /** Where several kinds stand in one: what each says of the other's keys is no news. */
    private static Set<String> mixed(List<Error> errors) {
        return errors.stream()
                .filter(error -> error.getKeyword().equals("oneOf"))
                .filter(error -> KeyChoice.of(error).isMixed())
                .map(error -> error.getInstanceLocation().toString())
                .collect(Collectors.toSet());
    }

    private static boolean isOfAMixture(Error error, Set<String> mixed) {
        return error.getKeyword().equals("additionalProperties")
                && mixed.contains(error.getInstanceLocation().toString());
    }

    private FlowProblem problem(Error error, Source source) {
        var pointer = error.getInstanceLocation().toString();
        return switch (String.valueOf(error.getKeyword())) {
            case "additionalProperties" -> unknownKey(error, pointer, source);
            case "dependentRequired" ->
                    source.problem(pointer, message(error), "Add it; docs/flows.md says why");
            case "propertyNames" ->
                    source.problem(
                            pointer + "/" + error.getProperty(),
                            "the name " + error.getProperty() + " may not stand here",
                            SchemaWords.names(pointer));
            case "oneOf" -> {
                var choice = KeyChoice.of(error);
                yield source.problem(
                        pointer, choice.message(), slip(error, choice).orElseGet(choice::remedy));
            }
            default -> {
                var told = SchemaWords.of(error);
                yield source.problem(pointer, told.message(), told.remedy());
            }
        };
    }

    /** The key that stands there by a slip, a letter of another alphabet included. */
    private Optional<String> slip(Error error, KeyChoice choice) {
        if (choice.isMixed()) {
            return Optional.empty();
        }
        var known = new HashSet<String>();
        schema.getSchemaNode()
                .at("/$defs")
                .forEach(each -> known.addAll(each.at("/properties").propertyNames()));
        return error.getInstanceNode().propertyNames().stream()
                .filter(key -> !known.contains(key))
                .flatMap(key ->
                        Nearest.to(key, choice.keys())
                                .map(near -> "It has " + key + "; did you mean " + near + "?")
                                .stream())
                .findFirst();
    }

    private FlowProblem unknownKey(Error error, String pointer, Source source) {
        var key = String.valueOf(error.getProperty());
        var known = knownKeys(error);
        if (key.equals("tier") && known.contains("hand_off")) {
            return source.problem(
                    pointer + "/" + key,
                    "a hand_off takes everybody, so it has no tier",
                    "Put tier on a say that leads to it");
        }
        var remedy =
                Nearest.to(key, known)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Known here: " + String.join(", ", known));
        return source.problem(pointer + "/" + key, "unknown key " + key, remedy);
    }

    private Set<String> knownKeys(Error error) {
        var keys = new TreeSet<String>();
        var fragment = String.valueOf(error.getSchemaLocation().getFragment());
        var owner = fragment.substring(0, Math.max(0, fragment.lastIndexOf('/')));
        keys.addAll(schema.getSchemaNode().at(owner + "/properties").propertyNames());
        return keys;
    }

    private static String message(Error error) {
        return String.valueOf(error.getMessage());
    }
}
