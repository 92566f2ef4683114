package io.recaller.settings;

import io.recaller.callback.CallbackRules;
import io.recaller.settings.file.SettingsFile;
import io.recaller.settings.queue.SpokenReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads who is called back, on which numbers, how often. */
final class CallbackReader {
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");
    private static final Duration LONGEST_KEEP = Duration.ofDays(30);

    private final SettingsFile file;

    CallbackReader(SettingsFile file) {
        this.file = file;
    }

    Settings.CallingBack read() {
        return new Settings.CallingBack(rules(), new SpokenReader(file).text("call-back.greeting"));
    }

    private CallbackRules rules() {
        var usual = CallbackRules.usual();
        var second = Duration.ofSeconds(1);
        return new CallbackRules(
                queues(),
                prefixes(file, "call-back.prefixes"),
                file.between("call-back.attempts", usual.attempts(), 1, 20),
                file.duration("call-back.pause", usual.pause(), second),
                file.duration("call-back.ring-for", usual.ring(), Duration.ofSeconds(5)),
                keep(usual.keep()),
                file.between("call-back.requests-a-day", usual.aDay(), 1, 100));
    }

    private Duration keep(Duration usual) {
        var key = "call-back.keep";
        var keep = file.duration(key, usual, Duration.ofMinutes(1));
        if (keep.compareTo(LONGEST_KEEP) > 0) {
            file.mistake(key, "must be 30 days at most: nobody expects a call-back later");
        }
        return keep;
    }

    private Set<String> queues() {
        var queues = new TreeSet<String>();
        for (var name : file.sections("queues")) {
            var key = "queues." + name + ".call-back";
            if (file.flag(key, false)) {
                queues.add(name);
            }
        }
        return queues;
    }

    /** Beginnings of numbers, E.164 with plus. */
    static Set<String> prefixes(SettingsFile file, String key) {
        var prefixes = new HashSet<String>();
        for (var prefix : file.list(key)) {
            if (PREFIX.matcher(prefix).matches()) {
                prefixes.add(prefix);
            } else {
                file.mistake(
                        key,
                        "holds "
                                + prefix
                                + "; write the country code with its plus, and as much of the"
                                + " number as all have that may be called: '+7701'");
            }
        }
        return prefixes;
    }
}
