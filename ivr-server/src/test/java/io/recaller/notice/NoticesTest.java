package io.recaller.notice;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.ApprovedText;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.Outbox;
import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.contact.fact.RequestStore.Request;
import io.recaller.conversation.Archive;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.Change;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.message.InboundMessages;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.notice.Notices.Outcome;
import io.recaller.register.Circumstances;
import io.recaller.register.Circumstances.Whom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who agreed is told a notice once, by the way they prefer; nobody else is. */
class NoticesTest {
    private static final Archive archive = new Archive();
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final AuditTrail.Actor CRM = new AuditTrail.Actor(AuditTrail.Kind.API, "crm");
    private static int numbers;

    /** Noon in Almaty. */
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-05-11T07:00:00Z"));

    private final Consents consents = new Consents();
    private final Threads threads = new Threads();
    private final Notices notices =
            new Notices(
                    archive.db,
                    now::get,
                    archive.ids,
                    archive.customers,
                    new TopicStore(),
                    archive.fields.catalogue());
    private final NoticeRound round = round(TellingRules.usual(ALMATY));

    private NoticeRound round(TellingRules rules) {
        return NoticeRound.of(
                archive.db,
                archive.customers,
                archive.fields,
                archive.contacts,
                List.of(
                        gateway("sms", ConsentChannel.SMS, Channel.SMS, Optional.empty()),
                        gateway("site", ConsentChannel.WEB, Channel.CHAT, Optional.empty()),
                        gateway(
                                "bot",
                                ConsentChannel.TELEGRAM,
                                Channel.MESSENGER,
                                Optional.empty()),
                        gateway(
                                "wa",
                                ConsentChannel.WHATSAPP,
                                Channel.MESSENGER,
                                Optional.of("We have news for you."))),
                rules,
                archive.meters,
                now::get);
    }

    private static NoticeGateway gateway(
            String name, ConsentChannel by, Channel channel, Optional<String> template) {
        return new NoticeGateway(
                name,
                by,
                channel,
                true,
                template.map(_ -> Duration.ofHours(24)),
                template,
                Optional.of("ru"));
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void whoAgreedIsToldOnceInTheirLanguageByTheChannelTheyPrefer() {
        var customer = customer();
        agree(customer, ConsentChannel.TELEGRAM);
        agree(customer, ConsentChannel.SMS);
        wroteBy("bot", Channel.MESSENGER, own(customer, HandleKind.TELEGRAM));
        archive.db.runInTransaction(tx -> {
            consents.prefer(tx, customer, new Change.To<>(ConsentChannel.TELEGRAM));
            archive.customers.describe(tx, customer, Optional.of("kk-KZ"), Optional.empty());
        });
        var notice = post(customer);

        round.run();
        round.run();

        assertThat(told(customer)).containsExactly("bot Интернет жоқ");
        assertThat(states(notice)).isEqualTo(Map.of("queued", 1));
        assertThat(archive.meters.get("recaller.notices").tag("outcome", "told").counter().count())
                .isPositive();
    }

    @Test
    void whomTheirSiteSignedForIsToldInItsChat() {
        var customer = customer();
        agree(customer, ConsentChannel.WEB);
        wroteBy("site", Channel.CHAT, own(customer, HandleKind.TEL));
        post(customer);

        round.run();

        assertThat(told(customer)).containsExactly("site Интернета нет");
    }

    @Test
    void withoutConsentNobodyIsTold() {
        var never = customer();
        var withdrawn = customer();
        agree(withdrawn, ConsentChannel.SMS);
        say(withdrawn, ConsentChannel.SMS, false);
        var notice = post(never, withdrawn);

        round.run();

        assertThat(told(never)).isEmpty();
        assertThat(told(withdrawn)).isEmpty();
        assertThat(notices.read(notice).orElseThrow().reasons()).isEqualTo(Map.of("no-consent", 2));
    }

    @Test
    void consentThatIsKnownByAnotherSourceIsTheNewestWord() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        agree(customer, ConsentChannel.SMS);
        now.updateAndGet(at -> at.plusSeconds(60));

        archive.db.runInTransaction(tx ->
                consents.say(tx, customer, ConsentChannel.SMS, true, "a contract", now.get()));

        var newest = archive.db.inTransaction(tx -> consents.newest(tx, customer));
        assertThat(newest)
                .containsEntry(
                        ConsentChannel.SMS, new Consents.Consent(true, now.get(), "a contract"));
    }

