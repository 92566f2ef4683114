package io.recaller.cli.option;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import io.recaller.text.TextFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads flows from files, for commands. */
public final class FlowFile {
    private FlowFile() {}

    /**
     * A flow that can be walked.
     *
     * @throws UsageException when there is no such file, or naming what is wrong with it
     */
    public static Flow read(Path file) {
        return switch (reading(file)) {
            case Reading.Read(Flow flow) -> flow;
            case Reading.Broken(List<FlowProblem> problems) ->
                    throw new UsageException(
                            problems.stream()
                                    .map(FlowProblem::toString)
                                    .collect(Collectors.joining("\n")));
        };
    }

    public static Reading reading(Path file) {
        return new FlowReader().read(String.valueOf(file), TextFile.read(file));
    }
}
