package io.recaller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's pages, as the tests of the documentation read them. */
final class Pages {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Pages whose examples other tests run, for they need a server or a flow of their own. */
    private static final Set<String> RUN_ELSEWHERE =
            Set.of("docs/http-api.md", "docs/desk.md", "docs/flows.md");

    private static final Pattern FENCE = Pattern.compile("^ *```(.*)$");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$", Pattern.MULTILINE);

    private Pages() {}

    /**
     * A fenced block.
     *
     * @param info what stands behind the fence: a language, then perhaps why it is not run
     */
    record Block(String page, int line, String info, String text) {
        String language() {
            return info.split(" ", -1)[0];
        }

        /** The second word of the info string; empty when the block is run. */
        String notRun() {
            var words = info.split(" ", -1);
            return words.length > 1 ? words[1] : "";
        }

        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    static List<String> all() throws IOException {
        var pages = new ArrayList<>(List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md"));
        for (var folder : List.of("docs", "dialplans", "docker", "sql")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .map(file -> ROOT.relativize(file).toString())
                        .sorted()
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    /** The blocks that are this test's business. */
    static List<Block> blocks() throws IOException {
        var blocks = new ArrayList<Block>();
        for (var page : all()) {
            if (!RUN_ELSEWHERE.contains(page)) {
                blocks.addAll(blocks(page));
            }
        }
        return blocks;
    }

    static List<Block> blocks(String page) throws IOException {
        var blocks = new ArrayList<Block>();
        var text = new StringBuilder();
        var info = "";
        var opened = 0;
        var lines = Files.readAllLines(ROOT.resolve(page));
        for (int i = 0; i < lines.size(); i++) {
            var fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                text.append(lines.get(i)).append('\n');
            } else if (opened == 0) {
                opened = i + 1;
                info = fence.group(1).strip();
                text.setLength(0);
            } else {
                blocks.add(new Block(page, opened, info, text.toString()));
                opened = 0;
            }
        }
        return blocks;
    }

    /** Where the links of a page lead, without those to other sites. */
    static List<String> links(String page) throws IOException {
        var prose = Files.readString(ROOT.resolve(page)).replaceAll("(?s)```.*?\n *```", "");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** The names by which the headings of a page can be reached. */
    static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\d _-]", "").replace(' ', '-'))
                .toList();
    }
}
