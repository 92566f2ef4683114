package io.recaller.settings;

import io.recaller.customer.handle.Handles;
import io.recaller.settings.Settings.Storage;
import io.recaller.settings.file.SettingsException;
import io.recaller.settings.file.SettingsFile;
import io.recaller.settings.queue.HoursReader;
import io.recaller.settings.queue.RoutingReader;
import io.recaller.text.TextFile;
import io.recaller.transfer.OutsideNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@link Settings} from the file and the environment. Used once, at start. */
public final class SettingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);
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
        var text = text(path, environment);
        var file = new SettingsFile(name, folder, text, environment);
        var settings = isEmpty(text) ? ofNothing(file, path, environment) : read(file, folder);
        ExposedSecrets.openToAll(file, path).ifPresent(LOG::warn);
        return settings;
    }

    /** All of them may be in the environment; where they are not, that is what is to be told. */
    private static Settings ofNothing(
            SettingsFile file, Path path, Map<String, String> environment) {
        try {
            return read(file, path.toAbsolutePath().resolveSibling(".").normalize());
        } catch (SettingsException missing) {
            throw FirstSettings.empty(path, environment, missing);
        }
    }

    private static boolean isEmpty(String text) {
        return text.lines().map(String::strip).allMatch(line -> line.isEmpty() || isComment(line));
    }

    private static boolean isComment(String line) {
        return line.startsWith("#");
    }

    static String text(Path path, Map<String, String> environment) {
        if (!Files.exists(path)) {
            throw FirstSettings.absent(path, environment);
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
        var numbers = new NumberReader(file).numbers();
        var fields = new FieldReader(file).fields();
        var channels = new ChannelReader(file).channels();
        var telephone = new TelephoneReader(file, folder);
        return new Settings(
                zone,
                region(),
                own,
                file.path("flows", folder.resolve("flows")),
                numbers,
                file.path("pins.pepper-file", own.resolve("pin.pepper")),
                new NumberReader(file).languages(),
                new MenuReader(file).experiments(),
                file.duration("menu.hysteresis", Duration.ofMillis(500), Duration.ZERO),
                file.duration("menu.wrong-offer", Duration.ofSeconds(10), Duration.ZERO),
                storage(own),
                telephone.agi(),
                telephone.ami(),
                new WebReader(file).web(),
                new VoiceReader(file, folder).speaking(),
                fields,
                new LookUpReader(file).lookUps(),
                new RoutingReader(file).routing(),
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
}
