package io.recaller.channel.agent;

import io.recaller.channel.GatewayPlan;
import io.recaller.channel.Gateways;
import io.recaller.contact.ContactId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.message.Author;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageSearch;
import io.recaller.message.MessageThread;
import io.recaller.message.OtherThreads;
import io.recaller.message.Stops;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By which other ways the customer of a conversation can be written to. Whoever has proved nothing
 * in it may be anybody: of them no other way is known. Any thread.
 */
final class OtherWays {
    private static final int MOST = 10;
    private static final int MOST_WRITTEN = 50;

    private final Gateways gateways;
    private final MessageSearch customers = new MessageSearch();
    private final OtherThreads threads = new OtherThreads();
    private final Stops stops = new Stops();
    private final LeavingMessages leaving = new LeavingMessages();

    OtherWays(Gateways gateways) {
        this.gateways = gateways;
    }

    /** Through gateways that the settings still name. */
    List<OtherWay> of(Tx tx, ContactId contact, ThreadId own) {
        return threads(tx, contact, own).map(thread -> way(tx, thread)).toList();
    }

    /** One of them; empty: it is none, or not any more. */
    Optional<MessageThread> find(Tx tx, ContactId contact, ThreadId own, ThreadId wanted) {
        return threads(tx, contact, own).filter(thread -> thread.id().equals(wanted)).findFirst();
    }

    private Stream<MessageThread> threads(Tx tx, ContactId contact, ThreadId own) {
        return customers
                .who(tx, contact)
                .filter(who -> who.trust().atLeast(TrustTier.VERIFIED))
                .map(who -> threads.of(tx, who.customer(), MOST))
                .orElse(List.of())
                .stream()
                .filter(thread -> !thread.id().equals(own))
                .filter(thread -> gateways.named(thread.gateway()).isPresent())
                .filter(thread -> !stops.isStopped(tx, thread.gateway(), thread.peer()));
    }

    private OtherWay way(Tx tx, MessageThread thread) {
        var until =
                gateways.named(thread.gateway())
                        .flatMap(GatewayPlan::window)
                        .flatMap(window ->
                                leaving.lastHeard(tx, thread.id())
                                        .map(heard -> window.until(Author.AGENT, heard)));
        var freeUntil =
                gateways.named(thread.gateway())
                        .flatMap(GatewayPlan::session)
                        .flatMap(session ->
                                leaving.lastHeard(tx, thread.id())
                                        .map(heard -> heard.plus(session)));
        return new OtherWay(
                thread.id(), thread.gateway(), thread.channel(), thread.name(), until, freeUntil);
    }

    /** What was written by them for this contact. */
    List<ThreadMessage> written(Tx tx, ContactId contact, ThreadId own) {
        return threads.written(tx, contact, own, MOST_WRITTEN);
    }
}
