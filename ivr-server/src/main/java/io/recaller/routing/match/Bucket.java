package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.routing.step.CurrentStep;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Contacts that ask the same of an agent, in turn, and the agents with room for one of them, best
 * first. One thread.
 */
final class Bucket {
    /**
     * What contacts of one bucket have in common: whom they admit, and what they count as points.
     *
     * @param only the one agent they wait for; empty: whoever meets the requirement
     */
    record Ask(Requirement admitted, Requirement wished, Channel channel, Optional<AgentId> only) {
        static Ask of(WaitingContact contact, CurrentStep standing) {
            return standing.only()
                    .map(one ->
                            new Ask(
                                    Requirement.none(),
                                    Requirement.none(),
                                    contact.channel(),
                                    Optional.of(one)))
                    .orElseGet(() ->
                            new Ask(
                                    standing.requirement(),
                                    contact.wish().asked(),
                                    contact.channel(),
                                    Optional.empty()));
        }
    }

    private final Ask ask;
    private final List<Skill> counted;
    private final NavigableSet<WaitingContact> line = new TreeSet<>(WaitingContact.IN_TURN);
    private final NavigableSet<Fit> contenders = new TreeSet<>(Fit.BEST_FIRST);

    Bucket(Ask ask) {
        this.ask = ask;
        this.counted = List.copyOf(Fit.counted(ask.admitted(), ask.wished()));
    }

    Ask ask() {
        return ask;
    }

    void joins(WaitingContact contact) {
        line.add(contact);
    }

    void leaves(WaitingContact contact) {
        line.remove(contact);
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    /** Who is next, as long as there is somebody to ask. */
    @Nullable WaitingContact next() {
        return line.isEmpty() || contenders.isEmpty() ? null : line.first();
    }

    /** Whether skills, or being the one, suffice; whether there is room is another question. */
    boolean admits(AgentId agent, Map<Skill, Proficiency> skills) {
        return ask.only().map(agent::equals).orElseGet(() -> ask.admitted().isMetBy(skills));
    }

    void comes(Candidate agent) {
        contenders.add(stranger(agent));
    }

    /** As it came: with what it held then. */
    void goes(Candidate agent) {
        contenders.remove(stranger(agent));
    }

    boolean has(Candidate agent) {
        return contenders.contains(stranger(agent));
    }

    int contenders() {
        return contenders.size();
    }

    private Fit stranger(Candidate agent) {
        return new Fit(agent, points(agent), false);
    }

    private int points(Candidate agent) {
        var points = 0;
        for (var skill : counted) {
            var held = agent.skills().get(skill);
            points += held == null ? 0 : held.level();
        }
        return points;
    }

    /**
     * The best for one of its contacts. Of those who are nothing special to it the first will do;
     * only whoever did not answer for it before, or knows the customer, stands elsewhere in its own
     * order.
     *
     * @param tied the agents with room that the contact is better off with
     */
    Optional<Fit> best(WaitingContact contact, CurrentStep standing, Collection<Candidate> tied) {
        return Stream.concat(
                        tied.stream().filter(this::has),
                        Stream.of(
                                        firstNotSilent(contact),
                                        contenders.isEmpty() ? null : contenders.first())
                                .filter(Objects::nonNull)
                                .map(Fit::agent))
                .map(agent -> Fit.of(agent, contact, standing))
                .min(Fit.BEST_FIRST);
    }

    private @Nullable Fit firstNotSilent(WaitingContact contact) {
        for (var each : contenders) {
            if (!contact.silent().contains(each.agent().agent())) {
                return each;
            }
        }
        return null;
    }
}
