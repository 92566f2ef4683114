package io.recaller.conversation.context;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts work that must not keep a caller waiting, on other threads. Any thread may use it. */
public final class Budgeted {
    private static final Logger LOG = LoggerFactory.getLogger(Budgeted.class);

    private final Executor executor;

    public Budgeted(Executor executor) {
        this.executor = executor;
    }

    public <T> Pending<T> start(Supplier<T> work) {
        return new Pending<>(CompletableFuture.supplyAsync(work, executor));
    }

    /** Work under way; a failure is the same as never coming. */
    public record Pending<T>(CompletableFuture<T> work) {
        public Optional<T> within(Duration budget) {
            try {
                return Optional.of(work.get(budget.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException _) {
                return Optional.empty();
            } catch (ExecutionException e) {
                LOG.atWarn().addKeyValue("error", String.valueOf(e.getCause())).log("no context");
                return Optional.empty();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        /** What is made of it as soon as it is there, as part of the work. */
        public <U> Pending<U> then(Function<? super T, ? extends U> next) {
            return new Pending<>(work.thenApply(next));
        }

        /** What came, if it has come by now. */
        public Optional<T> now() {
            return work.isDone() ? within(Duration.ZERO) : Optional.empty();
        }

        public boolean isOver() {
            return work.isDone();
        }
    }
}
