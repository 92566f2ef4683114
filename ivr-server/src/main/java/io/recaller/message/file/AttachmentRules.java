package io.recaller.message.file;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which files are taken, and how many.
 *
 * @param largest bytes of one file, up to {@link #MOST}
 * @param perMessage files of one message
 * @param aDay bytes that one peer may send in 24 hours
 * @param inAll bytes of all that are kept together; visitors whom nobody knows have half of them
 * @param types empty: no files are taken at all
 */
public record AttachmentRules(
        int largest, int perMessage, long aDay, long inAll, Set<FileType> types) {
    /** Bytes that a row may hold. */
    public static final int MOST = 25 << 20;

    public AttachmentRules {
        types = Set.copyOf(types);
        if (largest < 1 || largest > MOST || perMessage < 1 || aDay < largest || inAll < largest) {
            throw new IllegalArgumentException(
                    "a file is 1 byte to 25 MiB, a message has one at least, and a day's share and"
                            + " all of them are no less than a file");
        }
    }

    /** 10 MB a file, ten of a message, 100 MB a day, 10 GB; nothing that may hold programs. */
    public static AttachmentRules usual() {
        return new AttachmentRules(10_000_000, 10, 100_000_000, 10_000_000_000L, FileType.usual());
    }

    /** The same of these kinds alone, and no larger than that; none: no files are taken. */
    public AttachmentRules only(Set<FileType> kinds, int bytes) {
        var both = EnumSet.noneOf(FileType.class);
        both.addAll(types);
        both.retainAll(kinds);
        return new AttachmentRules(Math.min(largest, bytes), perMessage, aDay, inAll, both);
    }

    /** Endings of what is taken, as {@code accept} of HTML has them; empty: nothing is. */
    public String accept() {
        return types.stream()
                .sorted()
                .flatMap(type -> type.endings().stream())
                .map(ending -> "." + ending)
                .collect(Collectors.joining(","));
    }

    /** Why a file is not taken. */
    public enum Refusal {
        /** There is nothing in it. */
        EMPTY,
        TOO_BIG,
        /** Its content is of no kind that is taken, whatever it is called. */
        NOT_TAKEN,
        /** More than of one message. */
        TOO_MANY,
        /** Their share of the day is used up. */
        DAY_IS_FULL,
        /** There is no room for anybody's, or for those of visitors whom nobody knows. */
        STORE_IS_FULL;

        /** A stable word for it, as protocols carry it. */
        public String slug() {
            return switch (this) {
                case EMPTY -> "file-empty";
                case TOO_BIG -> "file-too-big";
                case NOT_TAKEN -> "file-type";
                case TOO_MANY -> "file-too-many";
                case DAY_IS_FULL -> "file-day-full";
                case STORE_IS_FULL -> "file-store-full";
            };
        }
    }

    /** What is wrong with a file by itself; empty: nothing. */
    public Optional<Refusal> refusal(FileContent content) {
        if (content.size() == 0) {
            return Optional.of(Refusal.EMPTY);
        }
        if (content.size() > largest) {
            return Optional.of(Refusal.TOO_BIG);
        }
        return content.type().filter(types::contains).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.NOT_TAKEN);
    }
}
