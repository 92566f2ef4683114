package io.recaller.cli;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.cli.terminal.WallTime;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.text.Rough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents administered at the command line, with a real database and what Asterisk would say. */
class UserCommandsTest {
    @TempDir private static Path folder;

    private static final DatabaseSettings ACCESS = TestDatabase.freshSettings();
    private static final Database db = Database.open(ACCESS);
    private static final FakeAmi asterisk = new FakeAmi();

    private static final FileAttribute<?> ONLY_OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void writeSettings() throws IOException {
        writeSettings("here.yaml", asterisk.port());
        writeSettings("away.yaml", 1);
    }

    private static void writeSettings(String name, int ami) throws IOException {
        var file = Files.createFile(folder.resolve(name), ONLY_OURS);
        Files.writeString(
                file,
                """
                time-zone: Asia/Almaty
                flows: %s
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret, port: %d}
                database: {url: "%s", user: "%s", password: "%s"}
                fields: {account: {kind: digits}}
                look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                """
                        .formatted(
                                Path.of("../dialplans/flows").toAbsolutePath(),
                                ami,
                                ACCESS.url(),
                                ACCESS.user(),
                                ACCESS.password()));
    }

    @AfterAll
    static void close() throws IOException {
        asterisk.close();
        db.close();
    }

    @Test
    void anAgentIsMadeOnceAndWhoAddsAgainIsToldTheLineToUse() {
        has("PJSIP/1", "NOT_INUSE");
        has("PJSIP/2", "NOT_INUSE");
        assertThat(run("user", "add", " Aigerim ", "--phone", "PJSIP/1", "--skill", "internet=4"))
                .isZero();
        assertThat(terminal.out())
                .contains("login:    aigerim")
                .containsPattern("password: \\w{16}  ");
        assertThat(terminal.err()).isEmpty();
        var hash = password("aigerim");

        var code =
                run(
                        List.of("user", "add", "AIGERIM", "--phone", "2", "--name", "O'K \"A\""),
                        List.of("--skill", "internet=5"));

        assertThat(code).isEqualTo(2);
        assertThat(terminal.err())
                .contains(
                        "there is an agent aigerim already",
                        "\n"
                                + "  recaller user set aigerim --name 'O'\\''K \"A\"' --phone PJSIP/2"
                                + " --skill internet=5",
                        "--new-password");
        assertThat(password("aigerim")).isEqualTo(hash);
        run("user", "show", "aigerim");
        assertThat(terminal.out()).contains("name:     aigerim", "skills:   internet=4\n");
    }

    @Test
    void whatIsNotNamedStaysAndAChangedSkillKeepsThePassword() throws IOException {
        has("PJSIP/1102", "NOT_INUSE");
        run("user", "add", "madina", "--phone", "1102", "--skill", "internet=4");
        var hash = password("madina");

        assertThat(run("user", "set", "madina", "--skill", "billing=5", "--skill", "internet=0"))
                .isZero();

        assertThat(terminal.out())
                .contains("phone:    PJSIP/1102", "skills:   billing=5\n", "sign-in:  allowed");
        assertThat(password("madina")).isEqualTo(hash);
        assertThat(run("user", "set", "MADINA", "--name", " Мадина \u00A0 К. ")).isZero();
        assertThat(terminal.out()).contains("name:     Мадина К.\n", "skills:   billing=5\n");
        assertThat(run("user", "set", "madina", "--new-password", "--json")).isZero();
        var told = new ObjectMapper().readTree(terminal.out());
        assertThat(told.path("password").asText()).hasSize(16);
        assertThat(told.path("skills").path("billing").asInt()).isEqualTo(5);
        assertThat(password("madina")).isNotEqualTo(hash);
    }

