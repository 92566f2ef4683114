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
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

    /**
     * The first of these channels that leads to them now.
     *
     * @param named which template the notice names
     * @param known what templates are filled in with
     */
    Way find(
            Tx tx,
            CustomerId customer,
            List<ConsentChannel> channels,
            Optional<String> language,
            Optional<String> named,
            Supplier<Map<String, String>> known,
            Instant now) {
        var own = own(tx, customer);
        var isBusy = false;
        var lacksField = false;
        for (var channel : channels) {
            var number = own.stream().filter(calling::mayCall).findFirst();
            if (channel == ConsentChannel.CALL && number.isPresent()) {
                return new Way.Call(number.get());
            }
            for (var gateway : gateways) {
                if (gateway.by() == channel) {
                    var instead = instead(gateway, named, known);
                    var way = through(tx, gateway, own, language, instead, now);
                    if (way instanceof Way.Through) {
                        return way;
                    }
                    isBusy |= way instanceof Way.Busy;
                    lacksField |= way instanceof Way.None none && none.lacksField();
                }
            }
        }
        return isBusy ? new Way.Busy() : new Way.None(lacksField);
    }

    /** What goes out there after the window. */
    private sealed interface AfterWindow {
        record Nothing() implements AfterWindow {}

        /** What the notice names cannot be filled in. */
        record Unfilled() implements AfterWindow {}

        record Told(Way.Instead words) implements AfterWindow {}
    }

    /** Filled in only where it is needed: nothing is read of whom another channel leads to. */
    private static Supplier<AfterWindow> instead(
            NoticeGateway gateway, Optional<String> named, Supplier<Map<String, String>> known) {
        var template =
                named.flatMap(id ->
                        gateway.named().stream().filter(each -> each.id().equals(id)).findFirst());
        return () ->
                template.map(each ->
                                each.filling()
                                        .apply(known.get())
                                        .<AfterWindow>map(filled ->
                                                new AfterWindow.Told(
                                                        new Way.Instead(
                                                                filled.text(),
                                                                Optional.of(
                                                                        new Way.Named(
                                                                                each.id(),
                                                                                filled.values())))))
                                        .orElseGet(AfterWindow.Unfilled::new))
                        .or(() ->
                                gateway.template()
                                        .map(text ->
                                                new AfterWindow.Told(
                                                        new Way.Instead(text, Optional.empty()))))
                        .orElseGet(AfterWindow.Nothing::new);
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
            Supplier<AfterWindow> instead,
            Instant now) {
        var fitting = own.stream().filter(each -> fits(gateway.by(), each)).toList();
        var isBusy = false;
        var lacksField = false;
        for (var thread : threads(tx, gateway, fitting, language, now)) {
            if (thread.contact()
                    .filter(each -> contacts.endReason(tx, each).isEmpty())
                    .isPresent()) {
                isBusy = true;
            } else if (isOpen(tx, gateway, thread, now)) {
                return new Way.Through(gateway, thread, Optional.empty());
            } else {
                switch (instead.get()) {
                    case AfterWindow.Told(var words) -> {
                        return new Way.Through(gateway, thread, Optional.of(words));
                    }
                    case AfterWindow.Unfilled() -> lacksField = true;
                    case AfterWindow.Nothing() -> {}
                }
            }
        }
        return isBusy ? new Way.Busy() : new Way.None(lacksField);
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
