package io.recaller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One run of one server, as leases name it: machines that were copied have the name of others.
 *
 * @param place the server's name, and where it runs: one kernel since it was started, and one space
 *     of ports in it ({@code proc(5)}, {@code network_namespaces(7)}). Whoever has a port there
 *     knows that every other run of that place is over
 * @param number of the run, made up
 */
record ServerRun(String place, String number) {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PORTS = Path.of("/proc/self/ns/net");
    private static final int LONG_ENOUGH = 4;

    /** This one. */
    static ServerRun of(String server) {
        return new ServerRun(server + "@" + where(), random());
    }

    /** As leases carry it. */
    String name() {
        return prefix() + number;
    }

    /** What the names of all runs of this place begin with. */
    String prefix() {
        return place + "#";
    }

    /** Where it cannot be told each run is at a place of its own. */
    private static String where() {
        try {
            return hash(Files.readString(KERNEL) + Files.readSymbolicLink(PORTS));
        } catch (IOException | UnsupportedOperationException _) {
            return random();
        }
    }

    private static String hash(String text) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, LONG_ENOUGH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String random() {
        var bytes = new byte[LONG_ENOUGH];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
