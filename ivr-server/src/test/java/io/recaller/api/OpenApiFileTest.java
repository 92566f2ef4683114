package io.recaller.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What generators and linters want of the OpenAPI file; `make openapi` asks Redocly and Spectral.
 */
class OpenApiFileTest {
    @Test
    void timesAndIdsAreFormatsAndItSaysWhereTheServerIs() throws IOException {
        var file = file();

        var schemas = file.getJsonObject("components").getJsonObject("schemas");
        assertThat(schemas.getJsonObject("Instant").getString("format")).isEqualTo("date-time");
        assertThat(schemas.getJsonObject("Id").getString("format")).isEqualTo("uuid");
        assertThat(file.getJsonArray("servers")).isNotEmpty();
    }

    @Test
    void everyOperationIsDescribedAndTellsWhatCanGoWrong() throws IOException {
        var wanting = new ArrayList<String>();
        for (var path : file().getJsonObject("paths")) {
            for (var method : (JsonObject) path.getValue()) {
                var operation = (JsonObject) method.getValue();
                var responses = operation.getJsonObject("responses").fieldNames();
                var hasBody = operation.containsKey("requestBody");
                if (operation.getString("description", "").isBlank()
                        || operation.containsKey("security")
                        || !responses.contains("400")
                        || !responses.contains("401")
                        || !responses.contains("403")
                        || !responses.contains("429")
                        || responses.contains("415") != hasBody) {
                    wanting.add(operation.getString("operationId"));
                }
            }
        }

        assertThat(wanting).isEmpty();
    }

    /** "write it as the OpenAPI file has it" tells nobody what to write. */
    @Test
    void whateverMustLookAsAPatternHasWordsForWhoGetsItWrong() throws IOException {
        var file = file();
        var places = new TreeSet<String>();
        for (var path : file.getJsonObject("paths")) {
            var operations = (JsonObject) path.getValue();
            operations.forEach(method -> {
                if (method.getValue() instanceof JsonObject operation) {
                    parameters(file, operation.getJsonArray("parameters"), places);
                    bodies(file, operation, places);
                } else {
                    parameters(file, (JsonArray) method.getValue(), places);
                }
            });
        }

        assertThat(places).hasSizeGreaterThan(20);
        assertThat(places)
                .filteredOn(place -> SchemaErrors.remedy(place).equals(SchemaErrors.BY_CONTRACT))
                .isEmpty();
    }

    private static void parameters(JsonObject file, @Nullable JsonArray all, Set<String> places) {
        for (var each : all == null ? new JsonArray() : all) {
            var parameter = meant(file, (JsonObject) each);
            patterns(file, parameter.getJsonObject("schema"), parameter.getString("name"), places);
        }
    }

    private static void bodies(JsonObject file, JsonObject operation, Set<String> places) {
        if (operation.containsKey("requestBody")) {
            meant(file, operation.getJsonObject("requestBody"))
                    .getJsonObject("content")
                    .forEach(type ->
                            patterns(
                                    file,
                                    ((JsonObject) type.getValue()).getJsonObject("schema"),
                                    "",
                                    places));
        }
    }

    /** Where something must look as a pattern or a format has it, as errors name the place. */
    private static void patterns(
            JsonObject file, @Nullable JsonObject there, String place, Set<String> places) {
        if (there == null) {
            return;
        }
        var schema = meant(file, there);
        if (schema.containsKey("pattern") || schema.containsKey("format")) {
            places.add(place);
        }
        schema.getJsonObject("properties", new JsonObject())
                .forEach(property ->
                        patterns(
                                file,
                                (JsonObject) property.getValue(),
                                place.isEmpty()
                                        ? property.getKey()
                                        : place + "/" + property.getKey(),
                                places));
        patterns(file, schema.getJsonObject("items"), place + "/0", places);
        patterns(file, schema.getJsonObject("propertyNames"), place + "/key", places);
    }

    private static JsonObject meant(JsonObject file, JsonObject there) {
        var reference = there.getString("$ref");
        return reference == null
                ? there
                : (JsonObject)
                        requireNonNull(JsonPointer.from(reference.substring(1)).queryJson(file));
    }

    private static JsonObject file() throws IOException {
        var text = Files.readString(Path.of("src/main/resources/openapi/recaller.yaml"));
        var yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
        var json = new JsonObject();
        ((Map<?, ?>) yaml).forEach((key, value) -> json.put("" + key, value));
        return new JsonObject(json.encode());
    }
}
