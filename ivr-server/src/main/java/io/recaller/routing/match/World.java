package io.recaller.routing.match;

import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Staff;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What a match goes by besides the contacts, at one moment.
 *
 * @param ready who takes contacts now
 * @param staff everybody who is signed in
 * @param rules what the settings say of queues and agents
 */
public record World(Collection<Candidate> ready, Staff staff, MatchRules rules, Instant now) {
    public World {
        ready = List.copyOf(ready);
    }

    CurrentStep standing(WaitingContact contact) {
        return CurrentStep.at(
                rules.of(contact.wish().queue()),
                contact.wish(),
                contact.enteredAt(),
                contact.silent(),
                staff,
                now);
    }
}
