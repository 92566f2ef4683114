package io.recaller.routing.board;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An agent as people look at who is there.
 *
 * @param since when the availability was entered, whatever was held meanwhile
 * @param station the name of the phone; empty: at none
 * @param held the longest held first
 */
public record AgentNow(
        AgentId id,
        String login,
        String name,
        SortedMap<Skill, Proficiency> skills,
        Availability availability,
        Instant since,
        Optional<String> station,
        List<Held> held) {
    public AgentNow {
        skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
        held = List.copyOf(held);
    }

    /**
     * What is in an agent's hands.
     *
     * @param number masked; empty: withheld
     * @param queue it came from; empty: from none
     * @param since when it was offered, answered or left, whichever came last
     */
    public record Held(
            ContactId contact,
            Optional<String> number,
            Optional<String> queue,
            Channel channel,
            Stage stage,
            Instant since) {}

    /** How far an assignment is; the lower case name is what machines read. */
    public enum Stage {
        TALKING,
        RINGING,
        WRAP_UP
    }

    public boolean isSignedIn() {
        return !(availability instanceof Availability.LoggedOut);
    }

    /** Takes contacts and holds none. */
    public boolean isFree() {
        return availability instanceof Availability.Ready && held.isEmpty();
    }

    /** What the agent is at: of what is in hand the talk comes first, then what rings. */
    public Optional<Held> busiest() {
        return held.stream().min((one, other) -> one.stage().compareTo(other.stage()));
    }

    /** In one word: logged_out, not_ready, ready, or what is done with what is in hand. */
    public String state() {
        return busiest()
                .map(each -> each.stage().name().toLowerCase(Locale.ROOT))
                .orElseGet(() -> word(availability));
    }

    /** Why the agent takes no contacts; empty: does, or is not there. */
    public Optional<NotReadyReason> reason() {
        return availability instanceof Availability.NotReady(var reason)
                ? Optional.of(reason)
                : Optional.empty();
    }

    /** Since when the agent is in {@link #state()}. */
    public Instant inStateSince() {
        return busiest().map(Held::since).orElse(since);
    }

    static String word(Availability availability) {
        return switch (availability) {
            case Availability.LoggedOut _ -> "logged_out";
            case Availability.NotReady _ -> "not_ready";
            case Availability.Ready _ -> "ready";
        };
    }
}
