package io.recaller;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.PinLengths;
import io.recaller.flow.check.Checker;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import io.recaller.settings.Settings;
import io.recaller.settings.file.SettingsException;
import io.recaller.speech.Language;
import io.recaller.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the flows of a folder, all or none. */
public final class FlowShelf {
    private FlowShelf() {}

    /**
     * The flows that answer numbers, by name.
     *
     * @throws SettingsException naming every mistake of every flow, and every flow that is missing
     */
    public static Map<String, Flow> read(Settings settings) {
        var flows = new HashMap<String, Flow>();
        var mistakes = new ArrayList<String>();
        var areAllRead = true;
        for (var file : files(settings.flows())) {
            switch (reading(file)) {
                case Reading.Read(Flow flow) -> {
                    tell(Checker.check(flow, settings.installation()), mistakes);
                    if (flows.put(flow.name(), flow) != null) {
                        mistakes.add(file + ": another file has the flow " + flow.name() + " too");
                    }
                }
                case Reading.Broken(List<FlowProblem> problems) -> {
                    tell(problems, mistakes);
                    areAllRead = false;
                }
            }
        }
        mistakes.addAll(numbers(settings, flows, areAllRead));
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return flows;
    }

    /** Of what the flows ask for; nothing is known of them where one cannot be read. */
    public static PinLengths pinLengths(Settings settings) {
        try {
            return PinLengths.of(read(settings).values());
        } catch (SettingsException _) {
            return PinLengths.of(List.of());
        }
    }

    /**
     * What is wrong with the numbers and the doors of the settings.
     *
     * @param flows those there are, by name
     * @param areAllRead whether none of the folder is broken: one that is may be the one that is
     *     missing
     */
    public static List<String> numbers(
            Settings settings, Map<String, Flow> flows, boolean areAllRead) {
        var mistakes = new ArrayList<String>();
        settings.numbers()
                .forEach((number, name) -> {
                    if (areAllRead && !flows.containsKey(name)) {
                        mistakes.add(unanswered(number, name, settings, flows.keySet()));
                    }
                });
        settings.languages()
                .forEach((number, language) -> {
                    var flow = flows.get(settings.numbers().get(number));
                    if (flow != null && !flow.languages().contains(language)) {
                        mistakes.add(unspoken("numbers." + number, language, flow));
                    }
                });
        for (var channel : settings.channels()) {
            var name = channel.gateway().name();
            var flow = flows.get(channel.flow());
            if (flow == null && areAllRead) {
                mistakes.add(
                        answeredByNone(
                                "channels." + name + ".flow",
                                channel.flow(),
                                settings,
                                flows.keySet()));
            } else if (flow != null
                    && channel.language()
                            .filter(each -> !flow.languages().contains(each))
                            .isPresent()) {
                mistakes.add(unspoken("channels." + name, channel.language().get(), flow));
            }
        }
        return mistakes;
    }

    private static void tell(List<FlowProblem> problems, List<String> mistakes) {
        problems.forEach(problem -> mistakes.add(problem.toString()));
    }

    private static String unanswered(
            String number, String name, Settings settings, Set<String> there) {
        return answeredByNone("numbers." + number, name, settings, there);
    }

    private static String answeredByNone(
            String key, String name, Settings settings, Set<String> there) {
        return key
                + " is answered by the flow "
                + name
                + ", which is not in "
                + settings.flows()
                + (there.isEmpty()
                        ? "; put it there"
                        : "; write one of " + new TreeSet<>(there) + ", or put the flow there");
    }

    private static String unspoken(String key, Language language, Flow flow) {
        return key
                + ".language is "
                + language
                + ", which the flow "
                + flow.name()
                + " does not speak; write one of "
                + flow.languages()
                + ", or add it to the flow's languages";
    }

    private static Reading reading(Path file) {
        try {
            return new FlowReader().read(String.valueOf(file.getFileName()), TextFile.read(file));
        } catch (TextFile.UnreadableException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** The files of flows in a folder. */
    public static List<Path> files(Path folder) {
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
