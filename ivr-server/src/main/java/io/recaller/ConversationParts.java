package io.recaller;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.ContactId;
import io.recaller.contact.context.ContextQuery;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.Counters;
import io.recaller.conversation.DialogueViews;
import io.recaller.conversation.Flows;
import io.recaller.conversation.MenuPreviews;
import io.recaller.conversation.Switches;
import io.recaller.conversation.Tools;
import io.recaller.conversation.context.DatabaseContext;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.RecentContext;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.ending.FileSpool;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.conversation.lookup.OutsideAnswers;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Planning;
import io.recaller.menu.Model;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Rules;
import io.recaller.notice.DatabaseNotices;
import io.recaller.notice.UnreadNotices;
import io.recaller.recommendation.FlowRecommendations;
import io.recaller.settings.Settings;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
    /**
     * Within so much Asterisk has begun to play a call's first word. That the call began is written
     * then: both at once cost the word half a millisecond on two processors.
     */
    private static final Duration FIRST_WORD = Duration.ofMillis(8);

    /** How long a caller waits for a turn to be written down, at most. */
    private static final Duration WRITE_DEADLINE = Duration.ofMillis(300);

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

    /** As callers are served, but by these stores, and nobody outside is asked. */
    Conversations rehearsed(Stores stores) {
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
        return new Conversations(
                flows,
                contexts(ground.on(stores), inForce, models, workers),
                () -> new ContactId(ids.get()),
                tools);
    }

    private Tools tools(Consumer<ContactId> queued) {
        return new Tools(
                engine,
                dialogues,
                lookUps,
                pins().proofs(),
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

    /** Who proves by a PIN who they are, here and on a page. */
    PinParts pins() {
        return new PinParts(ground, moving().moved());
    }

    /** How contacts go on elsewhere than where they stand. */
    MovingParts moving() {
        return new MovingParts(ground, flows, dialogues, workers);
    }

    /** Dialogues as pages beside calls show them. */
    DialogueViews views() {
        return new DialogueViews(flows, recent, tools(_ -> {}));
    }

    private Switches switches() {
        return new DoorSwitches(new CompanionParts(ground, pages).switches(), moving().moves());
    }

    MenuPreviews previews() {
        return new MenuPreviews(
                flows, engine, contexts, ground.clock(), ground.settings().zone(), ground.hours());
    }
}
