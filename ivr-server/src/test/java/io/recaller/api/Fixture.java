package io.recaller.api;

import com.fasterxml.uuid.Generators;
import io.recaller.channel.AnswersOfOthers;
import io.recaller.channel.ApprovedText;
import io.recaller.channel.ClosingByOthers;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.ReplyWindow;
import io.recaller.channel.WrittenContacts;
import io.recaller.channel.health.LiveGateways;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.reported.Intake;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.customer.field.KnownFields;
import io.recaller.customer.handle.Handles;
import io.recaller.customer.identity.Links;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.experiment.MenuReports;
import io.recaller.experiment.ReportJson;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Pin;
import io.recaller.menu.Situation;
import io.recaller.menu.Story;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import io.recaller.menu.planner.Proposal;
import io.recaller.notice.Notices;
import io.recaller.recommendation.Recommendations;
import io.recaller.register.Circumstances;
import io.recaller.register.ContactCorrections;
import io.recaller.register.Descriptions;
import io.recaller.register.Ingest;
import io.recaller.register.LinkChanges;
import io.recaller.register.Memory;
import io.recaller.register.PinChanges;
import io.recaller.register.TopicRegistry;
import io.recaller.routing.board.LiveBoard;
import io.recaller.routing.board.Priorities;
import io.recaller.routing.plan.RoutingRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** A database of its own with the stores over it, and the API in front. */
final class Fixture {
    static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-05-11T12:00:00Z"));

    final Database database;
    final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    final Handles handles = new Handles("KZ");
    final Pins pins =
            new Pins(new HandleStore(ids), new Pepper.Keys(PepperKeys.parse("ab".repeat(32))), 4);

    Fixture() {
        this(TestDatabase.fresh());
    }

    private Fixture(Database database) {
        this.database = database;
        database.runInTransaction(tx ->
                new TopicStore()
                        .define(tx, new Topic("outage.internet"), Map.of("en", "Internet")));
    }

    /** One that has a single connection and soon gives up waiting for it. */
    static Fixture easilyExhausted() {
        var usual = TestDatabase.freshSettings();
        return new Fixture(
                Database.open(
                        new DatabaseSettings(
                                usual.url(),
                                usual.user(),
                                usual.password(),
                                1,
                                Duration.ofMillis(300),
                                usual.statementTimeout())));
    }

    /** What the API reads, at an instant. */
    Memory memory(InstantSource clock) {
        return memory(database, catalogue(), clock);
    }

    private Memory memory(Database over, FieldCatalogue catalogue, InstantSource clock) {
        var handleRows = new HandleStore(ids);
        var customers = new CustomerStore(ids, handleRows);
        var fields = new KnownFields(ids, catalogue);
        return new Memory(over, clock, customers, fields, new AuditTrail(ids));
    }

    private Ingest ingest(Database over, FieldCatalogue catalogue) {
        var handleRows = new HandleStore(ids);
        var customers = new CustomerStore(ids, handleRows);
        var fields = new KnownFields(ids, catalogue);
        var topics = new TopicStore();
        var intake = new Intake(ids, new Links(customers, handleRows), fields, topics);
        return new Ingest(over, NOON, intake);
    }

    private static FieldCatalogue catalogue() {
        return new FieldCatalogue(
                List.of(
                        entry("account", Kind.DIGITS, Sensitivity.PERSONAL),
                        entry("pin", Kind.DIGITS, Sensitivity.SECRET),
                        entry("area", Kind.TEXT, Sensitivity.PLAIN)));
    }

    /** As the API of {@link #api()}, with a field that says where a customer is. */
    Api apiWithAreas() {
        return apiWithAreas("area");
    }

    /** As {@link #apiWithAreas()}, by another field. */
    Api apiWithAreas(String field) {
        return api(
                keys(),
                ApiLimits.defaults(),
                (_, _, _) -> Optional.empty(),
                new FieldCatalogue(catalogue().entries(), Optional.of(field)));
    }

    private static FieldCatalogue.Entry entry(String key, Kind kind, Sensitivity sensitivity) {
        return new FieldCatalogue.Entry(
                key, kind, sensitivity, TrustTier.VERIFIED, Duration.ofDays(365));
    }

    /** Where people write. */
    final List<GatewayPlan> gateways =
            List.of(
                    new GatewayPlan("bot", Channel.MESSENGER, true)
                            .during(
                                    new ReplyWindow(
                                            Duration.ofDays(30),
                                            Duration.ofDays(30),
                                            List.of(new ApprovedText("order", "{name}: ready")))));

    /** Where people may be answered for a day. */
    private static final GatewayPlan WHATSAPP =
            new GatewayPlan("wa", Channel.MESSENGER, true)
                    .during(
                            new ReplyWindow(
                                    Duration.ofDays(1),
                                    Duration.ofDays(1),
                                    List.of(
                                            new ApprovedText(
                                                    "we-answer", "Hello {name}, we answer."))));

