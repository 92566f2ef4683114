package io.recaller.lab.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running private Asterisk: its own folder, ports and process, everything on 127.0.0.1.
 *
 * <p>A process that an earlier, killed owner of the same folder left behind is ended first. Safe
 * for use by several threads.
 */
public final class LocalAsterisk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalAsterisk.class);
    private static final Duration BOOT = Duration.ofSeconds(20);
    private static final Duration GOODBYE = Duration.ofSeconds(3);
    private static final String HOST = "127.0.0.1";

    private final InstanceFolder folder;
    private final Ports ports;
    private final Role role;
    private final Map<String, String> secrets;
    private final Process process;
    private final Thread closeAtExit;

    private LocalAsterisk(
            InstanceFolder folder,
            Ports ports,
            Role role,
            Map<String, String> secrets,
            Process process) {
        this.folder = folder;
        this.ports = ports;
        this.role = role;
        this.secrets = secrets;
        this.process = process;
        this.closeAtExit = new Thread(this::end, "end-asterisk");
    }

    /**
     * Renders the configuration, starts the process and waits until it has booted fully.
     *
     * @param folder created when missing; its path at most 85 characters
     * @throws AsteriskUnavailableException when it does not come up; its last log lines are told
     */
    public static LocalAsterisk start(
            AsteriskProgram program, Path folder, Ports ports, Role role) {
        InstanceFolder instance = new InstanceFolder(folder);
        Leftover.end(instance);
        Map<String, String> secrets = secrets();
        instance.render(program, role, values(instance, program, ports, role, secrets));
        LocalAsterisk asterisk =
                new LocalAsterisk(instance, ports, role, secrets, launch(program, instance));
        asterisk.awaitBoot(program.isApart());
        return asterisk;
    }

    private static Map<String, String> secrets() {
        SecureRandom random = new SecureRandom();
        Map<String, String> secrets = new HashMap<>();
        for (String user : List.of("recaller", "observer", "director")) {
            byte[] secret = new byte[24];
            random.nextBytes(secret);
            secrets.put(user, HexFormat.of().formatHex(secret));
        }
        return Map.copyOf(secrets);
    }

    private static Map<String, String> values(
            InstanceFolder folder,
            AsteriskProgram program,
            Ports ports,
            Role role,
            Map<String, String> secrets) {
        Map<String, String> values = new HashMap<>(role.values());
        values.put("FOLDER", folder.path().toString());
        values.put("MODULES", program.modules().toString());
        values.put("SIP_PORT", Integer.toString(ports.sip()));
        values.put("AMI_PORT", Integer.toString(ports.ami()));
        values.put("HTTP_PORT", Integer.toString(ports.http()));
        values.put("HTTP_ENABLED", ports.http() == 0 ? "no" : "yes");
        values.put("RTP_FIRST", Integer.toString(ports.firstRtp()));
        values.put("RTP_LAST", Integer.toString(ports.lastRtp()));
        secrets.forEach(
                (user, secret) -> values.put(user.toUpperCase(Locale.ROOT) + "_SECRET", secret));
        return values;
    }

    private static Process launch(AsteriskProgram program, InstanceFolder folder) {
        List<String> command = new ArrayList<>(program.command());
        command.addAll(List.of("-C", folder.configuration().toString(), "-f", "-n"));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(folder.console().toFile())
                    .start();
        } catch (IOException e) {
            throw new AsteriskUnavailableException(
                    "Asterisk cannot be started: " + e.getMessage(),
                    "Check that " + command.getFirst() + " can be run here",
                    e);
        }
    }

    /** Until it is given to whoever starts it nobody else could end it. */
    private void awaitBoot(boolean isApart) {
        endAtExit();
        if (!new BootWait(account(role.account()), process).await(BOOT)) {
            close();
            throw new AsteriskUnavailableException(
                    "Asterisk did not come up in %s: %s".formatted(folder.path(), lastWords()),
                    "See its log folder there");
        }
        log.atInfo()
                .addKeyValue("pid", process.pid())
                .addKeyValue("folder", folder.path())
                .addKeyValue("sipPort", ports.sip())
                .log("private asterisk started");
        if (isApart) {
            leaveAtExit();
        }
    }

    private void endAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(closeAtExit);
        } catch (IllegalStateException exiting) {
            end();
            throw new AsteriskUnavailableException(
                    "Asterisk is not started any more", "This program is about to end", exiting);
        }
    }

    private void leaveAtExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException _) {
            log.atDebug().log("already shutting down");
        }
    }

    private String lastWords() {
        try {
            return String.join(
                    "\n", Arrays.asList(Files.readString(folder.console()).split("\n")).reversed());
        } catch (IOException _) {
            return "it left no log";
        }
    }

    /** The ports it listens on. */
    public Ports ports() {
        return ports;
    }

    /** Its folder: {@code etc}, {@code log}, {@code heard} and more. */
    public Path folder() {
        return folder.path();
    }

    public Path heard() {
        return folder.heard();
    }

    /** The least-privilege account of the server; only a switch has it. */
    public AmiAccount server() {
        return account("recaller");
    }

    /** The account that sees everything of a switch and may change nothing. */
    public AmiAccount observer() {
        return account("observer");
    }

    public AmiAccount director() {
        return account("director");
    }

    private AmiAccount account(String user) {
        return new AmiAccount(
                HOST, ports.ami(), user, Optional.ofNullable(secrets.get(user)).orElseThrow());
    }

    /** Ends the process, gently for three seconds, then not. */
    @Override
    public void close() {
        leaveAtExit();
        end();
        folder.unlinkData();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
