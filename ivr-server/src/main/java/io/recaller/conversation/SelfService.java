package io.recaller.conversation;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.contact.Unserved;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.context.Languages;
import io.recaller.conversation.context.Newcomer;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.dialogue.Journal;
import io.recaller.conversation.dialogue.Listening;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.conversation.ending.HangUp;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Meaning;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Step;
import io.recaller.flow.engine.Turn;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One contact being served: steps the engine, and writes every step down. Belongs to one thread.
 *
 * <p>Any of its methods but those that end it may throw {@link SupersededException}: somebody else
 * goes on with it.
 */
public final class SelfService {
    private static final Logger LOG = LoggerFactory.getLogger(SelfService.class);

    /** A hand-off is worth a longer wait than a turn: without it the caller loses the queue. */
    private static final Duration HAND_OFF_DEADLINE = Duration.ofSeconds(2);

    /** A call that comes back is not silent for longer because of it. */
    private static final Duration TYPING_KNOWN_WITHIN = Duration.ofMillis(300);

    private final Flow flow;
    private final FlowSteps steps;
    private final MenuAnswers answers;
    private final Beginning beginning;
    private final TurnWriting writing;
    private final SelfServiceEnd ending;
    private final Tools tools;
    private final Identified who;
    private final Inquiries inquiries;
    private final TurnChanges changes;
    private final NoticeFirst notice;
    private Address address;
    private Step step;

    private boolean waiting;
    private boolean shown;
    private boolean unspoken;

    SelfService(
            Flow flow,
            Beginning beginning,
            Caller caller,
            Step step,
            long version,
            Journal journal,
            Tools tools,
            ContextSource contexts) {
        this.flow = flow;
        this.beginning = beginning;
        this.who = new Identified(beginning, caller, flow.contextBudget(), contexts, tools);
        this.changes = new TurnChanges(flow, beginning.contact(), who);
        this.inquiries = new Inquiries(flow, beginning.contact(), who, tools);
        this.steps = new FlowSteps(flow, who, inquiries, tools);
        this.answers = new MenuAnswers(flow, tools.engine());
        this.notice = new NoticeFirst(beginning.contact(), who, tools);
        this.address = beginning.arrival().address();
        this.writing = new TurnWriting(journal, version);
        this.ending = new SelfServiceEnd(flow, beginning, tools);
        this.tools = tools;
        this.step = steps.resumed(step, version);
    }

    void whoMayComeLate(Budgeted.Pending<Conversations.Look> look) {
        who.whoMayComeLate(look);
    }

    /** Takes the dialogue over from whoever served it before: from now on they are stale. */
    void takeOver() {
        var again = step.dialogue().readAnew(tools.clock().instant());
        step = new Step(again, step.turn());
        writing.takeOver(taken(List.of(), again));
    }

    /** What was rendered is not rendered again: a menu is being read since it was. */
    public void stands() {
        notice.notNow();
        shown = true;
    }

    /** Nothing is shown here: what was to be told first stays to be told. */
    public void tellsNothingFirst() {
        notice.notNow();
    }

    /** The contact is written down from now on, if it is a new one; its first turn would do so. */
    public void begin() {
        writing.begin();
    }

    public ContactId contact() {
        return beginning.contact();
    }

    /** What they are recognised by. */
    public Optional<Handle> handle() {
        return who.arrival().handle();
    }

    /** Where it is reached, as far as is known here. */
    public Address address() {
        return address;
    }

    /** They are reached elsewhere by now. */
    public void reachedAt(Address now) {
        address = now;
    }

    /** The dialogue's version: whoever keeps old buttons in sight tells them apart by it. */
    public long version() {
        return writing.version();
    }

    /** What they are spoken to in now. */
    public Language language() {
        return step.dialogue().language();
    }

    /** What to render now. The same until the next reply. */
    public Turn turn() {
        return notice.before(step.turn(), language()).orElseGet(this::shown);
    }

