package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.contact.EndReason;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.DialogueStore.Beginning;
import io.recaller.conversation.DialogueStore.Finish;
import io.recaller.conversation.DialogueStore.Given;
import io.recaller.conversation.DialogueStore.Heard;
import io.recaller.conversation.DialogueStore.Place;
import io.recaller.conversation.DialogueStore.TurnTaken;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Input;
import io.recaller.flow.Step;
import io.recaller.flow.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One contact being served: steps the engine, and writes every step down. Belongs to one thread.
 *
 * <p>Any of its methods may throw {@link SupersededException}: somebody else goes on with it.
 */
public final class Talk {
    /** A hand-off is worth a longer wait than a turn: without it the caller loses the queue. */
    private static final Duration HAND_OFF_DEADLINE = Duration.ofSeconds(2);

    private static final int PIN_TRIES = 3;

    private final Flow flow;
    private final Beginning beginning;
    private final Journal journal;
    private final Tools tools;
    private Caller caller;
    private TrustTier trust;
    private Step step;
    private int pinTries;
    private Optional<Heard> unanswered = Optional.empty();
    private Optional<Budgeted.Pending<Conversations.Look>> late = Optional.empty();

    Talk(Flow flow, Beginning beginning, Caller caller, Step step, Journal journal, Tools tools) {
        this.flow = flow;
        this.beginning = beginning;
        this.caller = caller;
        this.trust = beginning.trust();
        this.step = step;
        this.journal = journal;
        this.tools = tools;
    }

    void whoMayComeLate(Budgeted.Pending<Conversations.Look> look) {
        late = Optional.of(look);
    }

    public ContactId contact() {
        return beginning.contact();
    }

    /** What to do now. The same until the next input. */
    public Turn turn() {
        return step.turn();
    }

    public Turn next(Input input) {
        return next(input, Optional.empty());
    }

    /** The answer to a menu: the impression is kept with it. */
    public Turn chosen(Turn.Choose menu, Line.Answer answer) {
        return next(answer.input(), Optional.of(heard(menu, answer)));
    }

    /** A menu begins to be read; if the caller hangs up in it, this is what was heard. */
    void reading(Turn.Choose menu) {
        unanswered = Optional.of(heard(menu, "hung_up", Duration.ZERO, Optional.empty()));
    }

    /** Checks the PIN; three wrong ones in a call, or a lock, and only a person can help. */
    public Turn proven(Input keys) {
        return switch (keys) {
            case Input.Keys(var pin) when pin.length() > 1 -> next(verdict(pin));
            default -> next(keys);
        };
    }

    private Input verdict(String pin) {
        var proof =
                caller.customer()
                        .map(customer ->
                                tools.proofs()
                                        .check(
                                                customer,
                                                beginning.arrival().caller(),
                                                pin,
                                                tools.clock().instant()))
                        .orElse(Proofs.Proof.IMPOSSIBLE);
        return new Input.Proof(
                switch (proof) {
                    case ACCEPTED -> {
                        trust = TrustTier.VERIFIED;
                        yield Input.Verdict.ACCEPTED;
                    }
                    case REJECTED ->
                            ++pinTries < PIN_TRIES
                                    ? Input.Verdict.REJECTED
                                    : Input.Verdict.EXHAUSTED;
                    case IMPOSSIBLE -> Input.Verdict.EXHAUSTED;
                });
    }

    /** Asks outside; blocking, so run it while the line collects keys. */
    public Input answer(Turn.LookUp lookUp) {
        var key = contact() + "/" + step.dialogue().node() + "/" + step.dialogue().path().size();
        return tools.lookUps().ask(lookUp, key);
    }

    private Turn next(Input input, Optional<Heard> heard) {
        unanswered = Optional.empty();
        adoptLateContext();
        var before = flow.learned(step.dialogue());
        step = tools.engine().next(flow, step.dialogue(), input, context());
        if (!journal.save(taken(heard, before))) {
            tools.counters().unsaved();
        }
        return step.turn();
    }

    private void adoptLateContext() {
        if (late.isPresent() && late.get().isOver()) {
            caller = late.get().now().map(Conversations.Look::caller).orElse(caller);
            late = Optional.empty();
        }
    }

    private Context context() {
        return caller.context(tools.clock().instant(), tools.zone(), trust);
    }

    /**
     * Writes the place in the queue, in one transaction with the dialogue.
     *
     * @return whether the caller may wait; else only the dialplan's ring group can help
     */
    public boolean handOff(Turn.HandOff handOff) {
        var arrival = beginning.arrival();
        var place =
                new Place(
                        handOff.requirement(),
                        handOff.priority(),
                        arrival.channelName(),
                        arrival.asteriskSystem());
        return journal.handOff(taken(Optional.empty(), Map.of()), place, HAND_OFF_DEADLINE);
    }

    /** The contact is over. Kept in the spool when the database does not take it. */
    public void finish(EndReason reason) {
        var completed = step.turn() instanceof Turn.End end ? end.topic() : Optional.<Topic>empty();
        var finish =
                new Finish(
                        beginning,
                        reason,
                        completed.or(this::topicByKey),
                        completed.isPresent() ? TopicSource.TASK : TopicSource.KEY,
                        unanswered,
                        tools.clock().instant());
        tools.counters().ended(reason.slug());
        if (!journal.finish(finish, HAND_OFF_DEADLINE)) {
            tools.spool().keep(finish);
        }
    }

    private TurnTaken taken(Optional<Heard> heard, Map<String, String> before) {
        var learned = new TreeMap<>(flow.learned(step.dialogue()));
        learned.entrySet().removeAll(before.entrySet());
        return new TurnTaken(
                contact(),
                step.dialogue(),
                beginning.arrival().caller(),
                caller.customer(),
                trust,
                heard,
                given(learned),
                topicByKey(),
                tools.clock().instant());
    }

    private static List<Given> given(Map<String, String> learned) {
        return learned.entrySet().stream()
                .map(each -> new Given(each.getKey(), each.getValue()))
                .toList();
    }

    private Optional<Topic> topicByKey() {
        return ChosenTopic.of(flow, step.dialogue());
    }

    private Heard heard(Turn.Choose menu, Line.Answer answer) {
        return switch (answer.input()) {
            case Input.Keys(var key) ->
                    heard(menu, outcome(menu, key), answer.after(), Optional.of(key));
            default -> heard(menu, "no_input", answer.after(), Optional.empty());
        };
    }

    private static String outcome(Turn.Choose menu, String key) {
        if (key.equals("0")) {
            return "person";
        }
        var known =
                menu.layout().options().stream()
                        .anyMatch(spoken -> key.equals("" + spoken.option().key()));
        return known ? "chosen" : "no_match";
    }

    private Heard heard(Turn.Choose menu, String outcome, Duration after, Optional<String> key) {
        return new Heard(
                step.dialogue().node(),
                menu.layout(),
                tools.clock().instant().minus(after),
                after,
                key,
                outcome);
    }
}
