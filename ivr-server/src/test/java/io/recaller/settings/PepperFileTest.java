package io.recaller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.pin.Pepper;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PepperFileTest {
    private static final int AT_ONCE = 6;
    @AutoClose private static final Database db = TestDatabase.fresh();

    @TempDir Path folder;

    @Test
    void firstStartsAtOnceHaveTheOneKeyThatIsInTheFile() throws Exception {
        var file = folder.resolve("pepper");
        var together = new CyclicBarrier(AT_ONCE);
        var starts = new ArrayList<Callable<Pepper>>();
        for (var i = 0; i < AT_ONCE; i++) {
            starts.add(() -> {
                together.await();
                return PepperFile.open(file, db);
            });
        }

        var keys = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var started : threads.invokeAll(starts)) {
                keys.add(started.get().required().activeId());
            }
        }

        var stored = PepperFile.open(file, db).required().activeId();
        assertThat(keys).hasSize(AT_ONCE).containsOnly(stored);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
