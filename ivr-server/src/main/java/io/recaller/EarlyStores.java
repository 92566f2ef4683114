package io.recaller;

import io.recaller.conversation.Counters;
import io.recaller.settings.Settings;
import java.util.Optional;

/** The stores, where nothing is to be waited for or migrated: opened beside the rest of a start. */
record EarlyStores(Optional<Stores> stores) implements AutoCloseable {
    static EarlyStores open(Settings settings, Counters counters) {
        return new EarlyStores(Stores.openCurrent(settings, counters::ended));
    }

    @Override
    public void close() {
        stores.ifPresent(Stores::close);
    }
}
