package io.recaller.continuation;

import static io.recaller.continuation.PinLinkRows.FAILED;
import static io.recaller.continuation.PinLinkRows.MATCHED;
import static io.recaller.continuation.PinLinkRows.OPEN;
import static io.recaller.continuation.PinLinkRows.PROVED;
import static io.recaller.continuation.PinLinkRows.REFUSED;

import io.recaller.contact.Channel;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.context.PinProofs;
import io.recaller.customer.CustomerId;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.PinLinkRecord;
import io.recaller.message.ThreadMessage;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Links to the page for a PIN, as the rows have them. Whoever serves the contact says them and
 * hears the number; the PIN itself comes to {@link PinKeying}, on whichever server. Any thread;
 * blocking.
 */
public final class PinLinks implements PinPages {
    /** Of one contact. */
    static final int MOST = 5;

    /** Whoever does not see what to do goes on as after too many wrong ones. */
    static final int REMINDED = 4;

    /** Of nine hundred: whoever has another key their PIN guesses the number in one of 450. */
    static final int WRONG_NUMBERS = 2;

    private final Database db;
    private final PinProofs proofs;
    private final String link;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final PinLinkRows rows = new PinLinkRows();

    /**
     * Links of one installation.
     *
     * @param page the public address of pages, ending with {@code /c}
     */
    public PinLinks(Database db, PinProofs proofs, URI page, InstantSource clock) {
        this.db = db;
        this.proofs = proofs;
        this.link = at(page);
        this.clock = clock;
    }

    /** Links begin so. */
    static String at(URI page) {
        return page + "/pin#";
    }

    @Override
    public Possible mayAsk(Asked asked) {
        return db.inTransactionOrAgain(tx -> mayAsk(tx, asked, clock.instant()));
    }

    private Possible mayAsk(Tx tx, Asked asked, Instant now) {
        var row = rows.of(tx, asked.who().contact());
        if (row.filter(each -> each.getState().equals(REFUSED)).isPresent()) {
            return Possible.NEVER;
        }
        if (row.filter(
                        each ->
                                each.getState().equals(FAILED)
                                        || isAtAnEnd(each, asked)
                                        || isDoneFor(each))
                .isPresent()) {
            return Possible.NO_MORE;
        }
        if (row.filter(each -> each.getState().equals(PROVED)).isPresent()
                || isHeard(row, asked)
                || proofs.mayCheck(tx, asked.who(), now)) {
            return Possible.YES;
        }
        return Possible.NEVER;
    }

    /** Nobody is told to open what opens no more. */
    private boolean isDoneFor(PinLinkRecord row) {
        var isGoingOn = row.getState().equals(OPEN) || row.getState().equals(PROVED);
        return isGoingOn && isLast(row) && !isGood(row);
    }

    /** It would take another link. */
    private static boolean isAtAnEnd(PinLinkRecord row, Asked asked) {
        return isLast(row) && !row.getNode().equals(asked.node());
    }

    /** We were killed between hearing the number and going on: it is gone on then. */
    private static boolean isHeard(Optional<PinLinkRecord> row, Asked asked) {
        return row.filter(each -> each.getState().equals(MATCHED))
                .filter(each -> each.getNode().equals(asked.node()))
                .isPresent();
    }

    @Override
    public Heard hear(Asked asked, ThreadMessage message) {
        return db.inTransactionOrAgain(tx ->
                rows.of(tx, asked.who().contact())
                        .map(row -> heard(tx, row, asked, message))
                        .orElseGet(Heard.Nothing::new));
    }

    private Heard heard(Tx tx, PinLinkRecord row, Asked asked, ThreadMessage message) {
        return switch (row.getState()) {
            case FAILED -> new Heard.Failed();
            case REFUSED -> new Heard.Refused();
            case MATCHED ->
                    row.getMatchedBy() == message.seq()
                            ? new Heard.Proved(whose(row))
                            : new Heard.Nothing();
            default -> heardOnTheWay(tx, row, asked, message);
        };
    }

