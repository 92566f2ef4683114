package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the pages run as written, and a real Asterisk loads the dialplan as shown. */
@Tag("beside")
class DocsIT {
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ ((?:.*\\\\\n)*.*\n)");
    private static final Pattern SUBCOMMAND = Pattern.compile("(?m)recaller ([a-z]+)");

    @TempDir private static Path folder;

    @BeforeAll
    static void thereIsSomethingToRun() {
        assertThat(Path.of("target/recaller.jar"))
                .as("what the launcher runs; make it with: ./recaller --build")
                .exists();
    }

    @TestFactory
    Stream<DynamicTest> everyCommandOfThePagesDoesWhatIsShown() throws IOException {
        return Pages.blocks().stream()
                .filter(block -> block.notRun().isEmpty())
                .filter(block -> List.of("sh", "console").contains(block.language()))
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> check(block)));
    }

    @TestFactory
    Stream<DynamicTest> everySubcommandThatIsNamedIsThere() throws IOException {
        var named = new TreeSet<String>();
        for (var block : Pages.blocks()) {
            if (block.language().equals("sh")) {
                SUBCOMMAND
                        .matcher(block.text())
                        .results()
                        .forEach(name -> named.add(name.group(1)));
            }
        }
        return named.stream()
                .map(name ->
                        DynamicTest.dynamicTest(
                                name,
                                () ->
                                        assertThat(run("./recaller " + name + " --help"))
                                                .contains("Usage: recaller " + name)));
    }

    @Test
    void theLauncherWorksFromAnywhereAndThroughALink() throws Exception {
        var link = folder.resolve("a link");
        Files.createSymbolicLink(link, Pages.ROOT.resolve("recaller"));

        var said = run("cd / && '" + link + "' --version");

        Files.delete(link);
        assertThat(said).startsWith("recaller ");
    }

    @Test
    void whatAnOperatorAddsIsLoadedByAsterisk() throws Exception {
        var program =
                new AsteriskPackages(
                                AsteriskPackages.defaultCache(System.getenv()),
                                System.getenv(),
                                _ -> {})
                        .asterisk();
        var ports = Ports.free();
        var role =
                new Role.Pbx(
                        Ports.free().sip(),
                        List.of("reception"),
                        List.of("127.0.0.1:4573"),
                        "word");
        try (var asterisk = LocalAsterisk.start(program, folder.resolve("pbx"), ports, role)) {
            var etc = asterisk.folder().resolve("etc");
            Files.writeString(etc.resolve("extensions.conf"), snippet("[globals]"));
            Files.writeString(
                    etc.resolve("manager.conf"),
                    snippet("[general]")
                            .replace("enabled = yes", "enabled = yes\nport = " + ports.ami()));

            ask(program, asterisk, "dialplan reload");
            ask(program, asterisk, "manager reload");

            assertThat(ask(program, asterisk, "dialplan show from-trunk"))
                    .contains("Goto(recaller-in,${FILTER(+0-9,${EXTEN})},1)");
            assertThat(ask(program, asterisk, "dialplan show recaller-in"))
                    .contains("Goto(recaller-begin,s,1)");
            assertThat(ask(program, asterisk, "dialplan show globals"))
                    .contains("RECALLER_RING_GROUP=PJSIP/reception&PJSIP/office");
            assertThat(ask(program, asterisk, "manager show user recaller"))
                    .containsPattern("write perm: call,(reporting,)?originate");
        }
    }

    private static String snippet(String beginning) throws IOException {
        return Pages.blocks("dialplans/asterisk/README.md").stream()
                .map(Pages.Block::text)
                .filter(text -> text.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .replaceAll("<openssl [^>]*>", "0123456789abcdef");
    }

    private static String ask(AsteriskProgram program, LocalAsterisk asterisk, String question)
            throws Exception {
        var command = new ArrayList<>(program.command());
        var configuration = asterisk.folder().resolve("etc/asterisk.conf");
        command.addAll(List.of("-C", configuration.toString(), "-rx", question));
        return run(command, Path.of("."));
    }

    private static void check(Pages.Block block) throws Exception {
        if (block.language().equals("sh")) {
            run(block.text());
            return;
        }
        var commands = COMMAND.matcher(block.text()).results().toList();
        for (int i = 0; i < commands.size(); i++) {
            var command = commands.get(i);
            var end = i + 1 < commands.size() ? commands.get(i + 1).start() : block.text().length();
            assertThat(run(command.group(1)).replaceAll(" +", " "))
                    .as("%s: %s", block, command.group(1))
                    .matches(expected(block.text().substring(command.end(), end)));
        }
    }

    /** {@code …} stands for the rest of a line; alone on a line, for any number of lines. */
    private static Pattern expected(String shown) {
        return Pattern.compile(
                shown.replaceAll(" +", " ")
                        .lines()
                        .map(line ->
                                line.strip().equals("…")
                                        ? "(?:.*\n)*?"
                                        : Pattern.quote(line).replace("…", "\\E.*\\Q") + "\n")
                        .collect(Collectors.joining()));
    }

    private static String run(String script) throws Exception {
        return run(List.of("bash", "-euo", "pipefail", "-c", script), Pages.ROOT);
    }

    private static String run(List<String> command, Path where) throws Exception {
        var out = Files.createTempFile(folder, "out", ".txt");
        var err = Files.createTempFile(folder, "err", ".txt");
        var builder =
                new ProcessBuilder(command)
                        .directory(where.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(Map.of("RECALLER_BUILD", "never"));
        var process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor())
                .as("%s\n%s%s", command, Files.readString(out), Files.readString(err))
                .isZero();
        return Files.readString(out);
    }
}
