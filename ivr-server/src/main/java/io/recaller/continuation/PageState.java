package io.recaller.continuation;

import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.speech.Language;
import java.util.List;
import java.util.Optional;

/**
 * What a page shows.
 *
 * @param version to be given back with an answer
 * @param steps of what agents showed, which are part of the version
 * @param isLive whether the call goes on
 * @param digits to be keyed on the telephone, for number matching
 * @param rules which files it may hand in; of no type: none
 * @param files that it handed in itself, the oldest first
 */
public record PageState(
        PageTurn turn,
        long version,
        int steps,
        Language language,
        boolean isLive,
        boolean matched,
        Optional<String> digits,
        AttachmentRules rules,
        List<Attachment> files) {
    public PageState {
        files = List.copyOf(files);
    }

    /** Whether the page looks the same, so that an answer to the one is an answer to the other. */
    boolean looksAs(PageState other) {
        return turn.equals(other.turn) && language.equals(other.language);
    }

    @Override
    public String toString() {
        return "PageState[" + version + " " + turn + "]";
    }
}
