package io.recaller.hours;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The logical lines of an iCalendar file, each with where it began in the file: folded lines made
 * one, blank ones left out (RFC 5545, 3.1).
 *
 * @param at the 1-based line in the file of each logical line
 */
record CalendarLines(List<String> lines, List<Integer> at) {
    static CalendarLines of(String text) {
        var lines = new ArrayList<String>();
        var at = new ArrayList<Integer>();
        var number = 0;
        for (var line : text.split("\r\n|\n|\r", -1)) {
            number++;
            var isFolded = line.startsWith(" ") || line.startsWith("\t");
            if (isFolded && !lines.isEmpty()) {
                lines.add(lines.removeLast() + line.substring(1));
            } else if (!line.isBlank()) {
                lines.add(line);
                at.add(number);
            }
        }
        return new CalendarLines(lines, at);
    }

    String text() {
        return lines.stream().map(line -> line.strip() + "\r\n").collect(Collectors.joining());
    }

    /**
     * The line in the file.
     *
     * @param logical 1-based; one past the end is the last
     */
    int inFile(int logical) {
        return at.isEmpty() ? 1 : at.get(Math.clamp(logical, 1, at.size()) - 1);
    }
}
