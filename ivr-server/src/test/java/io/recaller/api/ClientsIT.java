package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients as their users generate them from the OpenAPI file, run against the API. {@code make
 * clients} brings the generators; what is not there is skipped, with the reason.
 */
@Timeout(300)
@Tag("beside")
final class ClientsIT {
    private static final Path SOURCES = Path.of("src/test/clients").toAbsolutePath();
    private static final Path MADE = Path.of("target/clients").toAbsolutePath();
    private static final Path CONTRACT =
            Path.of("src/main/resources/openapi/recaller.yaml").toAbsolutePath();
    private static final String AS_EXPECTED = "as expected";
    private static final String IMPORTS = "import dateutil, pydantic, typing_extensions, urllib3";

    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api());

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @Test
    void aTypeScriptClientIsGeneratedAndTalksToTheServer() throws IOException {
        var folder = copied("typescript");
        assumeTrue(
                Files.isDirectory(folder.resolve("node_modules/openapi-typescript")),
                "skipped: make clients brings the generator");
        copy(CONTRACT, folder);

        right(folder, "npm", "run", "--silent", "generate");
        right(folder, "npm", "run", "--silent", "compile");
        var said = right(folder, "node", "client.js", served.address(), Served.KEY);

        assertThat(said.strip()).isEqualTo(AS_EXPECTED);
    }

    @Test
    void aPythonClientIsGeneratedAndTalksToTheServer() throws IOException {
        var folder = copied("python");
        var generator = MADE.resolve("openapi-generator-cli.jar");
        assumeTrue(Files.exists(generator), "skipped: make clients brings the generator");

        right(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlog.level=warn",
                "-jar",
                generator.toString(),
                "generate",
                "--input-spec=" + CONTRACT,
                "--generator-name=python",
                "--output=made",
                "--additional-properties=packageName=recaller_client",
                "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false");
        right(folder, "python3", "-m", "compileall", "-q", "made/recaller_client");
        var python = python(folder);
        var said = right(folder, python, "client.py", served.address(), Served.KEY);

        assertThat(said.strip()).isEqualTo(AS_EXPECTED);
    }

    /** One that has what the client imports, made where the machine's own does not. */
    private static String python(Path folder) {
        if (run(folder, "python3", "-c", IMPORTS).code() == 0) {
            return "python3";
        }
        var own = folder.resolve("venv/bin/python3").toString();
        if (run(folder, own, "-c", IMPORTS).code() != 0) {
            run(folder, "python3", "-m", "venv", "venv");
            run(folder, own, "-m", "pip", "install", "--quiet", "-r", "requirements.txt");
        }
        assumeTrue(
                run(folder, own, "-c", IMPORTS).code() == 0,
                "generated and compiled, not run: Python lacks what requirements.txt names, and pip"
                        + " could not install it");
        return own;
    }

    private static Path copied(String client) throws IOException {
        var folder = Files.createDirectories(MADE.resolve(client));
        try (Stream<Path> files = Files.list(SOURCES.resolve(client))) {
            files.forEach(file -> copy(file, folder));
        }
        return folder;
    }

    private static void copy(Path file, Path folder) {
        try {
            Files.copy(
                    file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it said; it must end well. */
    private static String right(Path folder, String... command) {
        var ended = run(folder, command);
        assertThat(ended.code()).as("%s said: %s", List.of(command), ended.said()).isZero();
        return ended.said();
    }

    private record Ended(int code, String said) {}

    private static Ended run(Path folder, String... command) {
        var said = folder.resolve("said.txt");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.of("PYTHONPATH", folder.resolve("made").toString(), "PYTHONUTF8", "1"));
        try {
            var process = builder.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Ended(124, "took longer than two minutes");
            }
            return new Ended(process.exitValue(), Files.readString(said));
        } catch (IOException none) {
            return new Ended(127, "" + none.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
