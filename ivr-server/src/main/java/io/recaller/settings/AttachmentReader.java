package io.recaller.settings;

import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileType;
import io.recaller.settings.file.SettingsFile;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads which files people who write may send. */
final class AttachmentReader {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})\\s*(B|kB|KB|MB|GB)?");

    /** As it is told, and no more than a row holds. */
    private static final long MOST = 25_000_000;

    private final SettingsFile file;

    AttachmentReader(SettingsFile file) {
        this.file = file;
    }

    AttachmentRules rules() {
        var usual = AttachmentRules.usual();
        var largest = size("attachments.max-size", usual.largest(), MOST);
        var aDay = size("attachments.a-day", Math.max(usual.aDay(), largest), 1L << 40);
        var inAll = size("attachments.in-all", Math.max(usual.inAll(), largest), 1L << 50);
        var most = file.between("attachments.per-message", usual.perMessage(), 1, 50);
        if (isLess("attachments.a-day", aDay, largest)
                || isLess("attachments.in-all", inAll, largest)) {
            return usual;
        }
        return new AttachmentRules((int) largest, most, aDay, inAll, types());
    }

    private boolean isLess(String key, long size, long largest) {
        if (size < largest) {
            file.mistake(key, "must be no less than attachments.max-size");
        }
        return size < largest;
    }

    private long size(String key, long usual, long most) {
        return file.value(
                key,
                usual,
                text -> within(bytes(text), most),
                "a size from 1kB to " + shown(most) + ", such as 10MB");
    }

    private static String shown(long most) {
        return most == MOST ? "25MB" : (most >> 40) * 1000 + "GB";
    }

    private static long within(long bytes, long most) {
        if (bytes < 1000 || bytes > most) {
            throw new IllegalArgumentException("out of range");
        }
        return bytes;
    }

    /** As people write it; decimal, as file managers count. */
    private static long bytes(String text) {
        var read = SIZE.matcher(text.strip());
        if (!read.matches()) {
            throw new IllegalArgumentException(text);
        }
        var unit = read.group(2) == null ? "B" : read.group(2).toUpperCase(Locale.ROOT);
        return Long.parseLong(read.group(1))
                * switch (unit) {
                    case "KB" -> 1_000L;
                    case "MB" -> 1_000_000L;
                    case "GB" -> 1_000_000_000L;
                    default -> 1L;
                };
    }

    private Set<FileType> types() {
        var key = "attachments.types";
        var named = file.list(key);
        if (named.isEmpty()) {
            return FileType.usual();
        }
        if (named.equals(List.of("none"))) {
            return Set.of();
        }
        var types = EnumSet.noneOf(FileType.class);
        for (var name : named) {
            FileType.of(name)
                    .ifPresentOrElse(
                            types::add,
                            () ->
                                    file.mistake(
                                            key,
                                            "must be none, or list what is taken of "
                                                    + all()
                                                    + "; not "
                                                    + name));
        }
        return types;
    }

    private static String all() {
        return Arrays.stream(FileType.values())
                .map(FileType::slug)
                .collect(Collectors.joining(", "));
    }
}
