package io.recaller.report;

import io.recaller.transfer.PastTransfer;
import java.time.Duration;
import java.util.TreeMap;

/** Counts how talks were put on hold and handed over. One thread. */
final class TransferTally {
    private long sentOn;
    private long consulted;
    private Duration hold = Duration.ZERO;
    private final TreeMap<String, Long> byOutcome = new TreeMap<>();

    void add(PastTransfer transfer) {
        sentOn += transfer.isSentOn() ? 1 : 0;
        consulted += transfer.isConsultation() ? 1 : 0;
        byOutcome.merge(transfer.kind() + "." + transfer.outcome(), 1L, Long::sum);
    }

    void held(Duration time) {
        hold = hold.plus(time);
    }

    void add(TransferTally other) {
        sentOn += other.sentOn;
        consulted += other.consulted;
        hold = hold.plus(other.hold);
        other.byOutcome.forEach((kind, number) -> byOutcome.merge(kind, number, Long::sum));
    }

    Duration hold() {
        return hold;
    }

    TransferFigures figures() {
        return new TransferFigures(sentOn, consulted, hold, byOutcome);
    }
}
