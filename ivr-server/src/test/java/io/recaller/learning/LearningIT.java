package io.recaller.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.OwnPostgres;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Learning while its database goes away and comes back. */
@Tag("beside")
class LearningIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void whoLearnsAndWhoReadsGoOnWhenTheDatabaseIsBack() throws Exception {
        try (var postgres = OwnPostgres.make();
                var school = new School(Database.open(start(postgres)));
                var worker = school.worker("one");
                var model = new LearnedModel(school.db, List.of(new Topic("mobile")))) {
            var customer = school.customer(school.line());
            worker.start();
            model.start(SOON);
            school.called(customer, Hours.NOON, "mobile");
            await().atMost(SOON)
                    .until(() -> model.get().topics().size() == 1 && learned(school) == 1);

            postgres.kill();
            var kept = model.get();
            await().during(Duration.ofSeconds(3)).until(() -> model.get() == kept);
            postgres.start();
            await().atMost(SOON).ignoreExceptions().until(() -> learned(school) == 1);
            school.clock.passes(Duration.ofMinutes(10));
            school.called(customer, Hours.NOON.plusSeconds(600), "outage");

            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> model.get().topics().contains(new Topic("outage")));
            assertThat(school.sequence()).containsExactly(1L, 2L);
            assertThat(model.get().knowing(List.of()).topics())
                    .containsExactly(new Topic("mobile"), new Topic("outage"));
        }
    }

    private static long learned(School school) {
        return school.status().learned();
    }

    private static DatabaseSettings start(OwnPostgres postgres) {
        return PostgresServer.start(new PostgresSettings(postgres.folder(), postgres.port()))
                .database("recaller");
    }
}
