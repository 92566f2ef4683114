package io.recaller.lab.instance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a private instance is for. */
public sealed interface Role {
    /** The folder of its templates. */
    String templates();

    /** The configuration files only this role has. */
    List<String> files();

    /** What its templates name between at signs. */
    Map<String, String> values();

    /** The account through which this side of the demonstration is watched or directed. */
    String account();

    /**
     * The switch under test, with the project's public dialplan.
     *
     * @param stageSipPort where the phones are
     * @param phones names of the agents' phones, {@code phone-…}; the ring group rings all of them
     * @param agiServers {@code host:port} of one or two servers, the first is asked first
     * @param agiToken the shared word that a server asks for
     * @param patience how long a call in the menu waits for a server before the ring group rings
     */
    record Pbx(
            int stageSipPort,
            List<String> phones,
            List<String> agiServers,
            String agiToken,
            Duration patience)
            implements Role {
        private static final Duration RESTART = Duration.ofSeconds(20);

        public Pbx {
            phones = List.copyOf(phones);
            agiServers = List.copyOf(agiServers);
            if (agiServers.isEmpty() || agiServers.size() > 2) {
                throw new IllegalArgumentException("one or two AGI servers, not " + agiServers);
            }
        }

        /** A switch that is patient enough for a server to be started again. */
        public Pbx(
                int stageSipPort, List<String> phones, List<String> agiServers, String agiToken) {
            this(stageSipPort, phones, agiServers, agiToken, RESTART);
        }

        @Override
        public String templates() {
            return "pbx";
        }

        @Override
        public String account() {
            return "observer";
        }

        @Override
        public List<String> files() {
            return List.of(
                    "modules.conf",
                    "pjsip.conf",
                    "extensions.conf",
                    "manager.conf",
                    "recaller.token.conf");
        }

        @Override
        public Map<String, String> values() {
            return Map.of(
                    "TOKEN",
                    agiToken,
                    "PHONES",
                    phones.stream().map(this::endpoint).collect(Collectors.joining("\n")),
                    "GLOBALS",
                    String.join("\n", globals()));
        }

        private String endpoint(String phone) {
            return """
            [%1$s](phone)
            aors = %1$s

            [%1$s]
            type = aor
            contact = sip:%1$s@127.0.0.1:%2$d
            """
                    .formatted(phone, stageSipPort);
        }

        private List<String> globals() {
            String group = phones.stream().map("PJSIP/"::concat).collect(Collectors.joining("&"));
            return List.of(
                    servers(),
                    "RECALLER_PATIENCE = " + patience.toSeconds(),
                    "RECALLER_RING_GROUP = " + group,
                    "RECALLER_ROUTE = PJSIP/trunk/sip:phone-DIGITS@127.0.0.1:" + stageSipPort,
                    "RECALLER_SHOWN = 8000");
        }

        private String servers() {
            return IntStream.range(0, agiServers.size())
                    .mapToObj(i -> "RECALLER_AGI_%d = %s".formatted(i + 1, agiServers.get(i)))
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * Plays the callers and the phones.
     *
     * @param pbxSipPort where callers call to
     */
    record Stage(int pbxSipPort) implements Role {
        @Override
        public String templates() {
            return "stage";
        }

        @Override
        public String account() {
            return "director";
        }

        @Override
        public List<String> files() {
            return List.of("modules.conf", "pjsip.conf", "extensions.conf", "manager.conf");
        }

        @Override
        public Map<String, String> values() {
            return Map.of("PBX_SIP_PORT", Integer.toString(pbxSipPort));
        }
    }

    /** The files of the public dialplan an instance needs beside its own. */
    default List<String> dialplan() {
        return switch (this) {
            case Pbx _ ->
                    List.of("recaller.conf", "manager.recaller.conf", "modules.recaller.conf");
            case Stage _ -> List.of();
        };
    }
}
