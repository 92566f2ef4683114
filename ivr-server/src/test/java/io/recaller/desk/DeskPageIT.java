package io.recaller.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The page in a real browser: one for the tests of all parts, as to start one takes seconds.
 *
 * <p>Screenshots are left in {@code target/screenshots}.
 */
@Tag("beside")
class DeskPageIT
        implements DeskOutages,
                DeskCards,
                DeskWrapUps,
                DeskPagesBeside,
                DeskHandOvers,
                DeskConversations,
                DeskLooks {
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update");

    private static Playwright playwright;
    private static Browser browser;

    private final DeskServer server = new DeskServer(InstantSource.system());
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void openBrowser() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium())
                                        .setArgs(FLAGS));
    }

    /** Debian's, or the one named by the environment; a missing one is a failure, never a skip. */
    private static Path chromium() {
        var named = Optional.ofNullable(System.getenv("RECALLER_CHROMIUM"));
        var path = Path.of(named.orElse("/usr/bin/chromium"));
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(
                    "no browser at "
                            + path
                            + ": sudo apt-get install -y chromium"
                            + " (or set RECALLER_CHROMIUM to one)");
        }
        return path;
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
        playwright.close();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    public Browser browser() {
        return browser;
    }

    @Override
    public DeskServer server() {
        return server;
    }

    @Override
    public List<String> complaints() {
        return complaints;
    }
}
