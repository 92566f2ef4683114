package io.recaller.asterisk.ami.wire;

import java.util.UUID;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.response.ManagerResponse;

/**
 * A word in the globals of an Asterisk that tells it from every other one that runs: the first
 * server that asks puts it there, and it is gone with the process. Neither the host's entity id nor
 * the time of the start would do: two may run on one host and be started at once.
 */
final class AsteriskIdentity {
    private static final String NAME = "RECALLER_ASTERISK";

    private final Manager manager;

    AsteriskIdentity(Manager manager) {
        this.manager = manager;
    }

    /** Sends one action and waits for its answer. */
    @FunctionalInterface
    interface Manager {
        ManagerResponse send(ManagerAction action);
    }

    /** Read again after it was written: another server may have been first. */
    String read() {
        var known = now();
        if (!known.isEmpty()) {
            return known;
        }
        manager.send(new SetVarAction(NAME, UUID.randomUUID().toString()));
        return now();
    }

    private String now() {
        var value = manager.send(new GetVarAction(NAME)).getAttribute("Value");
        return value == null || value.equals("(null)") ? "" : value;
    }
}
