package io.recaller.cli.live;

import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.Stores;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.cli.Terminal;
import io.recaller.cli.terminal.Screen;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.routing.Agents;
import io.recaller.routing.ContactOutcomes;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.BoardJson;
import io.recaller.routing.board.Outlook;
import io.recaller.routing.board.Waiter;
import io.recaller.routing.plan.Opening;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Wish;
import io.recaller.settings.SettingsReader;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code recaller queue} and {@code recaller agents}: who waits and who is there. */
class LiveCommandsTest {
    private static final Instant NOON = Instant.parse("2026-11-26T06:30:00Z");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @TempDir private static Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void writeSettings() throws IOException {
        settings(folder.resolve("empty.yaml"));
        settings(folder.resolve("busy.yaml"));
        try (var stores = Stores.open(SettingsReader.read(folder.resolve("busy.yaml"), Map.of()))) {
            fill(stores);
        }
    }

    private static void settings(Path file) throws IOException {
        var access = TestDatabase.freshSettings();
        Files.writeString(
                file,
                """
                time-zone: Asia/Kolkata
                flows: %s
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret, port: 1}
                database: {url: "%s", user: "%s", password: "%s"}
                fields: {account: {kind: digits}}
                look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                """
                        .formatted(
                                Path.of("../dialplans/flows").toAbsolutePath(),
                                access.url(),
                                access.user(),
                                access.password()));
    }

    private static void fill(Stores stores) {
        var contact = new ContactId(UUID.fromString("0199a2b4-6d10-7cc3-98c4-dc0c0c07398f"));
        stores.database()
                .runInTransaction(tx -> {
                    agent(tx, "anna", Map.of("billing", 4));
                    agent(tx, "boris", Map.of());
                    tx.dsl()
                            .insertInto(CONTACT_KEY)
                            .set(CONTACT_KEY.CONTACT_ID, contact.value())
                            .set(CONTACT_KEY.SOURCE, "phone")
                            .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                            .set(CONTACT_KEY.STARTED_AT, NOON)
                            .execute();
                    new Queue()
                            .enter(
                                    tx,
                                    contact,
                                    Channel.PHONE,
                                    Wish.of(requirement("billing", 3)),
                                    5,
                                    new Address.Call("", "", "PJSIP/trunk-1"),
                                    Instant.now());
                });
        var agents =
                new Agents(
                        stores.database(),
                        "server-1",
                        RoutingSettings.usual(),
                        new Nowhere(),
                        InstantSource.system());
        var anna =
                stores.database()
                        .<AgentId>inTransaction(
                                tx -> new AgentStore().find(tx, "anna").orElseThrow().id());
        agents.signIn(anna, "desk-anna");
        agents.pause(anna, new NotReadyReason("lunch"));
    }

    private static void agent(Tx tx, String login, Map<String, Integer> skills) {
        var held = new TreeMap<Skill, Proficiency>();
        skills.forEach((name, level) -> held.put(new Skill(name), new Proficiency(level)));
        var store = new AgentStore();
        store.put(tx, login, "Agent " + login, Optional.empty(), held);
        store.putStation(tx, "desk-" + login, "PJSIP/" + login, Optional.empty());
    }

    private int run(String settings, String... words) {
        var all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--settings";
        all[words.length + 1] = folder.resolve(settings).toString();
        return terminal.run(all);
    }

    @Test
    void whatIsEmptyIsSaidInPlainWords() {
        assertThat(run("empty.yaml", "queue")).isZero();
        assertThat(terminal.out().strip()).isEqualTo("main: nobody waits; no agent is signed in");

        assertThat(run("empty.yaml", "agents")).isZero();
        assertThat(terminal.out())
                .contains("There are no agents. Make one with: recaller user add");
    }

    @Test
    void whoWaitsIsShownWithWhoCouldTakeThem() {
        assertThat(run("busy.yaml", "queue")).isZero();

        assertThat(terminal.out())
                .contains("main: 1 waits, for ", "; 1 agent signed in, 0 free")
                .containsPattern(
                        " 1 +\\d:\\d\\d +5  withheld  waits  billing ≥ 3  –     anna \\(not ready:"
                                + " lunch \\d+ s\\)  0199a2b4-6d10-7cc3-98c4-dc0c0c07398f");
    }

    @Test
    void agentsAreShownWithWhyTheyTakeNoContacts() {
        assertThat(run("busy.yaml", "agents")).isZero();

        assertThat(terminal.lines().getFirst()).isEqualTo("2 agents: 1 signed in, 0 free");
        assertThat(terminal.out())
                .containsPattern("anna +Agent anna +not ready: lunch +\\d:\\d\\d +desk-anna")
                .containsPattern("boris +Agent boris +signed out");
    }