    @Test
    void whatWasWithdrawnByOneHoldsForWhomTheyTurnOutToBe() {
        var one = customer();
        var same = customer();
        agree(one, ConsentChannel.SMS);
        now.updateAndGet(at -> at.plusSeconds(60));
        say(same, ConsentChannel.SMS, false);
        merge(same, one);
        post(one);

        round.run();

        assertThat(told(one)).isEmpty();
    }

    @Test
    void whoTurnedOutToBeOneIsToldOnce() {
        var one = customer();
        var same = customer();
        agree(one, ConsentChannel.SMS);
        var notice = post(one, same);
        merge(same, one);

        round.run();

        assertThat(told(one).size() + told(same).size()).isEqualTo(1);
        assertThat(states(notice)).isEqualTo(Map.of("queued", 1, "unreachable", 1));
    }

    @Test
    void twoServersTellEachOnce() throws Exception {
        var customers = List.of(customer(), customer(), customer(), customer(), customer());
        customers.forEach(each -> agree(each, ConsentChannel.SMS));
        var notice = post(customers.toArray(CustomerId[]::new));

        try (var servers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Object> server = Executors.callable(round(TellingRules.usual(ALMATY)));
            for (var done : servers.invokeAll(List.of(server, server, server))) {
                var _ = done.get();
            }
        }

        assertThat(customers).allSatisfy(each -> assertThat(told(each)).hasSize(1));
        assertThat(states(notice)).isEqualTo(Map.of("queued", 5));
    }

    @Test
    void atNightItWaitsForTheMorningAndTheNextOneForTomorrow() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        now.set(Instant.parse("2026-05-11T18:00:00Z"));
        post(customer);
        post(customer);

        round.run();
        var atNight = told(customer);
        now.set(Instant.parse("2026-05-12T04:00:00Z"));
        round.run();
        var inTheMorning = told(customer);
        now.set(Instant.parse("2026-05-13T05:00:00Z"));
        round.run();

