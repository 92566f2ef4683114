package io.recaller.register;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.Change;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Profile;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the business says of its customers: the language they are spoken to in, their segment, the
 * agent who looks after them. Each method is one transaction. Thread-safe; blocks.
 */
public final class Descriptions {
    private final Database database;
    private final InstantSource clock;
    private final CustomerStore customers;
    private final AgentStore agents = new AgentStore();
    private final Consents consents = new Consents();
    private final AuditTrail trail;

    public Descriptions(
            Database database, InstantSource clock, Supplier<UUID> ids, CustomerStore customers) {
        this.database = database;
        this.clock = clock;
        this.customers = customers;
        this.trail = new AuditTrail(ids);
    }

    /** What is said now; empty when there is no such customer. That it was read is written down. */
    public Optional<Described> read(AuditTrail.Actor actor, CustomerId customer) {
        return database.inTransaction(tx -> {
            var described = described(tx, customer);
            described.ifPresent(one -> note(tx, actor, "customer.read", one.customer(), Map.of()));
            return described;
        });
    }

    /** Changes what is said and leaves the rest as it is. */
    public Outcome change(AuditTrail.Actor actor, CustomerId customer, Said said) {
        return database.inTransaction(tx -> change(tx, actor, customer, said));
    }

    private Outcome change(Tx tx, AuditTrail.Actor actor, CustomerId customer, Said said) {
        var survivor = customers.survivor(tx, customer);
        if (survivor.isEmpty()) {
            return new Outcome.NoCustomer();
        }
        var login = said.agent().wanted();
        var agent = login.flatMap(name -> agents.find(tx, name));
        if (login.isPresent() && agent.isEmpty()) {
            return new Outcome.NoAgent();
        }
        var id = agent.map(Agent::id).map(AgentId::value);
        customers.change(
                tx,
                survivor.get(),
                said.language(),
                said.segment(),
                said.agent().map(_ -> id.orElseThrow()));
        consents.prefer(tx, survivor.get(), said.preferred());
        said.consent()
                .forEach((channel, agreed) ->
                        consents.say(
                                tx,
                                survivor.get(),
                                channel,
                                agreed,
                                said.consentSource().orElse("API key " + actor.name()),
                                clock.instant()));
        var changed = Map.of("changed", said.names());
        note(tx, actor, "customer.describe", survivor.get(), changed);
        return new Outcome.Changed(described(tx, survivor.get()).orElseThrow());
    }

    private void note(
            Tx tx,
            AuditTrail.Actor actor,
            String action,
            CustomerId customer,
            Map<String, String> detail) {
        trail.write(tx, actor.did(action, customer, detail), clock.instant());
    }

    private Optional<Described> described(Tx tx, CustomerId customer) {
        return customers.profile(tx, customer).map(profile -> described(tx, profile));
    }

    private Described described(Tx tx, Profile profile) {
        var agent = profile.responsibleAgent().flatMap(id -> agents.kept(tx, new AgentId(id)));
        return new Described(
                profile.customer(),
                profile.language(),
                profile.segment(),
                agent.map(Agent::login),
                consents.preferred(tx, profile.customer()),
                consents.newest(tx, profile.customer()));
    }

    /**
     * What is said of one customer.
     *
     * @param language BCP 47, such as {@code ru}
     * @param agent the login of the agent who looks after them
     * @param preferred by which channel they want to be told something
     * @param consent whether they agreed to be told something unasked, by channel
     * @param consentSource by what that is known; empty: by whoever says so
     */
    public record Said(
            Change<String> language,
            Change<String> segment,
            Change<String> agent,
            Change<ConsentChannel> preferred,
            Map<ConsentChannel, Boolean> consent,
            Optional<String> consentSource) {
        public Said {
            consent = Map.copyOf(consent);
        }

        /** Whether anything is said. */
        public boolean isAnything() {
            return !names().isEmpty();
        }

        /** Of what something is said, for the trail. */
        String names() {
            return Stream.concat(
                            Stream.of(
                                            name("language", language),
                                            name("segment", segment),
                                            name("responsibleAgent", agent),
                                            name("preferredChannel", preferred))
                                    .flatMap(Optional::stream),
                            consent.keySet().stream()
                                    .sorted()
                                    .map(channel -> "consent." + channel.slug()))
                    .collect(Collectors.joining(","));
        }

        private static Optional<String> name(String name, Change<?> change) {
            return change.isSaid() ? Optional.of(name) : Optional.empty();
        }
    }

    /** A customer as described now. */
    public record Described(
            CustomerId customer,
            Optional<String> language,
            Optional<String> segment,
            Optional<String> responsibleAgent,
            Optional<ConsentChannel> preferred,
            Map<ConsentChannel, Consents.Consent> consent) {
        public Described {
            consent = Map.copyOf(consent);
        }
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Changed(Described now) implements Outcome {}

        record NoCustomer() implements Outcome {}

        /** Nobody signs in by that name; nothing was changed. */
        record NoAgent() implements Outcome {}
    }
}
