package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
import io.recaller.desk.PageDesk;
import io.recaller.flow.Flow;
import io.recaller.gateway.web.Blocking;
import io.recaller.gateway.web.MessengerEntries;
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
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The order in which a server comes up: memory, words, thinking, routing, doors. Used once. */
final class Start {
    private static final Duration FIRST_READ_WITHIN = Duration.ofSeconds(5);

    private final Settings settings;
    private final Consumer<String> progress;
    private final Deque<AutoCloseable> running;
    private final Runnable beforeCalls;
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RouterInbox inbox = new RouterInbox();

    Start(
            Settings settings,
            Consumer<String> progress,
            Deque<AutoCloseable> running,
            Runnable beforeCalls) {
        this.settings = settings;
        this.progress = progress;
        this.running = running;
        this.beforeCalls = beforeCalls;
    }

    /** What the roof may ask of a server that runs. */
    record Started(Flows flows, Prompts prompts) {}

    Started run() {
        var doors =
                keep(
                        Beside.begin(
                                "web", () -> new WebDoors(WebParts.vertx(meters), settings.web())));
        var counters = new Counters(meters);
        var early = keep(Beside.begin("database", () -> EarlyStores.open(settings, counters)));
        var served = FlowShelf.read(settings);
        var prompts = PromptShop.of(settings, meters);
        // Not waited for when the start fails meanwhile: that may take minutes.
        var words =
                Beside.begin("prompts", () -> settings.hasTelephone() ? speak(prompts, served) : 0);
        var web = doors.get();
        var management =
                web.openManagement(
                        meters,
                        settings.serverName(),
                        SettingsMark.of(settings),
                        WebParts.ports(settings));
        var contract = keep(Beside.begin("api", web::contract));
        progress.accept("opening the database");
        var stores = early.get().stores().orElseGet(() -> opened(counters));
        var probe = keep(Beside.begin("ami", () -> AsteriskCheck.probed(settings)));
        keep(new ProcessMetrics(meters));
        stores.database().measure(meters);
        supervise();
        var hours = new CalendarWatch(settings.hours());
        var ground = new Foundation(settings, stores, meters, InstantSource.system(), hours);
        var workers = keep(Executors.newVirtualThreadPerTaskExecutor());
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
        var links = new AsteriskLinks(stores.database(), ground.clock());
        probe.get()
                .ifPresent(in -> {
                    AsteriskCheck.refuseASecondOfOneName(settings, links, in);
                    if (in instanceof AmiProbe.In) {
                        pages.run();
                    }
                });
        var _ = words.get();
        // Making words may have taken long enough for another one to come.
        probe.get().ifPresent(in -> AsteriskCheck.refuseASecondOfOneName(settings, links, in));
        if (settings.hasTelephone()) {
            progress.accept("rehearsing calls");
        }
        var rehearsed =
                keep(Beside.begin("rehearsal", () -> conversations.rehearse(prompts, served)));
        var ami = new AsteriskParts(ground, workers, inbox, running).asterisk(links);
        var elsewhere = conversations.elsewhere();
        var channelLinks = conversations.links();
        var channels =
                new ChannelParts(
                        ground,
                        conversations.conversations(_ -> inbox.wake()),
                        elsewhere.left(),
                        channelLinks,
                        conversations.instead(),
                        conversations.pins());
        running.push(web::closeFront);
        var parts = new WebParts(ground, conversations, experiments, recommendations.recommender());
        var transfers = TransferParts.of(ground, links);
        var messages = channels.agents(inbox);
        var companions = new CompanionParts(ground, pages);
        var desk =
                keep(
                        parts.desk(
                                web.vertx(),
                                ami.phones(),
                                transfers,
                                messages,
                                channels.files(messages),
                                channels.typing(messages),
                                companions
                                        .ofAgents(
                                                conversations.flows(),
                                                conversations.dialogues(),
                                                conversations.views(),
                                                channelLinks)
                                        .map(PageDesk::over)
                                        .orElseGet(PageDesk::none),
                                channelLinks));
        measureQueues(ground);
        var storing = keep(Blocking.ofFiles(web.vertx()));
        var chat = keep(parts.chat(web.vertx(), channels.inbox(), channelLinks, storing));
        var companion =
                companions
                        .page(
                                web.vertx(),
                                storing,
                                conversations.conversations(_ -> inbox.wake()),
                                conversations.views(),
                                conversations.flows(),
                                ami,
                                conversations.pageChats(channels::answer))
                        .map(this::keep);
        var hooks = channels.hooks();
        hooks.forEach(this::keep);
        var pins =
                companions
                        .pins(web.vertx(), conversations.keying(channels::answer))
                        .map(this::keep);
        var api = keep(parts.api(channels.answers(), channels.closing()));

        var callbacks = new CallbackParts(ground, conversations.dialogues());
        var voicemails = new VoicemailParts(ground, conversations.dialogues(), prompts);
        var calls = callbacks.calls(voicemails.voicemails(), voicemails);
        new RoutingParts(ground, inbox, running)
                .start(
                        ami,
                        desk,
                        new RoutingParts.Pages(chat, companion),
                        callbacks.callbacks(),
                        calls,
                        transfers,
                        channels);
        // Calls do not wait for it, and it should not go on beside the first of them.
        var entries = new MessengerEntries(channelLinks.places());
        var furnished =
                keep(
                        Beside.begin(
                                "doors",
                                () ->
                                        web.furnished(
                                                desk,
                                                chat,
                                                companion,
                                                pins,
                                                hooks,
                                                entries,
                                                api,
                                                contract.get())));
        var _ = rehearsed.get();
        web.takeFront();
        beforeCalls.run();
        if (settings.hasTelephone()) {
            new CallParts(ground, conversations, inbox, running)
                    .answer(prompts, ami.callers(), callbacks, voicemails, elsewhere);
        }
        keep(
                new Chores(
                        ground,
                        conversations,
                        ami,
                        experiments,
                        prompts,
                        voicemails.voicemails(),
                        recommendations,
                        channels.overflow(),
                        channels.forgottenTalks(inbox),
                        hours,
                        pages));
        learn(ground);
        if (settings.hasTelephone()) {
            progress.accept("ready for calls");
        }
        var behind = furnished.get();
        unlessStopped();
        web.open(behind);
        // Providers call us while they are told where, and fetch the files of what is sent.
        channels.start().forEach(this::keep);
        management.started(parts.health(ami, channels));
        if (!settings.hasTelephone()) {
            progress.accept("ready for who writes");
        }
        return new Started(conversations.flows(), prompts);
    }

    /** Where there is something to wait for or to migrate. */
    private Stores opened(Counters counters) {
        return keep(
                new LateDatabase(progress, Start::pause)
                        .opened(() -> Stores.open(settings, counters::ended)));
    }

    /** Makes sure of all that can be known to be said; how much that is. */
    private int speak(Prompts prompts, Map<String, Flow> served) {
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
                    keep(
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
        var learned = keep(new LearnedModel(database, FlowTopics.of(served.values())));
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
        keep(worker).start();
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }
}
