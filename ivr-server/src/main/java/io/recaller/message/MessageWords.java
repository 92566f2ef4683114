package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/**
 * What a message says.
 *
 * @param clear the same with the secret in it
 */
record MessageWords(String text, Optional<Veiled> clear) {
    static MessageWords of(Veiled veiled) {
        return new MessageWords(veiled.shown(), Optional.of(veiled));
    }

    static MessageWords of(Record row) {
        var text = row.get(MESSAGE.BODY);
        return new MessageWords(
                text,
                Optional.ofNullable(row.get(MESSAGE.CLEAR))
                        .map(clear -> new Veiled(text, clear, row.get(MESSAGE.CLEAR_UNTIL))));
    }

    /** In one message; a secret of any is one of all. */
    static MessageWords together(List<MessageWords> parts) {
        var text = String.join("\n", parts.stream().map(MessageWords::text).toList());
        var clear = String.join("\n", parts.stream().map(MessageWords::inClear).toList());
        return new MessageWords(
                text,
                parts.stream()
                        .flatMap(part -> part.clear().stream())
                        .map(Veiled::until)
                        .max(Comparator.naturalOrder())
                        .map(until -> new Veiled(text, clear, until)));
    }

    String inClear() {
        return clear.map(Veiled::clear).orElse(text);
    }
}
