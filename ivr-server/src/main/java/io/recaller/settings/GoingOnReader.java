package io.recaller.settings;

import io.recaller.conversation.Flows;
import io.recaller.conversation.StoredCallCodes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads how contacts go on where others stood. */
final class GoingOnReader {
    private static final String CALL = "going-on.call";
    private static final String DIALLED = "going-on.dialled";
    private static final String OFFERED = "going-on.offered-for";
    private static final Duration LONGEST = Duration.ofHours(24);

    /** As people write a telephone number. */
    private static final Pattern NUMBER = Pattern.compile("[+0-9][0-9 ()-]{1,30}");

    private final SettingsFile file;
    private final Set<String> numbers;

    /**
     * @param numbers that flows answer
     */
    GoingOnReader(SettingsFile file, Set<String> numbers) {
        this.file = file;
        this.numbers = numbers;
    }

    Settings.GoingOn read() {
        return new Settings.GoingOn(offered(), codes());
    }

    private Optional<Duration> offered() {
        var offered = file.optional(OFFERED, Duration.ofMinutes(1), "30m");
        if (offered.filter(each -> each.compareTo(LONGEST) > 0).isPresent()) {
            file.mistake(OFFERED, "must be 24h at most: nobody expects to be asked later");
        }
        return offered;
    }

    private Optional<StoredCallCodes.Place> codes() {
        var call = file.text(CALL, "").strip();
        var dialled = file.text(DIALLED, "").strip();
        if (call.isEmpty() && dialled.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(call).matches()) {
            file.mistake(
                    CALL,
                    "must be the number that people call with a code, such as '+7 727 200 00 01'");
        }
        if (!numbers.contains(dialled) && !numbers.contains(Flows.ANY_NUMBER)) {
            file.mistake(
                    DIALLED,
                    "must be that number as the trunk delivers it, and one of numbers; it is asked"
                            + " for codes and nothing else, so give it a number of its own");
        }
        return Optional.of(new StoredCallCodes.Place(call, dialled));
    }
}
