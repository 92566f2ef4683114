package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.OwnPostgres;
import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is slow, or stops, or is killed; callers still reach a person. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabaseOutageIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BUDGET = Duration.ofMillis(300);
    private static final String INTRO = "Good day, this is the short line.";
    private static final String BILL = "For your monthly bill, press one.";
    private static final String FAULT = "For a broken connection, press two.";
    private static final String STREET = "Please key four digits of your street.";
    private static final String HOUSE = "And two digits of your house number.";
    private static final String ACCOUNTANT = "One moment, an accountant.";

    private OwnPostgres postgres;
    private World world;
    private World.Server server;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        postgres = OwnPostgres.make();
        var database =
                new World.Database(
                        "{folder: '%s', port: %d}".formatted(postgres.folder(), postgres.port()));
        world = new World(folder, database, 1, 3);
        var settings = world.settings(1);
        server = world.start(settings);
        rows = new Rows(world.keep(World.stores(settings)));
    }

    @AfterEach
    void databaseIsBack() {
        postgres.start();
        rows.awaitDatabase();
    }

    @AfterAll
    void end() throws IOException {
        world.close();
        postgres.close();
    }

    @Test
    void whileTheDatabaseIsAwayTheMenuIsPlainAndTheRingGroupHelpsAndTheEndIsWrittenLater() {
        var caller = "+77030000001";
        rows.customer(caller, "1357", "40035871");
        rows.called(caller, "outage");
        var phone = world.stage.phone("phone-1").neverAnswers();

        postgres.stop();
        var call = ring(caller);
        Ear.listenTo(INTRO, BILL, FAULT);
        call.press("1");
        phone.awaitRinging(SOON);
        phone.answer();
        phone.awaitTalking(SOON);
        Ear.listen(Duration.ofSeconds(3));
        phone.hangUp();
        call.awaitEnd(SOON);
        postgres.start();

        assertThat(Ear.words(call.heard(), INTRO, BILL, FAULT, ACCOUNTANT))
                .startsWith(INTRO, BILL, FAULT)
                .endsWith(ACCOUNTANT);
        assertThat(found(call)).isTrue();
        var contact = rows.replayed(caller);
        assertThat(contact.end()).isEqualTo("ring-group");
        assertThat(contact.reason()).isEqualTo("recaller hand-off database-away");
        assertThat(contact.topic()).isEqualTo("billing");
    }

    @Test
    void aCallGoesOnWhenTheDatabaseIsKilledUnderItAndIsWrittenWhenItIsBack() {
        var caller = "+77030000002";
        var call = ring(caller);
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);

        postgres.kill();
        call.press("2");
        Ear.listenTo(STREET);
        call.press("1234");
        Ear.listenTo(HOUSE);
        call.press("56");
        call.awaitEnd(Duration.ofSeconds(20));
        postgres.start();

        assertThat(Ear.words(call.heard(), INTRO, STREET, HOUSE))
                .containsExactly(INTRO, STREET, HOUSE);
        var contact = rows.replayed(caller);
        assertThat(contact.end()).isEqualTo("self-served");
        assertThat(contact.reason()).isEqualTo("recaller last-words flow-finished");
        assertThat(contact.topic()).isEqualTo("outage");
    }

    @Test
    void aSlowMemoryDelaysTheMenuByItsBudgetOnlyAndThenItIsThePlainOne() {
        var caller = "+77030000003";
        rows.customer(caller, "1357", "40035871");
        rows.called(caller, "outage");
        var late = server.metric("recaller_context_late_total");

        Call call;
        try (var _ = rows.lock("customer_handle", "customer", "handle")) {
            call = ring(caller);
            Ear.listenTo(INTRO, BILL, FAULT);
            call.hangUp();
            call.awaitEnd(SOON);
        }

        var heard = Ear.heard(call.heard(), INTRO, BILL, FAULT);
        assertThat(heard).extracting(HeardPrompt::prompt).containsExactly(INTRO, BILL, FAULT);
        assertThat(heard.getFirst().at())
                .isBetween(BUDGET.minusMillis(100), BUDGET.plusMillis(500));
        assertThat(server.metric("recaller_context_late_total")).isEqualTo(late + 1);
        assertThat(rows.ended(caller).end()).isEqualTo("caller-hung-up");
        assertThat(rows.ended(caller).reason()).isEqualTo("customer menu hung-up");
    }

    private Call ring(String caller) {
        var call = world.stage.call(caller, World.NUMBER);
        call.awaitAnswered(SOON);
        return call;
    }

    private boolean found(Call call) {
        return !Recording.read(call.heard())
                .find(Map.of("agent", world.stage.voiceOf("phone-1")))
                .isEmpty();
    }
}
