package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.agent.Credentials;
import io.recaller.api.Api;
import io.recaller.api.ApiKeys;
import io.recaller.api.ApiLimits;
import io.recaller.api.Health;
import io.recaller.channel.AnswersOfOthers;
import io.recaller.channel.ClosingByOthers;
import io.recaller.channel.WrittenContacts;
import io.recaller.channel.agent.AgentFiles;
import io.recaller.channel.agent.AgentMessages;
import io.recaller.channel.agent.AgentTyping;
import io.recaller.channel.agent.WrittenSearch;
import io.recaller.channel.inbound.Inbox;
import io.recaller.continuation.ChannelLinks;
import io.recaller.continuation.LinkPlace;
import io.recaller.conversation.RoutedContacts;
import io.recaller.customer.AuditTrail;
import io.recaller.desk.AgentProofs;
import io.recaller.desk.Desk;
import io.recaller.desk.DeskSettings;
import io.recaller.desk.HandingDesk;
import io.recaller.desk.PageDesk;
import io.recaller.desk.RoutedAgentDesk;
import io.recaller.desk.ThreadDesk;
import io.recaller.desk.card.DeskOptions;
import io.recaller.desk.card.StoredCards;
import io.recaller.desk.card.WayTexts;
import io.recaller.desk.session.DatabaseSessions;
import io.recaller.flow.PinLengths;
import io.recaller.gateway.web.Blocking;
import io.recaller.gateway.web.ChatLimits;
import io.recaller.gateway.web.SiteOrigin;
import io.recaller.gateway.web.SiteTokens;
import io.recaller.gateway.web.StoredChats;
import io.recaller.gateway.web.WebChat;
import io.recaller.gateway.web.WebGateway;
import io.recaller.recommendation.Recommender;
import io.recaller.routing.Agents;
import io.recaller.routing.board.LiveBoard;
import io.recaller.routing.board.Priorities;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.settings.Settings;
import io.recaller.transfer.TransferNews;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what is behind the HTTP ports: the desk, the API, health. */
record WebParts(
        Foundation ground,
        ConversationParts conversations,
        ExperimentParts experiments,
        Recommender recommender) {
    private static final Logger log = LoggerFactory.getLogger(WebParts.class);

    static Vertx vertx(PrometheusMeterRegistry meters) {
        var metrics = new MicrometerMetricsOptions().setEnabled(true);
        return Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory(meters))
                .build();
    }

    /** What a server listens on, by setting. */
    static Map<String, Integer> ports(Settings settings) {
        var ports = new HashMap<String, Integer>();
        ports.put("http.port", settings.web().port());
        ports.put("management.port", settings.web().managementPort());
        if (settings.hasTelephone()) {
            ports.put("agi.port", settings.agi().port());
        }
        return ports;
    }

    Desk desk(
            Vertx vertx,
            AgentPhones phones,
            TransferParts transfers,
            AgentMessages messages,
            AgentFiles files,
            AgentTyping typing,
            PageDesk pages,
            ChannelLinks links) {
        var stores = ground.stores();
        var agents = agents();
        var credentials = new Credentials(stores.database(), ground.clock());
        var secure = ground.settings().web().secureCookie();
        return new Desk(
                vertx,
                new RoutedAgentDesk(
                        stores.database(),
                        agents,
                        credentials,
                        new AgentProofs(
                                stores.contacts(), new AuditTrail(stores.ids()), recommender),
                        phones::state,
                        new HandingDesk(
                                stores.database(),
                                transfers.transfers(),
                                transfers.written(messages),
                                transfers.news(),
                                board()),
                        ground.clock()),
                cards(transfers.news()),
                new ThreadDesk(
                        messages,
                        new WrittenSearch(
                                stores.database(),
                                messages,
                                new AuditTrail(stores.ids()),
                                ground.clock()),
                        files,
                        typing,
                        agents::writesOn),
                pages,
                new TopicWords(stores),
                new DatabaseSessions(stores.database()),
                DeskSettings.defaults()
                        .withSecureCookie(secure)
                        .with(options(links))
                        .behind(ground.settings().web().proxies()),
                ground.clock());
    }

    /** With what is to be said of places to which every chat leads. */
    private DeskOptions options(ChannelLinks links) {
        var options = ground.settings().desk();
        var chats =
                ground.settings().channels().stream()
                        .filter(each -> each.kind() instanceof Settings.Kind.Web)
                        .map(each -> elsewhere(each, links))
                        .toList();
        var places =
                links.places().stream()
                        .filter(_ -> !chats.isEmpty())
                        .filter(place -> chats.stream().allMatch(each -> each.contains(place)))
                        .toList();
        return options.saying(
                Stream.concat(options.texts().stream(), WayTexts.of(places).stream()).toList());
    }

    /** The chats of sites, where the settings have any. */
    WebChat chat(Vertx vertx, Inbox inbox, ChannelLinks links, Blocking storing) {
        return new WebChat(
                vertx,
                ground.settings().channels().stream()
                        .flatMap(each -> gateway(each, elsewhere(each, links)))
                        .toList(),
                new StoredChats(ground.stores().database(), inbox, links, ground.clock()),
                storing,
                ground.settings().web().proxies()::clientOf,
                ChatLimits.defaults(),
                ground.clock());
    }

    /** Where the same flow answers. */
    private List<LinkPlace> elsewhere(Settings.Writing chat, ChannelLinks links) {
        return CompanionParts.answering(ground.settings(), links, chat.flow());
    }

    private Stream<WebGateway> gateway(Settings.Writing channel, List<LinkPlace> elsewhere) {
        return channel.kind() instanceof Settings.Kind.Web(var origins, var secret)
                ? Stream.of(
                        new WebGateway(
                                channel.gateway().name(),
                                origins.stream()
                                        .flatMap(each -> SiteOrigin.of(each).stream())
                                        .collect(Collectors.toSet()),
                                secret.map(each ->
                                        new SiteTokens(
                                                channel.gateway().name(),
                                                each.value(),
                                                ground.stores().handles())),
                                elsewhere))
                : Stream.empty();
    }

    private Agents agents() {
        var settings = ground.settings();
        return new Agents(
                ground.stores().database(),
                settings.serverName(),
                settings.routing(),
                new RoutedContacts(ground.stores().contacts(), ground.clock()),
                ground.clock());
    }

    private LiveBoard board() {
        return new LiveBoard(
                ground.stores().database(),
                ground.clock(),
                ground.settings().routing(),
                ground.hours());
    }

    private StoredCards cards(TransferNews news) {
        return new StoredCards(
                ground.stores().database(),
                conversations.dialogues(),
                ground.stores().contacts(),
                conversations.flows(),
                ground.settings().fields(),
                ground.settings().desk(),
                ground.settings().zone(),
                ground.stores().ids(),
                news,
                recommender,
                ground.clock());
    }

    Api api(AnswersOfOthers answers, ClosingByOthers closing) {
        ground.settings()
                .web()
                .keys()
                .forEach((name, key) -> {
                    if (!key.listed()) {
                        log.atWarn()
                                .addKeyValue("key", name)
                                .log(
                                        "API key may do all but read and answer messages; list its"
                                                + " scopes in api.keys");
                    }
                });
        return new Api(
                new ApiKeys(ground.settings().web().keys()),
                ApiLimits.defaults(),
                ground.clock(),
                ground.stores().handles(),
                ground.stores().memory(ground.clock()),
                ground.stores().ingest(ground.clock()),
                ground.stores().corrections(ground.clock()),
                ground.stores().circumstances(ground.clock()),
                ground.stores().descriptions(ground.clock()),
                ground.stores()
                        .pinChanges(ground.clock(), PinLengths.of(conversations.flows().all())),
                ground.stores().linkChanges(ground.clock()),
                ground.stores().registry(ground.clock()),
                conversations.previews()::layout,
                experiments::json,
                board(),
                ChannelParts.live(ground),
                new Priorities(
                        ground.stores().database(),
                        ground.clock(),
                        new AuditTrail(ground.stores().ids())),
                ground.stores().notices(ground.clock()),
                ground.stores().recommendations(ground.clock()),
                new WrittenContacts(
                        ground.stores().database(),
                        new AuditTrail(ground.stores().ids()),
                        ground.clock()),
                answers,
                closing);
    }

    Map<String, Supplier<Health>> health(Asterisk asterisk, ChannelParts channels) {
        var database = ground.stores().database();
        var checks = channels.health();
        checks.put(
                "database",
                () ->
                        database.answersWithin(Duration.ofSeconds(1))
                                ? Health.up("answers")
                                : Health.down("does not answer within a second"));
        asterisk.link()
                .ifPresent(ami ->
                        checks.put(
                                "ami",
                                () ->
                                        ami.isConnected()
                                                ? Health.up("connected")
                                                : Health.down(
                                                        "no link to Asterisk's manager; see ami.*"
                                                                + " in settings")));
        return checks;
    }
}
