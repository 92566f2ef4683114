package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads YAML by itself is not shipped where nothing needs it. */
class OneYamlReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools/jackson/dataformat/yaml/YAMLMapper",
                "com/fasterxml/jackson/dataformat/yaml/YAMLMapper"
            })
    void noLibraryBringsAnother(String reader) {
        var loader = OneYamlReaderTest.class.getClassLoader();

        assertThat(loader.getResource(reader + ".class")).isNull();
    }
}
