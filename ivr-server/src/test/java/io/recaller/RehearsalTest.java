package io.recaller;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.db.TestDatabase;
import io.recaller.flow.Flow;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.Model;
import io.recaller.recommendation.FlowRecommendations;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import io.recaller.speech.PromptLengths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that nobody makes, on a real database. */
class RehearsalTest {
    @TempDir private Path folder;

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Settings settings;
    private Stores stores;

    @BeforeEach
    void open() throws IOException {
        var access = TestDatabase.freshSettings();
        var file = folder.resolve("recaller.yaml");
        Files.writeString(
                file,
                """
                time-zone: Asia/Almaty
                flows: %s
                numbers: {8000: telecom, 8001: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret, port: 1}
                database: {url: "%s", user: "%s", password: "%s"}
                fields: {account: {kind: digits}}
                look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                speech: {command: [cp, "%s", "{out}"]}
                """
                        .formatted(
                                Path.of("../dialplans/flows").toAbsolutePath(),
                                access.url(),
                                access.user(),
                                access.password(),
                                voice()));
        settings = SettingsReader.read(file, Map.of());
        stores = Stores.open(settings);
    }

    /** Half a second of silence, whatever is said. */
    private Path voice() throws IOException {
        var file = folder.resolve("silence.wav");
        var format = new AudioFormat(22050, 16, 1, true, false);
        var silence = new ByteArrayInputStream(new byte[22050]);
        AudioSystem.write(
                new AudioInputStream(silence, format, 11025),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }

    @AfterEach
    void close() {
        workers.close();
        stores.close();
    }

    @Test
    void questionsAreAnsweredAndNothingOfItStays() {
        var served = FlowShelf.read(settings);

        var answered =
                new ConversationRehearsal(parts(served), served)
                        .run(PromptShop.of(settings, meters));

        assertThat(answered).isPositive();
        assertThat(rows()).containsOnly(0);
    }

    @Test
    void whetherAnyNoticeRunsIsKnownBeforeTheFirstCallNeedsIt() {
        var served = FlowShelf.read(settings);
        var parts = parts(served);
        assertThat(parts.notices().mayBe()).isTrue();

        new ConversationRehearsal(parts, served).run(PromptShop.of(settings, meters));

        assertThat(parts.notices().mayBe()).isFalse();
    }

    @Test
    void withoutADatabaseNobodyCallsAndTheServerStartsAllTheSame() {
        var served = FlowShelf.read(settings);
        var parts = parts(served);
        stores.close();

        var answered =
                new ConversationRehearsal(parts, served).run(PromptShop.of(settings, meters));

        assertThat(answered).isZero();
    }

    private ConversationParts parts(Map<String, Flow> served) {
        return ConversationParts.of(
                new Foundation(
                        settings, stores, meters, InstantSource.system(), OpeningHours::none),
                served,
                PromptLengths.estimated(),
                () -> Model.of(List.of()),
                UnaryOperator.identity(),
                workers,
                FlowRecommendations.none(),
                () -> true);
    }

    private List<Integer> rows() {
        return stores.database()
                .inTransaction(tx ->
                        Stream.<Table<?>>of(
                                        CONTACT,
                                        CONVERSATION,
                                        CUSTOMER,
                                        DIALOGUE,
                                        HANDLE,
                                        MENU_IMPRESSION)
                                .map(table -> tx.dsl().fetchCount(table))
                                .toList());
    }
}
