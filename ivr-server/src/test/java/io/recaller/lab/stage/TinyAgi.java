package io.recaller.lab.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The smallest FastAGI server: one script a visit, and it can be killed in the middle of one. */
final class TinyAgi implements AutoCloseable {
    /** What a visit does; a killed server breaks it off. */
    interface Script {
        void serve(Visit visit) throws IOException;
    }

    private final ServerSocket listening = new ServerSocket();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Script script;

    TinyAgi(int port, Script script) throws IOException {
        this.script = script;
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (SocketException _) {
            open.forEach(TinyAgi::drop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Visit visit = new Visit(socket);
            visit.set("TIMEOUT(absolute)", "7200");
            visit.send("ANSWER");
            script.serve(visit);
        } catch (IOException _) {
            drop(socket);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a kill would: connections break, the port refuses. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(TinyAgi::drop);
    }

    /** One AGI session. */
    static final class Visit {
        private final Socket socket;
        private final BufferedReader in;
        private final Map<String, String> header = new HashMap<>();
        private final List<String> lines = new ArrayList<>();

        private Visit(Socket socket) throws IOException {
            this.socket = socket;
            in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                lines.add(line);
                int colon = Math.max(0, line.indexOf(':'));
                header.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }

        /** The whole header as it came. */
        List<String> lines() {
            return List.copyOf(lines);
        }

        String header(String name) {
            return header.getOrDefault(name, "");
        }

        /** Returns when it was carried out: what is told while a subroutine runs is passed over. */
        String send(String command) throws IOException {
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            String line = in.readLine();
            while (line != null && (line.equals("HANGUP") || line.startsWith("100 "))) {
                line = in.readLine();
            }
            if (line == null) {
                throw new IOException("the other side closed");
            }
            return line;
        }

        /** As a server that was stopped: the connection stays, and nothing is said any more. */
        void hang() throws IOException {
            in.transferTo(Writer.nullWriter());
            throw new IOException("the other side closed");
        }

        String get(String variable) throws IOException {
            String reply = send("GET VARIABLE " + variable);
            int from = reply.indexOf('(');
            return from < 0 ? "" : reply.substring(from + 1, reply.lastIndexOf(')'));
        }

        void set(String variable, String value) throws IOException {
            send("SET VARIABLE " + variable + " \"" + value + "\"");
        }
    }
}
