package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.context.Languages;
import io.recaller.conversation.dialogue.DialogueStore.Given;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Recommending;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a turn changed, as it is written down. Belongs to the thread that serves it. */
final class TurnChanges {
    private final Flow flow;
    private final ContactId contact;
    private final Identified who;

    TurnChanges(Flow flow, ContactId contact, Identified who) {
        this.flow = flow;
        this.contact = contact;
        this.who = who;
    }

    /** Of a turn that led from one place in the flow to another. */
    TurnTaken between(Dialogue before, Dialogue after, List<Heard> heard, Instant at) {
        var learned = new TreeMap<>(after.learned(flow));
        learned.entrySet().removeAll(before.learned(flow).entrySet());
        return new TurnTaken(
                        contact,
                        after.withoutSecrets(flow),
                        who.arrival().channel(),
                        who.caller().customer(),
                        who.trust(),
                        heard,
                        given(after, learned),
                        Languages.chosenBetween(flow, before, after),
                        ChosenTopic.of(flow, after),
                        at)
                .answering(answered(before, after));
    }

    /** What they answered in this turn to what was recommended. */
    private static Optional<Recommending.Answered> answered(Dialogue before, Dialogue after) {
        var answered = after.answeredRecommendation();
        return answered.equals(before.answeredRecommendation()) ? Optional.empty() : answered;
    }

    private List<Given> given(Dialogue after, Map<String, String> learned) {
        var trust = after.trusted(who.trust());
        return learned.entrySet().stream()
                .map(each -> new Given(each.getKey(), each.getValue(), trust))
                .toList();
    }
}
