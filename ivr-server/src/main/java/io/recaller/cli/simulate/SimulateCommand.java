package io.recaller.cli.simulate;

import io.recaller.channel.inbound.WrittenRehearsal;
import io.recaller.cli.option.FlowFile;
import io.recaller.cli.option.LogOptions;
import io.recaller.cli.option.RegionOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.continuation.CompanionRules;
import io.recaller.continuation.RehearsedPins;
import io.recaller.conversation.dialogue.MemoryDialogues;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Flow;
import io.recaller.flow.PageKey;
import io.recaller.routing.plan.Opening;
import io.recaller.routing.step.QueueName;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import io.recaller.speech.Language;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Walks a flow at the terminal, as one caller with one history would hear it. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Walks a flow at the terminal as one caller would hear it; nothing else runs.",
        footer = {
            "%nExamples:",
            "  recaller simulate dialplans/flows/telecom.yaml --from +77011234567 --keys 1,1",
            "  recaller simulate dialplans/flows/telecom.yaml --from +77011234567 \\",
            "      --contacts contacts.csv --field account=12345678 --keys 6,1,5000 --json",
            "  recaller simulate dialplans/flows/telecom.yaml --from +77011234567 \\",
            "      --request outage --field account=12345678 --keys '*,2468'",
            "  recaller simulate dialplans/flows/telecom.yaml --from +77011234567 \\",
            "      --language kk",
            "  recaller simulate dialplans/flows/telecom.yaml --from +77011234567 \\",
            "      --look-up outage_status=answer.json --keys 1,1,12345678",
            "  recaller simulate dialplans/flows/telecom.yaml --from +77011234567 \\",
            "      --channel sms --language ru --says 'интернет тормозит'",
            "  recaller simulate night.yaml --from +77011234567 --settings recaller.yaml \\",
            "      --at 2026-12-16T23:00"
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 20;

    @Parameters(paramLabel = "FLOW", description = "the flow's YAML file")
    private Path flow = Path.of("");

    @Option(
            names = "--from",
            required = true,
            description = "the caller's number; anonymous: it is withheld")
    private String from = "";

    @Option(
            names = "--contacts",
            description = "contact log: CSV with time,customer,channel,topic (ISO-8601 UTC)")
    private @Nullable Path contacts;

    @Option(
            names = "--at",
            description =
                    "when the call is, such as 2026-11-21T23:00 in its time zone, or"
                            + " 2026-11-21T18:00:00Z; now")
    private @Nullable CallTime at;

    @Option(
            names = "--keys",
            description = "what is keyed at each question, such as 6,1,12345678; else it is asked")
    private @Nullable String keys;

    @Option(
            names = "--channel",
            description =
                    "as somebody who writes: chat, telegram, vk, viber, whatsapp, messenger,"
                            + " instagram, sms, mail, or a channel of --settings")
    private Optional<String> channel = Optional.empty();

    @Option(
            names = "--says",
            paramLabel = "WORDS",
            description = "what is written, one message each; after --keys")
    private List<String> says = new ArrayList<>();

    @Option(
            names = "--field",
            paramLabel = "KEY=VALUE",
            description = "a known field, such as account=12345678")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--request",
            paramLabel = "TOPIC",
            description = "the topic of a request the caller opened the day before, such as outage")
    private List<String> requests = new ArrayList<>();

    @Option(
            names = "--language",
            description = "what the caller is spoken to in, such as ru (default: the flow's first)")
    private Optional<String> language = Optional.empty();

    @Option(
            names = "--look-up",
            paramLabel = "NAME=FILE",
            description =
                    "what a look-up answers: a JSON file; with --settings its values stand where"
                            + " look-ups.NAME.results say, else each under its own name")
    private Map<String, Path> lookUps = new LinkedHashMap<>();

    @Option(
            names = "--recommend",
            paramLabel = "WORDS",
            description = "what the caller is recommended, as a flow asks it (default: nothing)")
    private Optional<String> recommended = Optional.empty();

    @Option(names = "--pin", description = "the only PIN accepted (default: any that can be one)")
    private Optional<String> pin = Optional.empty();

    @Option(
            names = "--region",
            description = "for numbers without country code (default: that of --settings, else KZ)")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--settings",
            description =
                    "whose field catalogue says which fields take a PIN (default: all do), and"
                            + " whose hours and queues say when what is open, and what becomes of"
                            + " who waits")
    private @Nullable Path settings;

    @Option(
            names = "--zone",
            description = "time zone (default: that of --settings, else Asia/Almaty)")
    private @Nullable ZoneId zone;

    @Mixin private LogOptions written = new LogOptions();

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    private final Shell shell;

    public SimulateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = FlowFile.read(flow);
        var own =
                Optional.ofNullable(settings)
                        .map(file -> SettingsReader.read(file, shell.environment()));
        var there = there(own);
        var hours = SimulatedHours.of(read, own);
        var names =
                KnownNames.of(
                        read,
                        own.map(one -> one.installation().fields().keySet()).orElse(Set.of()));
        fields.keySet().forEach(names::checkField);
        fields.forEach((key, value) -> check(read, key, value));
        requests.forEach(topic -> names.checkRequest(topic(topic)));
        var handles = RegionOption.handles(region.or(() -> own.map(Settings::region)).orElse("KZ"));
        var history =
                contacts == null
                        ? SimulatedHistory.none()
                        : SimulatedHistory.read(
                                contacts, handles, written.format(there), shell.clock().instant());
        history.notes().forEach(shell.err()::println);
        var now = at == null ? shell.clock().instant() : at.in(there);
        var caller = SimulatedCaller.of(from, handles, history, now);
        if (caller.handle().isEmpty()
                && !(fields.isEmpty() && requests.isEmpty() && recommended.isEmpty())) {
            throw new UsageException(
                    "--from "
                            + from
                            + ": nothing is known of who withholds their number; leave --field,"
                            + " --request and --recommend out");
        }
        tell(history.mistakes());
        caller.note().ifPresent(shell.err()::println);
        var transcript = new Transcript(shell.out(), json, read.page().map(PageKey::key));
        var spoken = language.map(tag -> spoken(read, tag));
        var known = known(now, own);
        var answers = GivenAnswers.of(read, lookUps, results(own), transcript);
        SimulatedHours.tell(read, hours, now, transcript);
        var simulation =
                new Simulation(
                        read,
                        caller.handle(),
                        now,
                        there,
                        history,
                        caller.before(),
                        open(now),
                        known,
                        pin,
                        spoken,
                        answers,
                        hours,
                        own,
                        recommended);
        if (channel.isPresent()) {
            var speaks = spoken.orElse(read.languages().getFirst());
            write(
                    simulation,
                    WrittenChannel.named(channel.get(), own, speaks),
                    RehearsedPins.at(page(own)),
                    transcript);
        } else {
            simulation.run(new SimulatedLine(keyScript(), transcript), transcript);
        }
        return history.mistakes().isEmpty() ? 0 : 1;
    }

    private void write(
            Simulation simulation, WrittenChannel door, RehearsedPins pins, Transcript transcript) {
        var dialogues = new MemoryDialogues();
        var rehearsal =
                new WrittenRehearsal(
                        simulation.begin(door.channel(), dialogues, transcript::note),
                        door.answers(),
                        () ->
                                simulation
                                        .opening(dialogues)
                                        .filter(opening -> !opening.isOpen())
                                        .flatMap(Opening::until),
                        pins,
                        asked -> {
                            transcript.note(
                                    "the page takes the PIN, and shows a number; any of three"
                                            + " digits is taken here");
                            return pins.words(asked, door.channel()).text();
                        });
        new SimulatedThread(
                        door,
                        rehearsal.on(door.channel()),
                        () -> waiting(simulation, dialogues, transcript),
                        messages(),
                        transcript)
                .run();
    }

    /** Where PINs would be keyed. */
    private static Optional<URI> page(Optional<Settings> own) {
        return own.isEmpty()
                ? Optional.of(URI.create("https://ivr.example/c"))
                : own.flatMap(Settings::companion).map(CompanionRules::page);
    }

    /** What whoever writes waits in. */
    private static String waiting(
            Simulation simulation, MemoryDialogues dialogues, Transcript transcript) {
        var queue = simulation.queue(dialogues);
        simulation
                .opening(dialogues)
                .ifPresent(it -> transcript.note("queue " + queue + SimulatedHours.words(it)));
        var named = queue.equals(QueueName.MAIN) ? "" : " " + queue;
        return "waits in the queue" + named + " for an agent";
    }

    /** The value itself is not repeated: it may be somebody's. */
    private static void check(Flow flow, String key, String value) {
        flow.wanted(key, value)
                .ifPresent(wanted -> {
                    throw new UsageException("--field " + key + ": must be " + wanted);
                });
    }

    private ZoneId there(Optional<Settings> own) {
        return Optional.ofNullable(zone)
                .or(() -> own.map(Settings::zone))
                .orElseGet(() -> ZoneId.of("Asia/Almaty"));
    }

    private Map<String, KnownField> known(Instant now, Optional<Settings> own) {
        var tiers = own.map(one -> one.installation().fields()).orElse(Map.of());
        var known = new HashMap<String, KnownField>();
        fields.forEach((key, value) -> {
            var field = new KnownField(key, value, "given", now, true);
            known.put(key, field.heardFrom(tiers.getOrDefault(key, TrustTier.VERIFIED)));
        });
        return known;
    }

    /** Where the values of each look-up stand in its answer. */
    private static Map<String, Map<String, String>> results(Optional<Settings> own) {
        var results = new HashMap<String, Map<String, String>>();
        own.ifPresent(one ->
                one.lookUps().forEach((name, source) -> results.put(name, source.results())));
        return results;
    }

    private List<OpenRequest> open(Instant now) {
        return requests.stream().map(topic -> open(topic, now.minus(Duration.ofDays(1)))).toList();
    }

    private static OpenRequest open(String topic, Instant at) {
        return new OpenRequest(
                "simulated/" + topic,
                "request",
                topic(topic),
                "open",
                at,
                TrustTier.CLAIMED,
                Map.of());
    }

    private static Topic topic(String written) {
        try {
            return new Topic(written);
        } catch (IllegalArgumentException _) {
            throw new UsageException("--request " + written + ": write it as outage or billing.tv");
        }
    }

    private static Language spoken(Flow flow, String tag) {
        return Language.of(tag)
                .flatMap(flow::speaks)
                .orElseThrow(() ->
                        new UsageException(
                                "--language "
                                        + tag
                                        + ": the flow speaks "
                                        + flow.languages().stream()
                                                .map(Language::tag)
                                                .collect(Collectors.joining(", "))));
    }

    private void tell(List<String> mistakes) {
        mistakes.stream().limit(MOST_TOLD).forEach(shell.err()::println);
        if (mistakes.size() > MOST_TOLD) {
            shell.err().println("... and " + (mistakes.size() - MOST_TOLD) + " more");
        }
    }

    private KeyScript messages() {
        if (keys == null && says.isEmpty()) {
            return KeyScript.typed(reader(), shell.err(), "says> ");
        }
        var all = new ArrayList<String>();
        Optional.ofNullable(keys).map(each -> List.of(each.split(",", -1))).ifPresent(all::addAll);
        all.addAll(says);
        return SimulatedThread.messages(all);
    }

    private BufferedReader reader() {
        return new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    }

    private KeyScript keyScript() {
        if (!says.isEmpty()) {
            throw new UsageException("--says: on the telephone nothing is written; add --channel");
        }
        return keys == null ? KeyScript.typed(reader(), shell.err()) : KeyScript.of(keys);
    }
}
