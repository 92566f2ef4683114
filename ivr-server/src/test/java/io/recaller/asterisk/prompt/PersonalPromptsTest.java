package io.recaller.asterisk.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts with somebody's values in them: who may read them, and for how long. */
final class PersonalPromptsTest {
    private static final Prompt HELLO = new Prompt(new Language("en"), "hello");
    private static final Prompt SUM =
            new Prompt(new Language("en"), "you owe 1,500", "you owe 1500");

    @TempDir private Path folder = Path.of("");

    private final ToneSynthesizer tones = new ToneSynthesizer();
    private Instant now = Instant.now();

    @Test
    void onlyThisUserMayReadThem() throws IOException {
        var prompts = prompts();

        var file = prompts.files(Speech.of(HELLO, SUM)).getLast().path();

        assertThat(file).startsWith(folder.resolve("personal").toAbsolutePath().toString());
        assertThat(mode(folder.resolve("personal"))).isEqualTo("rwx------");
        assertThat(Stream.of(".wav", ".alaw", ".ulaw").map(kind -> mode(Path.of(file + kind))))
                .containsOnly("rw-------");
        assertThat(prompts.files(Speech.of(HELLO)).getFirst().path()).doesNotContain("personal");
    }

    /** A unit's UMask took Asterisk's right to read the others away: callers heard nothing. */
    @Test
    void theOthersAreReadByAnAsteriskOfAnotherUserThoughTheyWereMadeUnderANarrowUmask()
            throws IOException {
        var file = prompts().files(Speech.of(HELLO)).getFirst().path();
        var language = folder.resolve("en");
        var voice = Path.of(file).resolveSibling(".").normalize();
        Files.setPosixFilePermissions(voice, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setPosixFilePermissions(language, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(
                Path.of(file + ".ulaw"), PosixFilePermissions.fromString("rw-r-----"));

        prompts().files(Speech.of(HELLO));

        assertThat(List.of(mode(voice), mode(language))).containsOnly("rwxr-xr-x");
        assertThat(Stream.of(".wav", ".alaw", ".ulaw").map(kind -> mode(Path.of(file + kind))))
                .containsOnly("rw-r--r--");
    }

    @Test
    void aFolderThatWasOpenToOthersIsClosed() throws IOException {
        Files.setPosixFilePermissions(
                Files.createDirectory(folder.resolve("personal")),
                PosixFilePermissions.fromString("rwxr-xr-x"));

        prompts().files(Speech.of(SUM));

        assertThat(mode(folder.resolve("personal"))).isEqualTo("rwx------");
    }

    @Test
    void aGroupThatTheOperatorGaveTheFolderToMayReadThemToo() throws IOException {
        var own = Files.createDirectory(folder.resolve("personal"));
        Files.setAttribute(own, "unix:mode", 02750);

        var file = prompts().files(Speech.of(SUM)).getFirst().path();

        assertThat(mode(Path.of(file + ".ulaw"))).isEqualTo("rw-r-----");
        assertThat((int) Files.getAttribute(own, "unix:mode") & 07777).isEqualTo(02750);
    }

    @Test
    void theyAreUsedAgainForAnHourAndGoneAfterTwo() throws IOException {
        var prompts = prompts();
        prompts.files(Speech.of(HELLO, SUM));
        assertThat(tones.rendered()).isEqualTo(2);

        now = now.plus(Duration.ofMinutes(50));
        prompts.tidy();
        assertThat(prompts.areKnown(Speech.of(SUM))).isTrue();
        prompts.files(Speech.of(SUM));
        assertThat(tones.rendered()).isEqualTo(2);

        now = now.plus(Duration.ofMinutes(80));
        prompts.tidy();
        assertThat(files("personal")).isEmpty();
        assertThat(prompts.areKnown(Speech.of(SUM))).isFalse();
        assertThat(prompts.areKnown(Speech.of(HELLO))).isTrue();
        assertThat(prompts.files(Speech.of(SUM))).hasSize(1);
    }

    @Test
    void whatAKilledServerOrAnOlderVersionLeftIsGoneToo() throws IOException {
        var own = Files.createDirectory(folder.resolve("personal"));
        var half = Files.createDirectory(own.resolve(".new123"));
        var left =
                List.of(
                        own.resolve("en-a-b.ulaw"),
                        half.resolve("wav"),
                        own.resolve(".new5.wav"),
                        Files.createDirectories(folder.resolve("en/abcd")).resolve("old.wav"));
        for (var file : left) {
            Files.writeString(file, "somebody's");
            age(file, Duration.ofDays(2));
        }
        age(half, Duration.ofDays(2));

        prompts().tidy();

        assertThat(left).noneMatch(Files::exists);
        assertThat(half).doesNotExist();
    }

    @Test
    void whatAFlowSaysStaysHoweverOldItIs() throws IOException {
        prompts();
        for (var file : files("en")) {
            age(file, Duration.ofDays(30));
        }

        var prompts = prompts();
        now = now.plus(Duration.ofDays(2));
        prompts.tidy();

        assertThat(tones.rendered()).isOne();
        assertThat(files("en")).hasSize(3);
        assertThat(prompts.files(Speech.of(HELLO))).hasSize(1);
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private List<Path> files(String below) throws IOException {
        try (var files = Files.walk(folder.resolve(below))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    /** A server whose flow says hello. */
    private Prompts prompts() {
        var made =
                new Prompts(
                        folder,
                        Voice.espeak(),
                        tones,
                        Recordings.none(),
                        Duration.ofSeconds(20),
                        2,
                        new SimpleMeterRegistry(),
                        () -> now);
        made.renderAhead(List.of(HELLO), _ -> {});
        return made;
    }
}
