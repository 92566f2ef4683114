package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.FlowShelf;
import io.recaller.Version;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @Test
    void aRightPinOfAnUnknownNumberIsExplained() {
        assertThat(
                        terminal.run(
                                "simulate",
                                Terminal.FLOW,
                                "--from",
                                "+41446681800",
                                "--keys",
                                "7,2468,0",
                                "--pin",
                                "2468"))
                .isZero();

        assertThat(terminal.out())
                .contains("nobody is known by +41446681800, so no PIN can prove who calls")
                .contains("--field");
        terminal.run(
                "simulate",
                Terminal.FLOW,
                "--from",
                "+41446681800",
                "--keys",
                "7,2468,0",
                "--pin",
                "2468",
                "--field",
                "account=12345678");
        assertThat(terminal.out()).doesNotContain("nobody is known");
    }

    /** What the launcher tells while nothing is built is what the program tells. */
    @Test
    void theHelpThatNeedsNoBuildIsThisOne() throws IOException {
        terminal.run("--help");

        assertThat(terminal.out())
                .as("else: ./recaller --help >packaging/help.txt")
                .isEqualTo(Files.readString(Path.of("../packaging/help.txt")));
        assertThat(terminal.run("--version")).isZero();
        assertThat(terminal.out().strip()).matches("recaller " + Pattern.quote(Version.NUMBER));
        assertThat(Files.readString(Path.of("src/main/java/io/recaller/Version.java")))
                .as("as the launcher reads it")
                .contains("NUMBER = \"" + Version.NUMBER + "\";");
    }

    @Test
    void withoutACommandAllAreShownAndTheExitCodeIs2() {
        assertThat(terminal.run()).isEqualTo(2);

        assertThat(terminal.err())
                .contains("which command?", "demo", "simulate", "check", "pin", "doctor");
        assertThat(terminal.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "simulate",
                "serve",
                "why",
                "doctor",
                "demo",
                "backup",
                "backtest",
                "queue",
                "agents",
                "user add",
                "user list",
                "user show",
                "user set",
                "user disable",
                "user remove",
                "pin set",
                "pin unlock",
                "pin import",
                "report menu",
                "policy off",
                "policy on"
            })
    void helpShowsAnExample(String command) {
        assertThat(terminal.run((command + " --help").split(" "))).isZero();

        var out = terminal.out();
        assertThat(out).contains("Example").contains("  recaller " + command);
        assertThat(out.substring(out.indexOf("Example")).lines().skip(1))
                .as("none is broken in its middle")
                .allMatch(line -> line.isBlank() || line.startsWith("  "));
    }

    /** Whatever that command needs is not asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"simulate", "backtest", "report"})
    void helpOfACommandIsAskedForByItsWordToo(String command) {
        assertThat(terminal.run("help", command)).isZero();

        assertThat(terminal.out()).startsWith("Usage: recaller " + command);
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulat",
                "simulate",
                "simulate flow.yaml",
                "simulate nowhere.yaml --from +77011234567",
                "simulate ../dialplans/flows/telecom.yaml --from +77011234567 --at yesterday",
                "simulate ../dialplans/flows/telecom.yaml --from +77011234567 --zone Mars/Olympus",
                "simulate ../dialplans/flows/telecom.yaml --from nobody",
                "simulate ../dialplans/flows/telecom.yaml --from +77011234567 --region XX",
                "check nowhere.yaml",
                "check",
                "why +77011234567 --settings nowhere.yaml",
                "report menu --settings nowhere.yaml",
                "report menu --from yesterday",
                "policy off control",
                "doctor --settings nowhere.yaml",
                "serve --settings nowhere.yaml",
                "user add aigerim",
                "user add aigerim --phone PJSIP/1 --skill internet=9",
                "pin set +77011234567 --settings nowhere.yaml",
                "pin unlock +77011234567 --settings nowhere.yaml",
                "pin import nowhere.csv",
                "report menu --from +999999999-01-01",
                "simulate ../dialplans/flows/telecom.yaml --from +77011234567 --at"
                        + " +999999999-01-01T00:00:00Z"
            })
    void aWrongUseIsExitCode2AndNoStackTrace(String command) {
        assertThat(terminal.types("4711\n").run(command.split(" "))).isEqualTo(2);

        assertThat(terminal.err())
                .isNotBlank()
                .doesNotContain("\tat ", "Exception", "java.")
                .doesNotContain("null");
    }

    @ParameterizedTest
    @CsvSource({
        "simualte, unknown command simualte; did you mean simulate?",
        "chek, unknown command chek; did you mean check?",
        "report meun, unknown command meun; did you mean menu?",
        "report queues --settings x.yaml, unknown command queues; did you mean queue?",
        "user shwo aigerim, unknown command shwo; did you mean show?",
        "pin improt x, unknown command improt; did you mean import?",
        "xyzzy, unknown command xyzzy; there are agents",
        "help chek, unknown command chek; did you mean check?",
        "help xyzzy, unknown command xyzzy; there are agents",
        "report, which command?",
        "'report --settings x.yaml', 'which command? name it before --settings: agents, menu, queue'",
        "user add a --skill internet, --skill internet: write it as SKILL=PROFICIENCY",
        "simulate f.yaml --field account, --field account: write it as KEY=VALUE",
        "simulate f.yaml --form +77011234567, unknown option --form; did you mean --from?",
        "simulate f.yaml --form=+77011234567, unknown option --form; did you mean --from?",
        "user add a --fone PJSIP/1, unknown option --fone; did you mean --phone?",
        "doctor --jsno, unknown option --jsno; did you mean --json?",
        "serve --setings x, unknown option --setings; did you mean --settings?",
        "check --what, unknown option --what",
        "simulate f.yaml, Missing required option"
    })
    void whoMistypesIsToldWhatWasMeant(String command, String told) {
        assertThat(terminal.run(command.split(" "))).isEqualTo(2);

        assertThat(terminal.err().lines().findFirst().orElseThrow())
                .startsWith("recaller: " + told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serv", "report queu", "--hlep", "policy list", "policy --settings x"})
    void aSlipIsNotBuriedUnderAllCommands(String command) {
        assertThat(terminal.run(command.split(" "))).isEqualTo(2);

        assertThat(terminal.err().lines()).hasSize(2);
        assertThat(terminal.err()).contains("  try: recaller", "--help");
    }

    @ParameterizedTest
    @CsvSource({"HOME, /dev/null", "HOME, ''", "RECALLER_CACHE, /proc/nowhere"})
    void aHomeThatCannotBeUsedIsSaidInWords(String variable, String value) {
        terminal.with(variable, value);

        assertThat(terminal.run("demo", "--once")).isEqualTo(2);

        assertThat(terminal.err()).contains("cannot write to", variable, value, "RECALLER_CACHE=");
    }

    @Test
    void everyMistakeInTheSettingsIsToldAtOnce() throws IOException {
        var settings = Files.writeString(folder.resolve("recaller.yaml"), "agi: {prot: 1}\n");

        assertThat(terminal.run("doctor", "--settings", settings.toString())).isEqualTo(2);

        assertThat(terminal.err())
                .contains(
                        "recaller.yaml:1: unknown key agi.prot; did you mean agi.port?",
                        "time-zone is missing",
                        "ami.secret is missing");

        assertThat(terminal.run("doctor", "--json", "--settings", settings.toString()))
                .isEqualTo(2);
        assertThat(terminal.out().lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.startsWith("{\"part\":\"settings\",\"state\":\"bad\""))
                .anyMatch(line -> line.contains("did you mean agi.port?"));
    }

    @Test
    void aFlowThatIsWellIsOk() throws Exception {
        var line = Files.readAllLines(Path.of(Terminal.FLOW)).indexOf("      options:") + 1;

        assertThat(terminal.run("check", Terminal.FLOW)).isZero();

        assertThat(terminal.lines())
                .containsExactly(
                        "note: "
                                + Terminal.FLOW
                                + ":"
                                + line
                                + ": nodes.main.menu.options: options with more topics begin"
                                + " with more chances: internet (2 topics), moving (2 topics). What"
                                + " is learned outweighs it; see docs/menu-planner.md",
                        Terminal.FLOW + ": ok",
                        "  not checked without --settings FILE: known fields (account),"
                                + " look-ups (outage_status)");
    }

    @ParameterizedTest
    @CsvSource({
        "kz, 'kz is the code of a country, not of a language. Did you mean kk?'",
        "und, und is no language that is known"
    })
    void aLanguageThatIsNoneIsToldBeforeTheTextsThatItLacks(String tag, String told)
            throws IOException {
        var flow =
                """
                flow: small
                languages: [en, ru, XX]
                start: main
                person: person
                nodes:
                  main: {menu: {options: {one: {key: 1, say: {en: "one", ru: "один"}, next: person}}}}
                  person: {hand_off: {say: {en: "One moment.", ru: "Минуту."}}}
                """;
        var file = Files.writeString(folder.resolve("none.yaml"), flow.replace("XX", tag));

        assertThat(terminal.run("check", file.toString())).isEqualTo(1);
        assertThat(terminal.lines().getFirst())
                .startsWith("warning: " + file + ":2: languages: ")
                .contains(told);

        assertThat(terminal.run("check", file.toString(), "--json")).isEqualTo(1);
        assertThat(terminal.lines().getFirst()).contains("\"line\":2", "\"warning\":true");
    }

    @Test
    void aCharacterThatNoYamlHoldsIsToldWithItsLine() throws IOException {
        var flow =
                Files.readString(Path.of(Terminal.FLOW)).replaceFirst("(?m)^start: ", "start:\0");
        var line = flow.substring(0, flow.indexOf('\0')).lines().count();
        var file = Files.writeString(folder.resolve("nul.yaml"), flow);
        var told = file + ":" + line + ": not readable as YAML: the character U+0000 at position 7";

        assertThat(terminal.run("check", file.toString())).isEqualTo(1);
        assertThat(terminal.out()).startsWith(told).contains("leave it out");

        Files.writeString(file, "time-zone: Asia/Almaty\nflows: \u0001x\n");
        assertThat(terminal.run("check", "--settings", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("nul.yaml:2: the character U+0001 at position 8");
    }

    @Test
    void whatIsNotCheckedWithoutSettingsIsSaid() throws IOException {
        var flow =
                """
                flow: small
                languages: [en]
                start: ask
                person: person
                nodes:
                  ask: {look_up: {source: balance, arguments: {}, result: {due: due}}, next: person, on_failure: person}
                  person: {hand_off: {queue: desk}}
                """;
        var file = Files.writeString(folder.resolve("asks.yaml"), flow).toString();

        assertThat(terminal.run("check", file)).isZero();
        assertThat(terminal.out())
                .endsWith(
                        file
                                + ": ok\n  not checked without --settings FILE: look-ups (balance),"
                                + " queues (desk)\n");

        assertThat(terminal.run("check", file, "--json")).isZero();
        assertThat(terminal.lines().getLast())
                .startsWith("{\"file\":")
                .contains("look-ups (balance)", "\"note\":true");
    }

    @Test
    void aLanguageInWhichNobodyIsToldTheirPlaceIsNoted() throws IOException {
        var flow =
                """
                flow: small
                languages: [de, ja]
                start: person
                person: person
                nodes:
                  person: {hand_off: {say: {de: "Moment.", ja: "少々お待ちください。"}}}
                """;
        var file = Files.writeString(folder.resolve("small.yaml"), flow);

        assertThat(terminal.run("check", file.toString())).isZero();

        assertThat(terminal.out())
                .contains("small.yaml:2: languages: callers who wait", "in English", "in ja")
                .doesNotContain("in de");
    }

    @Test
    void textsOfQueuesThatALanguageOfTheFlowLacksAreWarnedOf() throws IOException {
        var settings =
                """
                time-zone: Asia/Almaty
                numbers: {8000: small}
                agi: {token: t0ken}
                ami: {secret: s3cret}
                queues:
                  main:
                    greeting: {de: Hallo.}
                    overflow: {closed: {message: {de: Zu., kk: Жабық.}, then: flow}}
                """;
        var flow =
                """
                flow: small
                languages: [de, kk]
                start: person
                person: person
                nodes:
                  person: {hand_off: {say: {de: "Moment.", kk: "Бір сәт."}}}
                """;
        var file = Files.writeString(folder.resolve("small.yaml"), flow).toString();
        var given = Files.writeString(folder.resolve("recaller.yaml"), settings).toString();

        assertThat(terminal.run("check", file, "--settings", given)).isZero();

        assertThat(terminal.out())
                .contains("languages: queues.main.greeting has no words in kk")
                .contains("hand_off: the queue main may give callers back to the flow")
                .doesNotContain("message has no words", "no words in de");
    }

    @Test
    void aLanguageThatThereIsNotAndOneWithoutAVoiceAreWarnedOf() throws IOException {
        var tone = Files.write(folder.resolve("tone.wav"), ToneSynthesizer.tone(8000, 8000, 300));
        var settings =
                """
                time-zone: Asia/Almaty
                numbers: {8000: small}
                agi: {token: t0ken}
                ami: {secret: s3cret}
                speech:
                  command: [/bin/sh, -c, "case $1 in sw|xq|kz) echo no such voice >&2; exit 1;; esac; cp %s $2", speak, "{voice}", "{out}"]
                """
                        .formatted(tone);
        var flow =
                """
                flow: small
                languages: [de, sw, xq, kz]
                start: person
                person: person
                nodes:
                  person: {hand_off: {say: {de: "Moment.", sw: "Subiri.", xq: "Xu.", kz: "Бір сәт."}}}
                """;
        var file = Files.writeString(folder.resolve("small.yaml"), flow).toString();
        var given = Files.writeString(folder.resolve("recaller.yaml"), settings).toString();

        assertThat(terminal.run("check", file, "--settings", given)).isZero();

        assertThat(terminal.out())
                .contains(
                        "small.yaml:2: languages: xq is no language that is known",
                        "kz is the code of a country, not of a language",
                        "has no voice for sw (it ended with 1: no such voice)",
                        "speech.voices.sw",
                        "speech.voices.kz, such as kk")
                .doesNotContain("voice for de", "sw is no language");
    }

    @Test
    void aFlowThatIsBrokenIsThereAllTheSame() throws IOException {
        var served = Files.createDirectories(folder.resolve("served"));
        Files.writeString(served.resolve("small.yaml"), "flow: small\nlanguages: [de\n");
        var given =
                Files.writeString(
                        folder.resolve("recaller.yaml"),
                        """
                        time-zone: Asia/Almaty
                        flows: served
                        numbers: {8000: small}
                        agi: {token: t0ken}
                        ami: {secret: s3cret}
                        """);

        assertThat(terminal.run("check", "--settings", given.toString())).isEqualTo(1);

        assertThat(terminal.out()).contains("1 to mend").doesNotContain("which is not in");
    }

    @Test
    void withoutAFlowAllThatTheSettingsServeAreCheckedAndTheirNumbersToo() throws IOException {
        var settings =
                """
                time-zone: Asia/Almaty
                flows: served
                numbers:
                  8000: small
                  8001: smal
                  8002: {flow: small, language: ru}
                agi: {token: t0ken}
                ami: {secret: s3cret}
                """;
        var flow =
                """
                flow: small
                languages: [de]
                start: person
                person: person
                nodes:
                  person: {hand_off: {say: {de: "Moment."}}}
                """;
        Files.writeString(
                Files.createDirectories(folder.resolve("served")).resolve("small.yaml"), flow);
        var given = Files.writeString(folder.resolve("recaller.yaml"), settings).toString();

        assertThat(terminal.run("check", "--settings", given)).isEqualTo(1);

        assertThat(terminal.out())
                .contains("small.yaml: ok")
                .contains("numbers.8001 is answered by the flow smal, which is not in ")
                .contains("write one of [small], or put the flow there")
                .contains("numbers.8002.language is ru, which the flow small does not speak");
    }

    @Test
    void aCheckOfNothingSaysWhatToName() {
        assertThat(terminal.run("check")).isEqualTo(2);

        assertThat(terminal.err()).contains("--settings recaller.yaml");
    }

    @Test
    void whatIsWrongWithAFlowIsToldWithLineAndRemedyAndExitCode1() throws IOException {
        var broken =
                Files.readString(Path.of(Terminal.FLOW))
                        .replace("next: billing_person", "next: billing_persn");
        var file = Files.writeString(folder.resolve("broken.yaml"), broken);

        assertThat(terminal.run("check", file.toString())).isEqualTo(1);
        assertThat(terminal.out()).containsPattern("broken.yaml:\\d+").contains("billing_persn");

        assertThat(terminal.run("check", file.toString(), "--json")).isEqualTo(1);
        assertThat(terminal.lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{\"file\":") && line.contains("\"remedy\":"));
    }

    @Test
    void whatEachTierHearsIsListedOnRequest() {
        assertThat(terminal.run("check", Terminal.FLOW, "--hears")).isZero();

        assertThat(terminal.out()).contains("verified").contains("plan");
    }

    @Test
    void howLongEachFormTakesIsToldOnRequest() {
        assertThat(terminal.run("check", Terminal.FLOW, "--forms")).isZero();

        assertThat(terminal.out())
                .containsPattern(
                        "form \\S+, 1 field: by keypad about \\d+ s, on a page about \\d+ s");
        assertThat(terminal.run("check", Terminal.FLOW, "--forms", "--json")).isZero();
        assertThat(terminal.out()).contains("\"keypad_seconds\":");
    }

    @Test
    void withoutASettingsFileTheLineThatBeginsOneIsNamedAndItsFileIsReadable(@TempDir Path folder)
            throws Exception {
        var file = folder.resolve("of mine.yaml");
        var terminal = new Terminal();

        assertThat(terminal.run("doctor", "--settings", file.toString())).isEqualTo(2);
        assertThat(terminal.err())
                .startsWith("recaller: there is no settings file " + file + "; ")
                .contains("\n  try: (umask 077; printf '");
        var line = terminal.err().lines().toList().getLast().strip().substring("try: ".length());
        assertThat(new ProcessBuilder("sh", "-c", line).start().waitFor()).isZero();
        assertThat(SettingsReader.read(file, Map.of()).numbers()).isNotEmpty();

        Files.writeString(file, "# later\n\n");
        assertThat(terminal.run("check", "--settings", file.toString())).isEqualTo(2);
        assertThat(terminal.err())
                .startsWith("of mine.yaml: is empty; begin it (docs/configuration.md says")
                .contains(": (umask 077; printf '", "time-zone is missing");

        assertThat(terminal.run("doctor", "--json", "--settings", folder + "/none")).isEqualTo(2);
        assertThat(terminal.out()).contains("\"state\":\"bad\"").contains("there is no settings");
    }

    @Test
    void whatTheLineThatBeginsSettingsWritesServesTheFlowThatComesWithTheProgram(
            @TempDir Path folder) throws Exception {
        var file = folder.resolve("recaller.yaml").toString();
        var terminal = new Terminal().with("RECALLER_HOME", "..");

        terminal.run("doctor", "--settings", file);
        var line = terminal.err().lines().toList().getLast().strip().substring("try: ".length());
        assertThat(new ProcessBuilder("sh", "-c", line).start().waitFor()).isZero();

        assertThat(terminal.run("check", "--settings", file)).as(terminal.out()).isZero();
        assertThat(terminal.out()).endsWith("telecom.yaml: ok\n");
        var read = SettingsReader.read(Path.of(file), Map.of());
        assertThat(FlowShelf.read(read)).containsKey("telecom");
    }

    @Test
    void whatIsLookedAtLaterIsSaidAndMistakesOfSettingsStandInTheOrderOfTheFile(
            @TempDir Path folder) throws IOException {
        var flow = folder.resolve("broken.yaml");
        Files.writeString(
                flow, Files.readString(Path.of(Terminal.FLOW)).replace("\nstart: ", "\nstat: "));

        assertThat(terminal.run("check", flow.toString())).isEqualTo(1);
        assertThat(terminal.out()).endsWith("  more is looked at once these are mended\n");

        var file = folder.resolve("recaller.yaml");
        Files.writeString(
                file,
                """
                htp: {port: 1}
                time-zone: Nowhere
                http: {port: none}
                numbers: {"*": telecom}
                agi: {port: 0}
                """);
        for (var command : List.of("doctor", "check")) {
            assertThat(terminal.run(command, "--settings", file.toString())).isEqualTo(2);
            var told = terminal.err().lines().toList();
            assertThat(told.getLast()).endsWith("looked at once the settings are right");
            assertThat(told.stream().filter(line -> line.matches("recaller.yaml:\\d+: .*")))
                    .hasSizeGreaterThan(3)
                    .isSorted();
        }
    }
}
