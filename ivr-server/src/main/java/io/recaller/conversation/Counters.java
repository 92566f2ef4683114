package io.recaller.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.contact.Ended;

/** What is counted about conversations. Any thread. */
public final class Counters {
    private final Counter late;
    private final Counter unsaved;
    private final MeterRegistry registry;

    public Counters(MeterRegistry registry) {
        this.registry = registry;
        this.late = registry.counter("recaller.context.late");
        this.unsaved = registry.counter("recaller.contacts.unsaved");
        // From the start, at zero: the first of a kind would raise no alarm otherwise.
        Ended.all().forEach(this::counter);
    }

    void contextLate() {
        late.increment();
    }

    void unsaved() {
        unsaved.increment();
    }

    /** An end that is written. */
    public void ended(Ended ended) {
        counter(ended).increment();
    }

    private Counter counter(Ended ended) {
        return registry.counter(
                "recaller.contacts.ended",
                "result",
                ended.result().slug(),
                "by",
                ended.by().slug(),
                "place",
                ended.place().slug(),
                "why",
                ended.why().slug());
    }
}
