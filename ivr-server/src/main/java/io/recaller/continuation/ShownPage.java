package io.recaller.continuation;

import java.util.Optional;

/**
 * What a page was shown last.
 *
 * @param since the version from which on it has looked so: an answer may name any from there
 */
public record ShownPage(PageState state, long since) {
    /** After what was shown before, if anything was. */
    public static ShownPage after(Optional<ShownPage> before, PageState now) {
        return before.filter(shown -> shown.state.looksAs(now))
                .map(shown -> new ShownPage(now, shown.since))
                .orElseGet(() -> new ShownPage(now, now.version()));
    }

    /** Whether an answer to that version is one to this turn. */
    boolean isAnsweredBy(long version, PageState now) {
        return version == now.version()
                || (since <= version && version <= state.version() && now.looksAs(state));
    }
}
