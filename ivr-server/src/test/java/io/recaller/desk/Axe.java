package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Deque's axe over a page as it stands: what keeps people out who see or move differently. */
public final class Axe {
    private static final Path SCRIPT = Path.of("src/main/desk/node_modules/axe-core/axe.min.js");

    /**
     * WCAG 2.2 up to AA, and what axe calls best practice: one main landmark, headings in order.
     */
    private static final String RUN =
            """
            async () => {
              const { violations } = await axe.run(document, {
                runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
              });
              return violations.flatMap(({ id, nodes }) =>
                nodes.map((node) => `${id}: ${node.target.flat().join(" ")}: ${node.failureSummary}`));
            }
            """;

    private Axe() {}

    public static void check(Page page, String name) {
        if (!(Boolean) page.evaluate("typeof axe !== 'undefined'")) {
            page.evaluate(script());
        }
        var found = (List<?>) page.evaluate(RUN);
        assertThat(found).as("axe on " + name).isEmpty();
    }

    private static String script() {
        try {
            return Files.readString(SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "axe-core is not there: the build of the page installs it (npm ci)", e);
        }
    }
}
