package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Flows for tests. */
public final class Flows {
    private static final FlowReader READER = new FlowReader();

    private Flows() {}

    public static Flow telecom() {
        try {
            return flow(Files.readString(Path.of("../dialplans/flows/telecom.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Flow flow(String yaml) {
        var reading = READER.read("test.yaml", yaml);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).flow();
    }

    public static List<FlowProblem> problems(String yaml) {
        return switch (READER.read("test.yaml", yaml)) {
            case Reading.Broken(List<FlowProblem> problems) -> problems;
            case Reading.Read _ -> List.of();
        };
    }
}