    /** Whether the turn to render is what they are told unasked: it keeps nobody waiting. */
    public boolean tellsUnasked() {
        return notice.isNext();
    }

    /** What they are told unasked begins to be said. */
    public void unaskedBegins() {
        notice.begins();
    }

    /**
     * What they are told unasked is over.
     *
     * @param isHeard whether all of it was; else it is said at their next contact
     */
    public Next unaskedIsOver(boolean isHeard) {
        notice.isSaid(isHeard);
        return new Next.Render();
    }

    private Turn shown() {
        shown = true;
        return step.turn();
    }

    /** Replies now to the turn that was rendered. As {@link #reply(Reply, Duration)}. */
    public Next reply(Reply reply) {
        return reply(reply, Listening.since(step.dialogue(), tools.clock().instant()));
    }

    /**
     * Replies to the turn that was rendered. A look-up asks outside and a proof is checked, so it
     * may take long.
     *
     * @param after from the first syllable to the reply, or to the end of patience
     */
    public Next reply(Reply reply, Duration after) {
        if (notice.isSaid(true)) {
            return new Next.Render();
        }
        return switch (step.turn()) {
            case Turn.Say _, Turn.Ask _ -> next(reply, List.of());
            case Turn.Choose menu -> next(reply, heard(menu, reply, after));
            case Turn.Verify _ -> next(inquiries.proof(reply, step.dialogue()), List.of());
            case Turn.LookUp lookUp ->
                    next(inquiries.found(lookUp, step.dialogue(), version()), List.of());
            case Turn.SwitchTo other -> switched(other, reply);
            case Turn.Recommend asked -> recommending(asked);
            case Turn.HandOff handOff -> handOff(handOff);
            case Turn.End _ -> end(reply);
        };
    }

    /**
     * As {@link #reply(Reply)}. Where a question follows nothing is written yet: it may be written
     * with what asks it, by {@link #writeWith}; what comes next writes it else.
     *
     * @param before done before any of it is written by itself
     */
    public Next replyHolding(Reply reply, Runnable before) {
        return writing.holding(before, () -> reply(reply));
    }

    /** Whether there is something that {@link #writeWith} would write. */
    public boolean holds() {
        return writing.holds();
    }

    /**
     * Writes what is held and this together: both or nothing.
     *
     * @return false: it is not written in time, and may be yet; nobody goes on with this talk
     */
    public boolean writeWith(Consumer<? super Tx> beside, Duration within) {
        return writing.writeWith(beside, within);
    }

    /** Who must prove who they are now; empty: nobody must. */
    public Optional<PinPages.Asked> mustProve() {
        return step.turn() instanceof Turn.Verify
                ? Optional.of(
                        new PinPages.Asked(
                                who.asked(),
                                step.dialogue().node(),
                                step.dialogue().wrongProofs(),
                                language()))
                : Optional.empty();
    }

    /** They have proved who they are, elsewhere than here; nothing is to be checked. */
    public Next proved(CustomerId customer) {
        who.proved(customer);
        return next(new Input.Proof(Input.Verdict.ACCEPTED), List.of());
    }

    /** They cannot prove who they are, wherever they might. */
    public Next notProved() {
        return next(new Input.Proof(Input.Verdict.EXHAUSTED), List.of());
    }

    /** A row of it is of this contact, whose own row is there first. */
    private Next recommending(Turn.Recommend asked) {
        var began = tools.clock().instant();
        writing.journal().settle();
        var waited = Duration.between(began, tools.clock().instant());
        return next(inquiries.recommended(asked, step.dialogue(), topicByKey(), waited), List.of());
    }

    /** What may be recommended is not asked now: it cannot be said at once, or a key waits. */
    public Next recommendsNothing() {
        return next(new Input.NotFound(), List.of());
    }

