package io.recaller.bench.load;

import io.vertx.core.Vertx;

/**
 * A bare server of WebSockets: says back what it hears. Its figures are what the machine, the
 * sockets and the load source cost.
 */
public final class EchoSocket {
    private EchoSocket() {}

    /** Serves until it is killed; the argument is the port. */
    public static void main(String[] arguments) {
        Vertx.vertx()
                .createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onSuccess(_ -> System.out.println("ready for who writes"))
                .onFailure(failure -> System.out.println("does not start: " + failure));
    }
}
