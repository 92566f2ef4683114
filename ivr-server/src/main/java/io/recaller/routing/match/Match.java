package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.routing.step.CurrentStep;
import io.recaller.skill.Requirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides who is offered which contact. Pure: the same snapshots always give the same proposals,
 * whatever order their rows came in.
 *
 * <p>Contacts choose in their turn ({@link WaitingContact#turnAt}). Of the agents with room for it
 * whom its step admits a contact gets the one that {@link Fit} puts first. Contacts that ask the
 * same share one list of agents, so that a long queue costs hardly more than a short one.
 */
public final class Match {
    /** More agents than that are not counted: it is told for people. */
    private static final int ENOUGH = 10;

    /** What two contacts must have in common to put agents in the same order. */
    private record Alike(Requirement admitted, Requirement asked, Channel channel) {}

    private final World world;
    private final Map<AgentId, Candidate> free = new LinkedHashMap<>();
    private final Map<Alike, Contenders> contenders = new HashMap<>();

    private Match(World world) {
        this.world = world;
        world.ready().forEach(agent -> free.put(agent.agent(), agent));
    }

    /** Proposes each contact at most once, in turn, and each agent as long as there is room. */
    public static List<Pairing> propose(Collection<WaitingContact> waiting, World world) {
        var match = new Match(world);
        return waiting.stream()
                .sorted(WaitingContact.IN_TURN)
                .flatMap(contact -> match.propose(contact).stream())
                .toList();
    }

    private Optional<Pairing> propose(WaitingContact contact) {
        var standing = world.standing(contact);
        var best = best(contact, standing);
        var pairing =
                best.map(fit -> new Pairing(contact, fit.agent(), reasons(contact, standing, fit)));
        best.map(Fit::agent)
                .ifPresent(agent -> free.put(agent.agent(), agent.holding(contact.channel())));
        return pairing;
    }

    private Optional<Fit> best(WaitingContact contact, CurrentStep standing) {
        var particular =
                Stream.concat(
                                standing.only().stream(),
                                contact.wish().preferred().values().stream())
                        .flatMap(agent -> Stream.ofNullable(free.get(agent)))
                        .filter(agent -> isEligible(agent, contact, standing));
        var others =
                standing.only().isPresent() ? Stream.<Candidate>empty() : others(contact, standing);
        return Stream.concat(particular, others)
                .map(agent -> Fit.of(agent, contact, standing))
                .min(Fit.BEST_FIRST);
    }

    /** The best of those who are nothing special to it; all, where some did not answer before. */
    private Stream<Candidate> others(WaitingContact contact, CurrentStep standing) {
        if (!contact.silent().isEmpty()) {
            return free.values().stream().filter(agent -> isEligible(agent, contact, standing));
        }
        return contenders(contact, standing).best().stream();
    }

    private Contenders contenders(WaitingContact contact, CurrentStep standing) {
        var alike = new Alike(standing.requirement(), contact.wish().asked(), contact.channel());
        return contenders.computeIfAbsent(
                alike,
                _ ->
                        new Contenders(
                                free,
                                agent -> isEligible(agent, contact, standing),
                                agent -> Fit.stranger(agent, contact, standing)));
    }

    private boolean isEligible(Candidate agent, WaitingContact contact, CurrentStep standing) {
        return world.rules().admits(agent.load(), contact.channel())
                && standing.admits(agent.agent(), agent.skills());
    }

    private List<String> reasons(WaitingContact contact, CurrentStep standing, Fit fit) {
        var reasons = new ArrayList<>(Reasons.of(contact, standing, fit, world.now()));
        var able = standing.only().isPresent() ? 1 : contenders(contact, standing).count(ENOUGH);
        if (able > 1) {
            var number = able < ENOUGH ? "" + able : ENOUGH + " or more";
            reasons.add("best of " + number + " who can");
        }
        return reasons;
    }
}
