package io.recaller;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowReader;
import io.recaller.flow.Problem;
import io.recaller.flow.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the flows of a folder, all or none. */
final class FlowShelf {
    private FlowShelf() {}

    /**
     * The flows that answer numbers, by name.
     *
     * @throws SettingsException naming every mistake of every flow, and every flow that is missing
     */
    static Map<String, Flow> read(Settings settings) {
        var flows = new HashMap<String, Flow>();
        var mistakes = new ArrayList<String>();
        for (var file : files(settings.flows())) {
            switch (reading(file)) {
                case Reading.Read(Flow flow) -> flows.put(flow.name(), flow);
                case Reading.Broken(List<Problem> problems) ->
                        problems.forEach(problem -> mistakes.add(problem.toString()));
            }
        }
        settings.numbers()
                .forEach((number, name) -> {
                    if (!flows.containsKey(name)) {
                        mistakes.add(
                                "numbers: "
                                        + number
                                        + " is answered by the flow "
                                        + name
                                        + ", which is not in "
                                        + settings.flows()
                                        + "; there are "
                                        + flows.keySet());
                    }
                });
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return flows;
    }

    private static Reading reading(Path file) {
        try {
            return new FlowReader()
                    .read(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new SettingsException(List.of(file + " cannot be read: " + e.getMessage()));
        }
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException _) {
            throw new SettingsException(
                    List.of(
                            "flows: the folder "
                                    + folder
                                    + " cannot be read; make it or name another"));
        }
    }
}
