package io.recaller.chore;

/** Something to be done one time, as often as it takes. One thread at a time runs it. */
public final class UntilDone implements Runnable {
    private final Runnable chore;
    private volatile boolean done;

    public UntilDone(Runnable chore) {
        this.chore = chore;
    }

    /** Does nothing once it was done; what the chore throws, this throws. */
    @Override
    public void run() {
        if (!done) {
            chore.run();
            done = true;
        }
    }
}
