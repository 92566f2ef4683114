package io.recaller.asterisk.agi;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the call's thread reads, and how long it waits for it: until it is known who calls, for all
 * of it until a deadline, however slowly it drips; after that, for each answer as long as Asterisk
 * may be silent, for it may play a prompt. Only the call's thread reads, and takes the lock to do
 * so; who wakes it or ends its wait holds it already.
 */
final class AgiReader {
    private final ReentrantLock lock;
    private final Condition told;
    private final AgiWire wire;
    private final AgiLines lines;
    private final AgiExchange exchange;
    private final AgiHeader header = new AgiHeader();
    private final long began = System.nanoTime();
    private final long knownBy;
    private final long silenceNanos;

    /** Written by the call's thread only. */
    private volatile boolean inHeader = true;

    /** As that. */
    private volatile boolean isKnown;

    private boolean isWaiting;
    private long since;

    AgiReader(
            ReentrantLock lock,
            AgiWire wire,
            AgiLines lines,
            AgiExchange exchange,
            Duration headerWithin,
            Duration silence) {
        this.lock = lock;
        this.told = lock.newCondition();
        this.wire = wire;
        this.lines = lines;
        this.exchange = exchange;
        this.knownBy = began + headerWithin.toNanos();
        this.silenceNanos = silence.toNanos();
    }

    /** Whether the header was not read yet; any thread may ask. */
    boolean isInHeader() {
        return inHeader;
    }

    /** It is Asterisk, and has told the token: no deadline is for the whole any more. */
    void known() {
        isKnown = true;
    }

    /** For how long it has not been known who calls; zero once it is. Any thread may ask. */
    Duration unknownFor() {
        return isKnown ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - began);
    }

    /** There is no header, or none to be believed. */
    void leaveHeader() {
        inHeader = false;
    }

    /**
     * The header's next line.
     *
     * @throws IOException when it is not Asterisk's, does not come in time, or ends early
     */
    String ofHeader() throws IOException {
        var line = line();
        if (line == null) {
            throw new EOFException("closed before the header was complete");
        }
        header.take(line);
        inHeader = !line.isEmpty();
        return line;
    }

    /** A line without its end; null at the end of the stream. */
    @Nullable String line() throws IOException {
        lock.lock();
        try {
            since = System.nanoTime();
            while (!wire.isOver() && !exchange.isAnswered()) {
                isWaiting = true;
                if (isKnown) {
                    told.await();
                } else if (told.awaitNanos(knownBy - System.nanoTime()) <= 0) {
                    throw new SocketTimeoutException("it was not known in time who calls");
                }
            }
            var answer = exchange.takeToldHere();
            return answer == null ? taken() : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            isWaiting = false;
            lock.unlock();
        }
    }

    private @Nullable String taken() throws IOException {
        var line = wire.isOpen() ? lines.take() : null;
        var fault = wire.fault();
        if (line != null) {
            wire.goOn();
        } else if (fault != null) {
            throw fault;
        }
        return line;
    }

    /** There is something to read. */
    void wake() {
        told.signal();
    }

    /** Nothing more comes, because of this; without a fault where Asterisk has ended it. */
    void over(@Nullable IOException cause) {
        wire.over(cause);
        told.signal();
    }

    /** Ends the wait of who has waited for an answer for so long. */
    void endAfterSilence(long now) {
        if (isWaiting && isKnown && now - since > silenceNanos) {
            over(new SocketTimeoutException("Asterisk said nothing in time"));
        }
    }
}
