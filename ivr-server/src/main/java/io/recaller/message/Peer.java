package io.recaller.message;

import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.db.Storable;
import java.util.Optional;

/**
 * Whom a message comes from, as its gateway knows it.
 *
 * @param gateway the name of ours
 * @param id the gateway's own id of them, up to 200 characters
 * @param handle what they are recognised by
 * @param trust how surely that is theirs
 * @param name what they call themselves
 * @param language a BCP 47 tag
 */
public record Peer(
        String gateway,
        String id,
        Channel channel,
        Optional<Handle> handle,
        TrustTier trust,
        Optional<String> name,
        Optional<String> language) {
    private static final int LONGEST_NAME = 200;

    private static final int LONGEST_LANGUAGE = 40;

    /** With a name that a row can hold, and no longer than one holds it. */
    public Peer fit() {
        var fitting =
                name.map(Storable::mended)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(text ->
                                text.codePointCount(0, text.length()) <= LONGEST_NAME
                                        ? text
                                        : text.substring(
                                                0, text.offsetByCodePoints(0, LONGEST_NAME)));
        return new Peer(
                gateway,
                id,
                channel,
                handle,
                trust,
                fitting,
                language.filter(tag -> tag.length() <= LONGEST_LANGUAGE).map(Storable::mended));
    }
}
