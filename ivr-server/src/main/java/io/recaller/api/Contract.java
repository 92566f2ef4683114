package io.recaller.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI file: the text that is served, and the same read for validating requests.
 *
 * @param text as in the file
 * @param plain the same as JSON
 */
public record Contract(Buffer text, JsonObject plain, OpenAPIContract read) {
    private static final String FILE = "/openapi/recaller.yaml";

    private static final Map<Object, String> FORMATS =
            Map.of(
                    "date-time",
                    "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$",
                    "uuid",
                    "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                    "date",
                    ".*");

    private static final Pattern LAST = Pattern.compile("(?<!\\\\)\\$$");

    /**
     * Reads the file in the jar, which takes a while.
     *
     * @return failed when it is none
     */
    public static Future<Contract> load(Vertx vertx) {
        var text = file();
        var plain = validated(text);
        return OpenAPIContract.from(vertx, withoutSecurity(plain.copy()))
                .map(read -> new Contract(Buffer.buffer(text), plain, read));
    }

    /** {@link Gate} lets requests in; the library would ask for a provider of its own. */
    private static JsonObject withoutSecurity(JsonObject contract) {
        contract.remove("security");
        return contract;
    }

    private static String file() {
        try (var file = Contract.class.getResourceAsStream(FILE)) {
            return new String(
                    Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The contract without its problem bodies: vertx-openapi 5.0.10 refuses a contract that has the
     * media type application/problem+json, and only requests are validated by it.
     */
    private static JsonObject validated(String text) {
        var yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
        var json = new JsonObject();
        ((Map<?, ?>) Objects.requireNonNull(yaml))
                .forEach((key, value) -> json.put("" + key, value));
        var plain = new JsonObject(json.encode());
        plain.getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject("Problem")
                .remove("content");
        checked(plain);
        return plain;
    }

    /**
     * What a format says is checked as we read it, which is a little wider: a time may do without
     * seconds, an id is in small letters. A pattern ends where the text does.
     */
    private static void checked(Object part) {
        switch (part) {
            case JsonObject object -> {
                Optional.ofNullable(object.getValue("format"))
                        .map(FORMATS::get)
                        .ifPresent(pattern -> {
                            object.remove("format");
                            object.put("pattern", pattern);
                        });
                if (object.getValue("pattern") instanceof String pattern) {
                    object.put("pattern", toTheEnd(pattern));
                }
                object.forEach(member -> checked(member.getValue()));
            }
            case JsonArray array -> array.forEach(Contract::checked);
            default -> {}
        }
    }

    /** Java's {@code $}, unlike that of ECMA 262, is before a line end behind the text, too. */
    private static String toTheEnd(String pattern) {
        return LAST.matcher(pattern).replaceFirst("\\\\z");
    }

    /** Validates bodies of an operation and tells all that is wrong, not only the first. */
    Validator body(String operationId) {
        var json = operation(operationId).getRequestBody().getContent().get("application/json");
        return validator(Objects.requireNonNull(json, operationId).getSchema());
    }

    /** As {@link #body}, with the parameters of the path. */
    SentCheck sent(String operationId) {
        var path =
                operation(operationId).getParameters().stream()
                        .collect(
                                Collectors.toMap(
                                        Parameter::getName,
                                        parameter -> validator(parameter.getSchema())));
        return new SentCheck(sound(operationId), bounds(operationId), body(operationId), path);
    }

    /** What tells at once of most bodies of an operation that they are right. */
    Sound sound(String operationId) {
        return Sound.of(plain, schema(described(operationId)));
    }

    /** How much the body of an operation may hold. */
    Bounds bounds(String operationId) {
        return new Bounds(plain, schema(described(operationId)));
    }

    /**
     * The scopes of which a key needs one for an operation.
     *
     * @throws IllegalArgumentException when the OpenAPI file names none: nobody may call it then
     */
    Set<Scope> scopes(String operationId) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var slug : described(operationId).getJsonArray("x-scopes", new JsonArray())) {
            scopes.add(Scope.of(slug.toString()).orElseThrow());
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    operationId + " names no scope; write x-scopes: [read] or another");
        }
        return scopes;
    }

    private JsonObject described(String operationId) {
        for (var path : plain.getJsonObject("paths")) {
            for (var method : (JsonObject) path.getValue()) {
                if (method.getValue() instanceof JsonObject operation
                        && operationId.equals(operation.getString("operationId"))) {
                    return operation;
                }
            }
        }
        throw new IllegalArgumentException("no such operation: " + operationId);
    }

    private static JsonObject schema(JsonObject operation) {
        return operation
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
    }

    private Operation operation(String id) {
        return Objects.requireNonNull(read.operation(id), id);
    }

    private Validator validator(JsonSchema schema) {
        return read.getSchemaRepository()
                .validator(
                        schema,
                        new JsonSchemaOptions()
                                .setBaseUri("app://")
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic));
    }
}
