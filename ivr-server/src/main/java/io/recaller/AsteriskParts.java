package io.recaller;

import io.recaller.asterisk.ami.AmiLink;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.LastWords;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.routing.Engagements;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.ring.AsteriskLinks;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The link to Asterisk, and what is made of what it tells of callers. */
record AsteriskParts(Foundation ground, Executor workers, RouterInbox inbox, Running running) {
    /** Where nobody calls there is none to be linked to. */
    Asterisk asterisk(AsteriskLinks links) {
        if (!ground.settings().hasTelephone()) {
            return Asterisk.none(ends(_ -> Optional.empty()));
        }
        var link = link(links);
        running.keep(link);
        return Asterisk.linked(link);
    }

    private AmiLink link(AsteriskLinks links) {
        var settings = ground.settings();
        var ami = settings.ami();
        var names = new AsteriskNames(links, settings.serverName(), ami.host() + ":" + ami.port());
        running.keep(names);
        return AmiLink.open(
                AsteriskCheck.access(ami),
                inbox,
                new Engagements(ground.stores().database(), ground.clock()),
                this::ends,
                names,
                ground.meters());
    }

    private ContactEnds ends(LastWords kept) {
        var stores = ground.stores();
        return new ContactEnds(
                stores.database(),
                stores.contacts(),
                new Takeovers(stores.contacts(), stores.customers(), stores.handles()::caller),
                workers,
                ground.clock(),
                kept);
    }
}
