package io.recaller.routing;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.AgentId;
import io.recaller.agent.Presence;
import io.recaller.agent.PresenceStore;
import io.recaller.agent.Station;
import io.recaller.callback.CallbackRules;
import io.recaller.contact.Address;
import io.recaller.db.Tx;
import io.recaller.routing.OfferedRows.Opening;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Parties;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.Reach;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns proposals into assignments, or loses the race for some of them: of each both rows are
 * claimed or neither is. Several share a transaction, and none waits for a row that another server
 * has.
 */
final class Claims {
    /** Said twice, with a pause after each, to whoever is called back. */
    private static final Duration LONGEST_GREETING = Duration.ofSeconds(40);

    private final Queue queue;
    private final PresenceStore presences;
    private final AgentLoads agentLoads;
    private final OfferedRows offers = new OfferedRows();
    private final RoutingSettings settings;
    private final String server;
    private final InstantSource clock;
    private final CallbackRules callbacks;

    Claims(
            Queue queue,
            PresenceStore presences,
            AgentLoads agentLoads,
            RoutingSettings settings,
            String server,
            InstantSource clock,
            CallbackRules callbacks) {
        this.queue = queue;
        this.presences = presences;
        this.agentLoads = agentLoads;
        this.settings = settings;
        this.server = server;
        this.clock = clock;
        this.callbacks = callbacks;
    }

    /** A proposal that became an assignment. */
    record Won(Offered offered, Pairing pairing) {}

    /** Those won; where the contact or the agent is no longer to be had there is none. */
    List<Won> claim(Tx tx, Reach reach, Collection<Pairing> proposals) {
        var entries = queue.claim(tx, proposals.stream().map(each -> each.contact().id()).toList());
        var there =
                proposals.stream().filter(each -> entries.contains(each.contact().id())).toList();
        if (there.isEmpty()) {
            return List.of();
        }
        var agents = there.stream().map(each -> each.agent().agent()).distinct().toList();
        var presences = this.presences.claim(tx, agents, clock.instant());
        // Nobody adds to what an agent holds while the agent's row is locked.
        var loads = agentLoads.of(tx, presences.keySet());
        var won = new ArrayList<Won>();
        for (var proposal : there) {
            if (isStillAt(presences.get(proposal.agent().agent()), proposal.agent().station())
                    && hasRoom(loads, proposal)) {
                won.add(new Won(offer(proposal), proposal));
            }
        }
        write(tx, reach, won);
        return won;
    }

    private static boolean isStillAt(@Nullable Presence presence, Optional<Station> station) {
        return presence != null && presence.station().equals(station.map(Station::id));
    }

    /** With what was won in the same breath. */
    private boolean hasRoom(Map<AgentId, Load> loads, Pairing proposal) {
        var agent = proposal.agent().agent();
        var channel = proposal.contact().channel();
        var load = loads.getOrDefault(agent, Load.NOTHING);
        var hasRoom = settings.rules().admits(load, channel);
        if (hasRoom) {
            loads.put(agent, load.plus(channel));
        }
        return hasRoom;
    }

    private Offered offer(Pairing proposal) {
        var now = clock.instant();
        var contact = proposal.contact();
        var id = new AssignmentId(Generators.timeBasedEpochRandomGenerator().generate());
        var parties =
                new Parties(id, contact.contact(), proposal.agent().agent(), contact.channel());
        return new Offered(parties, now, now.plus(lease(contact)));
    }

    private void write(Tx tx, Reach reach, List<Won> won) {
        if (!won.isEmpty()) {
            offers.open(tx, won.stream().map(this::opening).toList());
            won.forEach(each -> isCalledFrom(tx, reach, each.pairing().contact()));
        }
    }

    private void isCalledFrom(Tx tx, Reach reach, WaitingContact contact) {
        if (contact.address() instanceof Address.Nowhere nowhere) {
            queue.moved(tx, contact.contact(), nowhere.at(reach.system()));
        }
    }

    private Opening opening(Won won) {
        var pairing = won.pairing();
        return new Opening(
                won.offered(),
                pairing.contact().id(),
                pairing.agent().station().map(Station::id),
                server,
                pairing.reasons());
    }

    /**
     * An agent who answered holds the offer while the customer is called back. Where no phone rings
     * it lasts as long as one would.
     */
    private Duration lease(WaitingContact contact) {
        var queue = contact.wish().queue();
        var usual = settings.offerLease(queue);
        return switch (contact.address()) {
            case Address.Callback _ -> usual.plus(callbacks.ring()).plus(LONGEST_GREETING);
            case Address.Thread _ -> settings.plans().of(queue).ringFor();
            case Address.Call _, Address.Voicemail _ -> usual;
        };
    }
}
