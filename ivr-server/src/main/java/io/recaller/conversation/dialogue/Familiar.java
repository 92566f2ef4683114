package io.recaller.conversation.dialogue;

import io.recaller.agent.AgentId;
import io.recaller.contact.Topic;
import io.recaller.contact.history.LastServed;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.db.Tx;
import io.recaller.routing.step.Preference;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Finds the agents whom a customer is better off with. */
final class Familiar {
    private final LastServed lastServed = new LastServed();
    private final CustomerStore customers;

    Familiar(CustomerStore customers) {
        this.customers = customers;
    }

    Map<Preference, AgentId> of(Tx tx, CustomerId customer, Optional<Topic> topic, Instant at) {
        var found = new EnumMap<Preference, AgentId>(Preference.class);
        lastServed
                .of(tx, customer, topic, at)
                .ifPresent(agent -> found.put(Preference.LAST, new AgentId(agent)));
        customers
                .profile(tx, customer)
                .flatMap(profile -> profile.responsibleAgent())
                .ifPresent(agent -> found.put(Preference.RESPONSIBLE, new AgentId(agent)));
        return found;
    }
}
