package io.recaller;

import io.recaller.callback.Callbacks;
import io.recaller.conversation.RoutedContacts;
import io.recaller.conversation.ScreenTopics;
import io.recaller.db.Signals;
import io.recaller.desk.Desk;
import io.recaller.gateway.web.CompanionPage;
import io.recaller.gateway.web.WebChat;
import io.recaller.routing.Router;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.RouterPorts;
import io.recaller.routing.ring.CallbackCalls;
import io.recaller.transfer.Bringing;
import java.util.Optional;
import java.util.UUID;

/** The router, and who looks again when the database signals that something has changed. */
record RoutingParts(Foundation ground, RouterInbox inbox, Running running) {
    /** What customers look at. */
    record Pages(WebChat chat, Optional<CompanionPage> companion) {
        void look(Optional<UUID> contact) {
            companion.ifPresent(page -> page.look(contact));
        }
    }

    void start(
            Asterisk ami,
            Desk desk,
            Pages pages,
            Callbacks callbacks,
            CallbackCalls calls,
            TransferParts transfers,
            ChannelParts channels) {
        var ports =
                new RouterPorts(
                        channels.offers(ami.phones()),
                        desk,
                        new ScreenTopics(ground.stores().database()),
                        new RoutedContacts(ground.stores().contacts(), ground.clock()),
                        ground.hours(),
                        callbacks,
                        calls,
                        transfers.transfers().handovers());
        running.keep(router(ports)).start();
        var bringing = ami.link().map(transfers::bringing).map(running::keep);
        bringing.ifPresent(Bringing::start);
        signals(desk, pages, channels)
                .tell(Signals.Subject.TRANSFER, _ -> bringing.ifPresent(Bringing::wake))
                .start();
    }

    private Router router(RouterPorts ports) {
        var settings = ground.settings();
        return new Router(
                ground.stores().database(),
                settings.serverName(),
                settings.routing(),
                inbox,
                ports,
                ground.meters(),
                ground.clock());
    }

    private Signals signals(Desk desk, Pages pages, ChannelParts channels) {
        return running.keep(new Signals(ground.stores().access()))
                .tell(Signals.Subject.QUEUE, inbox::queueChanged)
                .tell(Signals.Subject.AGENT, inbox::agentChanged)
                .tell(Signals.Subject.AGENT, desk::look)
                .tell(Signals.Subject.CARD, inbox::cardShown)
                .tell(Signals.Subject.CALLER, desk::lookWhoItIs)
                .tell(Signals.Subject.ACCESS, desk::lookWhoMay)
                .tell(Signals.Subject.MESSAGE, pages.chat()::look)
                .tell(Signals.Subject.DIALOGUE, pages::look)
                .tell(Signals.Subject.DIALOGUE, desk::lookAtPages)
                .tell(Signals.Subject.MESSAGE, desk::lookAtMessages)
                .tell(Signals.Subject.RECEIPT, pages.chat()::look)
                .tell(Signals.Subject.RECEIPT, desk::lookAtMessages)
                .tell(Signals.Subject.CUSTOMER_TYPES, desk::lookWhoTypes)
                .tell(Signals.Subject.AGENT_TYPES, pages.chat()::lookWhoTypes)
                .tell(Signals.Subject.OUTGOING, channels::look);
    }
}
