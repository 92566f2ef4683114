package io.recaller.notice;

import io.recaller.contact.ContactStore;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.Resolution;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.db.Tx;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageThread;
import io.recaller.message.Peer;
import io.recaller.message.Threads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where a customer can be told something: by a handle that is theirs alone, where they wrote
 * before or can be written to first. Any thread; the caller owns the Tx.
 */
final class NoticeWays {
    private final List<NoticeGateway> gateways;
    private final CallingRules calling;
    private final CustomerStore customers;
    private final ContactStore contacts;
    private final UsedHandles handles = new UsedHandles();
    private final Threads threads = new Threads();
    private final LeavingMessages leaving = new LeavingMessages();

    NoticeWays(
            List<NoticeGateway> gateways,
            CallingRules calling,
            CustomerStore customers,
            ContactStore contacts) {
        this.calling = calling;
        this.gateways = List.copyOf(gateways);
        this.customers = customers;
        this.contacts = contacts;
    }

    /** The first of these channels that leads to them now. */
    Way find(
            Tx tx,
            CustomerId customer,
            List<ConsentChannel> channels,
            Optional<String> language,
            Instant now) {
        var own = own(tx, customer);
        var isBusy = false;
        for (var channel : channels) {
            var number = own.stream().filter(calling::mayCall).findFirst();
            if (channel == ConsentChannel.CALL && number.isPresent()) {
                return new Way.Call(number.get());
            }
            for (var gateway : gateways) {
                if (gateway.by() == channel) {
                    var way = through(tx, gateway, own, language, now);
                    if (way instanceof Way.Through) {
                        return way;
                    }
                    isBusy |= way instanceof Way.Busy;
                }
            }
        }
        return isBusy ? new Way.Busy() : new Way.None();
    }

    /** What several use, or was only claimed, may be another's. */
    private List<Handle> own(Tx tx, CustomerId customer) {
        return handles.of(tx, customer).stream()
                .filter(handle ->
                        customers.resolve(tx, handle).equals(new Resolution.One(customer)))
                .toList();
    }

    private Way through(
            Tx tx,
            NoticeGateway gateway,
            List<Handle> own,
            Optional<String> language,
            Instant now) {
        var fitting = own.stream().filter(each -> fits(gateway.by(), each)).toList();
        var isBusy = false;
        for (var thread : threads(tx, gateway, fitting, language, now)) {
            if (thread.contact()
                    .filter(each -> contacts.endReason(tx, each).isEmpty())
                    .isPresent()) {
                isBusy = true;
            } else if (isOpen(tx, gateway, thread, now)) {
                return new Way.Through(gateway, thread, Optional.empty());
            } else if (gateway.template().isPresent()) {
                return new Way.Through(gateway, thread, gateway.template());
            }
        }
        return isBusy ? new Way.Busy() : new Way.None();
    }

    /** Whom their site signs for is known in its chat by a number or an address, too. */
    private static boolean fits(ConsentChannel by, Handle handle) {
        return by == ConsentChannel.WEB || handle.kind() == by.handle();
    }

    private List<MessageThread> threads(
            Tx tx,
            NoticeGateway gateway,
            List<Handle> own,
            Optional<String> language,
            Instant now) {
        var found = new ArrayList<>(threads.withHandles(tx, gateway.name(), own));
        if (found.isEmpty() && gateway.mayBegin()) {
            own.stream()
                    .findFirst()
                    .map(handle -> peer(gateway, handle, language))
                    .flatMap(peer -> threads.find(tx, threads.open(tx, peer, now)))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** As the gateway itself makes one of whoever writes first. */
    private static Peer peer(NoticeGateway gateway, Handle handle, Optional<String> language) {
        return new Peer(
                        gateway.name(),
                        handle.value(),
                        gateway.channel(),
                        Optional.of(handle),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        language)
                .fit();
    }

    private boolean isOpen(Tx tx, NoticeGateway gateway, MessageThread thread, Instant now) {
        return gateway.window().isEmpty()
                || leaving.lastHeard(tx, thread.id())
                        .filter(at -> at.plus(gateway.window().get()).isAfter(now))
                        .isPresent();
    }
}
