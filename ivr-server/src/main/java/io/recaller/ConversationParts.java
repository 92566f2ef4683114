package io.recaller;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callbacks;
import io.recaller.channel.GatewayPlan;
import io.recaller.contact.ContactId;
import io.recaller.contact.context.ContextQuery;
import io.recaller.continuation.ChannelLinks;
import io.recaller.continuation.CompanionRules;
import io.recaller.continuation.PageChats;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinLinks;
import io.recaller.conversation.CallCodes;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.Counters;
import io.recaller.conversation.DialogueViews;
import io.recaller.conversation.Elsewhere;
import io.recaller.conversation.Flows;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.MenuPreviews;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.Switches;
import io.recaller.conversation.Tools;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.context.DatabaseContext;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.PinProofs;
import io.recaller.conversation.context.RecentContext;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.ending.FileSpool;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.conversation.lookup.OutsideAnswers;
import io.recaller.conversation.moving.CallbackMoves;
import io.recaller.conversation.moving.CodeMoves;
import io.recaller.conversation.moving.Departures;
import io.recaller.conversation.moving.Moves;
import io.recaller.conversation.moving.StoredCallCodes;
import io.recaller.conversation.moving.StoredLeftOff;
import io.recaller.conversation.moving.ThreadMoves;
import io.recaller.conversation.moving.WrittenCallbacks;
import io.recaller.conversation.voice.Calls;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.pin.CodePrints;
import io.recaller.customer.pin.Pepper;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Planning;
import io.recaller.menu.Model;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Rules;
import io.recaller.message.ThreadId;
import io.recaller.notice.DatabaseNotices;
import io.recaller.notice.UnreadNotices;
import io.recaller.recommendation.FlowRecommendations;
import io.recaller.settings.Settings;
import io.recaller.speech.PromptLengths;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What serves contacts: flows, the engine, the memory, and where dialogues are written down. */
record ConversationParts(
        Foundation ground,
        UnaryOperator<Policy> inForce,
        Supplier<Model> models,
        Flows flows,
        Engine engine,
        DatabaseContext contexts,
        RecentContext recent,
        DatabaseDialogues dialogues,
        FileSpool spool,
        HttpLookUps lookUps,
        Executor workers,
        DatabaseNotices notices,
        FlowRecommendations recommendations,
        BooleanSupplier pages) {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationParts.class);

    /**
     * Within so much Asterisk has begun to play a call's first word. That the call began is written
     * then: both at once cost the word half a millisecond on two processors.
     */
    private static final Duration FIRST_WORD = Duration.ofMillis(8);

    /** How long a caller waits for a turn to be written down, at most. */
    private static final Duration WRITE_DEADLINE = Duration.ofMillis(300);

    private static final Duration READY_WITHIN = Duration.ofMillis(800);

    /**
     * Makes them, and keeps the flows' texts and topics in the database.
     *
     * @param models what was learned from everybody until now; must not block
     * @param recommendations what flows may ask
     * @param pages whether callers can be sent a page that their call hears
     */
    static ConversationParts of(
            Foundation ground,
            Map<String, Flow> served,
            PromptLengths lengths,
            Supplier<Model> models,
            UnaryOperator<Policy> inForce,
            Executor workers,
            FlowRecommendations recommendations,
            BooleanSupplier pages) {
        var dialogues = dialogues(ground.stores());
        dialogues.keep(served.values(), ground.clock().instant());
        FlowTopics.define(ground.stores(), served.values());
        var older = new OlderFlows(dialogues);
        var contexts = contexts(ground, inForce, models, workers);
        return new ConversationParts(
                ground,
                inForce,
                models,
                new Flows(
                        served,
                        ground.settings().entries(),
                        ground.settings().entryLanguages(),
                        older),
                engine(ground.settings(), lengths),
                contexts,
                new RecentContext(contexts),
                dialogues,
                spool(ground),
                new HttpLookUps(ground.settings().lookUps()),
                workers,
                new DatabaseNotices(ground.stores().database(), ground.clock()),
                recommendations,
                pages);
    }

    private static DatabaseDialogues dialogues(Stores stores) {
        return new DatabaseDialogues(
                stores.database(),
                stores.customers(),
                stores.contacts(),
                stores.fields(),
                stores.ids());
    }

    private static Engine engine(Settings settings, PromptLengths lengths) {
        var planner = new Planner(new Rules(settings.worthwhile(), settings.wrongOffer()));
        return new Engine(lengths, Planning.predicted(planner));
    }

    private static DatabaseContext contexts(
            Foundation ground,
            UnaryOperator<Policy> inForce,
            Supplier<Model> models,
            Executor workers) {
        return new DatabaseContext(
                ground.stores().database(),
                new ContextQuery(ground.settings().fields()),
                ground.stores().customers(),
                ground.settings().experiments().arms(),
                inForce,
                models,
                workers);
    }

    private static FileSpool spool(Foundation ground) {
        var stores = ground.stores();
        return new FileSpool(
                ground.settings().folder().resolve("spool"),
                stores.database(),
                stores.customers(),
                stores.contacts(),
                ground.clock());
    }

    /**
     * Contacts that begin and go on.
     *
     * @param queued told after a contact's place in the queue is written
     */
    Conversations conversations(Consumer<ContactId> queued) {
        var ids = ground.stores().ids();
        return new Conversations(
                flows, contexts, recent, () -> new ContactId(ids.get()), tools(queued));
    }

    /**
     * Readies everything for the first caller: calls are made that nobody makes, while each
     * connection is asked what calls ask.
     *
     * @return how many questions were answered; they left no rows
     */
    int rehearse(Prompts prompts, Map<String, Flow> served) {
        var connections = new FutureTask<>(() -> readied(served), true);
        var answered =
                new Rehearsal(ground.stores(), prompts, this::rehearsed)
                        .run(
                                ground.settings().numbers().keySet(),
                                () -> workers.execute(connections));
        connections.run();
        finish(connections);
        return answered;
    }

    private void readied(Map<String, Flow> served) {
        ground.stores().database().rehearse(tx -> ask(tx, served), READY_WITHIN);
        try {
            // Until it is known whether any notice runs, each call would ask for its own.
            notices.run();
        } catch (RuntimeException failure) {
            LOG.atDebug().setCause(failure).log("notices are looked for later");
        }
    }

    private static void finish(FutureTask<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("connections cannot be rehearsed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Tx tx, Map<String, Flow> served) {
        var now = ground.clock().instant();
        contexts.rehearse(tx, now);
        served.values().stream().limit(1).forEach(flow -> dialogues.rehearse(tx, flow, now));
    }

    /** As callers are served, but by these stores, and nobody outside is asked. */
    private Calls rehearsed(Stores stores) {
        var tools =
                new Tools(
                        engine,
                        dialogues(stores),
                        OutsideAnswers.none(),
                        (_, _, _) -> new PinChecks.Proof.Rejected(),
                        _ -> {},
                        new Counters(new SimpleMeterRegistry()),
                        workers,
                        workers,
                        ground.clock(),
                        ground.settings().zone(),
                        WRITE_DEADLINE,
                        _ -> {},
                        ground.hours(),
                        Switches.none(),
                        UnreadNotices.none(),
                        FlowRecommendations.none());
        var ids = stores.ids();
        var conversations =
                new Conversations(
                        flows,
                        contexts(ground.on(stores), inForce, models, workers),
                        () -> new ContactId(ids.get()),
                        tools);
        return new Calls(conversations);
    }

    private Tools tools(Consumer<ContactId> queued) {
        return new Tools(
                engine,
                dialogues,
                lookUps,
                proofs(),
                spool,
                new Counters(ground.meters()),
                workers,
                CompletableFuture.delayedExecutor(
                        FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS, workers),
                ground.clock(),
                ground.settings().zone(),
                WRITE_DEADLINE,
                queued,
                ground.hours(),
                switches(),
                notices,
                recommendations);
    }

    private PinProofs proofs() {
        var stores = ground.stores();
        return new PinProofs(
                stores.database(),
                stores.pins(),
                stores.links(),
                new AuditTrail(stores.ids()),
                ground.meters());
    }

    /** By which people who write are led to a page for their PIN; none where there are no pages. */
    PinPages pins() {
        return ground.settings()
                .companion()
                .<PinPages>map(rules ->
                        new PinLinks(
                                ground.stores().database(), proofs(), rules.page(), ground.clock()))
                .orElseGet(PinPages::none);
    }

    /**
     * That page.
     *
     * @param told of a thread in which the flow goes on by itself
     */
    PinKeying keying(Consumer<ThreadId> told) {
        return new PinKeying(ground.stores().database(), proofs(), moved(), told, ground.clock());
    }

    /**
     * Where pages go on after their calls; empty: nowhere.
     *
     * @param told of a thread in which something is to be said
     */
    Optional<PageChats> pageChats(Consumer<ThreadId> told) {
        var stores = ground.stores();
        return ground.settings()
                .companion()
                .flatMap(CompanionRules::chat)
                .map(gateway ->
                        new PageChats(
                                stores.database(),
                                gateway,
                                moved(),
                                dialogues,
                                stores.contacts(),
                                () -> new ContactId(stores.ids().get()),
                                told,
                                ground.clock()));
    }

    /** Dialogues as pages beside calls show them. */
    DialogueViews views() {
        return new DialogueViews(flows, recent, tools(_ -> {}));
    }

    /** How contacts go on where others stood. */
    Elsewhere elsewhere() {
        var stores = ground.stores();
        var goingOn = ground.settings().goingOn();
        return new Elsewhere(
                goingOn.offered()
                        .<LeftOff>map(within ->
                                new StoredLeftOff(
                                        stores.database(),
                                        departures(),
                                        within,
                                        new Budgeted(workers),
                                        ground.clock()))
                        .orElseGet(LeftOff::nothing),
                codes().<CallCodes>map(each -> each).orElseGet(CallCodes::none));
    }

    /** By which people go on in messengers. */
    ChannelLinks links() {
        return new ChannelLinks(
                ground.stores().database(),
                departures(),
                ground.settings().goingOn().links(),
                ground.clock());
    }

    private MovedDialogues moved() {
        return new MovedDialogues(
                ground.stores().contacts(), ground.settings().fields(), flows::version);
    }

    private Departures departures() {
        var channels = ground.settings().channels();
        return new Departures(
                moved(),
                name ->
                        channels.stream()
                                .map(Settings.Writing::gateway)
                                .filter(each -> each.name().equals(name))
                                .allMatch(GatewayPlan::pushes));
    }

    private Optional<StoredCallCodes> codes() {
        var stores = ground.stores();
        return ground.settings()
                .goingOn()
                .codes()
                .filter(_ -> !(stores.pins().pepper() instanceof Pepper.Missing))
                .map(place ->
                        new StoredCallCodes(
                                stores.database(),
                                departures(),
                                new CodePrints(stores.pins().pepper()),
                                place,
                                new SecureRandom(),
                                ground.clock()));
    }

    private Switches switches() {
        return new DoorSwitches(new CompanionParts(ground, pages).switches(), moves());
    }

    /** To other doors than a page beside the call. */
    private Switches moves() {
        var stores = ground.stores();
        var rules = ground.settings().callback().rules();
        Supplier<ContactId> newContact = () -> new ContactId(stores.ids().get());
        return new Moves(
                new ThreadMoves(
                        stores.database(),
                        moved(),
                        stores.contacts(),
                        ground.settings().written(),
                        newContact,
                        ground.clock()),
                new CodeMoves(stores.database(), codes(), ground.clock()),
                new CallbackMoves(
                        stores.database(),
                        moved(),
                        new Callbacks(rules),
                        new CallableNumbers(stores.handles()::caller, rules.prefixes()),
                        newContact,
                        ground.clock()));
    }

    /** How whoever waits in writing is called instead; never where nobody can be. */
    CalledInstead instead() {
        if (!ground.settings().hasTelephone()) {
            return CalledInstead.never();
        }
        var stores = ground.stores();
        var rules = ground.settings().callback().rules();
        return new WrittenCallbacks(
                stores.database(),
                moved(),
                new Callbacks(rules),
                new CallableNumbers(stores.handles()::caller, rules.prefixes()),
                () -> new ContactId(stores.ids().get()),
                ground.clock());
    }

    MenuPreviews previews() {
        return new MenuPreviews(
                flows, engine, contexts, ground.clock(), ground.settings().zone(), ground.hours());
    }
}
