package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Staff;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who waits and who could serve them, kept so that it is known at once who is next for whom: what
 * one change costs hardly depends on how many wait. Says what looking at every pair would say.
 *
 * <p>Contacts choose in their turn ({@link WaitingContact#turnAt}). Of the agents with room for it
 * whom its step admits a contact gets the one that {@link Fit} puts first. Contacts that ask the
 * same share one line, and one order of agents: an agent with room looks at the first of each line,
 * and a contact at the first of the order.
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
    private final Map<EntryId, InLine> waiting = new HashMap<>();
    private final Buckets buckets = new Buckets();
    private final Sensitive sensitive = new Sensitive();
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparing(Due::at));

    /** Of each line with somebody to ask the first; and which that is of each bucket. */
    private final NavigableMap<WaitingContact, Bucket> live = new TreeMap<>(WaitingContact.IN_TURN);

    private final Map<Bucket, WaitingContact> nexts = new HashMap<>();
    private Instant now;

    /** Nobody waits, nobody is there. */
    public MatchIndex(MatchRules rules, Instant now) {
        this.rules = rules;
        this.now = now;
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
            buckets.each(agent.agent(), agent.skills(), bucket -> comes(bucket, agent));
        }
    }

    /** Takes no contacts now. */
    public void busy(AgentId agent) {
        var was = ready.remove(agent);
        if (was != null) {
            buckets.each(
                    agent,
                    was.skills(),
                    bucket -> {
                        bucket.goes(was);
                        refresh(bucket);
                    });
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
        var taken = new ArrayList<Pairing>();
        while (taken.size() < most && !live.isEmpty()) {
            taken.add(take(Objects.requireNonNull(waiting.get(live.firstKey().id()))));
        }
        return taken;
    }

    private Pairing take(InLine standing) {
        var contact = standing.contact();
        var fit =
                standing.bucket()
                        .best(contact, standing.step(), tied(contact).toList())
                        .orElseThrow();
        var pairing = new Pairing(contact, fit.agent(), reasons(standing, fit));
        gone(contact.id());
        ready(fit.agent().holding(contact.channel()));
        return pairing;
    }

    private Stream<Candidate> tied(WaitingContact contact) {
        return contact.wish().preferred().values().stream()
                .flatMap(agent -> Stream.ofNullable(ready.get(agent)));
    }

    private List<String> reasons(InLine standing, Fit fit) {
        var reasons = new ArrayList<>(Reasons.of(standing.contact(), standing.step(), fit, now));
        var able = standing.step().only().isPresent() ? 1 : standing.bucket().contenders();
        if (able > 1) {
            var number = able < ENOUGH ? "" + able : ENOUGH + " or more";
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
        var bucket = buckets.of(Bucket.Ask.of(contact, step), this::fill);
        var standing = new InLine(contact, step, bucket);
        waiting.put(contact.id(), standing);
        step.until().ifPresent(until -> dues.add(new Due(until, standing)));
        bucket.joins(contact);
        refresh(bucket);
    }

    private void leaves(InLine was) {
        was.bucket().leaves(was.contact());
        refresh(was.bucket());
        if (was.bucket().isEmpty()) {
            buckets.emptied(was.bucket());
        }
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

    private void fill(Bucket bucket) {
        ready.values().forEach(agent -> comes(bucket, agent));
    }

    private void comes(Bucket bucket, Candidate agent) {
        if (rules.admits(agent.load(), bucket.ask().channel())
                && bucket.admits(agent.agent(), agent.skills())) {
            bucket.comes(agent);
            refresh(bucket);
        }
    }

    private void refresh(Bucket bucket) {
        var next = bucket.next();
        var before = nexts.get(bucket);
        if (!Objects.equals(next, before)) {
            if (before != null) {
                live.remove(before);
                nexts.remove(bucket);
            }
            if (next != null) {
                live.put(next, bucket);
                nexts.put(bucket, next);
            }
        }
    }
}