    /** What is written of it elsewhere builds upon what is written here. */
    private Next switched(Turn.SwitchTo other, Reply reply) {
        if (!(reply instanceof Reply.Silence)) {
            return next(reply, List.of());
        }
        writing.journal().settle();
        var asked =
                new Switches.Asked(
                        contact(),
                        who.arrival(),
                        address,
                        who.caller().customer(),
                        step.dialogue().trusted(who.trust()),
                        step.dialogue(),
                        version());
        return next(new Input.Switched(tools.switches().to(other.to(), asked)), List.of());
    }

    private List<Heard> heard(Turn.Choose menu, Reply reply, Duration after) {
        return answers
                .heard(menu, reply, step.dialogue(), context(), after, tools.clock().instant())
                .stream()
                .map(each -> each.beside(writing.isBeside()))
                .toList();
    }

    /** What somebody wrote, and what it means in this flow. */
    public Reply.Text written(String text) {
        return new Reply.Text(text, Meaning.of(flow, text));
    }

    /** How the open requests stand that may be told of now, in writing; empty: none may. */
    public Optional<String> requests() {
        return steps.requests(step.dialogue());
    }

    /** Whether it is more than a greeting, here. */
    public boolean understands(Reply.Text words) {
        return steps.understands(step.dialogue(), words);
    }

    /**
     * A page beside the call shows digits: the caller is asked for them.
     *
     * @param page which one
     */
    public void match(String page, String digits) {
        var _ = next(new Input.Matching(page, digits), List.of());
    }

    /** Whoever serves it now is stale from now on: the call is about to be moved. */
    public void reclaim() {
        takeOver();
    }

    /**
     * Whether all that was told so far is written, for which is waited no longer than that: only
     * then may somebody else be sent to go on with it.
     */
    public boolean isWritten(Duration within) {
        return writing.journal().isWritten(within);
    }

    /** Whether the answer is being typed on a page beside the call just now, as far as is known. */
    public boolean isTypedBeside() {
        var asks = step.turn() instanceof Turn.Ask || step.turn() instanceof Turn.Choose;
        return asks
                && tools.budgeted()
                        .start(() -> tools.switches().isTyping(contact()))
                        .within(TYPING_KNOWN_WITHIN)
                        .orElse(false);
    }

    /** Whether something was chosen before: the first menu is behind them. */
    public boolean hasChosen() {
        return step.dialogue().hasChosen();
    }

    /** What a caller hears whose answer is being typed. */
    public Speech takeYourTime() {
        return Speech.of(WaitWords.typing(step.dialogue().language()));
    }

    /** What is said while the caller waits for words. */
    public Speech waitWord() {
        return Speech.of(WaitWords.in(step.dialogue().language()));
    }

    /**
     * The words of the current turn cannot be spoken: the flow's person helps, and when that way
     * has no words either, whoever is free.
     */
    public Next unspeakable() {
        if (notice.isSaid(false)) {
            return new Next.Render();
        }
        LOG.atWarn()
                .addKeyValue("contactId", contact())
                .addKeyValue("node", step.dialogue().node())
                .log("words of a turn cannot be spoken, a person must help");
        var before = step.dialogue();
        step = steps.toPerson(before, unspoken);
        unspoken = true;
        shown = false;
        writing.save(taken(List.of(), before));
        return new Next.Render();
    }

    /**
     * Another is at the telephone from now on. What the one before proved, and what was to be told
     * because of it, is not theirs: they are trusted as far as their number goes, by which they may
     * be somebody known.
     *
     * @return what the door does now; empty when it makes no difference
     */
    public Optional<Next> goOnWith(Newcomer newcomer) {
        if (!who.replacedBy(newcomer)) {
            return Optional.empty();
        }
        notice.isSaid(false);
        LOG.atInfo()
                .addKeyValue("contactId", contact())
                .log("another took the caller's place, what was proved counts no more");
        var before = step.dialogue();
        step = steps.anew(before, version() + 1);
        shown = false;
        writing.save(taken(List.of(), before));
        return Optional.of(new Next.Render());
    }

