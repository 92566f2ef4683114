package io.recaller;

import io.recaller.asterisk.Standing;
import io.recaller.routing.AsteriskLink;
import io.recaller.routing.AsteriskLinks;
import io.recaller.routing.Reach;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this server's link to its Asterisk written down. Any thread. */
final class AsteriskNames implements Standing, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsteriskNames.class);

    private final AsteriskLinks links;
    private final String server;
    private final String address;

    AsteriskNames(AsteriskLinks links, String server, String address) {
        this.links = links;
        this.server = server;
        this.address = address;
    }

    @Override
    public Optional<Reach> announce(String system, String identity) {
        var announced = links.announce(new AsteriskLink(server, system, identity, address));
        announced
                .against()
                .ifPresent(
                        other -> LOG.atError().log("no agent is rung: {}", other.remedy(address)));
        return announced.against().isEmpty() ? Optional.of(announced.reach()) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            links.leave(server);
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("link not taken back, its lease ends by itself");
        }
    }
}
