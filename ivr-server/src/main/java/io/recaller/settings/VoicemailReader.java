package io.recaller.settings;

import io.recaller.routing.step.QueueName;
import io.recaller.settings.file.Durations;
import io.recaller.settings.file.SettingsFile;
import io.recaller.settings.queue.SpokenReader;
import io.recaller.speech.Text;
import io.recaller.voicemail.VoicemailRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Reads how callers leave messages: how long, how many, and for how long they are kept. */
final class VoicemailReader {
    private final SettingsFile file;

    VoicemailReader(SettingsFile file) {
        this.file = file;
    }

    Settings.LeavingMessages read() {
        return new Settings.LeavingMessages(rules(), greetings());
    }

    private VoicemailRules rules() {
        var usual = VoicemailRules.usual();
        return new VoicemailRules(
                atMost("longest", usual.longest(), Duration.ofSeconds(10), "5m"),
                atMost("silence", usual.silence(), Duration.ofSeconds(2), "30s"),
                atMost("shortest", usual.shortest(), Duration.ofMillis(200), "5s"),
                file.between("voicemail.messages-a-day", usual.aDay(), 1, 100),
                atMost("wait", usual.longestWait(), Duration.ofHours(1), "366d"),
                atMost("keep", usual.keep(), Duration.ofHours(1), "366d"));
    }

    private Duration atMost(String name, Duration usual, Duration least, String most) {
        var key = "voicemail." + name;
        var given = file.duration(key, usual, least);
        if (given.compareTo(Durations.parse(most)) > 0) {
            file.mistake(key, "must be " + most + " at most");
            return usual;
        }
        return given;
    }

    private Map<QueueName, Text> greetings() {
        var greetings = new HashMap<QueueName, Text>();
        var spoken = new SpokenReader(file);
        for (var name : file.sections("queues")) {
            spoken.text("queues." + name + ".voicemail")
                    .filter(_ -> QueueName.isOne(name))
                    .ifPresent(text -> greetings.put(new QueueName(name), text));
        }
        return greetings;
    }
}