    /**
     * A page beside the call answers next. Unless the caller keyed what it shows, what comes of it
     * is trusted no more than that, until the caller keys something.
     *
     * @param page which one
     */
    public void answeredBeside(String page, TrustTier most) {
        var dialogue = step.dialogue();
        step =
                new Step(
                        dialogue.isMatched(page)
                                ? dialogue.answeredByItself()
                                : dialogue.answeredBeside(most),
                        step.turn());
        writing.answeredBeside();
    }

    private Context context() {
        return who.context(step.dialogue());
    }

    /** Silence is nobody's answer. */
    private boolean isOfTheContact(Input input) {
        return !writing.isBeside() && (input instanceof Input.Proof || input instanceof Reply.Keys);
    }

    private Next next(Input input, List<Heard> heard) {
        adoptLateContext();
        var before = step.dialogue();
        if (isOfTheContact(input)) {
            step = new Step(before.answeredByItself(), step.turn());
        }
        var asked = step.turn();
        step = steps.next(step.dialogue(), input, version() + 1);
        shown = false;
        var turn = taken(heard, before);
        turn.recommendation()
                .ifPresent(answer -> tools.recommendations().answered(answer.accepted()));
        writing.write(turn, TurnLoss.isOnlyAskedAgain(asked, input, step.turn()));
        return new Next.Render();
    }

    private void adoptLateContext() {
        if (who.adoptedLateContext()) {
            var dialogue = Languages.preferred(flow, step.dialogue(), who.arrival(), who.caller());
            step = new Step(dialogue, step.turn());
        }
    }

    /** Writes the place in the queue, in one transaction with the dialogue. */
    private Next handOff(Turn.HandOff handOff) {
        var place =
                new Place(
                        handOff.queue().map(QueueName::new).orElse(QueueName.MAIN),
                        handOff.requirement(),
                        step.dialogue().language(),
                        handOff.priority(),
                        beginning.arrival().channel(),
                        address);
        var turn = taken(List.of(), step.dialogue());
        waiting = writing.handOff(turn, place, HAND_OFF_DEADLINE);
        return waiting ? new Next.Wait() : new Next.RingGroup(Unserved.QUEUE_UNWRITTEN);
    }

    /** Only when the last words were heard is a task completed. */
    private Next end(Reply reply) {
        ending.lastWords(reply instanceof Reply.Silence);
        var _ = finish(new Ended.SelfServed());
        return new Next.Over();
    }

    /** The door has done what it was told last, and is done with the contact. */
    public void left() {
        if (waiting) {
            tools.queued().accept(contact());
        } else {
            var _ = finish(new Ended.RingGroup(Unserved.QUEUE_UNWRITTEN));
        }
    }

    /** Something broke: whoever helps without us must. */
    public void failed() {
        var _ =
                finish(
                        new Ended.RingGroup(
                                waiting ? Unserved.FAULT_IN_QUEUE : Unserved.FAULT_IN_MENU));
    }

    /** Waits until all is written: for a door that lets go between a turn and its reply. */
    public void settle() {
        writing.journal().settle();
    }

    /**
     * They are gone: from the queue, or from wherever they were in the flow.
     *
     * @return false: they are not, for somebody else goes on with them
     */
    public boolean hungUp(HangUp how) {
        return finish(
                waiting
                        ? new Ended.Abandoned(false, how.alone())
                        : new Ended.Unfinished(SelfServiceEnd.within(step.turn()), how.alone()));
    }

    private boolean finish(Ended ended) {
        return ending.finish(ended, step, shown, writing::journal, HAND_OFF_DEADLINE);
    }

    private TurnTaken taken(List<Heard> heard, Dialogue before) {
        return changes.between(before, step.dialogue(), heard, tools.clock().instant());
    }

    private Optional<Topic> topicByKey() {
        return ChosenTopic.of(flow, step.dialogue());
    }
}