    private Heard heardOnTheWay(Tx tx, PinLinkRecord row, Asked asked, ThreadMessage message) {
        var number =
                isWaitingForNumber(row)
                        ? WrittenNumber.in(message.words())
                        : Optional.<String>empty();
        if (number.filter(each -> each.equals(row.getNumber())).isPresent()) {
            return matched(tx, row, asked, message);
        }
        if (isEnough(row) || (number.isPresent() && isLastGuess(row))) {
            row.setState(FAILED);
            row.update();
            return new Heard.Failed();
        }
        return number.isPresent() ? new Heard.Guessed() : new Heard.Nothing();
    }

    private Heard matched(Tx tx, PinLinkRecord row, Asked asked, ThreadMessage message) {
        proofs.isTheirs(tx, asked.who(), whose(row), clock.instant());
        row.setState(MATCHED);
        row.setMatchedBy(message.seq());
        row.setNumber(null);
        row.update();
        return new Heard.Proved(whose(row));
    }

    private static CustomerId whose(PinLinkRecord row) {
        return new CustomerId(row.getCustomerId());
    }

    private boolean isWaitingForNumber(PinLinkRecord row) {
        return row.getState().equals(PROVED) && isGood(row);
    }

    private boolean isGood(PinLinkRecord row) {
        return row.getExpiresAt().isAfter(clock.instant());
    }

    /** Told often enough, or no other link may be made that is needed. */
    private boolean isEnough(PinLinkRecord row) {
        return row.getReminders() >= REMINDED || (isLast(row) && !isGood(row));
    }

    /** One more wrong number takes another link. */
    private static boolean isLastGuess(PinLinkRecord row) {
        return isLast(row) && row.getWrongNumbers() + 1 >= WRONG_NUMBERS;
    }

    @Override
    public Words ask(Tx tx, Asked asked, Channel channel, boolean isGuess) {
        var row = rows.of(tx, asked.who().contact());
        row.filter(each -> isGuess && isWaitingForNumber(each)).ifPresent(this::countNumber);
        return row.filter(each -> each.getNode().equals(asked.node()))
                .filter(each -> !each.getState().equals(MATCHED))
                .filter(each -> isLast(each) || (isGood(each) && (isGuess || !isLost(each))))
                .map(each -> reminded(each, asked))
                .orElseGet(() -> linked(tx, asked, channel));
    }

    /** Guessed: the PIN is to be keyed once more, by another link. */
    private void countNumber(PinLinkRecord row) {
        row.setWrongNumbers(row.getWrongNumbers() + 1);
        if (row.getWrongNumbers() >= WRONG_NUMBERS) {
            row.setExpiresAt(clock.instant());
        }
        row.update();
    }

    /** There is no other: where it is too old by now whatever is written next ends it. */
    private static boolean isLast(PinLinkRecord row) {
        return row.getLinks() >= MOST;
    }

    /** Whoever was told to write the number and writes none again has lost the page. */
    private static boolean isLost(PinLinkRecord row) {
        return row.getState().equals(PROVED) && row.getReminders() > row.getWrongNumbers();
    }

    private Words reminded(PinLinkRecord row, Asked asked) {
        row.setReminders(row.getReminders() + 1);
        row.update();
        return new Words(
                row.getState().equals(OPEN)
                        ? PinWords.reminded(asked.language())
                        : PinWords.number(asked.language()),
                Optional.empty());
    }

    private Words linked(Tx tx, Asked asked, Channel channel) {
        var now = clock.instant();
        var until = now.plus(CompanionRules.OPENED_WITHIN);
        var token = PageSecret.ofPin(random);
        var who = asked.who();
        rows.make(
                tx, who.contact(), asked.node(), who.customer(), asked.wrong(), token, now, until);
        var words = PinWords.asked(asked.language(), channel, link, token, until);
        return new Words(words.shown(), Optional.of(words));
    }
}
