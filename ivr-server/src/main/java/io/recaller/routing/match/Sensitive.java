package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which contacts' steps depend on one agent's being there: those that are better off with that one,
 * and those that somebody did not answer for. One thread.
 */
final class Sensitive {
    private final Map<AgentId, Set<EntryId>> preferring = new HashMap<>();
    private final Set<EntryId> unanswered = new HashSet<>();

    void add(WaitingContact contact) {
        contact.wish()
                .preferred()
                .values()
                .forEach(agent ->
                        preferring.computeIfAbsent(agent, _ -> new HashSet<>()).add(contact.id()));
        if (!contact.silent().isEmpty()) {
            unanswered.add(contact.id());
        }
    }

    void remove(WaitingContact contact) {
        contact.wish()
                .preferred()
                .values()
                .forEach(agent ->
                        preferring.computeIfPresent(
                                agent,
                                (_, those) ->
                                        those.remove(contact.id()) && those.isEmpty()
                                                ? null
                                                : those));
        unanswered.remove(contact.id());
    }

    Set<EntryId> to(AgentId agent) {
        var all = new HashSet<>(unanswered);
        all.addAll(preferring.getOrDefault(agent, Set.of()));
        return all;
    }
}
