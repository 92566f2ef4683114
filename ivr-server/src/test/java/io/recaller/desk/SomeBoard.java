package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.ContactId;
import io.recaller.desk.card.Card;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Board;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Who is there to be sent a caller: Oleg is free, the others are not. */
final class SomeBoard {
    private SomeBoard() {}

    static Board at(Instant now) {
        return new Board(
                now,
                Set.of("main", "billing"),
                List.of(),
                List.of(
                        agent("vera", "Vera Ünal", away("lunch"), now, Map.of("billing", 5)),
                        agent("oleg", "Oleg Ли", new Availability.Ready(), now, languages()),
                        agent("maria", "Maria", away("unreachable"), now, Map.of("tv", 2)),
                        agent("dana", "Dana Seitkali", away("break"), now, Map.of())));
    }

    private static Map<String, Integer> languages() {
        return Map.of("billing", 3, "language:kk", 5, "language:ru", 5);
    }

    private static Availability away(String reason) {
        return new Availability.NotReady(new NotReadyReason(reason));
    }

    private static AgentNow agent(
            String login,
            String name,
            Availability availability,
            Instant now,
            Map<String, Integer> skills) {
        var known = new TreeMap<Skill, Proficiency>();
        skills.forEach((skill, level) -> known.put(new Skill(skill), new Proficiency(level)));
        return new AgentNow(
                new AgentId(UUID.randomUUID()),
                login,
                name,
                known,
                availability,
                now,
                Optional.empty(),
                List.of());
    }

    /** A card of a contact that Maria sent on. */
    static Card sent(AssignmentId id, ContactId contact, Instant now) {
        var card = SampleCards.aigerim(id, contact, now);
        var help = card.help();
        return new Card(
                card.assignment(),
                card.contact(),
                card.channel(),
                card.startedAt(),
                card.waitingSince(),
                card.caller(),
                card.trust(),
                card.why(),
                card.fields(),
                card.timeline(),
                card.requests(),
                card.facts(),
                new Card.Help(
                        help.priority(),
                        help.told(),
                        help.links(),
                        help.mayBeVerified(),
                        Optional.of(
                                new Card.Sender(
                                        "Maria",
                                        Optional.of("Wants the invoice of October again"))),
                        false,
                        Optional.empty()));
    }
}
