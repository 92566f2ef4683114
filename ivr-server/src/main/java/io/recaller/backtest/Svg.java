package io.recaller.backtest;

import java.util.Locale;

/**
 * A small drawing in SVG: text that a browser shows and a diff can read. On a dark page paper and
 * words are turned; colours of figures must be seen on both. One thread.
 */
public final class Svg {
    private static final String DARK =
            "<style>@media (prefers-color-scheme: dark) {"
                    + " .paper { fill: #15191e; } text { fill: #dce3ea; }"
                    + " line { stroke: #5b6773; } }</style>";

    private final StringBuilder text = new StringBuilder();

    public Svg(int width, int height) {
        add(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                                + " font-size=\"13\">",
                        width,
                        height,
                        width,
                        height));
        add(DARK);
        add(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"paper\" width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>",
                        width,
                        height));
    }

    /** A filled box. */
    public void rectangle(double x, double y, double width, double height, String colour) {
        add(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                        x,
                        y,
                        width,
                        height,
                        colour));
    }

    /** From one point to another. */
    public void line(double x1, double y1, double x2, double y2, String colour) {
        add(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                        x1,
                        y1,
                        x2,
                        y2,
                        colour));
    }

    /** A filled point. */
    public void circle(double x, double y, double radius, String colour) {
        add(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\""
                                + " fill-opacity=\"0.7\"/>",
                        x,
                        y,
                        radius,
                        colour));
    }

    /**
     * Words.
     *
     * @param anchor start, middle or end
     */
    public void words(double x, double y, String anchor, String words) {
        add(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\">%s</text>",
                        x,
                        y,
                        anchor,
                        escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void add(String element) {
        text.append(element).append('\n');
    }

    /** All of it. */
    public String done() {
        return text + "</svg>\n";
    }
}
