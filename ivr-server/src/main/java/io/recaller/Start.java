package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.asterisk.ami.AmiLink;
import io.recaller.asterisk.ami.wire.AmiProbe;
import io.recaller.asterisk.prompt.PromptReaders;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.callback.Callbacks;
import io.recaller.chore.CalendarWatch;
import io.recaller.conversation.Counters;
import io.recaller.conversation.Elsewhere;
import io.recaller.conversation.Flows;
import io.recaller.conversation.RoutedContacts;
import io.recaller.conversation.ScreenTopics;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.LastWords;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.waiting.PartingOffers;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.db.Bulkhead;
import io.recaller.db.Database;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import io.recaller.db.PostgresWatch;
import io.recaller.db.Signals;
import io.recaller.desk.Desk;
import io.recaller.desk.PageDesk;
import io.recaller.flow.Flow;
import io.recaller.gateway.web.Blocking;
import io.recaller.gateway.web.CompanionPage;
import io.recaller.gateway.web.MessengerEntries;
import io.recaller.gateway.web.WebChat;
import io.recaller.learning.LearnedModel;
import io.recaller.learning.LearningWorker;
import io.recaller.report.ServiceGauges;
import io.recaller.report.ServiceRules;
import io.recaller.routing.Engagements;
import io.recaller.routing.Router;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.RouterPorts;
import io.recaller.routing.board.Headcount;
import io.recaller.routing.estimate.LiveEstimate;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.routing.ring.CallbackCalls;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsMark;
import io.recaller.transfer.Bringing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

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
        var ami =
                asterisk(
                        new Engagements(stores.database(), ground.clock()),
                        kept ->
                                new ContactEnds(
                                        stores.database(),
                                        stores.contacts(),
                                        takeovers(stores),
                                        workers,
                                        ground.clock(),
                                        kept),
                        links);

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
        var desk =
                keep(
                        parts.desk(
                                web.vertx(),
                                ami.phones(),
                                transfers,
                                messages,
                                channels.files(messages),
                                channels.typing(messages),
                                new CompanionParts(ground, pages)
                                        .ofAgents(
                                                conversations.flows(),
                                                conversations.dialogues(),
                                                conversations.views(),
                                                channelLinks)
                                        .map(PageDesk::over)
                                        .orElseGet(PageDesk::none),
                                channelLinks));
        var queues = settings.installation().queues();
        new Headcount(stores.database(), ground.clock()).tell(meters, queues);
        var rules = ServiceRules.of(settings.routing().plans());
        new ServiceGauges(stores.database(), ground.clock(), rules).tell(meters, queues);
        var storing = keep(Blocking.ofFiles(web.vertx()));
        var chat = keep(parts.chat(web.vertx(), channels.inbox(), channelLinks, storing));
        var companion =
                new CompanionParts(ground, pages)
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
                new CompanionParts(ground, pages)
                        .pins(web.vertx(), conversations.keying(channels::answer))
                        .map(this::keep);
        var api = keep(parts.api(channels.answers(), channels.closing()));

        var callbacks = new CallbackParts(ground, conversations.dialogues());
        var voicemails = new VoicemailParts(ground, conversations.dialogues(), prompts);
        var calls = callbacks.calls(voicemails.voicemails(), voicemails);
        route(
                ground,
                ami,
                desk,
                new Pages(chat, companion),
                callbacks.callbacks(),
                calls,
                transfers,
                channels);
        var _ = rehearsed.get();
        web.takeFront();
        beforeCalls.run();
        if (settings.hasTelephone()) {
            answer(ground, conversations, prompts, ami.callers(), callbacks, voicemails, elsewhere);
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
            // What callers need is there. The API's description alone takes as long as ten calls.
            progress.accept("ready for calls");
        }
        web.open(
                desk,
                chat,
                companion,
                pins,
                hooks,
                new MessengerEntries(channelLinks.places()),
                api);
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

    private static Takeovers takeovers(Stores stores) {
        return new Takeovers(stores.contacts(), stores.customers(), stores.handles()::caller);
    }

    /** Where nobody calls there is none to be linked to. */
    private Asterisk asterisk(
            Engagements engagements, Function<LastWords, CallerEvents> ends, AsteriskLinks links) {
        return settings.hasTelephone()
                ? Asterisk.linked(keep(link(engagements, ends, links)))
                : Asterisk.none(ends.apply(_ -> Optional.empty()));
    }

    private AmiLink link(
            Engagements engagements, Function<LastWords, CallerEvents> ends, AsteriskLinks links) {
        var ami = settings.ami();
        var names = new AsteriskNames(links, settings.serverName(), ami.host() + ":" + ami.port());
        running.push(names);
        return AmiLink.open(AsteriskCheck.access(ami), inbox, engagements, ends, names, meters);
    }

    /** What customers look at. */
    private record Pages(WebChat chat, Optional<CompanionPage> companion) {
        void look(Optional<UUID> contact) {
            companion.ifPresent(page -> page.look(contact));
        }
    }

    private void route(
            Foundation ground,
            Asterisk ami,
            Desk desk,
            Pages pages,
            Callbacks callbacks,
            CallbackCalls calls,
            TransferParts transfers,
            ChannelParts channels) {
        var stores = ground.stores();
        var contacts = new RoutedContacts(stores.contacts(), ground.clock());
        var topics = new ScreenTopics(stores.database());
        var made =
                new Router(
                        stores.database(),
                        settings.serverName(),
                        settings.routing(),
                        inbox,
                        new RouterPorts(
                                channels.offers(ami.phones()),
                                desk,
                                topics,
                                contacts,
                                ground.hours(),
                                callbacks,
                                calls,
                                transfers.transfers().handovers()),
                        meters,
                        ground.clock());
        keep(made).start();
        var bringing = ami.link().map(transfers::bringing).map(this::keep);
        bringing.ifPresent(Bringing::start);
        keep(new Signals(stores.access()))
                .tell(Signals.Subject.QUEUE, inbox::queueChanged)
                .tell(Signals.Subject.AGENT, inbox::agentChanged)
                .tell(Signals.Subject.AGENT, desk::look)
                .tell(Signals.Subject.CARD, inbox::cardShown)
                .tell(Signals.Subject.CALLER, desk::lookWhoItIs)
                .tell(Signals.Subject.ACCESS, desk::lookWhoMay)
                .tell(Signals.Subject.MESSAGE, pages.chat()::look)
                .tell(Signals.Subject.DIALOGUE, pages::look)
                .tell(Signals.Subject.DIALOGUE, desk::lookAtPages)
                .tell(Signals.Subject.MESSAGE, desk::lookAtMessages)
                .tell(Signals.Subject.RECEIPT, pages.chat()::look)
                .tell(Signals.Subject.RECEIPT, desk::lookAtMessages)
                .tell(Signals.Subject.CUSTOMER_TYPES, desk::lookWhoTypes)
                .tell(Signals.Subject.AGENT_TYPES, pages.chat()::lookWhoTypes)
                .tell(Signals.Subject.TRANSFER, _ -> bringing.ifPresent(Bringing::wake))
                .tell(Signals.Subject.OUTGOING, channels::look)
                .start();
    }

    private void answer(
            Foundation ground,
            ConversationParts parts,
            Prompts prompts,
            CallerEvents ends,
            CallbackParts callbacks,
            VoicemailParts voicemails,
            Elsewhere elsewhere) {
        var stores = ground.stores();
        var conversations = parts.conversations(_ -> inbox.wake());
        var calls = new Calls(conversations, elsewhere);
        var wait =
                new StillWaiting(
                        stores.database(),
                        parts.dialogues(),
                        parts.flows()::version,
                        stores.contacts(),
                        settings.routing(),
                        ground.hours(),
                        new LiveEstimate(
                                stores.database(),
                                settings.routing().rules(),
                                ground.clock(),
                                keep(Executors.newVirtualThreadPerTaskExecutor())),
                        new PartingOffers(callbacks.offer(), voicemails.offer(ends)),
                        ground.clock());
        keep(
                Telephony.open(
                        settings.agi(),
                        stores.handles(),
                        prompts,
                        calls,
                        callbacks.offered(wait),
                        (contact, how) -> {
                            if (!conversations.isBesideAPage(contact)) {
                                ends.gone(contact, how);
                            }
                        },
                        meters));
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }
}
