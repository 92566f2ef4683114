package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.cli.terminal.Shell;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "serve --settings /etc/recaller/recaller.yaml",
                "serve --settings a=b.yaml"
            })
    void aPlainLineNeedsNoOtherCommands(String line) {
        assertThat(plain(List.of(line.split(" ")))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "serve --help",
                "serve --settings",
                "serve --settings --help",
                "serve --settings @options",
                "serve --setings x.yaml",
                "serve --settings=x.yaml",
                "serve --settings x.yaml y.yaml",
                "--settings x.yaml serve"
            })
    void anyOtherLineIsReadAsAllAre(String line) {
        assertThat(plain(List.of(line.split(" ")))).isEmpty();
    }

    @Test
    void noLineAndAnEmptyNameAreReadAsAllAre() {
        assertThat(plain(List.of())).isEmpty();
        assertThat(plain(List.of("serve", "--settings", ""))).isEmpty();
    }

    private static Optional<ServeCommand> plain(List<String> line) {
        var unheard = new PrintStream(OutputStream.nullOutputStream());
        return ServeCommand.plain(
                line,
                new Shell(
                        InputStream.nullInputStream(),
                        unheard,
                        unheard,
                        Map.of(),
                        InstantSource.system()));
    }
}