    @Test
    void twoShareAPhoneOverTheirShiftsHoweverItIsWritten() throws IOException {
        has("PJSIP/77", "RINGING");

        assertThat(run("user", "add", "early", "--phone", "77")).isZero();
        assertThat(run("user", "add", "late", "--phone", "pjsip/77")).isZero();
        assertThat(run("user", "add", "third", "--phone", " PJSIP/77\u00A0")).isZero();

        assertThat(run("user", "list", "--json")).isZero();
        var json = new ObjectMapper();
        for (var line : terminal.lines()) {
            var agent = json.readTree(line);
            if (List.of("early", "late", "third").contains(agent.path("login").asText())) {
                assertThat(agent.path("phone").asText()).isEqualTo("PJSIP/77");
                assertThat(agent.path("state").asText()).isEqualTo("logged-out");
            }
        }
        assertThat(count("PJSIP/77")).isEqualTo(1);
        assertThat(run("user", "list")).isZero();
        assertThat(terminal.out())
                .containsPattern("(?m)^login +name +phone +now +skills$")
                .containsPattern("(?m)^early +early +PJSIP/77 +signed out +none$");
    }

    @Test
    void aPhoneIsAskedForAtAsteriskAndOneThatItDoesNotHaveIsRefused() throws IOException {
        has("PJSIP/9", "INVALID");
        assertThat(run("user", "add", "nina", "--phone", "9")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("PJSIP/9: Asterisk at 127.0.0.1:" + asterisk.port())
                .contains("has no such phone", "pjsip show endpoints");
        assertThat(run("user", "show", "nina")).as("nothing was written").isEqualTo(2);

        has("PJSIP/9", "UNAVAILABLE");
        assertThat(run("user", "add", "nina", "--phone", "9", "--json")).isZero();
        assertThat(terminal.err()).contains("nobody is registered as PJSIP/9");
        assertThat(new ObjectMapper().readTree(terminal.out()).path("phoneState").asText())
                .isEqualTo("unreachable");

        has("PJSIP/10", "INVALID");
        assertThat(run("user", "set", "nina", "--phone", "PJSIP/10")).isEqualTo(2);
        assertThat(terminal.err()).contains("has no such phone");
        run("user", "show", "nina");
        assertThat(terminal.out()).contains("phone:    PJSIP/9\n");
    }

    @Test
    void whoOnlyWritesHasNoPhoneAndAsteriskIsNotAsked() throws IOException {
        has("PJSIP/41", "NOT_INUSE");
        assertThat(runAway("user", "add", "mila", "--phone", "none", "--json")).isZero();
        assertThat(terminal.err()).isEmpty();
        var made = new ObjectMapper().readTree(terminal.out());
        assertThat(made.path("phone").asText("")).isEmpty();
        assertThat(made.has("phoneState")).isFalse();

        assertThat(run("user", "set", "mila", "--phone", "41")).isZero();
        assertThat(terminal.out()).contains("phone:    PJSIP/41\n");
        assertThat(onlyWrites("mila")).isFalse();
        assertThat(run("user", "set", "mila", "--phone", " None ")).isZero();
        assertThat(terminal.out()).contains("phone:    none\n");
        assertThat(onlyWrites("mila")).isTrue();
    }

    @Test
    void whenAsteriskCannotBeAskedThatIsSaidAndTheAgentIsMade() {
        assertThat(runAway("user", "add", "olga", "--phone", "PJSIP/11")).isZero();
        assertThat(terminal.err())
                .contains("could not be asked whether it has PJSIP/11")
                .contains("none answers at 127.0.0.1:1", "recaller doctor");

        assertThat(run("user", "add", "oleg", "--phone", "12", "--asterisk", "north")).isZero();
        assertThat(terminal.err())
                .contains("the Asterisk at 127.0.0.1:" + asterisk.port() + " has the systemname");
        run("user", "show", "oleg");
        assertThat(terminal.out()).contains("phone:    PJSIP/12 at north\n");
    }

    private Instant disabledAt(String login) throws IOException {
        run("user", "show", login, "--json");
        return Instant.parse(
                new ObjectMapper().readTree(terminal.out()).path("disabledAt").asText());
    }

    @Test
    void whoIsDisabledComesBackAndWhoIsRemovedLeavesTheLoginFree() throws IOException {
        has("PJSIP/20", "NOT_INUSE");
        run("user", "add", "pavel", "--phone", "20", "--name", "Павел", "--skill", "internet=4");

        assertThat(run("user", "disable", "Pavel")).isZero();
        assertThat(terminal.out()).contains("recaller user set pavel --enable");
        assertThat(run("user", "disable", "pavel", "--json")).as("once more").isZero();
        assertThat(new ObjectMapper().readTree(terminal.out()).hasNonNull("disabledAt")).isTrue();
        run("user", "show", "pavel");
        var shown = terminal.out();
        var since = WallTime.of(disabledAt("pavel"), ZoneId.of("Asia/Almaty"));
        assertThat(shown)
                .contains("now:      signed out since 20", "sign-in:  disabled since " + since);
        run("user", "disable", "pavel");
        assertThat(terminal.out()).contains("is disabled already, since " + since);
        run("user", "list");
        assertThat(terminal.out()).containsPattern("(?m)^pavel .* disabled +internet=4$");
        assertThat(run("user", "set", "pavel", "--enable")).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("sign-in:  allowed");

        assertThat(run("user", "remove", "pavel")).isZero();
        assertThat(terminal.out()).contains("pavel is removed", "the name Павел stays");
        assertThat(run("user", "show", "pavel")).isEqualTo(2);
        run("user", "list");
        assertThat(terminal.out()).doesNotContain("pavel");
        assertThat(run("user", "add", "pavel", "--phone", "20", "--name", "Another")).isZero();
        assertThat(names("pavel")).containsExactly("Another", "Павел");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user add über --phone 1 | 'über' cannot be a login",
                "user add -x- --phone 1 | 'LOGIN'",
                "user add a,b --phone 1 | 'a,b' cannot be a login",
                "user add zoe --phone PJSIP/1&PJSIP/2 | --phone must be one phone",
                "user add zoe --phone PJSIP/ | --phone must be one phone",
                "user add zoe --phone PJSIP/1@trunk:x,y | --phone must be one phone",
                "user add zoe --phone 1 --name= | --name must be",
                "user add zoe --phone 1 --asterisk= | --asterisk must be",
                "user add zoe --phone 1 --skill Ü=1 | --skill Ü: a skill has",
                "user add zoe --phone 1 --skill =1 | --skill : a skill has",
                "user add zoe --phone 1 --skill a=6 | --skill a=6: proficiency is 1 (lowest) to 5",
                "user add zoe --phone 1 --skill a=0 | --skill a=0: proficiency is 1 (lowest) to 5",
                "user add zoe --phone 1 --skill a=-1 | --skill a=-1: proficiency is 1",
                "user add zoe --phone 1 --skill a=99999999999 | --skill",
                "user add zoe --phone 1 --skill a | --skill",
                "user add zoe --phone none --asterisk north | --phone none is none",
                "user add zoe | --phone",
                "user set nobody --enable | there is no agent nobody; 'recaller user list'",
                "user set über --enable | there is no agent über",
                "user set zoe | name what to change",
                "user set zoe --asterisk north | name it with --phone",
                "user set zoe --skill a=6 | to 5; 0 takes the skill away",
                "user show nobody | there is no agent nobody",
                "user disable nobody | there is no agent nobody",
                "user remove nobody | there is no agent nobody"
            })
    void whatCannotBeDoneToAnAgentIsSaidInWords(String command, String words) {
        assertThat(run(command.split(" "))).isEqualTo(2);

        assertThat(terminal.err())
                .contains(words)
                .doesNotContain("Exception", "SQL", "constraint", "null", "java");
    }

