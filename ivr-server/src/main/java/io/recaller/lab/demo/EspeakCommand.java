package io.recaller.lab.demo;

import io.recaller.asterisk.prompt.Voice;
import java.util.ArrayList;
import java.util.List;

/**
 * The usual synthesiser command with another program in front: one that was unpacked, not
 * installed.
 */
final class EspeakCommand {
    private EspeakCommand() {}

    static List<String> of(List<String> program) {
        var usual = Voice.espeak().command();
        var command = new ArrayList<>(program);
        command.addAll(usual.subList(1, usual.size()));
        return command;
    }
}
