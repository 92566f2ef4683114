package io.recaller.asterisk.agi;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.UnknownHostException;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.asteriskjava.fastagi.StaticMappingStrategy;
import org.asteriskjava.util.ServerSocketFacade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes calls from Asterisk by FastAGI, each on a virtual thread of its own. */
public final class AgiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AgiServer.class);

    private final AgiSettings settings;
    private final AgiListener listener;
    private final AgiDoorway doorway;
    private final Loop loop;

    private AgiServer(AgiSettings settings, AgiListener listener, AgiDoorway doorway) {
        this.settings = settings;
        this.listener = listener;
        this.doorway = doorway;
        this.loop = new Loop(listener, doorway);
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when it cannot; {@link UnknownHostException} where its address has no
     *     name
     */
    public static AgiServer open(AgiSettings settings, AgiListener listener, MeterRegistry meters)
            throws IOException {
        if (settings.bind().isUnresolved()) {
            throw new UnknownHostException(settings.bind().getHostString());
        }
        var server = new AgiServer(settings, listener, new AgiDoorway(settings, meters));
        Thread.ofVirtual().name("pulse").start(listener.pulse()::run);
        Thread.ofPlatform().name("agi-accept").daemon().start(server.loop::listen);
        return server;
    }

    /** The port it listens on, also when a free one was asked for. */
    public int port() {
        return doorway.port();
    }

    /** Takes no more calls, lets those inside finish for a while, leaves the rest to others. */
    @Override
    public void close() {
        loop.shutdown();
        listener.pulse().stop();
        if (!doorway.isEmptyWithin(settings.drain())) {
            listener.abandon();
            doorway.evict();
        }
        doorway.lock();
    }

    /** asterisk-java's accept loop and connection handling, on our door and our threads. */
    private static final class Loop extends DefaultAgiServer {
        private final AgiDoorway doorway;

        Loop(AgiListener listener, AgiDoorway doorway) {
            // A fixed script: the default strategy would load a class named by the URL.
            super(new StaticMappingStrategy(listener));
            setAddress(doorway.address());
            setPort(doorway.port());
            this.doorway = doorway;
        }

        void listen() {
            try {
                startup();
            } catch (IOException e) {
                log.atError().setCause(e).log("no more calls are taken");
            }
        }

        @Override
        protected ServerSocketFacade createServerSocket() {
            return doorway;
        }

        @Override
        protected void execute(Runnable call) {
            Thread.ofVirtual().name("call-", 0).start(call);
        }
    }
}
