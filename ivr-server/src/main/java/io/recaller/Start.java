package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.api.Api;
import io.recaller.api.ApiKeys;
import io.recaller.api.ApiLimits;
import io.recaller.api.Health;
import io.recaller.asterisk.AmiLink;
import io.recaller.asterisk.AmiSettings;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContextQuery;
import io.recaller.conversation.Calls;
import io.recaller.conversation.ContactEnds;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.Counters;
import io.recaller.conversation.DatabaseContext;
import io.recaller.conversation.DatabaseDialogues;
import io.recaller.conversation.FileSpool;
import io.recaller.conversation.Flows;
import io.recaller.conversation.LookUps;
import io.recaller.conversation.MenuPreviews;
import io.recaller.conversation.PinProofs;
import io.recaller.conversation.RoutedContacts;
import io.recaller.conversation.ScreenTopics;
import io.recaller.conversation.StillWaiting;
import io.recaller.conversation.Tools;
import io.recaller.desk.DatabaseSessions;
import io.recaller.desk.Desk;
import io.recaller.desk.DeskSettings;
import io.recaller.desk.RoutedAgentDesk;
import io.recaller.desk.StoredCards;
import io.recaller.flow.Engine;
import io.recaller.flow.Planning;
import io.recaller.menu.Planner;
import io.recaller.menu.Predictor;
import io.recaller.routing.Agents;
import io.recaller.routing.Credentials;
import io.recaller.routing.OfferId;
import io.recaller.routing.QueueSignal;
import io.recaller.routing.RingOutcome;
import io.recaller.routing.Router;
import io.recaller.routing.RouterPorts;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The order in which a server comes up. Used once. */
final class Start {
    /** How long a caller waits for a turn to be written down, at most. */
    private static final Duration WRITE_DEADLINE = Duration.ofMillis(300);

    private final Settings settings;
    private final Consumer<String> progress;
    private final Deque<AutoCloseable> running;
    private final InstantSource clock = InstantSource.system();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Late<Router> router = new Late<>();

    Start(Settings settings, Consumer<String> progress, Deque<AutoCloseable> running) {
        this.settings = settings;
        this.progress = progress;
        this.running = running;
    }

    /** What the roof may ask of a server that runs. */
    record Started(Flows flows, Prompts prompts) {}

    Started run() {
        var byName = FlowShelf.read(settings);
        progress.accept("opening the database");
        var stores = keep(Stores.open(settings));
        var workers = keep(Executors.newVirtualThreadPerTaskExecutor());
        var prompts = PromptShop.of(settings, meters);
        PromptShop.renderAhead(prompts, byName.values(), progress);

        var exit = new LateExit(router);
        var dialogues = dialogues(stores, exit);
        dialogues.keep(byName.values(), clock.instant());
        FlowTopics.define(stores, byName.values());
        var ends = new ContactEnds(stores.database(), stores.contacts(), exit, workers, clock);
        var ami = keep(AmiLink.open(ami(), this::reported, ends, meters));

        var flows = new Flows(byName, settings.numbers(), new OlderFlows(dialogues)::find);
        var contexts = contexts(stores, workers);
        var engine = engine(prompts);
        var vertx = vertx();
        var desk = desk(vertx, stores, dialogues, flows);
        route(stores, ami, desk);
        var web = new WebDoors(vertx, settings.web());
        web.open(
                desk,
                api(stores, new MenuPreviews(flows, engine, contexts, clock, settings.zone())));

        var spool =
                new FileSpool(
                        settings.folder().resolve("spool"),
                        stores.database(),
                        stores.customers(),
                        stores.contacts(),
                        exit);
        var tools = tools(stores, dialogues, engine, spool, workers);
        var conversations =
                new Conversations(flows, contexts, () -> new ContactId(stores.ids().get()), tools);
        var calls = new Calls(conversations, _ -> router.get().wake());
        var wait = new StillWaiting(stores.database(), dialogues);
        keep(Telephony.open(settings.agi(), stores.handles(), prompts, calls, wait, ends, meters));
        keep(new Chores(stores.database(), spool));
        web.openManagement(health(stores, ami), meters);
        progress.accept("ready for calls");
        return new Started(flows, prompts);
    }

