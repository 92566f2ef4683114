package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may be matched since somebody looked last: contacts that joined, or ask otherwise now, and
 * agents who got room. Of all the others it is known that none fits another. One thread.
 */
final class Restless {
    /**
     * So many agents who got room at once all want the same few contacts: it is quicker then to ask
     * each contact anew whom it wants.
     */
    static final int MANY = 128;

    /** An agent, and whose turn is first among those the agent may serve. */
    private record Look(InLine contact, Candidate agent) {}

    private final NavigableSet<InLine> contacts = new TreeSet<>(InLine.IN_TURN);
    private final Map<AgentId, Candidate> agents = new LinkedHashMap<>();
    private final PriorityQueue<Look> looks =
            new PriorityQueue<>(Comparator.comparing(Look::contact, InLine.IN_TURN));

    void comes(InLine contact) {
        contacts.add(contact);
    }

    void goes(InLine contact) {
        contacts.remove(contact);
    }

    void comes(Candidate agent) {
        agents.put(agent.agent(), agent);
    }

    void goes(AgentId agent) {
        agents.remove(agent);
    }

    boolean areMany() {
        return agents.size() > MANY;
    }

    /** All who wait are looked at anew, which goes for the agents too. */
    void all(Collection<InLine> waiting) {
        contacts.addAll(waiting);
        agents.clear();
        looks.clear();
    }

    /**
     * Whose turn it is first among those who may be matched.
     *
     * @param isWaiting whether a contact still stands so
     * @param isFree whether an agent is still as known
     * @param first whom an agent may serve first, after one
     * @return null: nobody may be
     */
    @Nullable InLine next(
            Predicate<InLine> isWaiting,
            Predicate<Candidate> isFree,
            BiFunction<Candidate, @Nullable InLine, @Nullable InLine> first) {
        agents.values().forEach(agent -> look(agent, first.apply(agent, null)));
        agents.clear();
        var wanted = wanted(isWaiting, isFree, first);
        if (contacts.isEmpty()) {
            return wanted;
        }
        var joined = contacts.first();
        return wanted == null || InLine.IN_TURN.compare(joined, wanted) < 0 ? joined : wanted;
    }

    private @Nullable InLine wanted(
            Predicate<InLine> isWaiting,
            Predicate<Candidate> isFree,
            BiFunction<Candidate, @Nullable InLine, @Nullable InLine> first) {
        for (var look = looks.peek(); look != null; look = looks.peek()) {
            var isFreeYet = isFree.test(look.agent());
            if (isFreeYet && isWaiting.test(look.contact())) {
                return look.contact();
            }
            looks.remove();
            if (isFreeYet) {
                look(look.agent(), first.apply(look.agent(), look.contact()));
            }
        }
        return null;
    }

    private void look(Candidate agent, @Nullable InLine contact) {
        if (contact != null) {
            looks.add(new Look(contact, agent));
        }
    }
}
