package io.recaller.gateway.sms;

import io.recaller.channel.GatewayTraffic;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.message.MessageState;
import io.recaller.message.OutgoingMessages;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Writes down what became of messages: each only gets further. Any thread; blocking. */
public final class Receipts {
    private final Database db;
    private final String gateway;
    private final GatewayTraffic traffic;
    private final InstantSource clock;
    private final OutgoingMessages outgoing = new OutgoingMessages();

    public Receipts(Database db, String gateway, GatewayTraffic traffic, InstantSource clock) {
        this.db = db;
        this.gateway = gateway;
        this.traffic = traffic;
        this.clock = clock;
    }

    /**
     * One that is of no message of this gateway changes nothing.
     *
     * @return whether it was of one
     * @throws DatabaseUnavailableException when it is not kept: it must be told again
     */
    public boolean take(Receipt receipt) {
        return db.inTransaction(tx -> {
            var seq = seq(tx, receipt);
            seq.ifPresent(message -> write(tx, message, receipt));
            return seq.isPresent();
        });
    }

    private OptionalLong seq(Tx tx, Receipt receipt) {
        if (receipt.seq().isPresent()) {
            return outgoing.isOf(tx, receipt.seq().getAsLong(), gateway)
                    ? receipt.seq()
                    : OptionalLong.empty();
        }
        return outgoing.sentAs(tx, gateway, Storable.mended(receipt.externalId()));
    }

    private void write(Tx tx, long seq, Receipt receipt) {
        var now = clock.instant();
        if (receipt.state() == MessageState.FAILED) {
            if (outgoing.failed(tx, seq, Storable.mended(receipt.why()), now)) {
                traffic.failed(gateway);
            }
        } else {
            outgoing.reached(tx, seq, receipt.state(), now);
        }
    }
}
