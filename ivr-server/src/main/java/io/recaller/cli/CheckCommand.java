package io.recaller.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.FlowShelf;
import io.recaller.SilentLanguages;
import io.recaller.UnusedRecordings;
import io.recaller.cli.option.FlowFile;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.simulate.WrittenChannel;
import io.recaller.cli.terminal.Shell;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.check.Checker;
import io.recaller.flow.check.Installation;
import io.recaller.flow.check.TextTier;
import io.recaller.flow.timing.FormTime;
import io.recaller.flow.yaml.Reading;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import io.recaller.settings.file.SettingsException;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.SynthesisException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what is wrong with flows before a caller finds out. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Tells what is wrong with flows, and what each trust tier can hear.",
        footer = {
            "%nExit code 1 when anything is to be mended; warnings and notes leave it 0. Exit code 2:"
                    + " a file or the settings cannot be read.",
            "%nExamples:",
            "  recaller check dialplans/flows/telecom.yaml",
            "  recaller check dialplans/flows/telecom.yaml --hears --json",
            "  recaller check dialplans/flows/telecom.yaml --channels",
            "  recaller check dialplans/flows/telecom.yaml --forms",
            "  recaller check --settings recaller.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            arity = "0..*",
            paramLabel = "FLOW",
            description = "flows as YAML files; none: all that the settings serve")
    private List<Path> flows = new ArrayList<>();

    @Option(
            names = "--settings",
            description =
                    "also check known fields, look-ups, opening hours and queues against this"
                            + " settings file")
    private @Nullable Path settings;

    @Option(
            names = "--channels",
            description =
                    "also tell what does not fit where people write, in every kind of channel"
                            + " (default: in those of the settings)")
    private boolean channels;

    @Option(names = "--hears", description = "list what each trust tier can hear")
    private boolean hears;

    @Option(
            names = "--forms",
            description = "tell how long each form takes, by keypad and on the page beside a call")
    private boolean forms;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    private final Shell shell;
    private Optional<Settings> given = Optional.empty();

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        given = Optional.ofNullable(settings).map(this::read);
        var all = flows.isEmpty();
        if (all) {
            flows = served();
        }
        var installation = installation();
        var wrong = 0;
        for (var file : flows) {
            wrong += check(file, installation) ? 0 : 1;
        }
        wrong += all ? numbers() : 0;
        recordings();
        return wrong == 0 ? 0 : 1;
    }

    private Settings read(Path file) {
        try {
            return SettingsReader.read(file, shell.environment());
        } catch (SettingsException wrong) {
            throw wrong.andLater("flows are looked at once the settings are right");
        }
    }

    private List<Path> served() {
        return given.map(read -> FlowShelf.files(read.flows()))
                .orElseThrow(() ->
                        new UsageException(
                                "name the flows to check, such as dialplans/flows/telecom.yaml, or the"
                                        + " settings that serve them: --settings recaller.yaml"));
    }

    /** How many numbers of the settings nobody would answer, or in no language they are said in. */
    private int numbers() {
        var read = given.orElseThrow();
        var there =
                flows.stream()
                        .flatMap(CheckCommand::flow)
                        .collect(Collectors.toMap(Flow::name, flow -> flow, (one, _) -> one));
        var areAllRead =
                flows.stream().allMatch(file -> FlowFile.reading(file) instanceof Reading.Read);
        var mistakes = FlowShelf.numbers(read, there, areAllRead);
        for (var mistake : mistakes) {
            var words = settings + ": " + mistake;
            shell.out().println(json ? JSON.createObjectNode().put("message", words) : words);
        }
        return mistakes.size();
    }

    private static Stream<Flow> flow(Path file) {
        return FlowFile.reading(file) instanceof Reading.Read(Flow flow)
                ? Stream.of(flow)
                : Stream.empty();
    }

    /** What somebody recorded and no caller will hear. */
    private void recordings() {
        if (given.isEmpty()) {
            return;
        }
        var served = flows.stream().flatMap(CheckCommand::flow).toList();
        for (var words : UnusedRecordings.of(given.orElseThrow(), served)) {
            shell.out()
                    .println(
                            json
                                    ? JSON.createObjectNode()
                                            .put("message", words)
                                            .put("warning", true)
                                    : "warning: " + words);
        }
    }

    /** Without settings every field, look-up and hours that a flow names counts as there. */
    private Optional<Installation> installation() {
        return given.map(Settings::installation);
    }

    private boolean check(Path file, Optional<Installation> installation) {
        return switch (FlowFile.reading(file)) {
            case Reading.Broken(List<FlowProblem> problems) -> {
                told(file, problems);
                later(file);
                yield false;
            }
            case Reading.Read(Flow flow) -> {
                if (hears) {
                    TextTier.of(flow).forEach(this::hear);
                }
                if (forms) {
                    var language = flow.languages().getFirst();
                    FormTime.of(flow, language, PromptLengths.estimated()).forEach(this::take);
                }
                var here = installation.orElseGet(() -> madeFor(flow));
                var problems = Checker.check(flow, here);
                if (problems.isEmpty()) {
                    remarks(flow, here);
                } else {
                    Checker.doubtfulLanguages(flow).forEach(this::warn);
                }
                var isWell = told(file, problems);
                if (isWell && installation.isEmpty()) {
                    NotChecked.words(flow, here).ifPresent(words -> aside(file, words));
                }
                yield isWell;
            }
        };
    }

    /** What is worth a look in a flow that may be served, in the order of the file. */
    private void remarks(Flow flow, Installation here) {
        var reading = new ReadingCheck(flow, language -> written(flow, language));
        Stream.of(Checker.warnings(flow, here), unspoken(flow), silent(flow), reading.warnings())
                .flatMap(List::stream)
                .sorted(FlowProblem.IN_ORDER)
                .forEach(this::warn);
        Stream.of(
                        Checker.notes(flow),
                        waiting(flow),
                        reading.notes(),
                        reading.proofs(given.flatMap(Settings::companion).isPresent()))
                .flatMap(List::stream)
                .sorted(FlowProblem.IN_ORDER)
                .forEach(this::note);
    }

    /** Where people write to whom this flow answers. */
    private List<WrittenChannel> written(Flow flow, Language language) {
        return channels
                ? WrittenChannel.usual(language)
                : given.map(own -> WrittenChannel.of(own, flow.name(), language)).orElse(List.of());
    }

    /** What the product itself says to who waits, in languages it has no words of. */
    private static List<FlowProblem> waiting(Flow flow) {
        return flow.languages().stream()
                .filter(language -> !StillWaiting.speaks(language))
                .map(language ->
                        flow.source()
                                .problem(
                                        "/languages",
                                        "callers who wait are told their place and their wait in"
                                                + " English: the product has no words for it in "
                                                + language,
                                        "Set routing.announce-every to 0s if silence with music is"
                                                + " better"))
                .toList();
    }

    /** Where the settings' synthesiser says nothing at all, that is for the doctor. */
    private List<FlowProblem> silent(Flow flow) {
        try {
            return given.filter(Settings::hasTelephone).stream()
                    .flatMap(read -> SilentLanguages.of(read, flow.languages()).stream())
                    .map(each -> flow.source().problem("/languages", each.words(), each.remedy()))
                    .toList();
        } catch (SynthesisException _) {
            return List.of();
        }
    }

    /** What queues of the settings say, and not in a language of the flow. */
    private List<FlowProblem> unspoken(Flow flow) {
        return given.map(read -> read.routing().plans()).stream()
                .flatMap(plans -> unspoken(flow, plans))
                .toList();
    }

    private static Stream<FlowProblem> unspoken(Flow flow, QueuePlans plans) {
        return flow.languages().stream()
                .flatMap(language ->
                        plans.textsWithout(language).stream()
                                .map(key ->
                                        flow.source()
                                                .problem(
                                                        "/languages",
                                                        key + " has no words in " + language,
                                                        "Add them to the settings; without them"
                                                                + " callers hear another"
                                                                + " language")));
    }

    /** An installation that has whatever the flow names. */
    private static Installation madeFor(Flow flow) {
        var fields = new HashSet<String>();
        var lookUps = new HashSet<String>();
        var queues = new HashSet<String>();
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.Form form) {
                for (var field : form.fields()) {
                    field.prefill().ifPresent(prefill -> fields.add(prefill.key()));
                    field.save().ifPresent(fields::add);
                }
            } else if (node instanceof Node.LookUp lookUp) {
                lookUps.add(lookUp.source());
            } else if (node instanceof Node.HandOff handOff) {
                handOff.queue().ifPresent(queues::add);
            }
        }
        return new Installation(
                fields.stream().collect(Collectors.toMap(key -> key, _ -> TrustTier.UNKNOWN)),
                lookUps,
                Map.of(),
                flow.hours(),
                queues,
                Set.of(),
                Set.of(SwitchTarget.values()),
                true);
    }

    private boolean told(Path file, List<FlowProblem> problems) {
        problems.forEach(this::tell);
        if (!json) {
            shell.out()
                    .println(
                            file
                                    + ": "
                                    + (problems.isEmpty() ? "ok" : problems.size() + " to mend"));
        }
        return problems.isEmpty();
    }

    /** What cannot be understood yet cannot be looked at: where keys lead, texts, topics. */
    private void later(Path file) {
        aside(file, "more is looked at once these are mended");
    }

    private void aside(Path file, String words) {
        shell.out()
                .println(
                        json
                                ? JSON.createObjectNode()
                                        .put("file", file.toString())
                                        .put("message", words)
                                        .put("note", true)
                                : "  " + words);
    }

    private void tell(FlowProblem problem) {
        if (json) {
            shell.out().println(object(problem));
        } else {
            shell.out().println(problem);
        }
    }

    /** What does not keep a flow from being served. */
    private void warn(FlowProblem problem) {
        if (json) {
            shell.out().println(object(problem).put("warning", true));
        } else {
            shell.out().println("warning: " + problem);
        }
    }

    /** What an operator may want to know. */
    private void note(FlowProblem problem) {
        if (json) {
            shell.out().println(object(problem).put("note", true));
        } else {
            shell.out().println("note: " + problem);
        }
    }

    private static ObjectNode object(FlowProblem problem) {
        return JSON.createObjectNode()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("path", problem.path())
                .put("message", problem.message())
                .put("remedy", problem.remedy());
    }

    private void hear(TextTier heard) {
        if (json) {
            shell.out()
                    .println(
                            JSON.createObjectNode()
                                    .put("tier", name(heard.tier()))
                                    .put("node", heard.node())
                                    .put("hears", heard.words()));
        } else {
            shell.out()
                    .printf("  %-9s %-16s %s%n", name(heard.tier()), heard.node(), heard.words());
        }
    }

    private void take(FormTime form) {
        if (json) {
            var told =
                    JSON.createObjectNode()
                            .put("form", form.node())
                            .put("fields", form.fields())
                            .put("page_seconds", form.page().toSeconds());
            form.keypad().ifPresent(keypad -> told.put("keypad_seconds", keypad.toSeconds()));
            shell.out().println(told);
        } else {
            shell.out()
                    .printf(
                            "  form %s, %d field%s: %s, on a page about %d s%n",
                            form.node(),
                            form.fields(),
                            form.fields() == 1 ? "" : "s",
                            form.keypad()
                                    .map(keypad -> "by keypad about " + keypad.toSeconds() + " s")
                                    .orElse("not by keypad"),
                            form.page().toSeconds());
        }
    }

    private static String name(TrustTier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }
}