    @Test
    void machinesReadOneObject() throws IOException {
        run("busy.yaml", "queue", "--json");
        var queue = new ObjectMapper().readTree(terminal.out());
        run("busy.yaml", "agents", "--json");
        var agents = new ObjectMapper().readTree(terminal.out());

        assertThat(queue.at("/queues/0/waiting").asInt()).isEqualTo(1);
        assertThat(queue.at("/contacts/0/requirement/billing").asInt()).isEqualTo(3);
        assertThat(queue.at("/contacts/0/able/0/agent").asText()).isEqualTo("anna");
        assertThat(agents.at("/agents/0/reason").asText()).isEqualTo("lunch");
        assertThat(agents.at("/agents/1/state").asText()).isEqualTo("logged_out");
    }

    @Test
    void aQueueSaysWhetherItIsOpenAndWhenThatChanges() {
        var opens = NOON.plusSeconds(3600).atZone(KOLKATA);
        var board =
                new Board(
                        NOON,
                        Set.of("day", "night", "never", "always"),
                        List.of(),
                        List.of(),
                        Map.of(
                                "day", new Opening(true, Optional.of(opens)),
                                "night", new Opening(false, Optional.of(opens)),
                                "never", new Opening(false, Optional.empty())));

        var words = QueueWords.of(board);

        assertThat(words)
                .contains("always: nobody waits; no agent is signed in")
                .contains("day: open until Thu 26 Nov 13:00; nobody waits; no agent is signed in")
                .contains(
                        "night: closed, opens Thu 26 Nov 13:00; nobody waits; no agent is signed"
                                + " in")
                .contains("never: closed for good; nobody waits; no agent is signed in");
        var json = BoardJson.queues(board).path("queues");
        assertThat(json.findValuesAsText("open")).containsExactly("true", "true", "false", "false");
        assertThat(json.findValuesAsText("closesAt")).containsExactly("2026-11-26T07:30:00Z");
        assertThat(json.findValuesAsText("opensAt")).containsExactly("2026-11-26T07:30:00Z");
    }

    @Test
    void aQueueThereIsNotIsToldWithThoseThereAre() {
        assertThat(run("busy.yaml", "queue", "--queue", "sales")).isEqualTo(2);
        assertThat(terminal.err()).contains("there is no queue sales; there are: main");
        assertThat(run("busy.yaml", "agents", "--queue", "main")).isZero();
        assertThat(terminal.out()).contains("anna").doesNotContain("boris");
    }

    @Test
    void withoutATerminalEachChangeIsALine() {
        var waiting = waiter(1, false, 5);
        var boards =
                List.of(
                        board(0, List.of(), List.of(free())),
                        board(1, List.of(waiting), List.of(free())),
                        board(2, List.of(waiter(1, false, 9)), List.of(free())),
                        board(3, List.of(waiter(1, true, 9)), List.of(holding("RINGING"))),
                        board(4, List.of(waiter(1, true, 9)), List.of(holding("RINGING"))),
                        board(9, List.of(), List.of(holding("TALKING"))));

        var words = followed(boards, true);

        assertThat(words)
                .containsExactly(
                        "main: nobody waits; 1 agent signed in, 1 free",
                        "12:00:01  main: +7701•••••67 joined, place 1, priority 5  (contact "
                                + ID
                                + ")",
                        "12:00:02  main: +7701•••••67 has priority 9 now, place 1  (contact "
                                + ID
                                + ")",
                        "12:00:03  main: +7701•••••67 rings at anna  (contact " + ID + ")",
                        "12:00:09  main: +7701•••••67 answered by anna after 8 s  (contact "
                                + ID
                                + ")");
        assertThat(followed(boards, false))
                .filteredOn(line -> line.contains("→"))
                .containsExactly(
                        "12:00:03  anna: ready → ringing +7701•••••67  (contact " + ID + ")",
                        "12:00:09  anna: ringing → talking +7701•••••67  (contact " + ID + ")");
    }

    @Test
    void whoGivesUpOrIsNotAnsweredIsALineToo() {
        var boards =
                List.of(
                        board(0, List.of(waiter(0, true, 5)), List.of(holding("RINGING"))),
                        board(20, List.of(waiter(0, false, 5)), List.of(free())),
                        board(65, List.of(), List.of(free())));

        assertThat(followed(boards, true).subList(3, 5))
                .containsExactly(
                        "12:00:20  main: +7701•••••67 waits on, nobody answered; waited 20 s"
                                + "  (contact "
                                + ID
                                + ")",
                        "12:01:05  main: +7701•••••67 left after 1 min 5 s  (contact " + ID + ")");
    }