    static Stream<String> rough() {
        return Stream.concat(
                Stream.of("a\u0000b", "\uD800", "x".repeat(9000), "\u2028", "\u202Eabc", "\u200B"),
                Rough.texts(35, 2).stream().limit(2));
    }

    /** Whatever is typed: it is taken, or told in words what is wrong with it. */
    @ParameterizedTest
    @MethodSource("rough")
    void noTextMakesTheDatabaseSpeak(String text) {
        for (var arguments :
                List.of(
                        List.of("user", "add", text, "--phone", "30"),
                        List.of("user", "add", "rough", "--phone", text),
                        List.of("user", "add", "rough", "--phone", "1", "--asterisk", text),
                        List.of("user", "add", "rough", "--phone", "1", "--skill", text + "=3"),
                        List.of("user", "set", "rough", "--name", text),
                        List.of("user", "show", text))) {
            assertThat(runAway(arguments.toArray(String[]::new))).isIn(0, 2);
            assertThat(terminal.err())
                    .doesNotContain("Exception", "SQL", "ERROR:", "violates", "DEBUG");
        }
    }

    @Test
    void manyWhoAddTheSameAtOnceMakeOneAgentAndOnePhone() throws Exception {
        var start = new CyclicBarrier(4);
        Callable<String> add =
                () -> {
                    var own = new Terminal();
                    start.await();
                    var code =
                            own.run(arguments("away.yaml", "user", "add", "race", "--phone", "40"));
                    return code + " " + own.err();
                };

        var told = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var each : threads.invokeAll(IntStream.range(0, 4).mapToObj(_ -> add).toList())) {
                told.add(each.get());
            }
        }

        assertThat(told).filteredOn(one -> one.startsWith("0")).hasSize(1);
        assertThat(told)
                .filteredOn(one -> one.startsWith("2"))
                .hasSize(3)
                .allMatch(one -> one.contains("there is an agent race already"));
        assertThat(count("PJSIP/40")).isEqualTo(1);
    }

    @Test
    void whoAdministeredWhomIsOnTheAuditTrail() {
        runAway("user", "add", "trail", "--phone", "PJSIP/50");
        runAway("user", "set", "trail", "--name", "Trail", "--new-password");
        runAway("user", "disable", "trail");
        runAway("user", "remove", "trail");

        var trail =
                db.inTransaction(tx ->
                        tx.dsl()
                                .select(AUDIT.ACTION, AUDIT.ACTOR_KIND, AUDIT.DETAIL)
                                .from(AUDIT)
                                .where(AUDIT.DETAIL.cast(String.class).contains(id("trail")))
                                .orderBy(AUDIT.ID)
                                .fetch());
        assertThat(trail.getValues(AUDIT.ACTION))
                .containsExactly("agent.added", "agent.changed", "agent.disabled", "agent.removed");
        assertThat(trail.getValues(AUDIT.ACTOR_KIND)).containsOnly("cli");
        assertThat(trail.get(1).get(AUDIT.DETAIL).data())
                .contains("name,password")
                .doesNotContain("Trail");
    }

    private static String id(String login) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(AGENT.ID)
                        .from(AGENT)
                        .where(AGENT.LOGIN.eq(login))
                        .fetchSingle()
                        .value1()
                        .toString());
    }

    private static void has(String endpoint, String state) {
        asterisk.variable("DEVICE_STATE(" + endpoint + ")", state);
    }

    private static String password(String login) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(AGENT.PASSWORD_HASH)
                        .from(AGENT)
                        .where(AGENT.LOGIN.eq(login))
                        .fetchSingle()
                        .value1());
    }

    private static boolean onlyWrites(String login) {
        return db.inTransaction(tx ->
                tx.dsl().fetchExists(AGENT, AGENT.LOGIN.eq(login), AGENT.ONLY_WRITES.isTrue()));
    }

    private static List<String> names(String login) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(AGENT.NAME)
                        .from(AGENT)
                        .where(AGENT.LOGIN.eq(login))
                        .orderBy(AGENT.REMOVED_AT.desc().nullsFirst())
                        .fetch(AGENT.NAME));
    }

    private static int count(String endpoint) {
        return db.inTransaction(tx -> tx.dsl().fetchCount(STATION, STATION.ENDPOINT.eq(endpoint)));
    }

    private int run(List<String> words, List<String> more) {
        return run(Stream.concat(words.stream(), more.stream()).toArray(String[]::new));
    }

    private int run(String... words) {
        return terminal.run(arguments("here.yaml", words));
    }

    private int runAway(String... words) {
        return terminal.run(arguments("away.yaml", words));
    }

    private static String[] arguments(String settings, String... words) {
        var all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--settings";
        all[words.length + 1] = folder.resolve(settings).toString();
        return all;
    }
}
