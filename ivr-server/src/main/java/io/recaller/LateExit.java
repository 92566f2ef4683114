package io.recaller;

import io.recaller.contact.ContactId;
import io.recaller.conversation.DatabaseDialogues;
import io.recaller.db.Tx;
import io.recaller.routing.Departure;
import io.recaller.routing.Router;

/** The way out of the queue, for those who are made before the router. */
record LateExit(Late<Router> router) implements DatabaseDialogues.QueueExit {
    @Override
    public Departure leave(Tx tx, ContactId contact) {
        return router.get().leave(tx, contact);
    }

    @Override
    public void carryOut(Departure departure) {
        router.get().carryOut(departure);
    }
}
