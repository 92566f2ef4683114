package io.recaller.notice;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.channel.ApprovedText;
import io.recaller.contact.Channel;
import io.recaller.customer.Change;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.CustomerId;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.notice.Notices.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where only what was approved may be said, a template tells the notice. */
class NoticeTemplatesTest {
    private static final NoticeWorld world = new NoticeWorld();

    private final KnownFields tellable =
            new KnownFields(
                    world.archive.ids,
                    new FieldCatalogue(
                            List.of(
                                    field("name", TrustTier.CLAIMED),
                                    field("account", TrustTier.VERIFIED))));

    private static FieldCatalogue.Entry field(String key, TrustTier tier) {
        return new FieldCatalogue.Entry(
                key,
                FieldCatalogue.Kind.TEXT,
                FieldCatalogue.Sensitivity.PERSONAL,
                tier,
                Duration.ofDays(365));
    }

    private final NoticeRound byTemplate =
            RoundWithoutCalls.of(
                    world.archive.db,
                    world.archive.customers,
                    tellable,
                    world.archive.contacts,
                    List.of(
                            world.gateway("sms", ConsentChannel.SMS, Channel.SMS, Optional.empty()),
                            new NoticeGateway(
                                    "wa",
                                    ConsentChannel.WHATSAPP,
                                    Channel.MESSENGER,
                                    true,
                                    Optional.of(Duration.ofHours(24)),
                                    Optional.of("We have news for you."),
                                    List.of(
                                            template("order", "{name}, заказ готов."),
                                            template("debt", "{account}: you owe us.")),
                                    Optional.of("ru"))),
                    TellingRules.usual(NoticeWorld.ALMATY),
                    world.archive.meters,
                    world.now::get);

    private static NoticeTemplate template(String id, String text) {
        var approved = new ApprovedText(id, text);
        return new NoticeTemplate(
                id,
                known ->
                        approved.filling(known)
                                .map(values ->
                                        new NoticeTemplate.Filled(
                                                approved.filled(values), values)));
    }

    /** Somebody who agreed to WhatsApp and wrote there two days ago. */
    private CustomerId late(String name) {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.WHATSAPP);
        world.archive.db.runInTransaction(tx -> {
            world.consents.prefer(tx, customer, new Change.To<>(ConsentChannel.WHATSAPP));
            if (!name.isEmpty()) {
                tellable.add(
                        tx,
                        customer,
                        new KnownField("name", name, "crm", world.now.get(), TrustTier.VERIFIED),
                        Optional.empty(),
                        world.now.get());
            }
        });
        world.wroteBy("wa", Channel.MESSENGER, world.own(customer, HandleKind.WHATSAPP));
        world.now.updateAndGet(at -> at.plus(Duration.ofDays(2)));
        return customer;
    }

    private NoticeId postNaming(String template, CustomerId... customers) {
        var given = world.given(TrustTier.CLAIMED, new Audience.Named(List.of(customers)));
        var naming =
                new NewNotice(
                        given.key(),
                        given.topic(),
                        given.tier(),
                        given.texts(),
                        given.to(),
                        given.until(),
                        Optional.of(template));
        return ((Outcome.Posted) world.notices.post(NoticeWorld.CRM, naming)).notice().id();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void itIsNoonInAlmaty() {
        world.now.set(NoticeWorld.NOON);
    }

    @Test
    void whereTimeIsOverTheTemplateAsksThemToWrite() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.WHATSAPP);
        world.wroteBy("wa", Channel.MESSENGER, world.own(customer, HandleKind.WHATSAPP));
        world.now.updateAndGet(at -> at.plus(Duration.ofDays(2)));
        var notice = world.post(customer);

        world.round.run();

        assertThat(world.told(customer)).containsExactly("wa We have news for you.");
        assertThat(world.states(notice)).isEqualTo(Map.of("invited", 1));
    }

    @Test
    void aTemplateThatTheNoticeNamesTellsItWithWhatIsKnown() {
        var customer = late("Айгүл");

        var notice = postNaming("order", customer);
        byTemplate.run();

        assertThat(world.told(customer)).containsExactly("wa Айгүл, заказ готов.");
        assertThat(world.states(notice)).as("no mere invitation").isEqualTo(Map.of("queued", 1));
        var row =
                world.archive.db.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(MESSAGE)
                                .where(MESSAGE.TEMPLATE.eq("order"))
                                .fetchSingle());
        assertThat(row.getTemplateValues()).containsExactly("Айгүл");
    }

    @Test
    void whereAFieldOfItIsNotKnownOrTakesAVerifiedCustomerTheNextChannelCounts() {
        var unnamed = late("");
        var reached = late("");
        world.agree(reached, ConsentChannel.SMS);
        var named = late("Dana");
        world.archive.db.runInTransaction(tx ->
                tellable.add(
                        tx,
                        named,
                        new KnownField(
                                "account", "4711", "crm", world.now.get(), TrustTier.VERIFIED),
                        Optional.empty(),
                        world.now.get()));

        var unknown = postNaming("order", unnamed, reached);
        var secret = postNaming("debt", named);
        byTemplate.run();

        assertThat(world.notices.read(unknown).orElseThrow().reasons())
                .isEqualTo(Map.of("template-field", 1));
        assertThat(world.told(reached)).singleElement().asString().startsWith("sms ");
        assertThat(world.notices.read(secret).orElseThrow().reasons())
                .isEqualTo(Map.of("template-field", 1));
    }
}