    Api api() {
        return api(keys(), ApiLimits.defaults(), (_, _, node) -> layout(node));
    }

    Api api(ApiKeys keys, ApiLimits limits, MenuPreview preview) {
        return api(keys, limits, preview, catalogue());
    }

    private Api api(ApiKeys keys, ApiLimits limits, MenuPreview preview, FieldCatalogue catalogue) {
        return new Api(
                keys,
                limits,
                NOON,
                handles,
                memory(database, catalogue, NOON),
                ingest(database, catalogue),
                new ContactCorrections(database, NOON, new TopicStore(), new AuditTrail(ids)),
                new Circumstances(
                        database,
                        NOON,
                        ids,
                        new CustomerStore(ids, new HandleStore(ids)),
                        catalogue,
                        new TopicStore()),
                new Descriptions(database, NOON, ids, new CustomerStore(ids, new HandleStore(ids))),
                new PinChanges(
                        database,
                        NOON,
                        new CustomerStore(ids, new HandleStore(ids)),
                        pins,
                        new AuditTrail(ids),
                        digits ->
                                digits > 8 ? Optional.of("has too many digits") : Optional.empty()),
                new LinkChanges(
                        database,
                        NOON,
                        new CustomerStore(ids, new HandleStore(ids)),
                        new Links(
                                new CustomerStore(ids, new HandleStore(ids)), new HandleStore(ids)),
                        new AuditTrail(ids)),
                new TopicRegistry(database, NOON, new TopicStore()),
                preview,
                this::report,
                new LiveBoard(database, NOON, RoutingRules.usual()),
                new LiveGateways(database, gateways, NOON),
                new Priorities(database, NOON, new AuditTrail(ids)),
                new Notices(
                        database,
                        NOON,
                        ids,
                        new CustomerStore(ids, new HandleStore(ids)),
                        new TopicStore(),
                        catalogue),
                new Recommendations(
                        database,
                        NOON,
                        ids,
                        new CustomerStore(ids, new HandleStore(ids)),
                        new TopicStore()),
                new WrittenContacts(database, new AuditTrail(ids), NOON),
                new AnswersOfOthers(
                        database,
                        new Gateways(
                                List.of(gateways.getFirst(), WHATSAPP), GatewayTraffic.uncounted()),
                        new ContactStore(ids, new HandleStore(ids), new TopicStore()),
                        new AuditTrail(ids),
                        NOON),
                new ClosingByOthers(
                        database,
                        new ContactStore(ids, new HandleStore(ids), new TopicStore()),
                        new AuditTrail(ids),
                        NOON));
    }

    private String report(Optional<LocalDate> first, Optional<LocalDate> last) {
        var zone = ZoneId.of("Asia/Almaty");
        return ReportJson.of(new MenuReports(database, NOON, 200).ofDays(first, last, zone), zone)
                .toString();
    }

    static Optional<Layout> layout(String node) {
        var now = Instant.parse("2026-11-21T10:00:00Z");
        var outage = new Topic("outage");
        var chat =
                new PastContact(
                        now.minus(Duration.ofHours(2)), Channel.CHAT, Nature.INTERACTION, outage);
        var model = Model.of(List.of(outage, new Topic("billing")));
        var moment = Moment.of(now, ZoneOffset.UTC);
        var predictions =
                model.forecast(new Situation(moment, model.personal(List.of(chat)), List.of()))
                        .over(
                                List.of(option("internet", '2', outage), BILL),
                                _ -> true,
                                new Story(List.of(chat), List.of(), now));
        var internet = predictions.getFirst();
        var spoken = new Layout.Spoken(internet.option(), 0.75, internet.because());
        return node.equals("main")
                ? Optional.of(
                        new Layout(
                                Optional.of(offer()),
                                List.of(spoken),
                                "adaptive",
                                Duration.ofMillis(1500)))
                : Optional.empty();
    }

    private static final MenuOption BILL = option("bill", '5', new Topic("billing"));

    private static MenuOption option(String id, char key, Topic topic) {
        return new MenuOption(
                id, key, List.of(topic), false, Pin.NONE, true, Duration.ofSeconds(2));
    }

    private static Offer offer() {
        var proposal =
                new Proposal(
                        "outage_request",
                        List.of(new Topic("outage")),
                        Optional.of("internet"),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(11),
                        "open repair about outage 2 days ago");
        return new Offer(proposal, 0.7, 0.5, proposal.saved());
    }

    static ApiKeys keys() {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(Served.KEY.getBytes(StandardCharsets.UTF_8));
            return new ApiKeys(
                    Map.of(
                            "crm",
                            ApiKey.of(HexFormat.of().formatHex(hash), Set.of(Scope.values()))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
