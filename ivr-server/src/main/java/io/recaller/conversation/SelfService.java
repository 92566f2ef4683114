package io.recaller.conversation;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.context.Newcomer;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.Journal;
import io.recaller.conversation.dialogue.Listening;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.conversation.ending.HangUp;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
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
    static final Duration HAND_OFF_DEADLINE = Duration.ofSeconds(2);

    private final Flow flow;
    private final FlowSteps steps;
    private final MenuAnswers answers;
    private final Beginning beginning;
    private final LiveDialogue live;
    private final TurnWriting writing;
    private final SelfServiceEnd ending;
    private final Tools tools;
    private final Identified who;
    private final Inquiries inquiries;
    private final NoticeFirst notice;
    private final CallersPage page;
    private final ProofElsewhere proof;
    private Address address;

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
        this.inquiries = new Inquiries(flow, beginning.contact(), who, tools);
        this.steps = new FlowSteps(flow, who, inquiries, tools);
        this.answers = new MenuAnswers(flow, tools.engine());
        this.notice = new NoticeFirst(beginning.contact(), who, tools);
        this.address = beginning.arrival().address();
        this.writing = new TurnWriting(journal, version);
        var changes = new TurnChanges(flow, beginning.contact(), who);
        this.live = new LiveDialogue(flow, steps, writing, changes, who, tools, step);
        this.page = new CallersPage(beginning.contact(), live, tools);
        this.proof = new ProofElsewhere(who, live);
        this.ending = new SelfServiceEnd(flow, beginning, live, tools);
        this.tools = tools;
    }

    void whoMayComeLate(Budgeted.Pending<Conversations.Look> look) {
        who.whoMayComeLate(look);
    }

    /** Takes the dialogue over from whoever served it before: from now on they are stale. */
    void takeOver() {
        live.takeOver();
    }

    /** What was rendered is not rendered again: a menu is being read since it was. */
    public void stands() {
        notice.notNow();
        live.show();
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
        return live.language();
    }

    /** What to render now. The same until the next reply. */
    public Turn turn() {
        return notice.before(live.turn(), language()).orElseGet(this::shown);
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
        live.show();
        return live.turn();
    }

    /** Replies now to the turn that was rendered. As {@link #reply(Reply, Duration)}. */
    public Next reply(Reply reply) {
        return reply(reply, Listening.since(live.dialogue(), tools.clock().instant()));
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
        return switch (live.turn()) {
            case Turn.Say _, Turn.Ask _ -> next(reply, List.of());
            case Turn.Choose menu -> next(reply, heard(menu, reply, after));
            case Turn.Verify _ -> next(inquiries.proof(reply, live.dialogue()), List.of());
            case Turn.LookUp lookUp ->
                    next(inquiries.found(lookUp, live.dialogue(), version()), List.of());
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

    /** Who they are, proved elsewhere than here. */
    public ProofElsewhere proof() {
        return proof;
    }

    /** A page beside the call. */
    public CallersPage page() {
        return page;
    }

    /** A row of it is of this contact, whose own row is there first. */
    private Next recommending(Turn.Recommend asked) {
        var began = tools.clock().instant();
        writing.journal().settle();
        var waited = Duration.between(began, tools.clock().instant());
        return next(
                inquiries.recommended(
                        asked, live.dialogue(), ChosenTopic.of(flow, live.dialogue()), waited),
                List.of());
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
                        live.dialogue().trusted(who.trust()),
                        live.dialogue(),
                        version());
        return next(new Input.Switched(tools.switches().to(other.to(), asked)), List.of());
    }

    private List<Heard> heard(Turn.Choose menu, Reply reply, Duration after) {
        return answers
                .heard(
                        menu,
                        reply,
                        live.dialogue(),
                        who.context(live.dialogue()),
                        after,
                        tools.clock().instant())
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
        return steps.requests(live.dialogue());
    }

    /** Whether it is more than a greeting, here. */
    public boolean understands(Reply.Text words) {
        return steps.understands(live.dialogue(), words);
    }

    /**
     * Whether all that was told so far is written, for which is waited no longer than that: only
     * then may somebody else be sent to go on with it.
     */
    public boolean isWritten(Duration within) {
        return writing.journal().isWritten(within);
    }

    /** Whether something was chosen before: the first menu is behind them. */
    public boolean hasChosen() {
        return live.dialogue().hasChosen();
    }

    /** What is said while the caller waits for words. */
    public Speech waitWord() {
        return Speech.of(WaitWords.in(live.language()));
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
                .addKeyValue("node", live.dialogue().node())
                .log("words of a turn cannot be spoken, a person must help");
        live.goToPerson();
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
        live.beginAnew();
        return Optional.of(new Next.Render());
    }

    private Next next(Input input, List<Heard> heard) {
        live.next(input, heard);
        return new Next.Render();
    }

    /** Writes the place in the queue, in one transaction with the dialogue. */
    private Next handOff(Turn.HandOff handOff) {
        var place =
                new Place(
                        handOff.queue().map(QueueName::new).orElse(QueueName.MAIN),
                        handOff.requirement(),
                        live.language(),
                        handOff.priority(),
                        beginning.arrival().channel(),
                        address);
        var isWaiting = live.handOff(place, HAND_OFF_DEADLINE);
        ending.waits(isWaiting);
        return isWaiting ? new Next.Wait() : new Next.RingGroup(Unserved.QUEUE_UNWRITTEN);
    }

    /** Only when the last words were heard is a task completed. */
    private Next end(Reply reply) {
        ending.lastWords(reply instanceof Reply.Silence);
        return new Next.Over();
    }

    /** The door has done what it was told last, and is done with the contact. */
    public void left() {
        ending.left();
    }

    /** Something broke: whoever helps without us must. */
    public void failed() {
        ending.failed();
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
        return ending.hungUp(how);
    }
}
