package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Unserved;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.context.Languages;
import io.recaller.conversation.context.Newcomer;
import io.recaller.conversation.context.RecentContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Matching;
import io.recaller.flow.engine.Step;
import io.recaller.flow.engine.Switching;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins conversations, or enters them again. Any thread may use it; each {@link SelfService}
 * belongs to one.
 */
public final class Conversations {
    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    /** Nobody waits for longer to know it. */
    private static final Duration PAGE_KNOWN_WITHIN = Duration.ofMillis(300);

    private final Flows flows;
    private final ContextSource contexts;
    private final RecentContext recent;
    private final Supplier<ContactId> newContactId;
    private final Tools tools;

    public Conversations(
            Flows flows, ContextSource contexts, Supplier<ContactId> newContactId, Tools tools) {
        this(flows, contexts, new RecentContext(contexts), newContactId, tools);
    }

    /**
     * As above.
     *
     * @param recent of contacts that a page shows
     */
    public Conversations(
            Flows flows,
            ContextSource contexts,
            RecentContext recent,
            Supplier<ContactId> newContactId,
            Tools tools) {
        this.flows = flows;
        this.contexts = contexts;
        this.recent = recent;
        this.newContactId = newContactId;
        this.tools = tools;
    }

    /** What is said in these languages while a call must wait, to be rendered ahead of calls. */
    public static List<Prompt> prompts(Collection<Language> languages) {
        return languages.stream().map(WaitWords::in).distinct().toList();
    }

    /** What is said in these languages to callers with a page beside the call, likewise. */
    public static List<Prompt> besidePage(Collection<Language> languages) {
        return languages.stream()
                .flatMap(language ->
                        Stream.of(
                                        Switching.prompts(language),
                                        Matching.prompts(language),
                                        List.of(WaitWords.typing(language)))
                                .flatMap(List::stream))
                .distinct()
                .toList();
    }

    /** Whether there are words of that language for them; else they are English. */
    public static boolean speaks(Language language) {
        return WaitWords.has(language);
    }

    /** As {@link #expect}, at once, and written down. */
    public Optional<SelfService> arrive(Arrival arrival) {
        var service = expect(arrival).map(Supplier::get);
        service.ifPresent(SelfService::begin);
        return service;
    }

    /**
     * Identifies the caller, reads the context and thinks of what is said first, from now on.
     * Whoever goes on then waits for that for no longer than the flow's budget, and the dialogue
     * begins. Late context is a plain menu. A call of this server that is killed now begins once
     * more on another: it is {@linkplain SelfService#begin written down} once it carries its
     * contact.
     *
     * @param arrival of a call that was not here before
     * @return empty when no flow serves the number dialled
     */
    public Optional<Supplier<SelfService>> expect(Arrival arrival) {
        return flows.forNumber(arrival.entry()).map(flow -> expect(arrival, flow));
    }

    private Supplier<SelfService> expect(Arrival arrival, Flow flow) {
        var now = tools.clock().instant();
        var look = tools.budgeted().start(() -> look(arrival, now));
        var opening = look.then(seen -> opening(arrival, flow, seen.caller(), now));
        return () -> arrive(arrival, flow, look, opening, now);
    }

    private SelfService arrive(
            Arrival arrival,
            Flow flow,
            Budgeted.Pending<Look> look,
            Budgeted.Pending<Opening> opening,
            Instant now) {
        var ready = opening.within(flow.contextBudget());
        var known = ready.isEmpty() ? seen(look, opening) : Optional.<Caller>empty();
        var first =
                ready.orElseGet(
                        () -> opening(arrival, flow, known.orElseGet(Caller::unknown), now));
        var service = begin(arrival, newContactId.get(), flow, first, now);
        if (ready.isEmpty() && known.isEmpty()) {
            tools.counters().contextLate();
            service.whoMayComeLate(look);
        }
        return service;
    }

    /**
     * Who it is where only the words are late: they are thought of here then. Where thinking of
     * them failed it would again.
     */
    private static Optional<Caller> seen(
            Budgeted.Pending<Look> look, Budgeted.Pending<Opening> opening) {
        return opening.isOver() ? Optional.empty() : look.now().map(Look::caller);
    }

