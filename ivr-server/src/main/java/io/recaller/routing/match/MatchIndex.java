package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.routing.match.FreeAgents.Choice;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Staff;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who waits and who could serve them, kept so that it is known at once who is next for whom: what
 * one change costs hardly depends on how many wait. Says what looking at every pair would say.
 *
 * <p>Contacts choose in their turn ({@link WaitingContact#turnAt}). Of the agents with room for it
 * whom its step admits a contact gets the one that {@link Fit} puts first. Once that was done
 * nobody who waits fits an agent with room, so only what changed is looked at ({@link Restless}): a
 * contact looks at the agents with room, who are few while many wait, and an agent at the first of
 * each line of contacts that ask the same, in turn, up to the first that admits.
 *
 * <p>Pure: the same changes and instants always give the same proposals. One thread.
 */
public final class MatchIndex {
    /** More agents than that are not counted: it is told for people. */
    private static final int ENOUGH = 10;

    /** When a step is over; the standing tells whether it still is the contact's. */
    private record Due(Instant at, InLine standing) {}

    private final MatchRules rules;
    private final Staff staff = new Staff(Map.of());
    private final Map<AgentId, Candidate> ready = new HashMap<>();
    private final Map<Channel, FreeAgents> free = new EnumMap<>(Channel.class);
    private final Map<EntryId, InLine> waiting = new HashMap<>();
    private final Buckets buckets = new Buckets();
    private final Restless restless = new Restless();
    private final Sensitive sensitive = new Sensitive();
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparing(Due::at));
    private Instant now;

    /** Nobody waits, nobody is there. */
    public MatchIndex(MatchRules rules, Instant now) {
        this.rules = rules;
        this.now = now;
        for (var channel : Channel.values()) {
            free.put(channel, new FreeAgents());
        }
    }

    /** Somebody is signed in, ready or not, or can do something else now. */
    public void signedIn(AgentId agent, Map<Skill, Proficiency> skills) {
        if (!staff.has(agent) || !staff.skills(agent).equals(skills)) {
            lookAgain(agent, staff.came(agent, skills));
        }
    }

    public void signedOut(AgentId agent) {
        busy(agent);
        if (staff.has(agent)) {
            lookAgain(agent, staff.left(agent));
        }
    }

    /** Who takes contacts, with what is in hand; also when that changed. */
    public void ready(Candidate agent) {
        if (!agent.equals(ready.get(agent.agent()))) {
            busy(agent.agent());
            ready.put(agent.agent(), agent);
            free.forEach((channel, those) -> {
                if (hasRoom(agent, channel)) {
                    those.comes(agent);
                    restless.comes(agent);
                }
            });
        }
    }

    private boolean hasRoom(Candidate agent, Channel channel) {
        var isReached = agent.station().isPresent() || !rules.needsPhone(channel);
        return isReached && rules.admits(agent.load(), channel);
    }

    /** Takes no contacts now. */
    public void busy(AgentId agent) {
        var was = ready.remove(agent);
        if (was != null) {
            restless.goes(agent);
            free.values().forEach(those -> those.goes(was));
        }
    }

    /** Who waits; also when something of that changed. */
    public void waits(WaitingContact contact) {
        var known = waiting.get(contact.id());
        if (known == null || !known.contact().equals(contact)) {
            gone(contact.id());
            sensitive.add(contact);
            place(contact);
        }
    }

    public void gone(EntryId entry) {
        var was = waiting.remove(entry);
        if (was != null) {
            sensitive.remove(was.contact());
            leaves(was);
        }
    }

    /** As it is known here; empty: does not wait. */
    public Optional<WaitingContact> contact(EntryId entry) {
        return Optional.ofNullable(waiting.get(entry)).map(InLine::contact);
    }

    /** As it is known here; empty: takes no contacts. */
    public Optional<Candidate> candidate(AgentId agent) {
        return Optional.ofNullable(ready.get(agent));
    }

    /** When somebody's step is over next, at the earliest; empty: nobody's is. */
    public Optional<Instant> nextStep() {
        return Optional.ofNullable(dues.peek()).map(Due::at);
    }

    public int waiting() {
        return waiting.size();
    }

    /**
     * Takes out who fits now, in turn: as if the contact was being offered to the agent from here
     * on. Whoever cannot offer it says so by telling of both anew.
     *
     * @param most at once
     */
    public List<Pairing> take(Instant at, int most) {
        advance(at);
        if (restless.areMany()) {
            restless.all(waiting.values());
        }
        var taken = new ArrayList<Pairing>();
        for (var next = next(); next != null && taken.size() < most; next = next()) {
            var choice = choice(next);
            if (choice == null) {
                restless.goes(next);
            } else {
                taken.add(take(next, choice));
            }
        }
        return taken;
    }

    private @Nullable InLine next() {
        return restless.next(
                contact -> contact.equals(waiting.get(contact.contact().id())),
                agent -> agent.equals(ready.get(agent.agent())),
                (agent, after) ->
                        buckets.first(
                                agent, after, bucket -> hasRoom(agent, bucket.ask().channel())));
    }

    private @Nullable Choice choice(InLine standing) {
        var channel = standing.contact().channel();
        var known =
                Stream.concat(
                                standing.step().only().stream(),
                                standing.contact().wish().preferred().values().stream())
                        .flatMap(agent -> Stream.ofNullable(ready.get(agent)))
                        .filter(agent -> hasRoom(agent, channel))
                        .distinct()
                        .toList();
        return Objects.requireNonNull(free.get(channel)).best(standing, known);
    }

    private Pairing take(InLine standing, Choice choice) {
        var contact = standing.contact();
        var agent = choice.fit().agent();
        var pairing = new Pairing(contact, agent, reasons(standing, choice));
        gone(contact.id());
        ready(agent.holding(contact.channel()));
        return pairing;
    }

    private List<String> reasons(InLine standing, Choice choice) {
        var reasons =
                new ArrayList<>(Reasons.of(standing.contact(), standing.step(), choice.fit(), now));
        if (choice.able() > 1) {
            var number = choice.able() < ENOUGH ? "" + choice.able() : ENOUGH + " or more";
            reasons.add("best of " + number + " who can");
        }
        return reasons;
    }

    /** Steps that are over by then are over. A clock that is put back takes them up again. */
    private void advance(Instant at) {
        var back = at.isBefore(now);
        now = at;
        if (back) {
            List.copyOf(waiting.values()).forEach(this::placeAgain);
        }
        while (!dues.isEmpty() && !dues.element().at().isAfter(now)) {
            var due = dues.remove().standing();
            if (due.equals(waiting.get(due.contact().id()))) {
                placeAgain(due);
            }
        }
    }

    /** Steps are in vain, or not any more, by who is there. */
    private void lookAgain(AgentId agent, boolean forAll) {
        if (forAll) {
            List.copyOf(waiting.values()).forEach(this::placeAgain);
        } else {
            sensitive.to(agent).forEach(entry -> placeAgain(waiting.get(entry)));
        }
    }

    private void placeAgain(@Nullable InLine was) {
        if (was != null && !step(was.contact()).equals(was.step())) {
            leaves(was);
            place(was.contact());
        }
    }

    private void place(WaitingContact contact) {
        var step = step(contact);
        var standing = InLine.of(contact, step, buckets.of(Bucket.Ask.of(contact, step)));
        waiting.put(contact.id(), standing);
        step.until().ifPresent(until -> dues.add(new Due(until, standing)));
        buckets.joins(standing);
        restless.comes(standing);
    }

    private void leaves(InLine was) {
        buckets.leaves(was);
        restless.goes(was);
    }

    private CurrentStep step(WaitingContact contact) {
        return CurrentStep.at(
                rules.of(contact.wish().queue()),
                contact.wish(),
                contact.enteredAt(),
                contact.silent(),
                staff,
                now);
    }
}
