package io.recaller.message.file;

import java.util.HashMap;
import java.util.Map;

/**
 * How many files are on their way at once, in all and of one person: each is in memory until it has
 * arrived. Thread-safe by its own lock.
 */
public final class FilesAtOnce {
    private final int inAll;
    private final int ofOne;
    private final Map<String, Integer> those = new HashMap<>();
    private int all;

    /**
     * @param ofOne of these no more are one person's
     */
    public FilesAtOnce(int inAll, int ofOne) {
        this.inAll = inAll;
        this.ofOne = ofOne;
    }

    /** What came of asking for a place. */
    public enum Entry {
        /** It counts until {@link #leave}. */
        TAKEN,
        /** There is none left of this person's. */
        SHARE_IS_FULL,
        /** There is none left for anybody. */
        ALL_ARE_FULL
    }

    public synchronized Entry enter(String whose) {
        int theirs = those.getOrDefault(whose, 0);
        if (theirs >= ofOne) {
            return Entry.SHARE_IS_FULL;
        }
        if (all >= inAll) {
            return Entry.ALL_ARE_FULL;
        }
        all++;
        those.put(whose, theirs + 1);
        return Entry.TAKEN;
    }

    /** Once for each that was taken. */
    public synchronized void leave(String whose) {
        all--;
        those.computeIfPresent(whose, (_, theirs) -> theirs > 1 ? theirs - 1 : null);
    }
}
