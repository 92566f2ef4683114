package io.recaller.settings;

import io.recaller.continuation.LinkPlace;
import io.recaller.continuation.LinkPlace.Messenger;
import io.recaller.conversation.Flows;
import io.recaller.conversation.moving.StoredCallCodes;
import io.recaller.settings.file.SettingsFile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads how contacts go on where others stood. */
final class GoingOnReader {
    private static final String CALL = "going-on.call";
    private static final String DIALLED = "going-on.dialled";
    private static final String LINKS = "going-on.links";
    private static final String OFFERED = "going-on.offered-for";
    private static final Duration LONGEST = Duration.ofHours(24);

    /** As people write a telephone number. */
    private static final Pattern NUMBER = Pattern.compile("[+0-9][0-9 ()-]{1,30}");

    /** core.telegram.org/bots/features: 5 to 32 letters, digits and underscores. */
    private static final Pattern BOT = Pattern.compile("@?[A-Za-z][A-Za-z0-9_]{4,31}");

    /** ITU-T E.164. */
    private static final int LONGEST_NUMBER = 15;

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
        return new Settings.GoingOn(offered(), codes(), links());
    }

    private Optional<Duration> offered() {
        var offered = file.optional(OFFERED, Duration.ofMinutes(1), "30m");
        if (offered.filter(each -> each.compareTo(LONGEST) > 0).isPresent()) {
            file.mistake(OFFERED, "must be 24h at most: nobody expects to be asked later");
        }
        return offered;
    }

    private List<LinkPlace> links() {
        return file.sections(LINKS).stream().flatMap(name -> link(name).stream()).toList();
    }

    /** Of a channel, by its name. */
    private Optional<LinkPlace> link(String name) {
        var key = LINKS + "." + name;
        var address = file.text(key, "").strip();
        return switch (file.text("channels." + name + ".kind", "").toLowerCase(Locale.ROOT)) {
            case "telegram" -> bot(name, key, address);
            case "whatsapp" -> number(name, key, address);
            default -> {
                file.mistake(
                        key,
                        "must be a channel of kind telegram or whatsapp; see channels."
                                + name
                                + ".kind");
                yield Optional.empty();
            }
        };
    }

    private Optional<LinkPlace> bot(String name, String key, String address) {
        if (!BOT.matcher(address).matches()) {
            file.mistake(key, "must be the bot's name as people see it, such as shop_bot");
            return Optional.empty();
        }
        return Optional.of(new LinkPlace(name, Messenger.TELEGRAM, address.replaceFirst("^@", "")));
    }

    private Optional<LinkPlace> number(String name, String key, String address) {
        var digits = address.replaceAll("[^0-9]", "");
        if (!NUMBER.matcher(address).matches()
                || !address.startsWith("+")
                || digits.length() > LONGEST_NUMBER) {
            file.mistake(
                    key, "must be the number with its country code, such as '+7 727 200 00 01'");
            return Optional.empty();
        }
        return Optional.of(new LinkPlace(name, Messenger.WHATSAPP, digits));
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
