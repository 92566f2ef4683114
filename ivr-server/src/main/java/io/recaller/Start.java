package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.api.Management;
import io.recaller.asterisk.ami.wire.AmiProbe;
import io.recaller.asterisk.prompt.PromptReaders;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.chore.CalendarWatch;
import io.recaller.conversation.Counters;
import io.recaller.conversation.Flows;
import io.recaller.db.Bulkhead;
import io.recaller.db.Database;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import io.recaller.db.PostgresWatch;
import io.recaller.flow.Flow;
import io.recaller.learning.LearnedModel;
import io.recaller.learning.LearningWorker;
import io.recaller.report.ServiceGauges;
import io.recaller.report.ServiceRules;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.board.Headcount;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsMark;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The order in which a server comes up: memory, words, thinking, routing, doors. Used once. */
final class Start {
    private static final Duration FIRST_READ_WITHIN = Duration.ofSeconds(5);

    private final Settings settings;
    private final Consumer<String> progress;
    private final Running running;
    private final Runnable beforeCalls;
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RouterInbox inbox = new RouterInbox();

    Start(Settings settings, Consumer<String> progress, Running running, Runnable beforeCalls) {
        this.settings = settings;
        this.progress = progress;
        this.running = running;
        this.beforeCalls = beforeCalls;
    }

    /** What the roof may ask of a server that runs. */
    record Started(Flows flows, Prompts prompts) {}

    /** What thinks, on top of the memory. */
    record Thinking(
            Foundation ground,
            CalendarWatch hours,
            ExecutorService workers,
            ExperimentParts experiments,
            RecommendationParts recommendations,
            PageContexts pages,
            ConversationParts conversations,
            CallbackParts callbacks,
            VoicemailParts voicemails) {}

    Started run() {
        var ports = running.keep(Beside.begin("web", this::ports));
        var counters = new Counters(meters);
        var early =
                running.keep(Beside.begin("database", () -> EarlyStores.open(settings, counters)));
        var served = FlowShelf.read(settings);
        var prompts = PromptShop.of(settings, meters);
        // Not waited for when the start fails meanwhile: that may take minutes.
        var words = Beside.begin("prompts", () -> speak(prompts, served));
        var web = ports.get();
        var management = management(web);
        var contract = running.keep(Beside.begin("api", web::contract));
        progress.accept("opening the database");
        var stores = early.get().stores().orElseGet(() -> opened(counters));
        var probe = running.keep(Beside.begin("ami", () -> AsteriskCheck.probed(settings)));
        var thinking = thinking(stores, served, prompts);
        var links = new AsteriskLinks(stores.database(), thinking.ground().clock());
        refuseASecond(links, probe);
        lookForPages(probe, thinking.pages());
        var _ = words.get();
        // Making words may have taken long enough for another one to come.
        refuseASecond(links, probe);
        var rehearsed = rehearsal(thinking, served, prompts);
        var doors = Doors.of(web, thinking, links, inbox, running);
        measureQueues(thinking.ground());
        route(thinking, doors);
        // Calls do not wait for it, and it should not go on beside the first of them.
        var furnished =
                running.keep(
                        Beside.begin("doors", () -> web.furnished(doors.front(), contract.get())));
        var _ = rehearsed.get();
        web.takeFront();
        beforeCalls.run();
        takeCalls(thinking, doors, prompts);
        var behind = furnished.get();
        unlessStopped();
        web.open(behind);
        // Providers call us while they are told where, and fetch the files of what is sent.
        doors.channels().start().forEach(running::keep);
        management.started(doors.web().health(doors.asterisk(), doors.channels()));
        if (!settings.hasTelephone()) {
            progress.accept("ready for who writes");
        }
        return new Started(thinking.conversations().flows(), prompts);
    }

    private WebDoors ports() {
        return new WebDoors(WebParts.vertx(meters), settings.web());
    }

    private Management management(WebDoors web) {
        return web.openManagement(
                meters, settings.serverName(), SettingsMark.of(settings), WebParts.ports(settings));
    }

    private Thinking thinking(Stores stores, Map<String, Flow> served, Prompts prompts) {
        running.keep(new ProcessMetrics(meters));
        stores.database().measure(meters);
        supervise();
        var hours = new CalendarWatch(settings.hours());
        var ground = new Foundation(settings, stores, meters, InstantSource.system(), hours);
        var workers = running.keep(Executors.newVirtualThreadPerTaskExecutor());
        var experiments = ExperimentParts.of(ground);
        var models = learned(stores.database(), served);
        var pages = AsteriskCheck.pages(settings);
        var recommendations = RecommendationParts.of(ground);
        var conversations =
                ConversationParts.of(
                        ground,
                        served,
                        prompts,
                        models,
                        experiments.switches()::inForce,
                        Bulkhead.carrying(workers),
                        recommendations.inFlows(),
                        pages);
        return new Thinking(
                ground,
                hours,
                workers,
                experiments,
                recommendations,
                pages,
                conversations,
                new CallbackParts(ground, conversations.dialogues()),
                new VoicemailParts(ground, conversations.dialogues(), prompts));
    }

