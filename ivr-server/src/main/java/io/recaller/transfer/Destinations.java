package io.recaller.transfer;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Availability;
import io.recaller.agent.PresenceStore;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** To whom callers may be sent. Any thread; blocking. */
public final class Destinations {
    private static final String LANGUAGE = "language:";

    private final Database db;
    private final Set<QueueName> queues;
    private final OutsideNumbers outside;
    private final Handles handles;
    private final AgentStore agents = new AgentStore();
    private final PresenceStore presences = new PresenceStore();

    /**
     * Wires it.
     *
     * @param queues those of the settings
     */
    public Destinations(
            Database db, Set<QueueName> queues, OutsideNumbers outside, Handles handles) {
        this.db = db;
        this.queues = Set.copyOf(queues);
        this.outside = outside;
        this.handles = handles;
    }

    /** As a page names it. */
    public sealed interface Wanted {
        record OfAgent(String login) implements Wanted {}

        record OfQueue(String name) implements Wanted {}

        record OfNumber(String typed) implements Wanted {
            @Override
            public String toString() {
                return "OfNumber[" + typed.length() + " characters]";
            }
        }
    }

    /** What is meant by it. */
    sealed interface Found {
        record There(Target target) implements Found {}

        record NoSuch() implements Found {}

        record NotAllowed() implements Found {}
    }

    /** Nobody sends a caller to themselves, or to who is not at work. */
    Found find(Wanted wanted, AgentId sender) {
        return switch (wanted) {
            case Wanted.OfAgent(var login) ->
                    db.inTransaction(tx -> atWork(tx, login))
                            .filter(agent -> !agent.equals(sender))
                            .<Found>map(agent -> new Found.There(new Target.ToAgent(agent)))
                            .orElseGet(Found.NoSuch::new);
            case Wanted.OfQueue(var name) ->
                    Optional.of(name)
                            .filter(QueueName::isOne)
                            .map(QueueName::new)
                            .filter(queues::contains)
                            .<Found>map(queue -> new Found.There(new Target.ToQueue(queue)))
                            .orElseGet(Found.NoSuch::new);
            case Wanted.OfNumber(var typed) ->
                    outside.allowed(typed, handles)
                            .<Found>map(number -> new Found.There(new Target.ToNumber(number)))
                            .orElseGet(Found.NotAllowed::new);
        };
    }

    private Optional<AgentId> atWork(Tx tx, String login) {
        return agents.find(tx, login)
                .map(Agent::id)
                .filter(agent ->
                        presences
                                .find(tx, agent)
                                .filter(each ->
                                        !(each.availability() instanceof Availability.LoggedOut))
                                .isPresent());
    }

    /** What colleagues call an agent. */
    String name(Tx tx, AgentId agent) {
        return agents.find(tx, agent).map(Agent::name).orElse("");
    }

    /** In words for a page. */
    String name(Tx tx, Target target) {
        return switch (target) {
            case Target.ToAgent(var agent) -> name(tx, agent);
            case Target.ToQueue(var queue) -> queue.slug();
            case Target.ToNumber(var dialled) -> dialled;
        };
    }

    public OutsideNumbers outside() {
        return outside;
    }

    /**
     * What a contact that is sent on wants of who serves it. Another queue asks what its own steps
     * say, and the contact's language stays what it is.
     */
    Wish wish(Wish was, Target target) {
        return switch (target) {
            case Target.ToAgent(var agent) -> {
                var preferred = preferred(was);
                preferred.put(Preference.CHOSEN, agent);
                yield new Wish(was.queue(), was.asked(), was.language(), preferred);
            }
            case Target.ToQueue(var queue) ->
                    new Wish(
                            queue,
                            queue.equals(was.queue()) ? was.asked() : languages(was.asked()),
                            was.language(),
                            preferred(was));
            case Target.ToNumber _ -> was;
        };
    }

    /** Whom the sender before this one had named counts no more. */
    private static Map<Preference, AgentId> preferred(Wish was) {
        var preferred = new EnumMap<Preference, AgentId>(Preference.class);
        preferred.putAll(was.preferred());
        preferred.remove(Preference.CHOSEN);
        return preferred;
    }

    private static Requirement languages(Requirement asked) {
        return Requirement.of(
                asked.minimums().entrySet().stream()
                        .filter(each -> each.getKey().name().startsWith(LANGUAGE))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
