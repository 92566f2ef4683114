package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
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

    private static JsonObject file() throws IOException {
        var text = Files.readString(Path.of("src/main/resources/openapi/recaller.yaml"));
        var yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
        var json = new JsonObject();
        ((Map<?, ?>) yaml).forEach((key, value) -> json.put("" + key, value));
        return new JsonObject(json.encode());
    }
}
