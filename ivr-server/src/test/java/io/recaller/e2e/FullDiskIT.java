package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.recaller.Stores;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.OwnPostgres;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Disks that are really full: that of the server's own folder, and that of PostgreSQL too. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class FullDiskIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration FULL = Duration.ofSeconds(1);
    private static final String INTRO = "Good day, this is the short line.";
    private static final String BILL = "For your monthly bill, press one.";
    private static final String STREET = "Please key four digits of your street.";
    private static final String HOUSE = "And two digits of your house number.";
    private static final String PERSON = "One moment, a person.";
    private static final String ACCOUNTANT = "One moment, an accountant.";
    private static final String REMEDY = "free some space there";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private SmallDisk own;
    private SmallDisk data;
    private OwnPostgres postgres;
    private World world;
    private World.Server server;
    private Stores stores;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        own = opened(SmallDisk.mount(folder.resolve("own"), 16));
        data = opened(SmallDisk.mount(folder.resolve("data"), 256));
        postgres = opened(OwnPostgres.in(data.folder().resolve("postgres")));
        var database =
                new World.Database(
                        "{folder: '%s', port: %d}".formatted(postgres.folder(), postgres.port()));
        world = opened(new World(folder, database, 1, 3));
        tellsASum(folder.resolve("flows/short.yaml"));
        logged.start();
        root().addAppender(logged);
        var settings = onSmallDisk(world.settings(1));
        server = world.start(settings);
        stores = world.keep(World.stores(settings));
        rows = new Rows(stores);
        rows.agent("maria", "phone-1", "billing", "language:en");
    }

    /** Words that nobody can have rendered before: what are digits elsewhere is a sum here. */
    private static void tellsASum(Path flow) throws IOException {
        var told = "street {street}, house {house}.";
        var text = Files.readString(flow);
        assertThat(text).contains(told);
        Files.writeString(flow, text.replace(told, "{street, number} metres."));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** What flows say of themselves is elsewhere and there already, as after any earlier start. */
    private Path onSmallDisk(Path settings) throws IOException {
        var prompts = Files.createDirectories(own.folder().resolve("prompts"));
        for (var language : List.of("en", "ru", "kk")) {
            var shared = Path.of("target/e2e-prompts", language).toAbsolutePath();
            Files.createSymbolicLink(prompts.resolve(language), Files.createDirectories(shared));
        }
        var folder = "folder: '" + own.folder() + "'";
        return Files.writeString(
                settings, Files.readString(settings).replaceFirst("(?m)^folder: .*$", folder));
    }

    /** Whoever still waits would be served by the next test's agent. */
    @AfterEach
    void nobodyIsLeft() {
        calls.forEach(Call::hangUp);
        thereIsRoomAgain();
    }

    private void thereIsRoomAgain() {
        own.free();
        data.free();
        postgres.start();
        rows.awaitDatabase();
    }

    @AfterAll
    void end() throws Exception {
        root().detachAppender(logged);
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void whoCannotBeToldTheirValuesForWantOfRoomTalksWithAPerson() throws Exception {
        var caller = "+77040000001";
        var agent = world.stage.phone("phone-1").answersAfter(Duration.ZERO);
        own.fill();
        try (var desk = server.desk()) {
            desk.signIn("maria", Rows.PASSWORD);
            var maria = desk.connect();
            maria.next("state");
            maria.send("ready");

            var call = ring(caller);
            rows.awaitPlace(caller, "main", "");
            Ear.listenTo(INTRO);
            call.press("2");
            Ear.listenTo(STREET);
            call.press("1234");
            Ear.listenTo(HOUSE);
            call.press("56");

            agent.awaitTalking(SOON);
            Ear.listen(Duration.ofSeconds(3));
            call.hangUp();
            agent.awaitIdle(SOON);
            assertThat(Ear.words(call.heard(), INTRO, STREET, HOUSE, PERSON))
                    .containsExactly(INTRO, STREET, HOUSE, PERSON);
            assertThat(hasHeardTheAgent(call)).isTrue();
        }
        assertThat(rows.ended(caller).end()).isEqualTo("served");
        assertThat(rows.ended(caller).reason()).isEqualTo("customer talk hung-up");
        assertThat(told(own)).isNotEmpty();
    }

    /** As where all is on one disk: what could not be written cannot be kept beside it either. */
    @Test
    void withoutRoomForTheDatabaseTheMenuIsPlainAndTheRingGroupHelpsAndTheEndIsWrittenLater()
            throws Exception {
        var caller = "+77040000002";
        var phone = world.stage.phone("phone-1").neverAnswers();
        own.fill();
        data.keepFull();
        Awaitility.await().during(FULL).atMost(SOON).until(() -> !takesMore());

        var call = ring(caller);
        Ear.listenTo(INTRO, BILL);
        call.press("1");
        phone.awaitRinging(SOON);
        phone.answer();
        phone.awaitTalking(SOON);
        Ear.listen(Duration.ofSeconds(3));
        phone.hangUp();
        call.awaitEnd(SOON);
        thereIsRoomAgain();

        assertThat(Ear.words(call.heard(), INTRO, BILL, ACCOUNTANT))
                .startsWith(INTRO, BILL)
                .endsWith(ACCOUNTANT);
        assertThat(hasHeardTheAgent(call)).isTrue();
        var contact = rows.replayed(caller);
        assertThat(contact.end()).isEqualTo("ring-group");
        assertThat(contact.reason()).isEqualTo("recaller hand-off database-away");
        assertThat(told(data)).isNotEmpty();
        assertThat(told(own)).isNotEmpty();
    }

    /**
     * More than fits of its log, which PostgreSQL cannot do without. A table that cannot grow is
     * not enough: what finds room in the pages and the segment that are there is written still.
     */
    private boolean takesMore() {
        try {
            stores.database()
                    .runAtOnce(tx ->
                            tx.dsl()
                                    .fetch(
                                            "select pg_logical_emit_message(false, 'filler',"
                                                    + " repeat('x', 4000000))"));
            return true;
        } catch (DatabaseUnavailableException full) {
            return false;
        }
    }

    private Call ring(String caller) {
        var call = world.stage.call(caller, World.NUMBER);
        calls.add(call);
        call.awaitAnswered(SOON);
        return call;
    }

    private boolean hasHeardTheAgent(Call call) {
        return !Recording.read(call.heard())
                .find(Map.of("agent", world.stage.voiceOf("phone-1")))
                .isEmpty();
    }

    /** Lines of the log that name that disk and what to do. */
    private List<String> told(SmallDisk disk) {
        return List.copyOf(logged.list).stream()
                .map(FullDiskIT::line)
                .filter(line -> line.contains(disk.folder().toString()) && line.contains(REMEDY))
                .toList();
    }

    private static String line(ILoggingEvent event) {
        var pairs = event.getKeyValuePairs();
        var causes =
                Stream.iterate(
                                event.getThrowableProxy(),
                                Objects::nonNull,
                                IThrowableProxy::getCause)
                        .map(IThrowableProxy::getMessage)
                        .collect(Collectors.joining(" "));
        return event.getFormattedMessage() + " " + (pairs == null ? "" : pairs) + " " + causes;
    }
}
