package io.recaller.gateway.mail;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Outbound;
import io.recaller.gateway.mail.MailServer.Login;
import io.recaller.gateway.mail.MailServer.Security;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** The other side of SMTP, which answers what it is told to. */
final class SmtpAnswers implements AutoCloseable {
    private final ServerSocket socket;

    volatile String answer = "250 ok";
    volatile boolean isOfSender;
    volatile boolean isOfLogin;

    SmtpAnswers() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    Remedy remedy(Post post, Outbound message) {
        var server =
                new MailServer(
                        "127.0.0.1",
                        socket.getLocalPort(),
                        Security.NONE,
                        isOfLogin ? Optional.of(new Login("u", "p")) : Optional.empty());
        var mailbox = new Mailbox("post", Post.ADDRESS, Optional.empty(), "INBOX", server, server);
        try {
            new MailGateway(mailbox, 1, post.archive.db, InstantSource.system()).send(message);
        } catch (NotSentException failure) {
            return failure.remedy();
        }
        throw new AssertionError("it was sent");
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                serve(client);
            } catch (IOException _) {
                // the client has gone, or we have
            }
        }
    }

    private void serve(Socket client) throws IOException {
        var out = client.getOutputStream();
        var in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        out.write("220 here\r\n".getBytes(StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            out.write(
                    (answer(line.toUpperCase(Locale.ROOT)) + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private String answer(String line) {
        if (line.startsWith("EHLO")) {
            return "250-here\r\n250 AUTH PLAIN";
        }
        if (line.startsWith("AUTH") && isOfLogin) {
            return answer;
        }
        if (line.startsWith(isOfSender ? "MAIL" : "RCPT")) {
            return answer;
        }
        return line.startsWith("QUIT") ? "221 bye" : "250 ok";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
