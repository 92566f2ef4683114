package io.recaller.e2e;

import static java.util.Objects.requireNonNull;

import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.debian.PackageCache;
import io.recaller.lab.debian.PackageSet;
import io.recaller.lab.debian.PackagesUnavailableException;
import io.recaller.lab.debian.Tool;
import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A provider of mail: Postfix and Dovecot with its sieve, as Debian has them, unpacked into a root
 * of their own and started there, on ports of 127.0.0.1. Nothing leaves the machine. Postfix runs
 * only for root, and so does this.
 */
final class MailHost implements AutoCloseable {
    static final String PASSWORD = "not-easy-7";

    private static final PackageSet PACKAGES =
            new PackageSet(
                    "mail-host",
                    "bookworm",
                    List.of("postfix", "dovecot-imapd", "dovecot-lmtpd", "dovecot-sieve"),
                    40);

    /** Who the programs run as; they look in this root's own lists. */
    private static final List<String> USERS =
            List.of("root", "postfix", "postdrop", "dovecot", "dovenull", "vmail", "nobody");

    private static final List<String> QUEUES =
            List.of(
                    "active",
                    "bounce",
                    "corrupt",
                    "defer",
                    "deferred",
                    "flush",
                    "hold",
                    "incoming",
                    "private",
                    "saved",
                    "trace");

    private static final Duration UP = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Path root;
    private final String home = "/host-" + UUID.randomUUID();
    private final int smtp = FreePorts.tcp();
    private final int imap = FreePorts.tcp();
    private final int lmtp = FreePorts.tcp();
    private final List<String> mailboxes;
    private final List<Process> running = new ArrayList<>();
    private @Nullable Process dovecot;

    private MailHost(Path root, List<String> mailboxes) throws IOException {
        this.root = root;
        this.mailboxes = List.copyOf(mailboxes);
    }

