package io.recaller.gateway.sms.smpp;

import io.recaller.channel.outbound.Remembered;
import io.recaller.gateway.sms.Receipt;
import io.recaller.gateway.sms.Receipts;
import io.recaller.message.MessageState;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Delivery receipts (SMPP 3.4, appendix B). One may come before we have written which id its
 * message got; and centres write one id in decimal here and in hexadecimal there. Any thread.
 */
final class SmppReceipts {
    private static final int REMEMBERED = 10_000;
    private static final Pattern ID = Pattern.compile("(?i)\\bid:([^ ]*)");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:([A-Z]+)");
    private static final Pattern ERROR = Pattern.compile("(?i)\\berr:([0-9A-Za-z]+)");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,30}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{1,25}");

    private final Receipts receipts;

    /** Ours by the centre's id; guarded by this. */
    private final Remembered<String, Long> sent = new Remembered<>(REMEMBERED);

    /** Of which we do not know the message yet; guarded by this. */
    private final Remembered<String, Receipt> early = new Remembered<>(REMEMBERED);

    SmppReceipts(Receipts receipts) {
        this.receipts = receipts;
    }

    /** A message got that id. */
    void submitted(String id, long seq) {
        Optional<Receipt> waiting;
        synchronized (this) {
            sent.put(plain(id), seq);
            waiting =
                    spellings(id).stream().flatMap(each -> early.forget(each).stream()).findFirst();
        }
        waiting.ifPresent(receipt -> receipts.take(of(seq, receipt)));
    }

    /**
     * One came.
     *
     * @param parameterId receipted_message_id, where there is one
     */
    void take(Optional<String> parameterId, String text) {
        var id = parameterId.or(() -> found(ID, text)).orElse("");
        var receipt = receipt(id, text);
        if (spellings(id).stream().noneMatch(each -> isKnown(each, receipt))) {
            synchronized (this) {
                early.put(plain(id), receipt);
            }
        }
    }

    /** What it is called exactly comes first: another message may have a number alike. */
    private boolean isKnown(String id, Receipt receipt) {
        return receipts.take(seq(id).map(seq -> of(seq, receipt)).orElseGet(() -> as(id, receipt)));
    }

    private synchronized Optional<Long> seq(String id) {
        return sent.of(id);
    }

    private static Receipt of(long seq, Receipt receipt) {
        return new Receipt(OptionalLong.of(seq), "", receipt.state(), receipt.why());
    }

    private static Receipt as(String id, Receipt receipt) {
        return new Receipt(OptionalLong.empty(), id, receipt.state(), receipt.why());
    }

    private static Receipt receipt(String id, String text) {
        var word = found(STATE, text).orElse("").toUpperCase(Locale.ROOT);
        var state =
                switch (word) {
                    case "DELIVRD" -> MessageState.DELIVERED;
                    case "EXPIRED", "DELETED", "UNDELIV", "REJECTD" -> MessageState.FAILED;
                    default -> MessageState.SENT;
                };
        var why =
                switch (word) {
                    case "EXPIRED" -> "it was not delivered in time: the telephone was off";
                    case "REJECTD" -> "the network refused it";
                    default -> "it was not delivered";
                };
        return new Receipt(
                OptionalLong.empty(),
                id,
                state,
                why + found(ERROR, text).map(code -> " (error " + code + ")").orElse(""));
    }

    private static Optional<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).findFirst();
    }

    /** Centres write zeros before an id here, and capitals there. */
    static String plain(String id) {
        var low = id.strip().toLowerCase(Locale.ROOT);
        return HEXADECIMAL.matcher(low).matches() ? low.replaceFirst("^0+(?=.)", "") : low;
    }

    /** As it is, then as the other kind of number. */
    static Set<String> spellings(String id) {
        var plain = plain(id);
        var spellings = new LinkedHashSet<String>();
        spellings.add(plain);
        if (DECIMAL.matcher(plain).matches()) {
            spellings.add(new BigInteger(plain).toString(16));
        }
        if (HEXADECIMAL.matcher(plain).matches()) {
            spellings.add(new BigInteger(plain, 16).toString());
        }
        spellings.remove("");
        return spellings;
    }
}
