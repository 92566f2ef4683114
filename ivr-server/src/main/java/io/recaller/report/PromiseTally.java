package io.recaller.report;

import io.recaller.routing.history.ToldBand;

/** Counts how what callers were told of their wait came out. One thread. */
final class PromiseTally {
    private long told;
    private long kept;
    private long longer;
    private long sooner;
    private long leftBefore;

    void add(ToldBand.Truth truth) {
        told++;
        switch (truth) {
            case KEPT -> kept++;
            case LONGER -> longer++;
            case SOONER -> sooner++;
            case LEFT_BEFORE -> leftBefore++;
            case OPEN -> {}
        }
    }

    void add(PromiseTally other) {
        told += other.told;
        kept += other.kept;
        longer += other.longer;
        sooner += other.sooner;
        leftBefore += other.leftBefore;
    }

    Promises figures() {
        return new Promises(told, kept, longer, sooner, leftBefore);
    }
}
