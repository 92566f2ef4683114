package io.recaller.e2e;

import io.recaller.Stores;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.People;
import io.recaller.customer.TrustTier;
import io.recaller.message.Author;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Somebody who writes on a site, by the rows: the chat's own door is shown elsewhere. */
final class SitePeer {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Stores stores;
    private final String name;
    private final Inbox inbox;

    SitePeer(Stores stores, String name) {
        this.stores = stores;
        this.name = name;
        this.inbox =
                new Inbox(
                        stores.database(),
                        _ -> {},
                        GatewayTraffic.uncounted(),
                        InstantSource.system());
    }

    /** The same person calls from this number. */
    void alsoCallsFrom(String number) {
        stores.database()
                .runInTransaction(tx -> {
                    var caller = stores.handles().caller(number).orElseThrow();
                    var who =
                            stores.customers()
                                    .createWhenNew(tx, caller, Instant.now())
                                    .single()
                                    .orElseThrow();
                    People.uses(tx, who, handle());
                });
    }

    private Handle handle() {
        return new Handle(HandleKind.WEB, name);
    }

    /** Writes, and waits for an answer that is so. */
    ThreadMessage write(String text, Predicate<ThreadMessage> answer) {
        write(text);
        return await(answer);
    }

    private void write(String text) {
        var peer =
                new Peer(
                        "site",
                        name,
                        Channel.CHAT,
                        Optional.of(handle()),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        Optional.empty());
        inbox.take(
                new Incoming(
                        peer,
                        new Said.Words(text),
                        Optional.empty(),
                        Optional.of(UUID.randomUUID().toString()),
                        Instant.now()));
    }

    /** The last that was said there, once it is so. */
    ThreadMessage await(Predicate<ThreadMessage> answer) {
        return Awaitility.await()
                .alias("what is said to " + name)
                .atMost(SOON)
                .until(() -> last().filter(answer), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<ThreadMessage> last() {
        return newest().stream()
                .filter(each -> each.author() == Author.FLOW)
                .reduce((_, later) -> later);
    }

    private List<ThreadMessage> newest() {
        return stores.database()
                .inTransaction(tx ->
                        new Threads()
                                .find(tx, "site", name)
                                .map(thread ->
                                        new Messages().theirsNewest(tx, thread, 20, Instant.now()))
                                .orElse(List.of()));
    }
}
