package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is below the doors serves whoever contacts us, by whatever channel. */
class NoTelephoneBelowTheDoorsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/recaller");

    private static final Set<String> BELOW =
            Set.of(
                    "conversation",
                    "register",
                    "routing",
                    "agent",
                    "experiment",
                    "learning",
                    "flow",
                    "menu",
                    "contact",
                    "customer",
                    "skill",
                    "speech",
                    "db");

    private static final Pattern TELEPHONE = Pattern.compile("\"phone\"|\\bPHONE\\b");

    /**
     * The word itself, what is learned and read back of calls only until messages come, and the one
     * rule of what a call does to an agent's other contacts.
     */
    private static final Set<String> EXCEPTIONS =
            Set.of(
                    "contact/Channel.java",
                    "contact/context/ContextQuery.java",
                    "menu/CauseWords.java",
                    "menu/Signal.java",
                    "routing/plan/Capacity.java");

    @Test
    void nothingBelowTheDoorsSaysThatAContactIsATelephoneCall() throws IOException {
        assertThat(below().filter(NoTelephoneBelowTheDoorsTest::speaksOfTelephones))
                .map(file -> SOURCES.relativize(file).toString())
                .containsExactlyInAnyOrderElementsOf(EXCEPTIONS);
    }

    private static Stream<Path> below() throws IOException {
        List<Path> files;
        try (var all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        return files.stream()
                .filter(file -> BELOW.contains(SOURCES.relativize(file).getName(0).toString()));
    }

    private static boolean speaksOfTelephones(Path file) {
        try {
            return TELEPHONE.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
