package io.recaller.settings;

import io.recaller.asterisk.ami.AmiTrust;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.conversation.Flows;
import io.recaller.customer.Arms;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.FieldCatalogue.Entry;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.customer.field.FieldFormat;
import io.recaller.customer.handle.Handles;
import io.recaller.desk.Proxies;
import io.recaller.menu.planner.Policy;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.settings.Settings.Agi;
import io.recaller.settings.Settings.Ami;
import io.recaller.settings.Settings.Speaking;
import io.recaller.settings.Settings.Storage;
import io.recaller.settings.Settings.Web;
import io.recaller.speech.Language;
import io.recaller.text.TextFile;
import io.recaller.transfer.OutsideNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@link Settings} from the file and the environment. Used once, at start. */
public final class SettingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);
    private static final String POLICIES = "menu.policies";
    private static final Set<Policy> DRAWN =
            Set.of(Policy.DESIGNED, Policy.POPULARITY, Policy.ORDER, Policy.RECALLER);

    private static final Pattern DIALLED = Pattern.compile("[+0-9]{1,32}");
    private static final Pattern PLAYABLE = Pattern.compile("[^,&\"\\p{Cntrl}]{1,500}");

    private final SettingsFile file;
    private final Path folder;

    private SettingsReader(SettingsFile file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /**
     * Reads a settings file; {@code RECALLER_…} variables win over it.
     *
     * @throws SettingsException naming every mistake
     */
    public static Settings read(Path path, Map<String, String> environment) {
        var folder = path.toAbsolutePath().resolveSibling(".").normalize();
        var name = String.valueOf(path.getFileName());
        var file = new SettingsFile(name, folder, text(path), environment);
        var settings = read(file, folder);
        openToAll(file, path).ifPresent(LOG::warn);
        return settings;
    }

    /**
     * The secrets that everybody on this machine can read, each with its remedy. The file is one
     * that {@link #read(Path, Map)} takes.
     */
    public static List<String> exposed(Path path, Map<String, String> environment) {
        var folder = path.toAbsolutePath().resolveSibling(".").normalize();
        var file =
                new SettingsFile(
                        String.valueOf(path.getFileName()), folder, text(path), environment);
        var settings = read(file, folder);
        var exposed = new ArrayList<String>();
        openToAll(file, path).ifPresent(exposed::add);
        file.secretFiles().forEach((key, secret) -> tell(key, secret, exposed));
        tell("pins.pepper-file", settings.pepper(), exposed);
        return List.copyOf(exposed);
    }

    private static Optional<String> openToAll(SettingsFile file, Path path) {
        return file.secretsHere().isEmpty() || !SecretFile.isOpenToAll(path)
                ? Optional.empty()
                : Optional.of(
                        "everybody on this machine can read "
                                + String.join(", ", file.secretsHere())
                                + " in "
                                + path
                                + "; chmod 640 "
                                + path);
    }

    private static void tell(String key, Path secret, List<String> exposed) {
        if (SecretFile.isOpenToAll(secret)) {
            exposed.add(
                    "everybody on this machine can read "
                            + secret
                            + " ("
                            + key
                            + "); chmod 640 "
                            + secret);
        }
    }

    private static String text(Path path) {
        if (!Files.exists(path)) {
            throw new SettingsException(
                    List.of(path + " cannot be read; name the settings file with --settings"));
        }
        try {
            return TextFile.read(path);
        } catch (TextFile.UnreadableException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** As {@link #read(Path, Map)}, of a file that is read already. */
    static Settings read(SettingsFile file, Path folder) {
        return new SettingsReader(file, folder).read();
    }

    private Settings read() {
        var settings = settings(own());
        new DistinctPorts(settings).clashes().forEach(file::mistake);
        file.rejectIfMistaken();
        return settings;
    }

    /** Asterisk plays prompts from it, in lists that commas and ampersands part. */
    private Path own() {
        var own = file.path("folder", folder.resolve(".recaller"));
        if (!PLAYABLE.matcher(own.toString()).matches()) {
            file.mistake(
                    "folder",
                    "must be a path without , & and \" and of at most 500 characters, for Asterisk"
                            + " plays prompts from it: "
                            + own);
        }
        return own;
    }

    private Settings settings(Path own) {
        var zone = file.zone("time-zone");
        var outside = outside();
        var numbers = numbers();
        var fields = fields();
        var channels = new ChannelReader(file).channels();
        return new Settings(
                zone,
                region(),
                own,
                file.path("flows", folder.resolve("flows")),
                numbers,
                file.path("pins.pepper-file", own.resolve("pin.pepper")),
                languages(),
                new Settings.Experiments(
                        arms(),
                        file.flag("menu.fall-back", true),
                        file.between("menu.fall-back-customers", 200, 10, 1_000_000)),
                file.duration("menu.hysteresis", Duration.ofMillis(500), Duration.ZERO),
                file.duration("menu.wrong-offer", Duration.ofSeconds(10), Duration.ZERO),
                storage(own),
                agi(),
                ami(),
                web(),
                speaking(),
                fields,
                new LookUpReader(file).lookUps(),
                routing(),
                new DeskReader(file).options().callingOutside(outside.areAllowed()),
                new HoursReader(file, folder, zone).hours(),
                new CallbackReader(file).read(),
                new VoicemailReader(file).read(),
                new RetentionReader(file).read(),
                outside,
                channels,
                new AttachmentReader(file).rules(),
                new GoingOnReader(file, numbers.keySet()).read(),
                new NoticeReader(file).rules(zone, fields),
                new NoticeReader(file).calls(),
                new RecommendationReader(file).read(),
                new CompanionReader(file, channels).read());
    }

    private OutsideNumbers outside() {
        var key = "transfers.outside";
        var prefixes = file.list(key + ".prefixes");
        var dial = file.text(key + ".dial", "");
        var number = file.text(key + ".caller-number", "");
        return file.valid(key, () -> new OutsideNumbers(prefixes, dial, number))
                .orElseGet(OutsideNumbers::none);
    }

    private String region() {
        return file.value(
                "default-region",
                "KZ",
                text -> {
                    var _ = new Handles(text);
                    return text;
                },
                "a country's ISO 3166-1 code such as KZ");
    }

    private Arms arms() {
        var control = file.share("menu.control-share", 0.05);
        var policies = new TreeMap<String, Double>();
        for (var policy : file.sections(POLICIES)) {
            var key = POLICIES + "." + policy;
            policies.put(policy, file.share(key, 0));
            if (Policy.of(policy).filter(DRAWN::contains).isEmpty()) {
                file.mistake(key, "is no policy; there are designed, popularity, order, recaller");
            }
        }
        var usual = Arms.of(control, Policy.RECALLER.slug());
        return policies.isEmpty()
                ? usual
                : file.valid(POLICIES, () -> new Arms(control, policies)).orElse(usual);
    }

    private Map<String, String> numbers() {
        var numbers = new LinkedHashMap<String, String>();
        for (var number : file.sections("numbers")) {
            var at = "numbers." + number;
            refuseWhatNobodyDials(at, number);
            var flow = file.isSection(at) ? at + ".flow" : at;
            numbers.put(number, file.required(flow, "telecom"));
        }
        if (numbers.isEmpty() && !isWrittenOnly()) {
            file.mistake(
                    "numbers",
                    "is missing; say which flow answers, for example {8000: telecom}, or where"
                            + " people write in channels");
        }
        return numbers;
    }

    /** The dialplan hands over what was dialled as digits and a plus, and no more than these. */
    private void refuseWhatNobodyDials(String at, String number) {
        if (number.equals(Flows.ANY_NUMBER) || DIALLED.matcher(number).matches()) {
            return;
        }
        var digits = number.replaceAll("[^0-9+]", "");
        file.mistake(
                at,
                "can never be dialled: what Asterisk hands over is digits and + only, 32 at most;"
                        + " write "
                        + (DIALLED.matcher(digits).matches() ? "'" + digits + "'" : "'8000'")
                        + " as your trunk sends it, or '*' for every number");
    }

    /** People write to this server and nobody calls: it knows no Asterisk. */
    private boolean isWrittenOnly() {
        return file.sections("numbers").isEmpty() && !file.sections("channels").isEmpty();
    }

    /** Of Asterisk. */
    private Secret telephoneSecret(String key) {
        return isWrittenOnly() ? new Secret(file.secret(key).orElse("")) : requiredSecret(key);
    }

    private Map<String, Language> languages() {
        var languages = new LinkedHashMap<String, Language>();
        for (var number : file.sections("numbers")) {
            var key = "numbers." + number + ".language";
            if (file.isSection("numbers." + number)) {
                var tag = file.text(key, "");
                if (!tag.isEmpty()) {
                    file.valid(key, () -> new Language(tag))
                            .ifPresent(language -> languages.put(number, language));
                }
            }
        }
        return languages;
    }

    private Storage storage(Path own) {
        var url = file.text("database.url", "");
        if (url.contains("password=")) {
            file.holdsSecret("database.url");
        }
        var user = file.text("database.user", "recaller");
        var password = new Secret(file.secret("database.password").orElse(""));
        var kept = file.path("database.folder", own.resolve("postgres"));
        var port = file.port("database.port", 5433);
        return url.isEmpty()
                ? new Storage.Embedded(kept, port)
                : new Storage.Given(url, user, password);
    }

    private Agi agi() {
        return new Agi(
                file.text("agi.host", "127.0.0.1"),
                file.port("agi.port", 4573),
                telephoneSecret("agi.token"),
                file.between("agi.max-calls", 500, 1, 100_000),
                file.list("agi.peers"));
    }

    private Ami ami() {
        return new Ami(
                file.text("ami.host", "127.0.0.1"),
                file.port("ami.port", 5038),
                file.text("ami.user", "recaller"),
                telephoneSecret("ami.secret"),
                trust());
    }

    private Optional<AmiTrust> trust() {
        var isTls = file.flag("ami.tls", false);
        var authorities = file.text("ami.ca-file", "");
        if (authorities.isEmpty()) {
            return isTls ? Optional.of(new AmiTrust(Optional.empty())) : Optional.empty();
        }
        if (!isTls) {
            file.mistake("ami.ca-file", "is for a link over TLS; set ami.tls to true too");
            return Optional.empty();
        }
        try {
            return Optional.of(AmiTrust.in(folder.resolve(authorities)));
        } catch (IllegalArgumentException e) {
            file.mistake("ami.ca-file", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Web web() {
        return new Web(
                file.text("http.host", "127.0.0.1"),
                file.port("http.port", 8080),
                file.text("management.host", "127.0.0.1"),
                file.port("management.port", 8081),
                new ApiKeyReader(file).keys(),
                file.flag("http.behind-tls", false),
                proxies());
    }

    private Proxies proxies() {
        var named = file.list("http.proxies");
        try {
            return Proxies.of(named);
        } catch (IllegalArgumentException _) {
            file.mistake(
                    "http.proxies",
                    "must list addresses or networks such as [10.0.0.5, 10.1.0.0/16], not "
                            + named);
            return Proxies.none();
        }
    }

    private Speaking speaking() {
        var command = file.list("speech.command");
        var voices = new HashMap<Language, String>();
        for (var language : file.sections("speech.voices")) {
            var key = "speech.voices." + language;
            var voice = file.text(key, language);
            file.valid(key, () -> new Language(language))
                    .ifPresent(known -> voices.put(known, voice));
        }
        if (!command.isEmpty()) {
            var usual = Voice.espeak();
            file.valid(
                    "speech.command",
                    () -> new Voice(command, Map.of(), 150, usual.pitch(), usual.within()));
        }
        var recordings = file.text("speech.recordings", "");
        return new Speaking(
                command.isEmpty() ? Optional.empty() : Optional.of(command),
                voices,
                file.between("speech.rate", 150, 80, 450),
                recordings.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(recordings)));
    }

    private FieldCatalogue fields() {
        var entries = file.sections("fields").stream().flatMap(key -> field(key).stream()).toList();
        var area = file.text("facts.area-field", "");
        return area.isEmpty()
                ? new FieldCatalogue(entries)
                : file.valid(
                                "facts.area-field",
                                () -> new FieldCatalogue(entries, Optional.of(area)))
                        .orElseGet(() -> new FieldCatalogue(entries));
    }

    private Optional<Entry> field(String key) {
        var at = "fields." + key;
        var format =
                file.value(
                        at + ".kind",
                        FieldFormat.of(Kind.TEXT),
                        FieldFormat::parse,
                        "one of digits, amount, date, text, or digits:8, digits:4-6");
        var sensitivity = file.choice(at + ".sensitivity", Sensitivity.class, Sensitivity.PERSONAL);
        var tier = file.choice(at + ".tier", TrustTier.class, TrustTier.VERIFIED);
        var retention = file.duration(at + ".retention", FieldCatalogue.USUAL_RETENTION);
        return file.valid(at, () -> new Entry(key, format, sensitivity, tier, retention));
    }

    private RoutingSettings routing() {
        var usual = RoutingSettings.usual();
        var plans = new QueuePlanReader(file).plans();
        var ringFor = plans.usual().ringFor();
        var wrapUp = plans.usual().wrapUp();
        var longest = longestWrapUp(plans);
        return new RoutingSettings(
                ringFor,
                ringFor.plusSeconds(10),
                file.duration("routing.desk-lease", usual.deskLease()),
                wrapUp,
                file.duration("routing.poll", usual.poll()),
                new QueueReader(file).rules(),
                file.duration("routing.longest-wrap-up", longest, longest(plans)),
                plans);
    }

    /** Where nothing is said: no queue's own must be longer. */
    private static Duration longestWrapUp(QueuePlans plans) {
        var usual = RoutingSettings.usual().longestWrapUp();
        var longest = longest(plans);
        return longest.compareTo(usual) > 0 ? longest : usual;
    }

    private static Duration longest(QueuePlans plans) {
        return Stream.concat(Stream.of(plans.usual()), plans.named().values().stream())
                .map(QueuePlan::wrapUp)
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private Secret requiredSecret(String key) {
        var secret = file.secret(key);
        if (secret.isEmpty()) {
            file.mistake(
                    key,
                    "is missing; make one with 'openssl rand -hex 24' and name its file in "
                            + key
                            + "-file");
        }
        return new Secret(secret.orElse("none"));
    }
}
