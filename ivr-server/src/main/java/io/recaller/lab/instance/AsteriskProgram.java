package io.recaller.lab.instance;

import java.nio.file.Path;
import java.util.List;

/**
 * An Asterisk that can be started, from wherever it came.
 *
 * @param command the program with what must stand before it, without options of Asterisk
 * @param modules the folder of its loadable modules ({@code astmoddir})
 * @param data the folder of its documentation and other read-only data ({@code astdatadir})
 */
public record AsteriskProgram(List<String> command, Path modules, Path data) {
    public AsteriskProgram {
        command = List.copyOf(command);
    }
}