    @Test
    void aDatabaseThatIsAwayEndsNoWatch() {
        var boards = new ArrayDeque<Optional<Board>>();
        boards.add(Optional.of(board(0, List.of(), List.of())));
        boards.add(Optional.empty());
        boards.add(Optional.empty());
        boards.add(Optional.of(board(3, List.of(waiter(1, false, 5)), List.of())));
        var out = new ByteArrayOutputStream();

        new Watching(
                        print(out),
                        KOLKATA,
                        () -> boards.remove().orElseThrow(LiveCommandsTest::away),
                        () -> !boards.isEmpty())
                .follow(QueueCommand.telling(false, List::of));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .element(1)
                .isEqualTo("The database does not answer; trying again every second.");
    }

    @Test
    void aTerminalIsDrawnInOnePieceAndGivenBack() {
        var boards = new ArrayDeque<>(List.of(board(0, List.of(), List.of())));
        var out = new ByteArrayOutputStream();

        new Watching(print(out), KOLKATA, boards::peek, () -> false)
                .draw(QueueCommand.telling(false, List::of));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[Hmain: nobody waits")
                .contains("12:00:00  Ctrl-C ends")
                .endsWith("\u001b[J\u001b[?7h\u001b[?25h\u001b[?1049l")
                .doesNotContain("\u001b[2J");
    }

    @Test
    void whatDoesNotFitIsCounted() {
        var frame = Screen.frame(Collections.nCopies(30, "line"), 10);

        assertThat(frame.split("\r\n", -1)).hasSize(10);
        assertThat(frame).contains("… and 21 more lines");
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        var evil =
                new AgentNow(
                        EVE,
                        "eve",
                        "\u001b[2JEve",
                        new TreeMap<>(),
                        new Availability.Ready(),
                        NOON,
                        Optional.of("desk\n1"),
                        List.of());

        assertThat(AgentWords.of(board(0, List.of(), List.of(evil))))
                .allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "\n"));
    }

    private static RuntimeException away() {
        var nowhere =
                new DatabaseSettings(
                        "jdbc:postgresql://127.0.0.1:1/nowhere",
                        "nobody",
                        "",
                        1,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1));
        return catchThrowableOfType(
                DatabaseUnavailableException.class, () -> Database.open(nowhere).close());
    }

    private static final AgentId ANNA = new AgentId(new UUID(0, 1));
    private static final AgentId EVE = new AgentId(new UUID(0, 2));
    private static final String ID = "0199a2b4-6d10-7cc3-98c4-dc0c0c07398f";

    private static List<String> followed(List<Board> boards, boolean queue) {
        var left = new ArrayDeque<>(boards);
        var out = new ByteArrayOutputStream();
        new Watching(print(out), KOLKATA, left::remove, () -> !left.isEmpty())
                .follow(
                        queue
                                ? QueueCommand.telling(false, List::of)
                                : AgentsCommand.telling(false, false));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private static Board board(int second, List<Waiter> waiting, List<AgentNow> agents) {
        return new Board(NOON.plusSeconds(second), Set.of("main"), waiting, agents);
    }

    private static Waiter waiter(int joined, boolean rings, int priority) {
        return new Waiter(
                new ContactId(UUID.fromString(ID)),
                Optional.of("+7701•••••67"),
                "main",
                1,
                Channel.PHONE,
                NOON.plusSeconds(joined),
                priority,
                rings,
                false,
                false,
                Requirement.none(),
                new Outlook(
                        new CurrentStep(
                                1, 1, Requirement.none(), Optional.empty(), Optional.empty()),
                        List.of(),
                        new TreeMap<>(),
                        Optional.empty()));
    }

    private static AgentNow free() {
        return anna(List.of());
    }

    private static AgentNow holding(String stage) {
        return anna(
                List.of(
                        new AgentNow.Held(
                                new ContactId(UUID.fromString(ID)),
                                Optional.of("+7701•••••67"),
                                Optional.of("main"),
                                Channel.PHONE,
                                AgentNow.Stage.valueOf(stage),
                                NOON)));
    }

    private static AgentNow anna(List<AgentNow.Held> held) {
        return new AgentNow(
                ANNA,
                "anna",
                "Anna",
                new TreeMap<>(),
                new Availability.Ready(),
                NOON,
                Optional.of("desk-1"),
                held);
    }

    private static Requirement requirement(String skill, int least) {
        return Requirement.of(Map.of(new Skill(skill), new Proficiency(least)));
    }

    /** What becomes of contacts is no matter here. */
    private static final class Nowhere implements ContactOutcomes {
        @Override
        public void servedBy(Tx tx, ContactId contact, AgentId agent) {}

        @Override
        public void disposed(Tx tx, ContactId contact, Topic topic, String disposition) {}
    }
}
