package io.recaller.gateway.mail;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** HTML as text: what a reader sees, line by line, without what was quoted. Pure. */
final class HtmlText {
    private static final String UNSEEN = "script, style, head, template, [hidden]";

    /** As Gmail, Apple, Thunderbird, Yahoo, Outlook and Mail.ru mark it. */
    private static final String QUOTED =
            ".gmail_quote, blockquote[type=cite], .moz-cite-prefix, .yahoo_quoted,"
                    + " .moz-signature, .gmail_signature, [data-signature-widget]";

    /** What Outlook quotes stands beside these, up to the end. */
    private static final List<String> QUOTED_FROM_HERE = List.of("divRplyFwdMsg", "appendonsend");

    private static final Set<String> LINES =
            Set.of(
                    "p",
                    "div",
                    "li",
                    "ul",
                    "ol",
                    "tr",
                    "table",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "pre",
                    "hr",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "dt",
                    "dd");

    /** More than what anybody writes by hand. */
    private static final int LONGEST = 300_000;

    /** Characters before a link's end in which it may say where it leads. */
    private static final int NEAR = 2000;

    private HtmlText() {}

    static String of(String html) {
        var page = Jsoup.parse(html.substring(0, Math.min(html.length(), LONGEST)));
        page.select(UNSEEN).remove();
        var all = written(page.body());
        page.select(QUOTED).remove();
        for (var id : QUOTED_FROM_HERE) {
            Optional.ofNullable(page.getElementById(id)).ifPresent(HtmlText::removeToTheEnd);
        }
        var own = written(page.body());
        return own.isEmpty() ? all : own;
    }

    private static void removeToTheEnd(Element mark) {
        for (Node next = mark; next != null; ) {
            var after = next.nextSibling();
            next.remove();
            next = after;
        }
    }

    private static String written(Element body) {
        var text = new StringBuilder();
        NodeTraversor.traverse(new Writing(text), body);
        return text.toString()
                .replaceAll("[ \\t]*\\n[ \\t]*", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** Writes what is seen. */
    private record Writing(StringBuilder text) implements NodeVisitor {
        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                add(words.getWholeText());
            } else if (node.nameIs("br")) {
                text.append('\n');
            } else if (LINES.contains(node.nodeName())) {
                line();
                text.append(node.nameIs("li") ? "- " : "");
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node.nameIs("p")) {
                line();
                text.append('\n');
            } else if (LINES.contains(node.nodeName())) {
                line();
            } else if (node.nameIs("td") || node.nameIs("th")) {
                add(" ");
            } else if (node instanceof Element link && link.nameIs("a")) {
                target(link.attr("href"));
            }
        }

        /** Where a link leads is told unless it says so itself. */
        private void target(String address) {
            if (address.startsWith("http") && text.indexOf(address, text.length() - NEAR) < 0) {
                text.append(" (").append(address).append(')');
            }
        }

        private void add(String words) {
            var plain = words.replace('\u00A0', ' ').replaceAll("\\s+", " ");
            var begins = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
            text.append(begins ? plain.stripLeading() : plain);
        }

        private void line() {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
        }
    }
}
