package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.check.Checker;
import io.recaller.flow.check.Installation;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import io.recaller.settings.SettingsReader;
import io.recaller.settings.file.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say is so, as far as it can be seen without running anything. */
class DocsTest {
    /** Why a block is not run by {@code DocsIT}. */
    private static final Set<String> REASONS =
            Set.of("", "needs-server", "whole-build", "whole-demo", "install-only");

    private static final Set<String> LANGUAGES =
            Set.of("", "sh", "console", "yaml", "json", "ini", "text", "js", "python");

    private static final Pattern FILE =
            Pattern.compile(
                    "(?<![\\w/.-])(?:\\./)?((?:docs|dialplans|docker|sql|ivr-server)/[\\w./-]+)");

    private static final Pattern TARGET = Pattern.compile("(?m)^(?:\\$ )?make (\\w+)");
    private static final Pattern METER =
            Pattern.compile("(?:counter|gauge|timer|builder)\\(\\s*\"(recaller\\.[a-z.]+)\"");

    /** A test that a page names. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (var page : Pages.all()) {
            for (var link : Pages.links(page)) {
                var parts = link.split("#", 2);
                var target =
                        parts[0].isEmpty()
                                ? Pages.ROOT.resolve(page)
                                : Pages.ROOT.resolve(page).resolveSibling(parts[0]).normalize();
                assertThat(target).as("%s links to %s", page, link).exists();
                if (parts.length == 2) {
                    assertThat(Pages.anchors(target))
                            .as("headings of %s, for the link in %s", parts[0], page)
                            .contains(parts[1]);
                }
            }
        }
    }

    @Test
    void everyAttackIsHeldByATestThatIsThere() throws IOException {
        var page = Files.readString(Pages.ROOT.resolve("docs/companion.md"));
        var list = page.substring(page.indexOf("| attack |")).split("\n\n", 2)[0];
        var rows = list.lines().skip(2).toList();

        assertThat(rows).hasSizeGreaterThan(30);
        for (var row : rows) {
            var tests = TEST.matcher(row).results().toList();
            assertThat(tests).as(row).isNotEmpty();
            for (var test : tests) {
                assertThat(source(test.group(1))).as(row).contains("void " + test.group(2) + "(");
            }
        }
    }

    /** What an operator asks of each before it is set up. */
    @Test
    void everyDoorIsSetUpAndSaysWhatItCostsAndWhatIsNotPossibleThere() throws IOException {
        var page = Files.readString(Pages.ROOT.resolve("docs/channels.md"));
        var doors =
                Stream.of(page.split("(?m)^## "))
                        .filter(section -> section.contains("```yaml\nchannels:"))
                        .filter(section -> !section.startsWith("Without a telephone"))
                        .toList();

        assertThat(doors).hasSize(8);
        assertThat(String.join("", doors))
                .contains(
                        Stream.of(
                                        "web",
                                        "telegram",
                                        "whatsapp",
                                        "messenger",
                                        "instagram",
                                        "vk",
                                        "viber",
                                        "form",
                                        "sms",
                                        "mail")
                                .map(kind -> "kind: " + kind)
                                .toList());
        assertThat(doors)
                .allSatisfy(door ->
                        assertThat(door)
                                .as(door.lines().findFirst().orElseThrow())
                                .contains("**What it costs:** ")
                                .containsPattern("\\*\\*What is not possible( yet)?:\\*\\* "));
    }

    private static String source(String test) throws IOException {
        try (var files = Files.walk(Pages.ROOT.resolve("ivr-server/src/test/java"))) {
            var file = files.filter(each -> each.endsWith(test + ".java")).findFirst();
            return Files.readString(file.orElseThrow());
        }
    }

    @Test
    void everyBlockIsRunOrSaysWhyNot() throws IOException {
        assertThat(Pages.blocks())
                .hasSizeGreaterThan(10)
                .allSatisfy(block -> {
                    assertThat(LANGUAGES).as("%s", block).contains(block.language());
                    assertThat(REASONS).as("%s", block).contains(block.notRun());
                });
    }

    @Test
    void everyFileAndTargetThatACommandNamesIsThere() throws IOException {
        var makefile = Files.readString(Pages.ROOT.resolve("Makefile"));

        for (var block : Pages.blocks()) {
            if (block.language().equals("sh") || block.language().equals("console")) {
                assertThat(FILE.matcher(block.text()).results().map(found -> found.group(1)))
                        .as("files named at %s", block)
                        .allSatisfy(file -> assertThat(Pages.ROOT.resolve(file)).exists());
                assertThat(TARGET.matcher(block.text()).results().map(found -> found.group(1)))
                        .as("targets named at %s", block)
                        .allSatisfy(target -> assertThat(makefile).contains("\n" + target + ":"));
            }
        }
    }

    @Test
    void everyYamlIsAFlowOrSettings(@TempDir Path folder) throws IOException {
        for (var block : Pages.blocks()) {
            if (block.language().equals("yaml")) {
                assertThat(
                                block.text().startsWith("flow:")
                                        ? wrongInFlow(block)
                                        : wrongInSettings(block, folder))
                        .as("%s", block)
                        .isEmpty();
            }
        }
    }

    @Test
    void everyMetricIsExplainedAndNoOther() throws IOException {
        var page = Files.readString(Pages.ROOT.resolve("docs/operations.md"));

        var explained =
                Pattern.compile("(?m)^\\| `(recaller\\.[a-z.]+)`")
                        .matcher(page)
                        .results()
                        .map(row -> row.group(1));

        assertThat(new TreeSet<>(explained.toList())).isEqualTo(meters());
    }

    /** What the flows of the pages may count on. */
    private static final Installation INSTALLATION =
            new Installation(
                    Map.of("account", TrustTier.UNKNOWN),
                    Set.of(),
                    Set.of("support"),
                    Set.of("support"));

    private static List<String> wrongInFlow(Pages.Block block) {
        return switch (new FlowReader().read(block.toString(), block.text())) {
            case Reading.Broken(var problems) -> problems.stream().map(String::valueOf).toList();
            case Reading.Read(var flow) ->
                    Checker.check(flow, INSTALLATION).stream().map(String::valueOf).toList();
        };
    }

    /** A part of a settings file may leave out what is required, and names secrets' files. */
    private static List<String> wrongInSettings(Pages.Block block, Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("recaller.yaml"), block.text());
        Files.copy(
                Pages.ROOT.resolve("docs/examples/holidays-kz.ics"),
                folder.resolve("holidays-kz.ics"),
                StandardCopyOption.REPLACE_EXISTING);
        try {
            var _ = SettingsReader.read(file, Map.of());
            return List.of();
        } catch (SettingsException e) {
            return String.valueOf(e.getMessage())
                    .lines()
                    .filter(mistake -> !mistake.contains(" is missing;"))
                    .filter(mistake -> !mistake.contains("-file cannot be read: "))
                    .toList();
        }
    }

    private static Set<String> meters() throws IOException {
        var names = new TreeSet<String>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                METER.matcher(Files.readString(source))
                        .results()
                        .forEach(meter -> names.add(meter.group(1)));
            }
        }
        return names;
    }
}
