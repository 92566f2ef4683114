package io.recaller.lab.stage;

import io.recaller.lab.debian.Tool;
import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.LocalAsterisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of a private Asterisk, as an operator has it. */
public record Cli(AsteriskProgram program, LocalAsterisk asterisk) {
    public String run(String command) {
        var words = new ArrayList<>(program.command());
        var configuration = asterisk.folder().resolve("etc/asterisk.conf");
        words.addAll(List.of("-C", configuration.toString(), "-rx", command));
        try {
            return Tool.run(Duration.ofSeconds(20), Map.of(), words).output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
