package io.recaller.continuation;

import static io.recaller.continuation.PinLinkRows.FAILED;
import static io.recaller.continuation.PinLinkRows.OPEN;
import static io.recaller.continuation.PinLinkRows.PROVED;

import io.recaller.continuation.PinKeying.Asked;
import io.recaller.continuation.PinKeying.Shown;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.PinProofs;
import io.recaller.customer.CustomerId;
import io.recaller.customer.pin.KeyedPin;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.PinLinkRecord;
import io.recaller.message.FlowMessages;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tries of a PIN on a page, and what each comes to. Each method works in the caller's transaction,
 * which has locked the row. Any thread.
 */
final class PinTries {
    /** Of one contact, as in a call. */
    static final int TRIES = 3;

    private static final int SMALLEST = 100;
    private static final int NUMBERS = 900;

    private final PinProofs proofs;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final FlowMessages flowMessages = new FlowMessages();

    PinTries(PinProofs proofs, InstantSource clock) {
        this.proofs = proofs;
        this.clock = clock;
    }

    static int left(PinLinkRecord row) {
        return Math.max(0, TRIES - row.getWrong());
    }

    /** What a PIN that is keyed is compared with; nothing: it would be no try. */
    List<Pins.Hashed> toTry(Tx tx, Asked asked, PageSecret attempt) {
        return asked.isOpen() && !isSaidAgain(asked, attempt)
                ? proofs.toTry(tx, who(asked), clock.instant())
                : List.of();
    }

    /**
     * A PIN was keyed. Where it {@link Shown.Failed} just now, the caller ends it.
     *
     * @param attempt as of {@link PinKeying#prove}
     */
    Shown of(Tx tx, Asked asked, PageSecret attempt, KeyedPin pin) {
        if (isSaidAgain(asked, attempt)) {
            return again(asked.row());
        }
        if (!asked.isOpen()) {
            return new Shown.NotGood();
        }
        if (!pin.isPin()) {
            return new Shown.NoPin();
        }
        asked.row().setAttemptSha256(attempt.hash());
        return tried(tx, asked, pin);
    }

    private static boolean isSaidAgain(Asked asked, PageSecret attempt) {
        return attempt.hash().equals(asked.row().getAttemptSha256());
    }

    /** The answer did not get through. */
    private Shown again(PinLinkRecord row) {
        return switch (row.getState()) {
            case OPEN -> new Shown.Wrong(left(row));
            case PROVED ->
                    row.getExpiresAt().isAfter(clock.instant())
                            ? new Shown.Right(row.getNumber())
                            : new Shown.NotGood();
            case FAILED -> new Shown.Failed();
            default -> new Shown.NotGood();
        };
    }

    private Shown tried(Tx tx, Asked asked, KeyedPin pin) {
        return switch (proofs.tried(tx, who(asked), pin, clock.instant())) {
            case PinChecks.Proof.Accepted(CustomerId customer) -> {
                flowMessages.veil(tx, asked.contact());
                yield right(asked.row(), customer);
            }
            case PinChecks.Proof.Rejected() -> wrong(asked.row());
            case PinChecks.Proof.Impossible() -> new Shown.Failed();
        };
    }

    private static PinChecks.Asked who(Asked asked) {
        return new PinChecks.Asked(
                asked.contact(),
                Optional.ofNullable(asked.row().getCustomerId()).map(CustomerId::new),
                asked.thread().handle(),
                asked.thread().trust());
    }

    private Shown right(PinLinkRecord row, CustomerId customer) {
        var number = Integer.toString(SMALLEST + random.nextInt(NUMBERS));
        row.setState(PROVED);
        row.setCustomerId(customer.value());
        row.setNumber(number);
        row.setReminders(0);
        row.setExpiresAt(clock.instant().plus(CompanionRules.OPENED_WITHIN));
        row.update();
        return new Shown.Right(number);
    }

    private static Shown wrong(PinLinkRecord row) {
        row.setWrong(row.getWrong() + 1);
        row.update();
        return left(row) > 0 ? new Shown.Wrong(left(row)) : new Shown.Failed();
    }
}
