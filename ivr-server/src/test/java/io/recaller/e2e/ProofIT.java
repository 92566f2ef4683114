package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.TestDatabase;
import io.recaller.lab.stage.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers prove who they are; what they key stays between them and the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class ProofIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PIN = "246813";
    private static final String WRONG = "975310";
    private static final String ACCOUNT = "40035871";
    private static final String INTRO = "Good day, this is the short line.";
    private static final String ASK_PIN = "Please key your secret number.";
    private static final String WRONG_PIN = "That number is not the right one.";
    private static final String ASK_ACCOUNT = "Please key your long account number.";
    private static final String READ_BACK = "The account ending in";
    private static final String CONFIRM = ": press one, or key another.";
    private static final String ACCOUNTANT = "One moment, an accountant.";
    private static final String PERSON = "One moment, a person.";

    private World world;
    private KillableServer server;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path folder) {
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 1, 3);
        var settings = world.settings(1);
        server = world.startProcess(settings);
        rows = new Rows(world.keep(World.stores(settings)));
    }

    @AfterAll
    void end() {
        world.close();
    }

    @Test
    void withTheRightPinAKnownAccountIsReadBackAndNotAskedAgain() throws IOException {
        var caller = "+77040000001";
        rows.customer(caller, PIN, ACCOUNT);
        var call = askForAccount(caller);

        call.press(PIN);
        rows.awaitPlace(caller, "mine", "account");
        Ear.listenTo(READ_BACK, CONFIRM, CONFIRM);
        call.press("1");
        rows.awaitPlace(caller, "billing", "");
        Ear.listenTo(ACCOUNTANT);
        call.hangUp();
        call.awaitEnd(SOON);

        var contact = rows.ended(caller);
        assertThat(Ear.words(call.heard(), ASK_PIN, READ_BACK, CONFIRM, ASK_ACCOUNT, ACCOUNTANT))
                .containsExactly(ASK_PIN, READ_BACK, CONFIRM, ACCOUNTANT);
        assertThat(rows.data(contact)).containsEntry("account", ACCOUNT);
        assertThat(rows.trust(contact)).isEqualTo("verified");
        assertThat(contact.end()).isEqualTo("abandoned");
        nothingOfThisIsInALog(PIN, ACCOUNT, caller.substring(1));
    }

    @Test
    void afterThreeWrongPinsAPersonHelps() throws IOException {
        var caller = "+77040000002";
        rows.customer(caller, PIN, ACCOUNT);
        var call = askForAccount(caller);

        isRefused(call, caller);
        Ear.listenTo(WRONG_PIN, ASK_PIN);
        isRefused(call, caller);
        Ear.listenTo(WRONG_PIN, ASK_PIN);
        call.press(WRONG);
        rows.awaitPlace(caller, "person", "");
        Ear.listenTo(PERSON);
        call.hangUp();
        call.awaitEnd(SOON);

        var contact = rows.ended(caller);
        assertThat(Ear.words(call.heard(), ASK_PIN, WRONG_PIN, READ_BACK, ASK_ACCOUNT, PERSON))
                .containsExactly(ASK_PIN, WRONG_PIN, ASK_PIN, WRONG_PIN, ASK_PIN, PERSON);
        assertThat(rows.trust(contact)).isEqualTo("claimed");
        assertThat(contact.end()).isEqualTo("abandoned");
        nothingOfThisIsInALog(WRONG, ACCOUNT, caller.substring(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "menu,       +77040000003, ,  main,  caller-hung-up",
        "PIN,        +77040000004, 3, pin,   caller-hung-up",
        "queue,      +77040000005, 1, billing, abandoned",
        "first form, +77040000006, 2, order, caller-hung-up",
    })
    void aCallerWhoHangsUpInThe(String where, String caller, String key, String node, String end) {
        var call = world.stage.call(caller, World.NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);
        if (key != null) {
            call.press(key);
        }
        rows.awaitPlace(caller, node, "");
        Ear.listen(Duration.ofMillis(where.equals("queue") ? 2500 : 500));

        call.hangUp();
        call.awaitEnd(SOON);

        assertThat(rows.ended(caller).end()).isEqualTo(end);
    }

    private Call askForAccount(String caller) {
        var call = world.stage.call(caller, World.NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);
        call.press("3");
        rows.awaitPlace(caller, "pin", "");
        Ear.listenTo(ASK_PIN);
        return call;
    }

    /** What is said of it begins when it is written, on a busy machine a while after the key. */
    private void isRefused(Call call, String caller) {
        var asked = rows.version(caller);
        call.press(WRONG);
        Awaitility.await().atMost(SOON).until(() -> rows.version(caller) > asked);
    }

    private void nothingOfThisIsInALog(String... secrets) throws IOException {
        assertThat(server.output()).contains("ready for calls").doesNotContain(secrets);
        try (var logs = Files.walk(world.pbx.folder().resolve("log"))) {
            for (var log : logs.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(log)).doesNotContain(secrets);
            }
        }
    }
}
