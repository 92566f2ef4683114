package io.recaller;

import io.recaller.continuation.ChannelLinks;
import io.recaller.conversation.Elsewhere;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.ring.AsteriskLinks;

/**
 * By which people come in and agents work; nothing comes in before the router runs.
 *
 * @param elsewhere how contacts go on where others stood
 */
record Doors(
        Asterisk asterisk,
        Elsewhere elsewhere,
        ChannelParts channels,
        TransferParts transfers,
        WebParts web,
        Front front) {
    /** Makes them, on top of what runs. */
    static Doors of(
            WebDoors web,
            Start.Thinking thinking,
            AsteriskLinks links,
            RouterInbox inbox,
            Running running) {
        var ground = thinking.ground();
        var asterisk =
                new AsteriskParts(ground, thinking.workers(), inbox, running).asterisk(links);
        var moving = thinking.conversations().moving();
        var elsewhere = moving.elsewhere();
        var channelLinks = moving.links();
        var channels = channels(thinking, elsewhere, channelLinks, inbox);
        running.<AutoCloseable>keep(web::closeFront);
        var transfers = TransferParts.of(ground, links);
        var parts =
                new WebParts(
                        ground,
                        thinking.conversations(),
                        thinking.experiments(),
                        thinking.recommendations().recommender());
        var companions = new CompanionParts(ground, thinking.pages());
        var front =
                new FrontParts(
                        web.vertx(), parts, companions, channels, channelLinks, inbox, running);
        return new Doors(
                asterisk, elsewhere, channels, transfers, parts, front.front(asterisk, transfers));
    }

    private static ChannelParts channels(
            Start.Thinking thinking, Elsewhere elsewhere, ChannelLinks links, RouterInbox inbox) {
        var conversations = thinking.conversations();
        return new ChannelParts(
                thinking.ground(),
                conversations.conversations(_ -> inbox.wake()),
                elsewhere.left(),
                links,
                conversations.moving().instead(),
                conversations.pins().pages());
    }
}
