package io.recaller.flow.engine;

import io.recaller.contact.history.PastOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When a customer is made no offers for a while. */
final class BackOff {
    /** Once may be chance; twice in a row we do not know why this customer calls. */
    private static final int WRONG_IN_A_ROW = 2;

    /**
     * About one round of bills: whoever calls once a month is asked again at most once a month, and
     * an offer that is right again soon ends the silence.
     */
    private static final Duration REST = Duration.ofDays(30);

    private BackOff() {}

    /**
     * Whether nothing is offered now.
     *
     * @param past newest first
     */
    static boolean rests(List<PastOffer> past, Instant now) {
        return past.size() >= WRONG_IN_A_ROW
                && past.stream().limit(WRONG_IN_A_ROW).noneMatch(PastOffer::right)
                && now.isBefore(past.getFirst().at().plus(REST));
    }
}