        assertThat(atNight).isEmpty();
        assertThat(inTheMorning).hasSize(1);
        assertThat(told(customer)).hasSize(2);
    }

    @Test
    void itIsNightWhereTheirNumberIs() {
        var far = customer("+74232%06d".formatted(++numbers));
        agree(far, ConsentChannel.SMS);
        now.set(Instant.parse("2026-05-11T11:00:00Z"));
        post(far);

        round.run();
        var inTheirNight = told(far);
        now.set(Instant.parse("2026-05-11T23:00:00Z"));
        round.run();

        assertThat(inTheirNight).as("four in the afternoon here").isEmpty();
        assertThat(told(far)).as("four in the morning here").hasSize(1);
    }

    @Test
    void noMoreIsWrittenDownThanADoorSends() {
        var slow =
                NoticeRound.of(
                        archive.db,
                        archive.customers,
                        archive.fields,
                        archive.contacts,
                        List.of(gateway("slow", ConsentChannel.SMS, Channel.SMS, Optional.empty())),
                        TellingRules.usual(ALMATY),
                        new NoticePace(2),
                        NoticeCaller.none(),
                        CallingRules.nobody(),
                        archive.ids,
                        archive.meters,
                        now::get);
        var customers = List.of(customer(), customer(), customer());
        customers.forEach(each -> agree(each, ConsentChannel.SMS));
        round.run();
        var notice = post(customers.toArray(CustomerId[]::new));

        slow.run();
        var atOnce = states(notice);
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.STATE, "sent")
                        .setNull(MESSAGE.TRY_AT)
                        .where(MESSAGE.IS_NOTICE.isTrue(), MESSAGE.STATE.eq("queued"))
                        .execute());
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(1)));
        slow.run();

        assertThat(atOnce).isEqualTo(Map.of("queued", 2, "waiting", 1));
        assertThat(states(notice)).isEqualTo(Map.of("sent", 2, "queued", 1));
    }

    @Test
    void whatCannotBeToldInTimeExpiresAndWhatIsCancelledIsNotSent() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        var sent = post(customer);
        var late = post(customer);
        round.run();

        notices.cancel(CRM, sent);
        now.updateAndGet(at -> at.plus(Duration.ofDays(20)));
        round.run();

        assertThat(states(sent)).isEqualTo(Map.of("failed", 1));
        assertThat(states(late)).isEqualTo(Map.of("expired", 1));
        assertThat(notices.cancel(CRM, sent)).contains(false);
        assertThat(notices.cancel(CRM, new NoticeId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void whereTimeIsOverTheTemplateAsksThemToWrite() {
        var customer = customer();
        agree(customer, ConsentChannel.WHATSAPP);
        wroteBy("wa", Channel.MESSENGER, own(customer, HandleKind.WHATSAPP));
        now.updateAndGet(at -> at.plus(Duration.ofDays(2)));
        var notice = post(customer);

        round.run();

        assertThat(told(customer)).containsExactly("wa We have news for you.");
        assertThat(states(notice)).isEqualTo(Map.of("invited", 1));
    }

    @Test
    void aTemplateThatTheNoticeNamesTellsItWithWhatIsKnown() {
        var customer = late("Айгүл");

        var notice = postNaming("order", customer);
        byTemplate.run();

        assertThat(told(customer)).containsExactly("wa Айгүл, заказ готов.");
        assertThat(states(notice)).as("no mere invitation").isEqualTo(Map.of("queued", 1));
        var row =
                archive.db.inTransaction(tx ->
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
        agree(reached, ConsentChannel.SMS);
        var named = late("Dana");
        archive.db.runInTransaction(tx ->
                tellable.add(
                        tx,
                        named,
                        new KnownField("account", "4711", "crm", now.get(), TrustTier.VERIFIED),
                        Optional.empty(),
                        now.get()));

        var unknown = postNaming("order", unnamed, reached);
        var secret = postNaming("debt", named);
        byTemplate.run();

        assertThat(notices.read(unknown).orElseThrow().reasons())
                .isEqualTo(Map.of("template-field", 1));
        assertThat(told(reached)).singleElement().asString().startsWith("sms ");
        assertThat(notices.read(secret).orElseThrow().reasons())
                .isEqualTo(Map.of("template-field", 1));
    }

    private final KnownFields tellable =
            new KnownFields(
                    archive.ids,
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
            NoticeRound.of(
                    archive.db,
                    archive.customers,
                    tellable,
                    archive.contacts,
                    List.of(
                            gateway("sms", ConsentChannel.SMS, Channel.SMS, Optional.empty()),
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
                    TellingRules.usual(ALMATY),
                    archive.meters,
                    now::get);

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
        var customer = customer();
        agree(customer, ConsentChannel.WHATSAPP);
        archive.db.runInTransaction(tx -> {
            consents.prefer(tx, customer, new Change.To<>(ConsentChannel.WHATSAPP));
            if (!name.isEmpty()) {
                tellable.add(
                        tx,
                        customer,
                        new KnownField("name", name, "crm", now.get(), TrustTier.VERIFIED),
                        Optional.empty(),
                        now.get());
            }
        });
        wroteBy("wa", Channel.MESSENGER, own(customer, HandleKind.WHATSAPP));
        now.updateAndGet(at -> at.plus(Duration.ofDays(2)));
        return customer;
    }

    private NoticeId postNaming(String template, CustomerId... customers) {
        var given = given(TrustTier.CLAIMED, new Audience.Named(List.of(customers)));
        var naming =
                new NewNotice(
                        given.key(),
                        given.topic(),
                        given.tier(),
                        given.texts(),
                        given.to(),
                        given.until(),
                        Optional.of(template));
        return ((Outcome.Posted) notices.post(CRM, naming)).notice().id();
    }

    @Test
    void whoTalksWithUsThereIsToldAfterThat() {
        var customer = customer();
        agree(customer, ConsentChannel.TELEGRAM);
        var thread = wroteBy("bot", Channel.MESSENGER, own(customer, HandleKind.TELEGRAM));
        var contact = archive.newContact();
        archive.db.runInTransaction(tx -> threads.begins(tx, thread, contact));
        post(customer);

        round.run();
        var during = told(customer);
        archive.db.runInTransaction(tx -> threads.isOver(tx, thread, contact));
        now.updateAndGet(at -> at.plus(Duration.ofHours(1)));
        round.run();

        assertThat(during).isEmpty();
        assertThat(told(customer)).hasSize(1);
    }

    @Test
    void aNumberOfSeveralIsNobodysAndWhatTakesAProofIsNotSent() {
        var one = customer();
        var other = customer();
        agree(one, ConsentChannel.SMS);
        archive.db.runInTransaction(tx -> archive.customers.addHandle(tx, other, numberOf(one)));
        var shared = post(one);
        var proved = customer();
        agree(proved, ConsentChannel.SMS);
        var secret = post(TrustTier.VERIFIED, new Audience.Named(List.of(proved)));

        round.run();

        assertThat(notices.read(shared).orElseThrow().reasons()).isEqualTo(Map.of("no-way", 1));
        assertThat(notices.read(secret).orElseThrow().reasons()).isEqualTo(Map.of("tier", 1));
    }

    @Test
    void everybodyOfASegmentIsToldAndCountedOnce() {
        var segment = "segment " + archive.ids.get();
        var customers = List.of(customer(), customer(), customer());
        for (var each : customers) {
            agree(each, ConsentChannel.SMS);
            archive.db.runInTransaction(tx ->
                    archive.customers.describe(tx, each, Optional.empty(), Optional.of(segment)));
        }
        merge(customers.get(2), customers.get(1));
        var notice = post(TrustTier.CLAIMED, new Audience.Segment(segment));
        var before = notices.read(notice).orElseThrow();

        round.run();

        assertThat(before.isSpread()).isFalse();
        assertThat(notices.read(notice).orElseThrow().isSpread()).isTrue();
        assertThat(states(notice)).isEqualTo(Map.of("queued", 2));
    }

    @Test
    void whatWasOverLongAgoIsForgottenWithWhomItWasFor() {
        var old = post(customer(), customer());
        now.updateAndGet(at -> at.plus(Duration.ofDays(100)));
        var recent = post(customer());

        var before = now.get().minus(Duration.ofDays(80));
        var aged = new AgedNotices();

        int whileKnown = archive.db.inTransaction(tx -> aged.forget(tx, before, 10_000));
        int one = archive.db.inTransaction(tx -> aged.forgetRecipients(tx, before, 1));
        int all = archive.db.inTransaction(tx -> aged.forgetRecipients(tx, before, 10_000));
        int gone = archive.db.inTransaction(tx -> aged.forget(tx, before, 10_000));

        assertThat(whileKnown).isZero();
        assertThat(one).isEqualTo(1);
        assertThat(all).isPositive();
        assertThat(gone).isPositive();
        assertThat(notices.read(old)).isEmpty();
        assertThat(states(recent)).isEqualTo(Map.of("waiting", 1));
    }

    @Test
    void theSameKeyIsTheSameNoticeAndNoOther() {
        var customer = customer();
        var given = given(TrustTier.CLAIMED, new Audience.Named(List.of(customer)));
        var first = notices.post(CRM, given);

        var again = notices.post(CRM, given);
        var other =
                notices.post(
                        CRM,
                        new NewNotice(
                                given.key(),
                                given.topic(),
                                given.tier(),
                                Map.of("en", "something else"),
                                given.to(),
                                given.until()));
        var nobodys =
                notices.post(
                        CRM,
                        given(
                                TrustTier.CLAIMED,
                                new Audience.Named(List.of(new CustomerId(archive.ids.get())))));

        assertThat(((Outcome.Posted) first).isNew()).isTrue();
        assertThat(((Outcome.Posted) again).isNew()).isFalse();
        assertThat(other).isInstanceOf(Outcome.KeyTaken.class);
        assertThat(nobodys).isInstanceOf(Outcome.Wrong.class);
        now.updateAndGet(at -> at.plus(Duration.ofDays(100)));
        assertThat(((Outcome.Posted) notices.post(CRM, given)).isNew())
                .as("whose end is over by now")
                .isFalse();
    }

    @Test
    void whatWasNotReadIsSaidInTheNextContactOnceWhateverIsKilled() {
        var customer = customer();
        var first = post(customer);
        post(customer);
        var unread = new DatabaseNotices(archive.db, now::get);
        var killed = archive.newContact();
        var next = archive.newContact();

        var begun = unread.find(customer, TrustTier.CLAIMED, killed, "ru").orElseThrow();
        unread.begun(begun, killed);
        var sameContact = unread.find(customer, TrustTier.CLAIMED, killed, "ru");
        var again = unread.find(customer, TrustTier.CLAIMED, next, "ru").orElseThrow();
        unread.heard(again, next, TrustTier.CLAIMED);
        var other =
                unread.find(customer, TrustTier.CLAIMED, archive.newContact(), "ru").orElseThrow();

        assertThat(begun.notice()).isEqualTo(first);
        assertThat(begun.text()).isEqualTo("Интернета нет");
        assertThat(sameContact).isEmpty();
        assertThat(again.notice()).isEqualTo(first);
        assertThat(other.notice()).isNotEqualTo(first);
        assertThat(states(first)).isEqualTo(Map.of("heard", 1));
    }

    @Test
    void nothingIsSaidThatWasReadOrTakesMoreTrustOrIsInAnotherLanguageOrOver() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        var read = post(customer);
        round.run();
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.STATE, "read")
                        .where(MESSAGE.BODY.eq("Интернета нет"), MESSAGE.IS_NOTICE.isTrue())
                        .execute());
        post(TrustTier.VERIFIED, new Audience.Named(List.of(customer)));
        var unread = new DatabaseNotices(archive.db, now::get);

        assertThat(states(read)).isEqualTo(Map.of("read", 1));
        assertThat(unread.find(customer, TrustTier.ATTESTED, archive.newContact(), "ru")).isEmpty();
        assertThat(unread.find(customer, TrustTier.VERIFIED, archive.newContact(), "en")).isEmpty();
        assertThat(unread.find(customer, TrustTier.VERIFIED, archive.newContact(), "ru"))
                .isPresent();
        now.updateAndGet(at -> at.plus(Duration.ofDays(20)));
        assertThat(unread.find(customer, TrustTier.VERIFIED, archive.newContact(), "ru")).isEmpty();
    }

    @Test
    void whoAnswersANoticeWritesAboutWhatItTold() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        post(customer);
        round.run();
        var told = new ToldNotices();
        var thread =
                archive.db.inTransaction(
                        tx -> threads.find(tx, "sms", numberOf(customer).value()).orElseThrow());

        var topic =
                archive.db.inTransaction(
                        tx -> told.answeredBy(tx, thread, Long.MAX_VALUE, now.get()));
        var seen = archive.db.inTransaction(tx -> told.of(tx, customer, now.get()));

        archive.db.runInTransaction(tx ->
                told.answered(tx, thread, Long.MAX_VALUE, archive.newContact(), true, now.get()));
        var unread =
                new DatabaseNotices(archive.db, now::get)
                        .find(customer, TrustTier.CLAIMED, archive.newContact(), "ru");

        assertThat(topic).contains(new Topic("other.outage.internet"));
        assertThat(unread).as("who answered has read it").isEmpty();
        assertThat(seen).extracting(ToldNotice::state).containsExactly("queued");
        assertThat(seen.getFirst().channel()).contains("sms");
    }

    @Test
    void whoMayBeAnotherSilencesNothingForWhomItIs() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        var notice = post(customer);
        var unread = new DatabaseNotices(archive.db, now::get);
        var spoofed = archive.newContact();
        unread.heard(
                unread.find(customer, TrustTier.CLAIMED, spoofed, "ru").orElseThrow(),
                spoofed,
                TrustTier.CLAIMED);
        var again = unread.find(customer, TrustTier.CLAIMED, archive.newContact(), "ru");

        round.run();

        var thread =
                archive.db.inTransaction(
                        tx -> threads.find(tx, "sms", numberOf(customer).value()).orElseThrow());
        archive.db.runInTransaction(tx ->
                new ToldNotices()
                        .answered(
                                tx,
                                thread,
                                Long.MAX_VALUE,
                                archive.newContact(),
                                false,
                                now.get()));
        var surely = archive.newContact();
        var toThem = unread.find(customer, TrustTier.ATTESTED, surely, "ru").orElseThrow();
        var stateBefore = states(notice);
        unread.heard(toThem, surely, TrustTier.ATTESTED);

        assertThat(again).as("it is not said to a number twice").isEmpty();
        assertThat(told(customer)).as("and is sent all the same").hasSize(1);
        assertThat(stateBefore).isEqualTo(Map.of("queued", 1));
        assertThat(states(notice)).isEqualTo(Map.of("heard", 1));
    }

    @Test
    void aRequestThatChangesIsToldToWhoAgreedAndOfSeveralChangesTheLast() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        var number = numberOf(customer);
        var circumstances =
                new Circumstances(
                        archive.db,
                        now::get,
                        archive.ids,
                        archive.customers,
                        archive.fields.catalogue(),
                        new TopicStore());
        for (var status : List.of("opened", "planned", "on the way")) {
            circumstances.put("crm", new Whom.WhoUses(number), request(status, TrustTier.CLAIMED));
        }
        round.run();
        var atOnce = told(customer);
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        round.run();
        circumstances.put("crm", new Whom.WhoUses(number), request("done", TrustTier.VERIFIED));
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        round.run();

        assertThat(atOnce).isEmpty();
        assertThat(told(customer))
                .containsExactly(
                        "sms Заявка: on the way",
                        "sms По вашей заявке есть новости. Позвоните или напишите нам, чтобы"
                                + " узнать.");
    }

    @Test
    void whatWaitedToBeSentIsNotSentAtNightNorWithoutConsentNorWhenOver() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        post(customer);
        round.run();
        var message =
                archive.db.inTransaction(tx ->
                        tx.dsl()
                                .select(MESSAGE.SEQ)
                                .from(MESSAGE)
                                .join(THREAD)
                                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                                .where(THREAD.PEER.eq(numberOf(customer).value()))
                                .fetchSingle()
                                .value1());
        var still = new StillTold(archive.fields, TellingRules.usual(ALMATY));
        var noon = now.get();
        var night = Instant.parse("2026-05-11T18:40:00Z");

        assertThat(verdict(still, message, noon)).isEqualTo(new StillTold.Verdict.Send());
        assertThat(verdict(still, message, night))
                .isEqualTo(new StillTold.Verdict.Wait(Instant.parse("2026-05-12T04:00:00Z")));
        assertThat(verdict(still, message, noon.plus(Duration.ofDays(30))))
                .isEqualTo(new StillTold.Verdict.Drop("the notice is over"));
        say(customer, ConsentChannel.SMS, false);
        assertThat(verdict(still, message, noon))
                .isEqualTo(new StillTold.Verdict.Drop("the consent was withdrawn"));
        assertThat(verdict(still, Long.MAX_VALUE, night)).isEqualTo(new StillTold.Verdict.Send());
    }

    @Test
    void aNoticeThatWaitsForTheMorningHoldsUpNoAnswer() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        post(customer);
        round.run();
        var thread = threadOf(customer);
        var sent = new CopyOnWriteArrayList<String>();
        now.set(Instant.parse("2026-05-11T18:40:00Z"));
        try (var outbox = outbox(sent)) {
            outbox.told(thread);
            await().until(() -> tryAt(thread).equals(Instant.parse("2026-05-12T04:00:00Z")));
            archive.db.runInTransaction(
                    tx -> new Messages().aside(tx, thread, "Your request is open.", now.get()));
            outbox.told(thread);
            await().until(() -> sent.contains("Your request is open."));
            assertThat(sent).hasSize(1);

            now.set(Instant.parse("2026-05-12T04:00:00Z"));
            outbox.told(thread);
            await().until(() -> sent.contains("Интернета нет"));
        }
    }

    private Outbox outbox(List<String> sent) {
        var sms =
                new Gateway() {
                    @Override
                    public String name() {
                        return "sms";
                    }

                    @Override
                    public String send(Outbound message) {
                        sent.add(message.text());
                        return "id-" + message.seq();
                    }
                };
        return new Outbox(
                archive.db,
                Map.of("sms", sms),
                new GatewayHealth(),
                GatewayTraffic.uncounted(),
                Optional.of(new StillTold(archive.fields, TellingRules.usual(ALMATY))),
                "server",
                now::get);
    }

    private ThreadId threadOf(CustomerId customer) {
        return archive.db.inTransaction(
                tx -> new Threads().find(tx, "sms", numberOf(customer).value()).orElseThrow());
    }

    private static Instant tryAt(ThreadId thread) {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(MESSAGE.TRY_AT)
                        .from(MESSAGE)
                        .where(MESSAGE.THREAD_ID.eq(thread.value()))
                        .fetchSingle()
                        .value1());
    }

    private static StillTold.Verdict verdict(StillTold still, long message, Instant at) {
        return archive.db.inTransaction(tx -> still.of(tx, message, at));
    }

    @Test
    void whatWasTrueOfARequestIsToldToNobodyOnceItIsNot() {
        var customer = customer();
        agree(customer, ConsentChannel.SMS);
        var number = numberOf(customer);
        var circumstances = circumstances();
        for (var status : List.of("opened", "planned")) {
            circumstances.put("crm", new Whom.WhoUses(number), request(status, TrustTier.CLAIMED));
        }
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        round.run();
        circumstances.put("crm", new Whom.WhoUses(number), request("moved", TrustTier.CLAIMED));
        var unread = new DatabaseNotices(archive.db, now::get);
        var said =
                unread.find(customer, TrustTier.CLAIMED, archive.newContact(), "ru").orElseThrow();
        circumstances.put("crm", new Whom.WhoUses(number), request("done", TrustTier.VERIFIED));
        var news = unread.find(customer, TrustTier.VERIFIED, archive.newContact(), "ru");

        circumstances.deleteRequest(CRM, "crm", request("done", TrustTier.VERIFIED).externalId());
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        round.run();

        assertThat(said.text()).as("not what is older").isEqualTo("Заявка: moved");
        assertThat(news).as("who calls hears the request itself").isEmpty();
        assertThat(told(customer)).containsExactly("sms Заявка: planned");
        assertThat(sending(customer)).as("and that was not sent yet").isEmpty();
    }

    private List<String> sending(CustomerId customer) {
        var number = numberOf(customer).value();
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(MESSAGE.BODY)
                        .from(MESSAGE)
                        .join(THREAD)
                        .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                        .where(THREAD.PEER.eq(number), MESSAGE.STATE.eq("queued"))
                        .fetch(MESSAGE.BODY));
    }

    private Circumstances circumstances() {
        return new Circumstances(
                archive.db,
                now::get,
                archive.ids,
                archive.customers,
                archive.fields.catalogue(),
                new TopicStore());
    }

    private Request request(String status, TrustTier tier) {
        return new Request(
                "crm",
                "r-" + numbers,
                "repair",
                new Topic("outage.internet"),
                status,
                now.get(),
                Optional.empty(),
                tier,
                Map.of("ru", "Заявка: " + status));
    }

    private CustomerId customer() {
        return customer("+7701%07d".formatted(++numbers));
    }

    private CustomerId customer(String number) {
        return archive.db.inTransaction(tx ->
                archive.customers
                        .createWhenNew(tx, new Handle(HandleKind.TEL, number), now.get())
                        .single()
                        .orElseThrow());
    }

    private Handle numberOf(CustomerId customer) {
        return archive.db.inTransaction(tx -> new UsedHandles().of(tx, customer)).stream()
                .filter(each -> each.kind() == HandleKind.TEL)
                .findFirst()
                .orElseThrow();
    }

    private Handle own(CustomerId customer, HandleKind kind) {
        var handle = new Handle(kind, "id" + ++numbers);
        archive.db.runInTransaction(tx -> archive.customers.addHandle(tx, customer, handle));
        return handle;
    }

    private void agree(CustomerId customer, ConsentChannel channel) {
        say(customer, channel, true);
    }

    private void say(CustomerId customer, ConsentChannel channel, boolean agreed) {
        archive.db.runInTransaction(
                tx -> consents.say(tx, customer, channel, agreed, "a form", now.get()));
    }

    private static void merge(CustomerId who, CustomerId into) {
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER)
                        .set(CUSTOMER.MERGED_INTO, into.value())
                        .where(CUSTOMER.ID.eq(who.value()))
                        .execute());
    }

    private ThreadId wroteBy(String gateway, Channel channel, Handle handle) {
        return archive.db.inTransaction(tx -> {
            var thread =
                    threads.heardFrom(
                            tx,
                            new Peer(
                                    gateway,
                                    handle.value(),
                                    channel,
                                    Optional.of(handle),
                                    TrustTier.CLAIMED,
                                    Optional.empty(),
                                    Optional.empty()),
                            now.get());
            var _ =
                    new InboundMessages()
                            .receive(
                                    tx,
                                    thread,
                                    new InboundMessages.Received(
                                            "hello",
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            now.get()),
                                    now.get());
            return thread;
        });
    }

    private NoticeId post(CustomerId... customers) {
        return post(TrustTier.CLAIMED, new Audience.Named(List.of(customers)));
    }

    private NoticeId post(TrustTier tier, Audience to) {
        return ((Outcome.Posted) notices.post(CRM, given(tier, to))).notice().id();
    }

    private NewNotice given(TrustTier tier, Audience to) {
        return new NewNotice(
                archive.ids.get().toString(),
                new Topic("outage.internet"),
                tier,
                Map.of("ru", "Интернета нет", "kk", "Интернет жоқ"),
                to,
                now.get().plus(Duration.ofDays(10)));
    }

    private Map<String, Integer> states(NoticeId notice) {
        return notices.read(notice).orElseThrow().customers();
    }

    /** By which gateway, and what. */
    private List<String> told(CustomerId customer) {
        var handles = archive.db.inTransaction(tx -> new UsedHandles().of(tx, customer));
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(THREAD.GATEWAY, MESSAGE.BODY)
                        .from(MESSAGE)
                        .join(THREAD)
                        .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                        .where(
                                MESSAGE.IS_NOTICE.isTrue(),
                                THREAD.HANDLE_VALUE.in(
                                        handles.stream().map(Handle::value).toList()))
                        .orderBy(MESSAGE.SEQ)
                        .fetch(row -> row.value1() + " " + row.value2()));
    }
}