    /**
     * With these mailboxes, of {@code aspan.example} and {@code there.example}; what is written to
     * {@code gone.example} is taken, and comes back. The test is skipped where it cannot run.
     */
    static MailHost start(String... mailboxes) throws IOException {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "Postfix starts for root only: run this test as root");
        var environment = System.getenv();
        var cache = AsteriskPackages.defaultCache(environment);
        try {
            var root = new PackageCache(cache, environment, System.out::println).unpacked(PACKAGES);
            var host = new MailHost(root, List.of(mailboxes));
            try {
                host.open();
                return host;
            } catch (IOException | RuntimeException failure) {
                host.close();
                throw failure;
            }
        } catch (PackagesUnavailableException none) {
            return Assumptions.abort("Postfix and Dovecot cannot be had: " + none.getMessage());
        }
    }

    private void open() throws IOException {
        layOut();
        startDovecot();
        begin("/usr/lib/postfix/sbin/master", "-s", "-c", home + "/etc");
        awaitPort(smtp);
    }

    int smtp() {
        return smtp;
    }

    int imap() {
        return imap;
    }

    /** What Postfix and Dovecot wrote down, for a test that fails. */
    String log() throws IOException {
        var logs = new StringBuilder();
        for (var name : List.of("mail.log", "dovecot.log")) {
            var file = in("/log/" + name);
            logs.append(Files.isRegularFile(file) ? Files.readString(file) : "");
        }
        return logs.toString();
    }

    /** A mailbox answers by itself, as its owner has told it (RFC 5230). */
    void isAway(String mailbox, String words) throws IOException {
        Files.writeString(
                in("/etc/" + mailbox + ".sieve"),
                "require [\"vacation\"];\nvacation :days 1 \"" + words + "\";\n");
    }

    /** Nobody reads, and what comes waits at Postfix. */
    void endDovecot() {
        end(requireNonNull(dovecot));
    }

    void startDovecot() throws IOException {
        dovecot = begin("/usr/sbin/dovecot", "-F", "-c", home + "/etc/dovecot.conf");
        awaitPort(imap);
        awaitPort(lmtp);
    }

    private void layOut() throws IOException {
        lists();
        devices();
        for (var folder : List.of("/etc", "/log", "/run", "/homes", "/data", "/queue")) {
            Files.createDirectories(in(folder));
        }
        own("/homes", "vmail", "vmail");
        own("/data", "postfix", "root");
        for (var queue : QUEUES) {
            Files.createDirectory(in("/queue/" + queue));
            own("/queue/" + queue, "postfix", "root");
        }
        Files.createDirectory(in("/queue/pid"));
        for (var queue : List.of("public", "maildrop")) {
            Files.createDirectory(in("/queue/" + queue));
            own("/queue/" + queue, "postfix", "postdrop");
        }
        for (var file : List.of("main.cf", "master.cf", "dovecot.conf")) {
            Files.writeString(in("/etc/" + file), filled(file));
        }
        Files.writeString(
                in("/etc/mailboxes"),
                mailboxes.stream().map(each -> each + " here\n").collect(Collectors.joining()));
        Files.writeString(
                in("/etc/users"),
                mailboxes.stream()
                        .map(each -> each + ":" + PASSWORD + "\n")
                        .collect(Collectors.joining()));
        // Sieve compiles beside the script, as whoever owns the mailbox.
        own("/etc", "vmail", "vmail");
    }

    /** Users and groups of the programs, by number in the order of their names. */
    private void lists() throws IOException {
        var users = new StringBuilder();
        var groups = new StringBuilder();
        for (var name : USERS) {
            users.append("%1$s:x:%2$d:%2$d::/:/bin/false\n".formatted(name, number(name)));
            groups.append("%s:x:%d:\n".formatted(name, number(name)));
        }
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), users);
        Files.writeString(root.resolve("etc/group"), groups);
        Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost mail.aspan.example\n");
    }

    private static int number(String user) {
        return user.equals("root") ? 0 : 900 + USERS.indexOf(user);
    }

    private void devices() throws IOException {
        Files.createDirectories(root.resolve("dev"));
        Files.createDirectories(root.resolve("tmp"));
        device("null", "3");
        device("urandom", "9");
    }

    private void device(String name, String minor) throws IOException {
        var file = root.resolve("dev/" + name);
        if (!Files.exists(file)) {
            var made =
                    Tool.run(
                            GOODBYE,
                            Map.of(),
                            List.of("mknod", "-m", "666", file.toString(), "c", "1", minor));
            Assumptions.assumeTrue(
                    made.exit() == 0 || Files.exists(file),
                    () -> "no device can be made here: " + made.output());
        }
    }

    private void own(String folder, String user, String group) throws IOException {
        Files.setAttribute(in(folder), "unix:uid", number(user));
        Files.setAttribute(in(folder), "unix:gid", number(group));
    }

    private String filled(String template) throws IOException {
        var file = "/e2e/mail/" + template;
        try (var in = requireNonNull(MailHost.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@HOME@", home)
                    .replace("@SMTP@", String.valueOf(smtp))
                    .replace("@IMAP@", String.valueOf(imap))
                    .replace("@LMTP@", String.valueOf(lmtp));
        }
    }

    private Path in(String path) {
        return root.resolve(home.substring(1) + path);
    }

    private Process begin(String... command) throws IOException {
        var whole = new ArrayList<>(List.of("chroot", root.toString()));
        whole.addAll(List.of(command));
        var process =
                new ProcessBuilder(whole)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(in("/log/out").toFile()))
                        .start();
        process.getOutputStream().close();
        running.add(process);
        return process;
    }

    private void awaitPort(int port) {
        Awaitility.await()
                .alias("something listens, see " + in("/log"))
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

    private void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(GOODBYE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        running.remove(process);
    }

    /** Ends what was started, and forgets every mail. */
    @Override
    public void close() {
        List.copyOf(running).forEach(this::end);
        try (var files = Files.walk(in(""))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
