package io.recaller;

import io.recaller.asterisk.ami.SystemNames;
import io.recaller.routing.ring.AsteriskLink;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.routing.ring.Reach;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this server's link to its Asterisk written down. Any thread. */
final class AsteriskNames implements SystemNames, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsteriskNames.class);

    private final AsteriskLinks links;
    private final String server;
    private final String address;
    private final Set<String> formerNames = ConcurrentHashMap.newKeySet();

    AsteriskNames(AsteriskLinks links, String server, String address) {
        this.links = links;
        this.server = server;
        this.address = address;
    }

    @Override
    public Optional<Reach> announce(String system, String identity) {
        var announced = links.announce(new AsteriskLink(server, system, identity, address));
        announced.former().ifPresent(former -> renamed(former, system));
        announced
                .against()
                .ifPresent(
                        other -> LOG.atError().log("no agent is rung: {}", other.remedy(address)));
        return announced.against().isEmpty() ? Optional.of(announced.reach()) : Optional.empty();
    }

    private void renamed(String former, String system) {
        LOG.atInfo()
                .addKeyValue("asterisk", address)
                .log("Asterisk {}: calls of before are over", new Renaming(former, system));
        formerNames.add(former);
    }

    @Override
    public Set<String> formerNames() {
        return Set.copyOf(formerNames);
    }

    @Override
    public void ended(String formerName) {
        formerNames.remove(formerName);
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
