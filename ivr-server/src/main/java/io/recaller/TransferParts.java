package io.recaller;

import io.recaller.agent.AgentId;
import io.recaller.asterisk.ami.AmiLink;
import io.recaller.channel.agent.AgentMessages;
import io.recaller.contact.ContactId;
import io.recaller.conversation.RoutedContacts;
import io.recaller.conversation.ScreenTopics;
import io.recaller.db.Tx;
import io.recaller.routing.Talks;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.transfer.Bringing;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.TransferNews;
import io.recaller.transfer.Transfers;
import io.recaller.transfer.WrittenTransfers;
import java.util.Optional;

/** Makes what hands talks over. */
record TransferParts(
        Foundation ground, Talks talks, Destinations destinations, Transfers transfers) {
    static TransferParts of(Foundation ground, AsteriskLinks links) {
        var settings = ground.settings();
        var stores = ground.stores();
        var talks = new Talks(settings.routing(), settings.serverName());
        var destinations =
                new Destinations(
                        stores.database(),
                        settings.routing().rules().names(),
                        settings.outside(),
                        stores.handles());
        var transfers =
                new Transfers(
                        stores.database(),
                        talks,
                        destinations,
                        stores.contacts(),
                        new RoutedContacts(stores.contacts(), ground.clock()),
                        links::isLinked,
                        ground.meters(),
                        ground.clock());
        return new TransferParts(ground, talks, destinations, transfers);
    }

    /** Of who writes, over what their agents read and write. */
    WrittenTransfers written(AgentMessages messages) {
        return new WrittenTransfers(
                ground.stores().database(),
                talks,
                destinations,
                ground.stores().contacts(),
                new WrittenTransfers.Correspondent() {
                    @Override
                    public void lock(Tx tx, ContactId contact) {
                        messages.lock(tx, contact);
                    }

                    @Override
                    public void handedOver(
                            Tx tx,
                            ContactId contact,
                            AgentId sender,
                            String language,
                            Optional<String> note) {
                        messages.handedOver(tx, contact, sender, language, note);
                    }
                },
                ground.meters(),
                ground.clock());
    }

    TransferNews news() {
        return new TransferNews(destinations, talks);
    }

    Bringing bringing(AmiLink ami) {
        return new Bringing(
                ground.stores().database(),
                transfers,
                talks,
                destinations,
                ground.stores().contacts(),
                ami.switchboard(),
                new ScreenTopics(ground.stores().database()),
                ground.settings().serverName(),
                ground.clock());
    }
}
