package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a small tree of its own, with programs that only say that they were called. */
class LauncherTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path folder;
    private Path tree;

    private record Ran(int code, String said) {}

    @BeforeEach
    void plant() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        Files.copy(
                Path.of("../recaller"),
                tree.resolve("recaller"),
                StandardCopyOption.COPY_ATTRIBUTES);
        for (var source : List.of("ivr-server/src/main/A.java", "sql/V1.sql", "dialplans/a.conf")) {
            write(source, "a source");
        }
        write("pom.xml", "<project/>");
        write("ivr-server/pom.xml", "<project/>");
        write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
        program("jdk/bin/javac", "exit 0");
        program("jdk/bin/java", "echo \"java runs: $*\"");
        program(
                "bin/mvn",
                """
                echo built
                mkdir -p %1$s/lib
                echo jar > %1$s/recaller.jar\
                """
                        .formatted(tree.resolve("ivr-server/target")));
        program("bin/node", "echo v22.0.0");
        program("bin/npm", "exit 0");
    }

    @Test
    void aCloneIsBuiltOnceAndAgainWhenASourceWasChanged() throws Exception {
        Files.createDirectories(tree.resolve(".git"));

        assertThat(run("check").said()).contains("building", "java runs");
        assertThat(run("check").said()).doesNotContain("building").contains("java runs");
        write("sql/V1.sql", "another");
        later("sql/V1.sql");
        assertThat(run("check").said()).contains("building");
    }

    /** On a terminal it is one line that changes; a log has a line for each step. */
    @Test
    void eachStepOfABuildIsToldOnce() throws Exception {
        program(
                "bin/mvn",
                """
                echo '[INFO] --- spotless:check'
                sleep 5
                echo '[INFO] --- compiler:compile'
                sleep 5
                mkdir -p %1$s/lib
                echo jar > %1$s/recaller.jar\
                """
                        .formatted(tree.resolve("ivr-server/target")));

        var said = run("--build").said();

        assertThat(said.lines().filter(line -> line.contains("checking the format"))).hasSize(1);
        assertThat(said.lines().filter(line -> line.contains("compiling"))).hasSize(1);
    }

    @Test
    void timesAloneBuildNothing() throws Exception {
        Files.createDirectories(tree.resolve(".git"));
        run("--build");

        later("sql/V1.sql");
        later("ivr-server/src/main/A.java");

        assertThat(run("check").said()).doesNotContain("building").contains("java runs");
    }

    @Test
    void aServerNeverBuildsAgainButSaysThatItsBuildIsOld() throws Exception {
        Files.createDirectories(tree.resolve(".git"));
        run("--build");
        write("sql/V1.sql", "another");
        later("sql/V1.sql");

        var ran = run("serve", "--settings", "recaller.yaml");

        assertThat(ran.said())
                .contains("sources are newer than the build", "./recaller --build")
                .contains("java runs")
                .doesNotContain("building");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "doctor", "check", "demo"})
    void aTreeThatIsNoCloneIsNotBuiltAgain(String command) throws Exception {
        run("--build");
        write("ivr-server/src/main/A.java", "another");
        later("ivr-server/src/main/A.java");

        assertThat(run(command).said()).doesNotContain("building").contains("java runs");
        assertThat(run("--build").said()).contains("building");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "simulate", "demo"})
    void whoseMemoryIsFullExitsInsteadOfLivingOnInPart(String command) throws Exception {
        run("--build");

        assertThat(run(command).said()).contains("java runs", "-XX:+ExitOnOutOfMemoryError");
    }

    /** Java ends in an error where two are asked for. */
    @ParameterizedTest
    @CsvSource({
        "RECALLER_JAVA_OPTIONS, -Xmx512m -XX:+UseG1GC",
        "JAVA_TOOL_OPTIONS, -XX:+UseZGC",
        "JDK_JAVA_OPTIONS, -XX:+UseShenandoahGC -Xss2m",
        "_JAVA_OPTIONS, -XX:+UseParallelGC"
    })
    void whoChoosesACollectorHasThatAlone(String variable, String chosen) throws Exception {
        run("--build");

        assertThat(run("check").said()).contains("java runs", "-XX:+UseSerialGC");
        assertThat(run("serve").said()).contains("java runs", "-XX:+UseParallelGC");
        assertThat(run(Map.of(variable, chosen), "check").said())
                .contains("java runs")
                .doesNotContain("-XX:+UseSerialGC");
        assertThat(run(Map.of(variable, "-XX:+UseZGC"), "serve").said())
                .contains("java runs")
                .doesNotContain("-XX:+UseParallelGC");
    }

    @Test
    void toldNeverItBuildsNotEvenWhatIsNotThere() throws Exception {
        var ran = run(Map.of("RECALLER_BUILD", "never"), "serve");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.said())
                .contains("nothing is built", "RECALLER_BUILD is never", "./recaller --build");
        assertThat(run(Map.of("RECALLER_BUILD", "no"), "serve").said())
                .contains("RECALLER_BUILD is 'no'; write auto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "help serve", "serve --help", "report menu -h"})
    void whatThereIsIsToldAtOnceThoughNothingIsBuilt(String question) throws Exception {
        write("packaging/help.txt", "all the commands");

        var ran = run(question.split(" "));

        assertThat(ran.code()).isZero();
        assertThat(ran.said())
                .contains("all the commands", "nothing is built yet", "./recaller --build")
                .doesNotContain("building", "java runs");
    }

    @Test
    void withoutACommandItIsAskedForAndTheVersionIsToldThoughNothingIsBuilt() throws Exception {
        write("packaging/help.txt", "all the commands");
        write(
                "ivr-server/src/main/java/io/recaller/Version.java",
                "    public static final String NUMBER = \"7.1\";");

        var ran = run();

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.said()).contains("which command?", "all the commands");
        assertThat(run("--version").said()).startsWith("recaller 7.1").doesNotContain("building");
    }

    @Test
    void aQuestionBuildsNothingAgain() throws Exception {
        Files.createDirectories(tree.resolve(".git"));
        run("--build");
        write("sql/V1.sql", "another");
        later("sql/V1.sql");

        assertThat(run("simulate", "--help").said())
                .contains("java runs")
                .doesNotContain("building");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/at/all", "", "/dev/null"})
    void aHomeThatCannotBeUsedIsSaidInWords(String home) throws Exception {
        var ran = run(Map.of("HOME", home), "check");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.said())
                .contains("HOME is '" + home + "', which is no folder", "set it to one")
                .doesNotContain("building");
    }

    @Test
    void withoutATerminalABuildIsTalkedAboutNowAndThenOnly() throws Exception {
        program(
                "bin/mvn",
                """
                sleep 3
                mkdir -p %1$s/lib
                echo jar > %1$s/recaller.jar\
                """
                        .formatted(tree.resolve("ivr-server/target")));

        var ran = run("--build");

        assertThat(ran.said().lines().filter(line -> line.contains("building"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "serve", "user", "pin", "backup", "report"})
    void installedRootGoesOnAsTheOwnerOfTheServersFolder(String command) throws Exception {
        installed("recaller");

        assertThat(run(command, "--settings", "a b").said())
                .contains("--reuid=recaller --regid=0 --init-groups")
                .endsWith("/recaller " + command + " --settings a b\n")
                .doesNotContain("java runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "simulate", "backtest", "demo", "--version"})
    void whatReadsNamedFilesOnlyStaysRoots(String command) throws Exception {
        installed("recaller");

        assertThat(run(command).said()).contains("java runs").doesNotContain("--reuid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "UNKNOWN"})
    void aFolderOfRootOrOfNobodyKnownChangesNothing(String owner) throws Exception {
        installed(owner);

        assertThat(run("doctor").said()).contains("java runs").doesNotContain("--reuid");
    }

    @Test
    void whereRootMayNotBecomeTheOwnerNothingIsMadeAndTheRemedyIsSaid() throws Exception {
        installed("recaller");
        program("bin/setpriv", "exit 1");

        var ran = run("doctor");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.said()).contains("run it as recaller").doesNotContain("java runs");
    }

    /** Else a name that is not ASCII is lost on the way to Java: of a person, of a file. */
    @ParameterizedTest
    @CsvSource({
        "'', '', 'C.UTF-8 '",
        "'', C, C.UTF-8 C.UTF-8",
        "'', kk_KZ.NONE, C.UTF-8 C.UTF-8",
        "ru_RU.NONE, '', 'C.UTF-8 '",
        "C.UTF-8, '', ' '"
    })
    void withoutALocaleWhatIsTypedIsReadAsUtf8(String lang, String all, String seen)
            throws Exception {
        run("--build");
        program("jdk/bin/java", "echo \"locale <${LC_CTYPE:-} ${LC_ALL:-}>\"");

        assertThat(run(Map.of("LANG", lang, "LC_CTYPE", "", "LC_ALL", all), "check").said())
                .contains("locale <" + seen + ">");
    }

    @Test
    void anArchiveThatCannotBeMadeIsNotAskedFor() throws Exception {
        installed("root");
        assertThat(run("why").said()).contains("-XX:+AutoCreateSharedArchive");

        // Root may write everywhere, so the shell's test is what is answered here.
        var launcher = Files.readString(tree.resolve("recaller"));
        Files.writeString(
                tree.resolve("recaller"), launcher.replace("[ -w \"$target\" ]", "false"));

        assertThat(run("why").said()).contains("java runs").doesNotContain("SharedArchive");
        write("command.jsa", "an archive");
        assertThat(run("why").said())
                .contains("-Xshare:auto -XX:SharedArchiveFile=")
                .doesNotContain("AutoCreate");
    }

    @Test
    void aPracticeThatCameUpIsKept() throws Exception {
        practised("echo cache >\"${word#*=}\"; echo 'recaller: desk http://127.0.0.1:1/desk'");

        var ran = run("--train");

        assertThat(ran.said()).doesNotContain("failed");
        assertThat(tree.resolve("ivr-server/target/serve.aot")).hasContent("cache");
    }

    /** What is kept beside another collector's objects is of no use to one. */
    @Test
    void aPracticeHasTheCollectorOfServers() throws Exception {
        practised("echo \"$*\" >%s".formatted(tree.resolve("seen")));

        run("--train");

        assertThat(tree.resolve("seen")).content().contains("-XX:+UseParallelGC");
    }

    /** What a practice compiles is what a server need not find out: that one waits. */
    @Test
    void aPracticeDoesNotWaitWithTheThoroughCompiler() throws Exception {
        practised("echo \"$*\" >%s".formatted(tree.resolve("seen")));

        run("--train");

        assertThat(tree.resolve("seen")).content().doesNotContain("-XX:Tier");
    }

    @Test
    void aServerWaitsWithTheThoroughCompilerAndCommandsHaveTheQuickOneOnly() throws Exception {
        run("--build");

        assertThat(run("serve").said()).contains("java runs", "-XX:Tier4InvocationThreshold=");
        assertThat(run("check").said()).contains("java runs").doesNotContain("-XX:Tier4");
    }

    @Test
    void javaKnowsTheOptionsOfAServer() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = new ArrayList<>(List.of(java));
        Pattern.compile("-XX:Tier\\S+=\\d+")
                .matcher(Files.readString(Path.of("../recaller")))
                .results()
                .map(MatchResult::group)
                .forEach(words::add);
        words.add("-version");

        assertThat(words).hasSizeGreaterThan(6);
        assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
    }

    /** Whoever has set where the server's database is does not mean it to be practised on. */
    @Test
    void aPracticeTakesNothingFromTheEnvironmentOfTheServer() throws Exception {
        practised("env >%s".formatted(tree.resolve("seen")));

        run(
                Map.of(
                        "RECALLER_DATABASE_URL", "jdbc:postgresql://production/recaller",
                        "RECALLER_AGI_PORT", "4573"),
                "--train");

        assertThat(tree.resolve("seen"))
                .content()
                .doesNotContain("production", "RECALLER_AGI_PORT")
                .contains("RECALLER_HOME=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo half >\"${word#*=}\"; echo 'recaller: opening the database'; exit 1",
                "echo half >\"${word#*=}\"; echo 'recaller: ready for calls'",
                "echo half >\"${word#*=}\"",
                "echo 'recaller: desk http://127.0.0.1:1/desk'",
                "exit 1"
            })
    void aPracticeThatDidNotIsDeletedWithALine(String java) throws Exception {
        practised(java);
        write("ivr-server/target/serve.aot", "of a build before");

        var ran = run("--train");

        assertThat(ran.code()).isZero();
        assertThat(ran.said()).contains("the practice failed and nothing of it is kept");
        try (var files = Files.list(tree.resolve("ivr-server/target"))) {
            assertThat(files).noneMatch(file -> file.toString().contains("serve.aot"));
        }
    }

    /** Beside its program, as package and image have it; we are root, the folder is the owner's. */
    private void installed(String owner) throws IOException {
        write("recaller.jar", "a program");
        write("lib/a.jar", "a library");
        program("bin/id", "echo 0");
        program("bin/stat", "echo " + owner);
        program("bin/setpriv", "[ \"${5:-}\" = true ] || echo \"setpriv $*\"");
    }

    /** Built, with a Java that does this when it is to write down what it knows. */
    private void practised(String script) throws Exception {
        run("--build");
        program(
                "jdk/bin/java",
                "for word; do case $word in -XX:AOTCacheOutput=*) " + script + " ;; esac; done");
    }

    private void write(String name, String text) throws IOException {
        var file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }

    private void later(String name) throws IOException {
        Files.setLastModifiedTime(
                tree.resolve(name),
                FileTime.from(
                        Files.getLastModifiedTime(tree.resolve("ivr-server/target/recaller.jar"))
                                .toInstant()
                                .plus(Duration.ofMinutes(1))));
    }

    private void program(String name, String script) throws IOException {
        write(name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(
                tree.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private Ran run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(tree.resolve("recaller").toString()));
        words.addAll(List.of(arguments));
        var said = folder.resolve("said");
        var builder =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        var variables = new HashMap<String, String>();
        variables.put("PATH", tree.resolve("bin") + ":" + System.getenv("PATH"));
        variables.put("JAVA_HOME", tree.resolve("jdk").toString());
        variables.put("HOME", folder.toString());
        variables.putAll(environment);
        builder.environment().keySet().removeIf(name -> name.startsWith("RECALLER_"));
        builder.environment().putAll(variables);
        var process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(said));
    }
}
