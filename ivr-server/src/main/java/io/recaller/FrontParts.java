package io.recaller;

import io.recaller.continuation.ChannelLinks;
import io.recaller.desk.Desk;
import io.recaller.desk.PageDesk;
import io.recaller.gateway.web.Blocking;
import io.recaller.gateway.web.CompanionPage;
import io.recaller.gateway.web.MessengerEntries;
import io.recaller.routing.RouterInbox;
import io.vertx.core.Vertx;
import java.util.Optional;

/** Makes what answers at the front: desk, chats, pages beside calls, what others call, the API. */
record FrontParts(
        Vertx vertx,
        WebParts web,
        CompanionParts companions,
        ChannelParts channels,
        ChannelLinks links,
        RouterInbox inbox,
        Running running) {
    Front front(Asterisk asterisk, TransferParts transfers) {
        var desk = running.keep(desk(asterisk, transfers));
        var storing = running.keep(Blocking.ofFiles(vertx));
        var chat = running.keep(web.chat(vertx, channels.inbox(), links, storing));
        var companion = companion(asterisk, storing).map(running::keep);
        var hooks = channels.hooks();
        hooks.forEach(running::keep);
        var keying = web.conversations().pins().keying(channels::answer);
        var pins = companions.pins(vertx, keying).map(running::keep);
        var api = running.keep(web.api(channels.answers(), channels.closing()));
        var entries = new MessengerEntries(links.places());
        return new Front(desk, chat, companion, pins, hooks, entries, api);
    }

    private Desk desk(Asterisk asterisk, TransferParts transfers) {
        var conversations = web.conversations();
        var messages = channels.agents(inbox);
        return web.desk(
                vertx,
                asterisk.phones(),
                transfers,
                messages,
                channels.files(messages),
                channels.typing(messages),
                companions
                        .ofAgents(
                                conversations.flows(),
                                conversations.dialogues(),
                                conversations.views(),
                                links)
                        .map(PageDesk::over)
                        .orElseGet(PageDesk::none),
                links);
    }

    private Optional<CompanionPage> companion(Asterisk asterisk, Blocking storing) {
        var conversations = web.conversations();
        return companions.page(
                vertx,
                storing,
                conversations.conversations(_ -> inbox.wake()),
                conversations.views(),
                conversations.flows(),
                asterisk,
                conversations.moving().pageChats(channels::answer));
    }
}