    /**
     * Enters the dialogue again of a call that carries a contact, once that can be read. Where the
     * call is another contact from now on that is written down as of {@link #expect}.
     *
     * @return empty when no flow serves the number dialled
     */
    public Optional<Reentry> comeBack(Arrival arrival, ContactId carried) {
        return reentry(arrival, carried, SelfService::takeOver, _ -> {});
    }

    /**
     * As {@link #comeBack}, but what was rendered still stands and is about to be replied to, a day
     * later and on another server perhaps. Of several who reply at once the first goes on with it.
     */
    public Optional<Reentry> goOn(Arrival arrival, ContactId carried) {
        return reentry(arrival, carried, SelfService::stands, SelfService::begin);
    }

    /**
     * Whether a page is open beside a call, as far as is known within 300 ms: then the call may be
     * fetched out of any turn, which to whoever serves it looks like a hang-up. Of a real one the
     * dialplan's hang-up handler tells.
     */
    public boolean isBesideAPage(ContactId contact) {
        return tools.budgeted()
                .start(() -> tools.switches().hasPage(contact))
                .within(PAGE_KNOWN_WITHIN)
                .orElse(false);
    }

    /**
     * Writes down that somebody is given to the ring group with whom no dialogue is begun here, nor
     * gone on with. Takes no time.
     *
     * @return the contact: the one they came back with, or a new one
     */
    public ContactId unserved(Arrival arrival, Unserved cause) {
        var contact = arrival.resuming().orElseGet(newContactId);
        var ended = new Ended.RingGroup(cause);
        var end = KeptEnd.without(arrival, contact, ended, tools.clock().instant());
        tools.executor().execute(() -> write(end));
        return contact;
    }

    private void write(KeptEnd end) {
        try {
            tools.dialogues().finish(end);
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("contactId", end.contact())
                    .addKeyValue("error", failure.toString())
                    .log("an end is not written yet");
            tools.spool().keep(end);
        }
    }

    private Optional<Reentry> reentry(
            Arrival arrival,
            ContactId carried,
            Consumer<SelfService> resumed,
            Consumer<SelfService> begun) {
        return flows.forNumber(arrival.entry())
                .map(flow ->
                        new Reentry(
                                Languages.atFirst(
                                        flow,
                                        arrival,
                                        Caller.unknown(),
                                        flows.languageOf(arrival.entry())),
                                () -> {
                                    var now = tools.clock().instant();
                                    return tools.budgeted().start(() -> look(arrival, now));
                                },
                                seen -> enter(arrival, carried, flow, seen, resumed, begun)));
    }

    private SelfService enter(
            Arrival arrival,
            ContactId carried,
            Flow served,
            Look seen,
            Consumer<SelfService> resumed,
            Consumer<SelfService> begun) {
        var now = tools.clock().instant();
        if (seen.saved().isEmpty()) {
            var first = opening(arrival, served, seen.caller(), now);
            var service = begin(arrival, carried, served, first, now);
            begun.accept(service);
            return service;
        }
        var saved = seen.saved().get();
        var flow = seen.version().orElse(served);
        var step = again(flow, arrival, seen, saved, now);
        var isTheSame = arrival.handle().equals(saved.handle());
        var before =
                isTheSame ? arrival.comingBackTrusted(saved.trust()) : arrival.from(saved.handle());
        var service =
                saved.over() && !(step.turn() instanceof Turn.End)
                        ? goOnAsAnother(before, flow, saved, seen.caller(), step, now, begun)
                        : resumed(before, carried, flow, saved, seen.caller(), step, resumed);
        if (!isTheSame) {
            service.goOnWith(new Newcomer(arrival.handle()));
        }
        return service;
    }

