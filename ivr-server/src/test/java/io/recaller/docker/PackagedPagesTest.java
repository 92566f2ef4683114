package io.recaller.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as a package carries them. */
final class PackagedPagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();

    @TempDir private Path root;

    @Test
    void everyLinkLeadsToWhatThePackageCarries() throws IOException, InterruptedException {
        var copying =
                new ProcessBuilder(SOURCES + "/packaging/pages", root.toString())
                        .inheritIO()
                        .start();
        assertThat(copying.waitFor()).isZero();
        var pages = root.resolve("usr/share/doc/recaller");
        Files.createFile(pages.resolve("changelog.gz"));

        assertThat(lost()).isEmpty();
        assertThat(Files.readString(pages.resolve("operations.md")))
                .contains("`docker/README.md` of the sources")
                .contains("](/usr/share/recaller/dialplans/asterisk/README.md)");
    }

    private List<String> lost() throws IOException {
        var lost = new ArrayList<String>();
        try (var files = Files.walk(root)) {
            for (var page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
                var words = Files.readString(page).replaceAll("(?s)```.*?```", "");
                LINK.matcher(words)
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !link.matches("[a-z]+:.*") && !isThere(page, link))
                        .forEach(link -> lost.add(root.relativize(page) + " to " + link));
            }
        }
        return lost;
    }

    private boolean isThere(Path page, String link) {
        var place =
                link.startsWith("/") ? root.resolve(link.substring(1)) : page.resolveSibling(link);
        return Files.exists(place);
    }
}
