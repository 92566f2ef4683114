package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.routing.step.CurrentStep;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Contacts that ask the same of an agent, in turn. One thread. */
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
    private final NavigableSet<InLine> line = new TreeSet<>(InLine.IN_TURN);

    Bucket(Ask ask) {
        this.ask = ask;
        this.counted = List.copyOf(Fit.counted(ask.admitted(), ask.wished()));
    }

    Ask ask() {
        return ask;
    }

    /** The skills whose proficiency is summed up. */
    List<Skill> counted() {
        return counted;
    }

    void joins(InLine contact) {
        line.add(contact);
    }

    void leaves(InLine contact) {
        line.remove(contact);
    }

    /** Whose turn it is; null: nobody waits in it. */
    @Nullable InLine first() {
        return line.isEmpty() ? null : line.first();
    }

    /** Whether skills, or being the one, suffice; whether there is room is another question. */
    boolean admits(Candidate agent) {
        return ask.only().isPresent()
                ? ask.only().get().equals(agent.agent())
                : ask.admitted().isMetBy(agent.skills());
    }

    int points(Candidate agent) {
        var points = 0;
        for (var skill : counted) {
            var held = agent.skills().get(skill);
            points += held == null ? 0 : held.level();
        }
        return points;
    }
}
