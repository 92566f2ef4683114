package io.recaller.lab.instance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Waits until an instance answers on its manager port and says that it has booted fully. */
final class BootWait {
    private static final Duration RETRY = Duration.ofMillis(30);

    private final AmiAccount account;
    private final Process process;

    BootWait(AmiAccount account, Process process) {
        this.account = account;
        this.process = process;
    }

    /** Tells whether it came up within the time. */
    boolean await(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (booted(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())))) {
                return true;
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private boolean booted(Duration left) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(account.host(), account.port()), 1_000);
            socket.setSoTimeout((int) left.toMillis());
            socket.getOutputStream().write(login().getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            while (line != null && !line.startsWith("Event: FullyBooted")) {
                line = line.startsWith("Response: Error") ? null : in.readLine();
            }
            return line != null;
        } catch (IOException _) {
            return false;
        }
    }

    private String login() {
        return "Action: Login\r\nUsername: %s\r\nSecret: %s\r\n\r\n"
                .formatted(account.user(), account.secret());
    }
}