    private void reported(OfferId offer, RingOutcome outcome) {
        router.get().reported(offer, outcome);
    }

    private DatabaseDialogues dialogues(Stores stores, LateExit exit) {
        return new DatabaseDialogues(
                stores.database(),
                stores.customers(),
                stores.contacts(),
                stores.fields(),
                exit,
                stores.ids());
    }

    private DatabaseContext contexts(Stores stores, Executor workers) {
        var contexts =
                new DatabaseContext(
                        stores.database(),
                        new ContextQuery(settings.fields()),
                        stores.customers(),
                        settings.controlShare(),
                        workers);
        contexts.stranger(clock.instant());
        return contexts;
    }

    private Engine engine(Prompts prompts) {
        var planner = new Planner(settings.worthwhile());
        return new Engine(prompts, Planning.predicted(new Predictor(), planner));
    }

    private Tools tools(
            Stores stores,
            DatabaseDialogues dialogues,
            Engine engine,
            FileSpool spool,
            Executor workers) {
        return new Tools(
                engine,
                dialogues,
                new LookUps(settings.lookUps()),
                new PinProofs(stores.database(), stores.pins()),
                spool,
                new Counters(meters),
                workers,
                clock,
                settings.zone(),
                WRITE_DEADLINE);
    }

    private AmiSettings ami() {
        var ami = settings.ami();
        return AmiSettings.of(ami.host(), ami.port(), ami.user(), ami.secret().value());
    }

    private void route(Stores stores, AmiLink ami, Desk desk) {
        var contacts = new RoutedContacts(stores.contacts(), clock);
        var ports =
                new RouterPorts(ami.phones(), desk, new ScreenTopics(stores.database()), contacts);
        var made =
                new Router(
                        stores.database(),
                        settings.serverName(),
                        settings.routing(),
                        ports,
                        meters,
                        clock);
        router.is(keep(made));
        made.start();
        keep(new QueueSignal(stores.access(), made::wake)).start();
    }

    private Vertx vertx() {
        var vertx =
                Vertx.builder()
                        .with(
                                new VertxOptions()
                                        .setMetricsOptions(
                                                new MicrometerMetricsOptions().setEnabled(true)))
                        .withMetrics(new MicrometerMetricsFactory(meters))
                        .build();
        running.push(() -> vertx.close().await());
        return vertx;
    }

    private Desk desk(Vertx vertx, Stores stores, DatabaseDialogues dialogues, Flows flows) {
        var contacts = new RoutedContacts(stores.contacts(), clock);
        var agents =
                new Agents(
                        stores.database(),
                        settings.serverName(),
                        settings.routing(),
                        contacts,
                        clock);
        var cards =
                new StoredCards(
                        stores.database(),
                        dialogues,
                        flows,
                        settings.fields(),
                        stores.ids(),
                        clock);
        var behind = DeskSettings.defaults().withSecureCookie(settings.web().secureCookie());
        return keep(
                new Desk(
                        vertx,
                        new RoutedAgentDesk(
                                stores.database(),
                                agents,
                                new Credentials(stores.database(), clock)),
                        cards,
                        (agent, contact, topic, disposition) ->
                                agents.complete(agent, contact, topic, disposition.slug()),
                        new TopicWords(stores),
                        new DatabaseSessions(stores.database()),
                        behind,
                        clock));
    }

    private Api api(Stores stores, MenuPreviews previews) {
        return keep(
                new Api(
                        new ApiKeys(settings.web().keys()),
                        ApiLimits.defaults(),
                        clock,
                        stores.handles(),
                        stores.memory(clock),
                        previews::layout));
    }

    private static Map<String, Supplier<Health>> health(Stores stores, AmiLink ami) {
        return Map.of(
                "database",
                () ->
                        stores.database().answersWithin(Duration.ofSeconds(1))
                                ? Health.up("answers")
                                : Health.down("does not answer within a second"),
                "ami",
                () ->
                        ami.isConnected()
                                ? Health.up("connected")
                                : Health.down(
                                        "no link to Asterisk's manager; see ami.* in settings"));
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }
}
