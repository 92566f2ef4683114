package io.recaller.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tables for people. */
class ColumnsTest {
    @Test
    void headingsOfFewerLinesStandStraightAboveTheirFigures() {
        var columns = new Columns("queue", "in\ntime>", "ASA>");
        columns.row("main", "12", "0:07");

        assertThat(columns.lines())
                .containsExactly("         in", "queue  time   ASA", "main     12  0:07");
    }

    @Test
    void aTableThatIsTooWideIsToldInPartsThatEachSayOfWhom() {
        var columns = new Columns("queue", "one>", "two>", "three>", "four>");
        columns.row("main", "1", "2", "3", "4");

        assertThat(columns.lines(1, 17))
                .containsExactly(
                        "queue  one  two",
                        "main     1    2",
                        "",
                        "queue  three",
                        "main       3",
                        "",
                        "queue  four",
                        "main      4");
        assertThat(columns.lines(1, 80)).isEqualTo(columns.lines());
        assertThat(columns.lines(1, 3)).as("one at least").contains("queue  three");
    }
}
