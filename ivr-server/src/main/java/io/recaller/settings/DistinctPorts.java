package io.recaller.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two doors cannot listen on one port, unless they do so on different addresses. */
final class DistinctPorts {
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "*", "");
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "::1");

    private final List<Door> doors = new ArrayList<>();

    private record Door(String key, String host, int port) {
        boolean clashesWith(Door other) {
            return port == other.port
                    && (EVERYWHERE.contains(host)
                            || EVERYWHERE.contains(other.host)
                            || place().equals(other.place()));
        }

        private String place() {
            return HERE.contains(host) ? "127.0.0.1" : host;
        }
    }

    DistinctPorts(Settings settings) {
        var web = settings.web();
        doors.add(new Door("agi.port", settings.agi().host(), settings.agi().port()));
        doors.add(new Door("http.port", web.host(), web.port()));
        doors.add(new Door("management.port", web.managementHost(), web.managementPort()));
        if (settings.storage() instanceof Settings.Storage.Embedded(_, var port)) {
            doors.add(new Door("database.port", "127.0.0.1", port));
        }
        if (HERE.contains(settings.ami().host())) {
            doors.add(new Door("ami.port", settings.ami().host(), settings.ami().port()));
        }
    }

    /** What is wrong, by the key to change: of two, the later one. */
    Map<String, String> clashes() {
        var clashes = new LinkedHashMap<String, String>();
        for (var door : doors) {
            doors.stream()
                    .takeWhile(before -> !before.equals(door))
                    .filter(door::clashesWith)
                    .findFirst()
                    .ifPresent(before ->
                            clashes.put(
                                    door.key(),
                                    door.port()
                                            + " is "
                                            + before.key()
                                            + " too; set another for one of them"));
        }
        return clashes;
    }
}