    /** Where the caller is; of a flow that cannot be read any more only that a person must help. */
    private Step again(Flow flow, Arrival arrival, Look seen, Saved saved, Instant now) {
        if (seen.version().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("flow", saved.dialogue().flowSha())
                    .log("the flow a call began on cannot be read, a person must help");
            return tools.engine().anyone(saved.dialogue());
        }
        var context = tools.context(seen.caller(), now, saved.trust(), arrival);
        return tools.engine().render(flow, saved.dialogue(), context);
    }

    private SelfService resumed(
            Arrival arrival,
            ContactId carried,
            Flow flow,
            Saved saved,
            Caller caller,
            Step step,
            Consumer<SelfService> resumed) {
        var beginning =
                new Beginning(
                        carried,
                        arrival,
                        saved.customer(),
                        saved.trust(),
                        saved.dialogue(),
                        saved.startedAt());
        var journal = tools.journal(beginning).resumingAfter(saved);
        var service =
                new SelfService(
                        flow, beginning, caller, step, saved.version(), journal, tools, contexts);
        resumed.accept(service);
        return service;
    }

    /**
     * Its contact was taken for over and is not written on; the caller keeps the place. Who only
     * hears its last words once more is no other contact.
     */
    private SelfService goOnAsAnother(
            Arrival arrival,
            Flow flow,
            Saved saved,
            Caller caller,
            Step step,
            Instant now,
            Consumer<SelfService> begun) {
        var service =
                service(
                        flow,
                        caller,
                        step,
                        new Beginning(
                                newContactId.get(),
                                arrival,
                                saved.customer(),
                                saved.trust(),
                                saved.dialogue(),
                                now));
        begun.accept(service);
        return service;
    }

    private Opening opening(Arrival arrival, Flow flow, Caller caller, Instant now) {
        var ofNumber = flows.languageOf(arrival.entry());
        var language = Languages.atFirst(flow, arrival, caller, ofNumber);
        var context = tools.context(caller, now, arrival.trust(), arrival);
        return new Opening(
                caller, FlowSteps.asking(tools.engine().begin(flow, language, context), 0));
    }

    private SelfService begin(
            Arrival arrival, ContactId contact, Flow flow, Opening first, Instant now) {
        var caller = first.caller();
        var dialogue = first.step().dialogue();
        return service(
                flow,
                caller,
                first.step(),
                new Beginning(contact, arrival, caller.customer(), arrival.trust(), dialogue, now));
    }

    private SelfService service(Flow flow, Caller caller, Step step, Beginning beginning) {
        var journal = tools.journal(beginning);
        return new SelfService(flow, beginning, caller, step, 0, journal, tools, contexts);
    }

    private Look look(Arrival arrival, Instant now) {
        var saved = arrival.resuming().flatMap(tools.dialogues()::load);
        var version = saved.flatMap(known -> flows.version(known.dialogue().flowSha()));
        return new Look(saved, version, caller(arrival, saved, now, version));
    }

    private Caller caller(
            Arrival arrival, Optional<Saved> saved, Instant now, Optional<Flow> version) {
        var known =
                saved.filter(Saved::joined).isEmpty()
                        ? contexts
                        : wasWithAgent(saved, version) ? recent.anew() : recent;
        return saved.flatMap(Saved::customer)
                .map(customer -> known.read(customer, now))
                .or(() -> arrival.handle().map(handle -> known.read(handle, now)))
                .orElseGet(() -> known.stranger(now));
    }

    private static boolean wasWithAgent(Optional<Saved> saved, Optional<Flow> version) {
        return version.flatMap(flow -> saved.flatMap(known -> flow.node(known.dialogue().node())))
                .filter(Node.HandOff.class::isInstance)
                .isPresent();
    }

    /** What is said first, to whom. */
    private record Opening(Caller caller, Step step) {}

    /**
     * What one look at the memory brought.
     *
     * @param version of the flow to go on with; empty when there is nothing to go on with, or this
     *     server cannot read the flow's text
     */
    record Look(Optional<Saved> saved, Optional<Flow> version, Caller caller) {
        /** At a caller only. */
        static Look at(Caller caller) {
            return new Look(Optional.empty(), Optional.empty(), caller);
        }
    }
}
