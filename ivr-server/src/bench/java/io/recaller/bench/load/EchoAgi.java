package io.recaller.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A bare FastAGI server: the commands that Recaller sends for a menu, with nothing behind them. Its
 * figures are what the machine, the sockets and the load source cost.
 */
public final class EchoAgi {
    /** Answered by two lines. */
    private static final String READ =
            "GOSUB \"recaller-read\" \"s\" \"1\" \"one&two,1,,8.000,3.000\"";

    private EchoAgi() {}

    /** Serves until it is killed; the argument is the port. */
    public static void main(String[] arguments) throws IOException {
        try (var door = new ServerSocket()) {
            door.bind(
                    new java.net.InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
                    200);
            System.out.println("ready for calls");
            while (true) {
                var socket = door.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                // the header
            }
            command(socket, in, "ANSWER");
            command(socket, in, "GET FULL VARIABLE \"${RECALLER_CONTACT}|${SYSTEMNAME}\"");
            command(socket, in, "SET VARIABLE \"RECALLER_CONTACT\" \"none\"");
            while (command(socket, in, READ) && in.readLine() != null) {
                command(socket, in, "GET FULL VARIABLE \"${READSTATUS}|${SHIFT(RECALLER_PICK)}\"");
            }
        } catch (IOException hungUp) {
            // the call is over
        }
    }

    private static boolean command(Socket socket, BufferedReader in, String words)
            throws IOException {
        socket.getOutputStream().write((words + "\n").getBytes(StandardCharsets.UTF_8));
        return in.readLine() != null;
    }
}
