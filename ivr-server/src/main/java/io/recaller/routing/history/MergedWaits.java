package io.recaller.routing.history;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.TOLD_WAIT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import io.recaller.routing.queue.QueueRows;
import io.recaller.routing.queue.WaitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes waits of rows: of those that come one after the other, one for each talk that a wait led
 * to, and of entries that another went on with, which come before. One thread.
 */
final class MergedWaits {
    static final Field<Boolean> CALLED_BACK = QueueRows.isCallback().as("called_back");
    static final Field<Boolean> VOICEMAIL = QueueRows.isVoicemail().as("voicemail");

    private final Consumer<Wait> each;

    /** What was told in entries that another goes on with: few, and short-lived. */
    private final Map<Of, ToldBand> before = new HashMap<>();

    private @Nullable UUID id;
    private @Nullable Wait wait;

    /** One wait of a contact, through all the entries that went on with it. */
    private record Of(UUID contact, String queue, Instant joined) {}

    MergedWaits(Consumer<Wait> each) {
        this.each = each;
    }

    void row(Record row) {
        var of =
                new Of(
                        row.get(WAITING_CONTACT.CONTACT_ID),
                        row.get(WAITING_CONTACT.QUEUE),
                        row.get(WAITING_CONTACT.ENTERED_AT));
        var outcome = Optional.ofNullable(row.get(WAITING_CONTACT.OUTCOME)).map(WaitOutcome::ofRow);
        if (outcome.filter(WaitOutcome.REQUEUED::equals).isPresent()) {
            told(row).ifPresent(band -> before.putIfAbsent(of, band));
            return;
        }
        var talk = between(row.get(ASSIGNMENT.CONNECTED_AT), row.get(ASSIGNMENT.WRAP_UP_AT));
        var wrapUp = between(row.get(ASSIGNMENT.WRAP_UP_AT), row.get(ASSIGNMENT.CLOSED_AT));
        var last = wait;
        if (last != null && row.get(WAITING_CONTACT.ID).equals(id)) {
            wait = last.and(talk, wrapUp);
            return;
        }
        end();
        id = row.get(WAITING_CONTACT.ID);
        wait =
                new Wait(
                        of.queue(),
                        of.joined(),
                        outcome,
                        Optional.ofNullable(row.get(WAITING_CONTACT.LEFT_AT)),
                        talk,
                        wrapUp,
                        row.get(CALLED_BACK),
                        row.get(VOICEMAIL),
                        Optional.ofNullable(before.remove(of)).or(() -> told(row)));
    }

    void end() {
        if (wait != null) {
            each.accept(wait);
        }
        wait = null;
    }

    private static Optional<ToldBand> told(Record row) {
        return Optional.ofNullable(row.get(TOLD_WAIT.TOLD_AT))
                .map(at ->
                        new ToldBand(
                                at,
                                Duration.ofMinutes(row.get(TOLD_WAIT.FROM_MINUTES)),
                                Duration.ofMinutes(row.get(TOLD_WAIT.TO_MINUTES))));
    }

    private static Optional<Duration> between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? Optional.empty()
                : Optional.of(Duration.between(from, to))
                        .map(span -> span.isNegative() ? Duration.ZERO : span);
    }
}
