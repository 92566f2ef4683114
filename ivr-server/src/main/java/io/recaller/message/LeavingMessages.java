package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.inline;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a message that goes out must know where somebody may be answered for a time only. Each
 * method works in the caller's transaction. Any thread.
 */
public final class LeavingMessages {
    /** What was told late may be older than what came before it. */
    private static final int NEWEST = 20;

    /**
     * A message on its way out.
     *
     * @param isTemplate whether it is one that may be sent at any time
     * @param template which of them; empty: the one without fields
     * @param values what its fields are filled with, in their order
     * @param lastHeard when its peer wrote or pressed last; empty: never
     */
    public record Leaving(
            boolean isTemplate,
            Optional<String> template,
            List<String> values,
            Optional<Instant> lastHeard) {
        public Leaving {
            values = List.copyOf(values);
        }
    }

    /** Empty: there is none of that place. */
    public Optional<Leaving> find(Tx tx, long seq) {
        return tx.dsl()
                .select(
                        MESSAGE.THREAD_ID,
                        MESSAGE.IS_TEMPLATE,
                        MESSAGE.TEMPLATE,
                        MESSAGE.TEMPLATE_VALUES)
                .from(MESSAGE)
                .where(MESSAGE.SEQ.eq(seq))
                .fetchOptional()
                .map(row ->
                        new Leaving(
                                row.value2(),
                                Optional.ofNullable(row.value3()),
                                Optional.ofNullable(row.value4()).map(List::of).orElse(List.of()),
                                lastHeard(tx, new ThreadId(row.value1()))));
    }

    /**
     * It goes out as a template of its gateway.
     *
     * @param template its name in the settings
     * @param values what its fields are filled with, in their order
     */
    public void asTemplate(Tx tx, long seq, String template, List<String> values) {
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.IS_TEMPLATE, true)
                .set(MESSAGE.TEMPLATE, template)
                .set(MESSAGE.TEMPLATE_VALUES, values.toArray(String[]::new))
                .where(MESSAGE.SEQ.eq(seq))
                .execute();
    }

    /** When the peer wrote or pressed last; empty: never. */
    public Optional<Instant> lastHeard(Tx tx, ThreadId thread) {
        return tx
                .dsl()
                .select(MESSAGE.AT)
                .from(MESSAGE)
                .where(
                        Messages.is(thread),
                        MESSAGE.DIRECTION.eq(inline(Messages.INBOUND)),
                        Messages.isWritten())
                .orderBy(MESSAGE.SEQ.desc())
                .limit(NEWEST)
                .fetch(MESSAGE.AT)
                .stream()
                .max(Comparator.naturalOrder());
    }
}
