package io.recaller.doctor;

import io.recaller.FlowShelf;
import io.recaller.SilentLanguages;
import io.recaller.Stores;
import io.recaller.UnusedRecordings;
import io.recaller.Version;
import io.recaller.db.DiskRoom;
import io.recaller.db.UnreadyDatabaseException;
import io.recaller.flow.Flow;
import io.recaller.flow.check.Checker;
import io.recaller.settings.Settings;
import io.recaller.settings.file.SettingsException;
import io.recaller.speech.Language;
import java.sql.SQLTransientConnectionException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a look at everything a server needs found. */
public final class Diagnosis {
    private Diagnosis() {}

    /**
     * Looks at versions, ports, flows, database, clocks, Asterisk and the synthesiser; whether a
     * server runs or not. Nothing is made, started or changed. Blocking, some seconds.
     *
     * @param told of each finding as soon as it is there
     */
    public static void look(Settings settings, Consumer<Finding> told) {
        told.accept(
                Finding.ok(
                        "versions", "recaller " + Version.NUMBER + ", Java " + Runtime.version()));
        new PortFindings(settings).look().forEach(told);
        flows(settings).forEach(told);
        stored(settings, told);
        told.accept(RetentionFinding.of(settings.retention()));
        told.accept(disk(settings));
        if (!settings.hasTelephone()) {
            told.accept(
                    Finding.ok(
                            "telephone",
                            "none: there are no numbers, people write. Neither Asterisk nor a"
                                    + " synthesiser is needed, and agents need no phone"));
            return;
        }
        speech(settings).forEach(told);
        UnusedRecordings.of(settings, List.of())
                .forEach(words -> told.accept(Finding.warn("recordings", words)));
    }

    /**
     * Whether secrets are for this user only.
     *
     * @param exposed what everybody can read, each with its remedy
     */
    public static List<Finding> secrets(List<String> exposed) {
        return exposed.isEmpty()
                ? List.of(Finding.ok("secrets", "nobody else can read them"))
                : exposed.stream().map(words -> Finding.bad("secrets", words)).toList();
    }

    /** Settings with mistakes, each with its remedy: nothing else can be looked at. */
    public static List<Finding> settings(List<String> mistakes) {
        return mistakes.stream().map(words -> Finding.bad("settings", words)).toList();
    }

    private static List<Finding> flows(Settings settings) {
        try {
            Map<String, Flow> flows = FlowShelf.read(settings);
            return Stream.concat(
                            Stream.of(Finding.ok("flows", String.join(", ", flows.keySet()))),
                            flows.values().stream()
                                    .flatMap(flow -> Checker.languages(flow).stream())
                                    .map(doubt -> Finding.warn("flows", doubt.toString())))
                    .toList();
        } catch (SettingsException e) {
            return List.of(Finding.bad("flows", String.valueOf(e.getMessage())));
        }
    }

    private static void stored(Settings settings, Consumer<Finding> told) {
        var stopped = StoppedPostgres.look(settings);
        if (stopped.isPresent()) {
            withoutRows(settings, stopped.get(), told);
            return;
        }
        try (var stores = Stores.toRead(settings)) {
            looked("database", new DatabaseFindings(settings, stores)::look).forEach(told);
            asterisk(settings, stores, told);
            channels(settings, stores, told);
        } catch (UnreadyDatabaseException unready) {
            withoutRows(settings, unready(unready), told);
        } catch (RuntimeException e) {
            withoutRows(settings, Finding.bad("database", away(settings, e)), told);
        }
    }

    private static Finding unready(UnreadyDatabaseException unready) {
        var words = String.valueOf(unready.getMessage());
        return unready.isNew() ? Finding.ok("database", words) : Finding.warn("database", words);
    }

    private static void withoutRows(Settings settings, Finding why, Consumer<Finding> told) {
        told.accept(why);
        asterisk(settings, null, told);
        channels(settings, null, told);
    }

    private static void asterisk(
            Settings settings, @Nullable Stores stores, Consumer<Finding> told) {
        if (settings.hasTelephone()) {
            looked("ami", new AsteriskFindings(settings, stores)::look).forEach(told);
        }
    }

    private static void channels(
            Settings settings, @Nullable Stores stores, Consumer<Finding> told) {
        var findings = new ChannelFindings(settings, stores, InstantSource.system());
        looked("channels", findings::look).forEach(told);
    }

    private static String away(Settings settings, RuntimeException failure) {
        var words = words(failure);
        return settings.storage() instanceof Settings.Storage.Given(var url, var user, _)
                ? words
                        + "; is PostgreSQL running, and are database.url, database.user and"
                        + " database.password its own? We asked as "
                        + user
                        + " at "
                        + url.replaceFirst("\\?.*", "")
                : words;
    }

    /** What failed and, where that is not the same, why. */
    static String words(Throwable failure) {
        var said = String.valueOf(failure.getMessage());
        var reason = reason(failure);
        return said.contains(reason) ? said : said + " (" + reason + ")";
    }

    /** What is at the bottom of it; a pool that got no connection in time knows none. */
    static String reason(Throwable failure) {
        var reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason instanceof SQLTransientConnectionException
                ? "it gave no connection in time; look again, and at the load of its machine"
                : String.valueOf(reason.getMessage());
    }

    /** One part that cannot be looked at keeps nobody from looking at the others. */
    private static List<Finding> looked(String part, Supplier<List<Finding>> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            return List.of(Finding.bad(part, "cannot be looked at: " + e.getMessage()));
        }
    }

    /** Where prompts, spool and our own PostgreSQL are. */
    private static Finding disk(Settings settings) {
        var places = new ArrayList<>(List.of(settings.folder()));
        if (settings.storage() instanceof Settings.Storage.Embedded(var data, _)) {
            places.add(data);
        }
        return places.stream()
                .filter(DiskRoom::isScarce)
                .findFirst()
                .map(place ->
                        Finding.bad(
                                "disk",
                                place + ": " + DiskRoom.left(place) + "; free some space there"))
                .orElseGet(() ->
                        Finding.ok(
                                "disk",
                                settings.folder() + ": " + DiskRoom.left(settings.folder())));
    }

    /** In each language of the flows that are served; of others nothing is known. */
    private static List<Finding> speech(Settings settings) {
        try {
            var languages = languages(settings);
            var silent = SilentLanguages.of(settings, languages);
            return silent.isEmpty()
                    ? List.of(
                            Finding.ok(
                                    "prompts",
                                    "the synthesiser speaks "
                                            + languages.stream()
                                                    .map(Language::tag)
                                                    .sorted()
                                                    .collect(Collectors.joining(", "))))
                    : silent.stream()
                            .map(each ->
                                    Finding.bad("prompts", each.words() + ". " + each.remedy()))
                            .toList();
        } catch (RuntimeException e) {
            return List.of(Finding.bad("prompts", String.valueOf(e.getMessage())));
        }
    }

    /** Flows that cannot be read are told elsewhere. */
    private static Set<Language> languages(Settings settings) {
        try {
            var spoken =
                    FlowShelf.read(settings).values().stream()
                            .flatMap(flow -> flow.languages().stream())
                            .collect(Collectors.toSet());
            return spoken.isEmpty() ? Set.of(new Language("en")) : spoken;
        } catch (SettingsException _) {
            return Set.of(new Language("en"));
        }
    }
}
