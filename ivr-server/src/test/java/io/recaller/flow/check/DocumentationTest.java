package io.recaller.flow.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Flows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class DocumentationTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyFlowInTheDocumentationIsSound() throws IOException {
        var installation =
                new Installation(Set.of("account"), Set.of("outage_status"), Set.of("support"));

        assertThat(examples())
                .hasSizeGreaterThan(2)
                .allSatisfy(yaml ->
                        assertThat(Checker.check(Flows.flow(yaml), installation)).isEmpty());
    }

    @Test
    void everyKeyOfTheSchemaIsDocumented() throws IOException {
        var documentation = Files.readString(Path.of("../docs/flows.md"));
        var schema = Files.readString(Path.of("../dialplans/flows/flow.schema.json"));

        var keys =
                Pattern.compile(
                                "\"([a-z_]+)\": \\{(?=\"\\$ref\":"
                                        + " \"#/\\$defs/(text|id|tier|retries|duration)\")")
                        .matcher(schema)
                        .results()
                        .map(result -> result.group(1));

        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(documentation).contains(key));
    }

    private static List<String> examples() throws IOException {
        return YAML.matcher(Files.readString(Path.of("../docs/flows.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