    private void refuseASecond(AsteriskLinks links, Beside<Optional<AmiProbe.Answer>> probe) {
        probe.get().ifPresent(in -> AsteriskCheck.refuseASecondOfOneName(settings, links, in));
    }

    private static void lookForPages(Beside<Optional<AmiProbe.Answer>> probe, PageContexts pages) {
        probe.get().filter(AmiProbe.In.class::isInstance).ifPresent(_ -> pages.run());
    }

    private Beside<Integer> rehearsal(
            Thinking thinking, Map<String, Flow> served, Prompts prompts) {
        if (settings.hasTelephone()) {
            progress.accept("rehearsing calls");
        }
        var rehearsal = new ConversationRehearsal(thinking.conversations(), served);
        return running.keep(Beside.begin("rehearsal", () -> rehearsal.run(prompts)));
    }

    private void route(Thinking thinking, Doors doors) {
        var callbacks = thinking.callbacks();
        var voicemails = thinking.voicemails();
        new RoutingParts(thinking.ground(), inbox, running)
                .start(
                        doors.asterisk(),
                        doors.front().desk(),
                        new RoutingParts.Pages(doors.front().chat(), doors.front().companion()),
                        callbacks.callbacks(),
                        callbacks.calls(voicemails.voicemails(), voicemails),
                        doors.transfers(),
                        doors.channels());
    }

    private void takeCalls(Thinking thinking, Doors doors, Prompts prompts) {
        var ground = thinking.ground();
        if (settings.hasTelephone()) {
            new CallParts(ground, thinking.conversations(), inbox, running)
                    .answer(
                            prompts,
                            doors.asterisk().callers(),
                            thinking.callbacks(),
                            thinking.voicemails(),
                            doors.elsewhere());
        }
        running.keep(chores(thinking, doors, prompts));
        learn(ground);
        if (settings.hasTelephone()) {
            progress.accept("ready for calls");
        }
    }

    private Chores chores(Thinking thinking, Doors doors, Prompts prompts) {
        return new Chores(
                thinking.ground(),
                thinking.conversations(),
                doors.asterisk(),
                thinking.experiments(),
                prompts,
                thinking.voicemails().voicemails(),
                thinking.recommendations(),
                doors.channels().overflow(),
                doors.channels().forgottenTalks(inbox),
                thinking.hours(),
                thinking.pages());
    }

    /** Where there is something to wait for or to migrate. */
    private Stores opened(Counters counters) {
        return running.keep(
                new LateDatabase(progress, Start::pause)
                        .opened(() -> Stores.open(settings, counters::ended)));
    }

    /** Makes sure of all that can be known to be said; how much that is. */
    private int speak(Prompts prompts, Map<String, Flow> served) {
        if (!settings.hasTelephone()) {
            return 0;
        }
        PromptShop.renderAhead(prompts, settings, served.values(), progress);
        UnusedRecordings.of(settings, List.of()).forEach(progress);
        PromptReaders.advice(PromptShop.folder(settings)).ifPresent(progress);
        return served.size();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the database", stopped);
        }
    }

    /** Whoever stops a server that takes calls interrupts what of its start is still going on. */
    private static void unlessStopped() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("stopped before desk and API were open");
        }
    }

    /**
     * The PostgreSQL brought along is started again when it is gone; an operator's own is theirs.
     */
    private void supervise() {
        switch (settings.storage()) {
            case Settings.Storage.Embedded(var folder, var port) ->
                    running.keep(
                            new PostgresWatch(
                                    PostgresServer.start(new PostgresSettings(folder, port)),
                                    meters));
            case Settings.Storage.Given _ -> {}
        }
    }

    private void measureQueues(Foundation ground) {
        var database = ground.stores().database();
        var queues = settings.installation().queues();
        new Headcount(database, ground.clock()).tell(meters, queues);
        var rules = ServiceRules.of(settings.routing().plans());
        new ServiceGauges(database, ground.clock(), rules).tell(meters, queues);
    }

    private LearnedModel learned(Database database, Map<String, Flow> served) {
        progress.accept("reading what was learned");
        var learned = running.keep(new LearnedModel(database, FlowTopics.of(served.values())));
        learned.start(FIRST_READ_WITHIN);
        return learned;
    }

    private void learn(Foundation ground) {
        var worker =
                new LearningWorker(
                        ground.stores().database(),
                        settings.fields(),
                        settings.zone(),
                        settings.serverName(),
                        meters,
                        ground.clock());
        running.keep(worker).start();
    }
}
