package io.recaller.channel.outbound;

import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.message.GatewayHolders;
import java.time.Duration;
import java.time.InstantSource;

/** Lets one server at a time ask a gateway that may be asked by one only. Any thread; blocking. */
public final class Holding {
    private final Database db;
    private final String server;
    private final InstantSource clock;
    private final GatewayHolders holders = new GatewayHolders();

    /** For this server, by its name. */
    public Holding(Database db, String server, InstantSource clock) {
        this.db = db;
        this.server = server;
        this.clock = clock;
    }

    /**
     * Whether this server may ask it for so long.
     *
     * @throws DatabaseUnavailableException when nobody can tell
     */
    public boolean hold(String gateway, Duration lease) {
        var now = clock.instant();
        return db.inTransaction(tx -> holders.hold(tx, gateway, server, now, now.plus(lease)));
    }

    /** Another one may from now on; once the lease is over it may anyway. */
    public void letGo(String gateway) {
        try {
            db.runInTransaction(tx -> holders.letGo(tx, gateway, server));
        } catch (DatabaseUnavailableException _) {
            // its lease runs out by itself
        }
    }
}
