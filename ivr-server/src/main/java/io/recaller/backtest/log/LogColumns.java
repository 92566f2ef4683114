package io.recaller.backtest.log;

import io.recaller.text.CsvFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where the four columns are; several are joined by a space. */
record LogColumns(
        List<Integer> time,
        List<Integer> customer,
        List<Integer> channel,
        List<Integer> topic,
        int size) {
    private static final int MOST_TOLD = 20;

    static final List<String> NAMES = List.of("time", "customer", "channel", "topic");

    /**
     * Finds them by the header.
     *
     * @param names what the log calls them, where it is not the usual name
     * @throws ContactLog.UnreadableException when one is not there
     */
    static LogColumns of(CsvFile file, Map<String, List<String>> names) {
        var header =
                file.header()
                        .orElseThrow(() ->
                                new ContactLog.UnreadableException(
                                        file.name()
                                                + " is empty; the first line must name"
                                                + " time,customer,channel,topic"));
        var finding = new Finding(file.name(), header.line(), header.cells(), names);
        return new LogColumns(
                finding.of("time"),
                finding.of("customer"),
                finding.of("channel"),
                finding.of("topic"),
                header.cells().size());
    }

    private record Finding(
            String file, int line, List<String> header, Map<String, List<String>> names) {
        List<Integer> of(String column) {
            return names.getOrDefault(column, List.of(column)).stream()
                    .map(name -> find(column, name))
                    .toList();
        }

        private int find(String column, String name) {
            var places =
                    IntStream.range(0, header.size())
                            .filter(each -> header.get(each).equalsIgnoreCase(name))
                            .toArray();
            return switch (places.length) {
                case 0 -> throw missing(column, name);
                case 1 -> places[0];
                default -> throw several(name, places);
            };
        }

        /** Which of them is meant is not guessed. */
        private ContactLog.UnreadableException several(String name, int... places) {
            return new ContactLog.UnreadableException(
                    "%s:%d: the columns %s are all named %s; rename those that are not meant"
                            .formatted(
                                    file,
                                    line,
                                    Arrays.stream(places)
                                            .mapToObj(place -> String.valueOf(place + 1))
                                            .collect(Collectors.joining(" and ")),
                                    name));
        }

        private ContactLog.UnreadableException missing(String column, String name) {
            return new ContactLog.UnreadableException(
                    ("%s:%d: no column %s; the first line must name %s, or say which it is:"
                                    + " --column %s=NAME; its columns are %s")
                            .formatted(
                                    file,
                                    line,
                                    name,
                                    String.join(",", NAMES),
                                    column,
                                    header.stream()
                                            .filter(cell -> !cell.isEmpty())
                                            .limit(MOST_TOLD)
                                            .collect(Collectors.joining(", "))));
        }
    }

    static String joined(List<String> cells, List<Integer> columns) {
        return columns.size() == 1
                ? cells.get(columns.getFirst())
                : columns.stream().map(cells::get).collect(Collectors.joining(" ")).strip();
    }
}
