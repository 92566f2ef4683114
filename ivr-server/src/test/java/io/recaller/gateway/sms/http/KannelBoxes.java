package io.recaller.gateway.sms.http;

import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.debian.PackageCache;
import io.recaller.lab.debian.PackageSet;
import io.recaller.lab.debian.PackagesUnavailableException;
import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;

/** Kannel as Debian has it: its bearerbox, bound to a message centre, and its smsbox. */
final class KannelBoxes implements AutoCloseable {
    private static final PackageSet PACKAGES =
            new PackageSet("kannel", "bookworm", List.of("kannel"), 40);

    private static final Duration UP = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final Path folder;
    private final int sendsms;
    private final List<Process> boxes = new ArrayList<>();

    private KannelBoxes(Path folder, int sendsms) {
        this.folder = folder;
        this.sendsms = sendsms;
    }

    /**
     * Started, and bound. The test is skipped where Kannel cannot be had.
     *
     * @param centre the port of a message centre
     * @param getUrl where messages are brought, as Kannel's own setting writes it
     */
    static KannelBoxes start(Path folder, int centre, String user, String password, String getUrl)
            throws IOException {
        var environment = System.getenv();
        var cache =
                new PackageCache(
                        AsteriskPackages.defaultCache(environment),
                        environment,
                        System.out::println);
        var boxes = new KannelBoxes(folder, FreePorts.tcp());
        try {
            var inner = FreePorts.tcp();
            boxes.configure(inner, centre, user, password, getUrl);
            boxes.begin(cache.command(PACKAGES, "usr/sbin/bearerbox"), inner);
            boxes.begin(cache.command(PACKAGES, "usr/sbin/smsbox"), boxes.sendsms);
            return boxes;
        } catch (IOException | ConditionTimeoutException failure) {
            boxes.close();
            throw failure;
        } catch (PackagesUnavailableException none) {
            return Assumptions.abort("Kannel cannot be had: " + none.getMessage());
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + sendsms + "/cgi-bin/sendsms");
    }

    private void configure(int inner, int centre, String user, String password, String getUrl)
            throws IOException {
        Files.writeString(
                folder.resolve("kannel.conf"),
                """
                group = core
                admin-port = %1$d
                admin-password = unused
                smsbox-port = %2$d
                log-file = "%3$s/bearerbox.log"
                box-deny-ip = "*.*.*.*"
                box-allow-ip = "127.0.0.1"

                group = smsc
                smsc = smpp
                smsc-id = centre
                host = 127.0.0.1
                port = %4$d
                transceiver-mode = true
                smsc-username = kannel
                smsc-password = kannel
                system-type = ""
                msg-id-type = 0x03
                source-addr-ton = 1
                source-addr-npi = 1
                dest-addr-ton = 1
                dest-addr-npi = 1

                group = smsbox
                bearerbox-host = 127.0.0.1
                sendsms-port = %5$d
                log-file = "%3$s/smsbox.log"

                group = sendsms-user
                username = "%6$s"
                password = "%7$s"
                concatenation = true
                max-messages = 10

                group = sms-service
                keyword = default
                catch-all = true
                get-url = "%8$s"
                omit-empty = true
                max-messages = 0
                """
                        .formatted(
                                FreePorts.tcp(),
                                inner,
                                folder,
                                centre,
                                sendsms,
                                user,
                                password,
                                getUrl));
    }

    private void begin(List<String> program, int port) throws IOException {
        var command = new ArrayList<>(program);
        command.add(folder.resolve("kannel.conf").toString());
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("out.log").toFile()))
                        .start();
        process.getOutputStream().close();
        boxes.add(process);
        Awaitility.await()
                .alias("a box of Kannel listens, see " + folder)
                .atMost(UP)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> isOpen(port));
    }

    private static boolean isOpen(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        for (var box : boxes.reversed()) {
            box.destroy();
            try {
                if (!box.waitFor(GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
                    box.destroyForcibly();
                }
            } catch (InterruptedException _) {
                box.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
