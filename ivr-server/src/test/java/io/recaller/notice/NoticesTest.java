package io.recaller.notice;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.Change;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.HandleKind;
import io.recaller.customer.People;
import io.recaller.customer.TrustTier;
import io.recaller.notice.Notices.Outcome;
import io.recaller.register.Circumstances;
import io.recaller.register.Circumstances.Whom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who agreed is told a notice once, by the way they prefer; nobody else is. */
class NoticesTest {
    private static final NoticeWorld world = new NoticeWorld();

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void itIsNoonInAlmaty() {
        world.now.set(NoticeWorld.NOON);
    }

    @Test
    void whoAgreedIsToldOnceInTheirLanguageByTheChannelTheyPrefer() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.TELEGRAM);
        world.agree(customer, ConsentChannel.SMS);
        world.wroteBy("bot", Channel.MESSENGER, world.own(customer, HandleKind.TELEGRAM));
        world.archive.db.runInTransaction(tx -> {
            world.consents.prefer(tx, customer, new Change.To<>(ConsentChannel.TELEGRAM));
            People.describe(tx, customer, Optional.of("kk-KZ"), Optional.empty());
        });
        var notice = world.post(customer);

        world.round.run();
        world.round.run();

        assertThat(world.told(customer)).containsExactly("bot Интернет жоқ");
        assertThat(world.states(notice)).isEqualTo(Map.of("queued", 1));
        assertThat(
                        world.archive
                                .meters
                                .get("recaller.notices")
                                .tag("outcome", "told")
                                .counter()
                                .count())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kz", "kaz", "KZ_kz", "kk-Cyrl-KZ"})
    void howeverTheirLanguageWasWrittenTheyAreToldInIt(String written) {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        world.archive.db.runInTransaction(
                tx -> People.describe(tx, customer, Optional.of(written), Optional.empty()));
        world.post(customer);

        world.round.run();

        assertThat(world.told(customer)).singleElement().asString().endsWith("Интернет жоқ");
    }

    @Test
    void whomTheirSiteSignedForIsToldInItsChat() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.WEB);
        world.wroteBy("site", Channel.CHAT, world.own(customer, HandleKind.TEL));
        world.post(customer);

        world.round.run();

        assertThat(world.told(customer)).containsExactly("site Интернета нет");
    }

    @Test
    void withoutConsentNobodyIsTold() {
        var never = world.customer();
        var withdrawn = world.customer();
        world.agree(withdrawn, ConsentChannel.SMS);
        world.say(withdrawn, ConsentChannel.SMS, false);
        var notice = world.post(never, withdrawn);

        world.round.run();

        assertThat(world.told(never)).isEmpty();
        assertThat(world.told(withdrawn)).isEmpty();
        assertThat(world.notices.read(notice).orElseThrow().reasons())
                .isEqualTo(Map.of("no-consent", 2));
    }

    @Test
    void consentThatIsKnownByAnotherSourceIsTheNewestWord() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        world.agree(customer, ConsentChannel.SMS);
        world.now.updateAndGet(at -> at.plusSeconds(60));

        world.archive.db.runInTransaction(tx ->
                world.consents.say(
                        tx, customer, ConsentChannel.SMS, true, "a contract", world.now.get()));

        var newest = world.archive.db.inTransaction(tx -> world.consents.newest(tx, customer));
        assertThat(newest)
                .containsEntry(
                        ConsentChannel.SMS,
                        new Consents.Consent(true, world.now.get(), "a contract"));
    }

    @Test
    void whatWasWithdrawnByOneHoldsForWhomTheyTurnOutToBe() {
        var one = world.customer();
        var same = world.customer();
        world.agree(one, ConsentChannel.SMS);
        world.now.updateAndGet(at -> at.plusSeconds(60));
        world.say(same, ConsentChannel.SMS, false);
        world.merge(same, one);
        world.post(one);

        world.round.run();

        assertThat(world.told(one)).isEmpty();
    }

    @Test
    void whoTurnedOutToBeOneIsToldOnce() {
        var one = world.customer();
        var same = world.customer();
        world.agree(one, ConsentChannel.SMS);
        var notice = world.post(one, same);
        world.merge(same, one);

        world.round.run();

        assertThat(world.told(one).size() + world.told(same).size()).isEqualTo(1);
        assertThat(world.states(notice)).isEqualTo(Map.of("queued", 1, "unreachable", 1));
    }

    @Test
    void twoServersTellEachOnce() throws Exception {
        var customers =
                List.of(
                        world.customer(),
                        world.customer(),
                        world.customer(),
                        world.customer(),
                        world.customer());
        customers.forEach(each -> world.agree(each, ConsentChannel.SMS));
        var notice = world.post(customers.toArray(CustomerId[]::new));

        try (var servers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Object> server =
                    Executors.callable(world.round(TellingRules.usual(NoticeWorld.ALMATY)));
            for (var done : servers.invokeAll(List.of(server, server, server))) {
                var _ = done.get();
            }
        }

        assertThat(customers).allSatisfy(each -> assertThat(world.told(each)).hasSize(1));
        assertThat(world.states(notice)).isEqualTo(Map.of("queued", 5));
    }

    @Test
    void whoTalksWithUsThereIsToldAfterThat() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.TELEGRAM);
        var thread =
                world.wroteBy("bot", Channel.MESSENGER, world.own(customer, HandleKind.TELEGRAM));
        var contact = world.archive.newContact();
        world.archive.db.runInTransaction(tx -> world.threads.begins(tx, thread, contact));
        world.post(customer);

        world.round.run();
        var during = world.told(customer);
        world.archive.db.runInTransaction(tx -> world.threads.isOver(tx, thread, contact));
        world.now.updateAndGet(at -> at.plus(Duration.ofHours(1)));
        world.round.run();

        assertThat(during).isEmpty();
        assertThat(world.told(customer)).hasSize(1);
    }

    @Test
    void aNumberOfSeveralIsNobodysAndWhatTakesAProofIsNotSent() {
        var one = world.customer();
        var other = world.customer();
        world.agree(one, ConsentChannel.SMS);
        world.archive.db.runInTransaction(tx -> People.uses(tx, other, world.numberOf(one)));
        var shared = world.post(one);
        var proved = world.customer();
        world.agree(proved, ConsentChannel.SMS);
        var secret = world.post(TrustTier.VERIFIED, new Audience.Named(List.of(proved)));

        world.round.run();

        assertThat(world.notices.read(shared).orElseThrow().reasons())
                .isEqualTo(Map.of("no-way", 1));
        assertThat(world.notices.read(secret).orElseThrow().reasons()).isEqualTo(Map.of("tier", 1));
    }

    @Test
    void everybodyOfASegmentIsToldAndCountedOnce() {
        var segment = "segment " + world.archive.ids.get();
        var customers = List.of(world.customer(), world.customer(), world.customer());
        for (var each : customers) {
            world.agree(each, ConsentChannel.SMS);
            world.archive.db.runInTransaction(
                    tx -> People.describe(tx, each, Optional.empty(), Optional.of(segment)));
        }
        world.merge(customers.get(2), customers.get(1));
        var notice = world.post(TrustTier.CLAIMED, new Audience.Segment(segment));
        var before = world.notices.read(notice).orElseThrow();

        world.round.run();

        assertThat(before.isSpread()).isFalse();
        assertThat(world.notices.read(notice).orElseThrow().isSpread()).isTrue();
        assertThat(world.states(notice)).isEqualTo(Map.of("queued", 2));
    }

    @Test
    void whatWasOverLongAgoIsForgottenWithWhomItWasFor() {
        var old = world.post(world.customer(), world.customer());
        world.now.updateAndGet(at -> at.plus(Duration.ofDays(100)));
        var recent = world.post(world.customer());

        var before = world.now.get().minus(Duration.ofDays(80));
        var aged = new AgedNotices();

        int whileKnown = world.archive.db.inTransaction(tx -> aged.forget(tx, before, 10_000));
        int one = world.archive.db.inTransaction(tx -> aged.forgetRecipients(tx, before, 1));
        int all = world.archive.db.inTransaction(tx -> aged.forgetRecipients(tx, before, 10_000));
        int gone = world.archive.db.inTransaction(tx -> aged.forget(tx, before, 10_000));

        assertThat(whileKnown).isZero();
        assertThat(one).isEqualTo(1);
        assertThat(all).isPositive();
        assertThat(gone).isPositive();
        assertThat(world.notices.read(old)).isEmpty();
        assertThat(world.states(recent)).isEqualTo(Map.of("waiting", 1));
    }

    @Test
    void theSameKeyIsTheSameNoticeAndNoOther() {
        var customer = world.customer();
        var given = world.given(TrustTier.CLAIMED, new Audience.Named(List.of(customer)));
        var first = world.notices.post(NoticeWorld.CRM, given);

        var again = world.notices.post(NoticeWorld.CRM, given);
        var other =
                world.notices.post(
                        NoticeWorld.CRM,
                        new NewNotice(
                                given.key(),
                                given.topic(),
                                given.tier(),
                                Map.of("en", "something else"),
                                given.to(),
                                given.until()));
        var nobodys =
                world.notices.post(
                        NoticeWorld.CRM,
                        world.given(
                                TrustTier.CLAIMED,
                                new Audience.Named(
                                        List.of(new CustomerId(world.archive.ids.get())))));

        assertThat(((Outcome.Posted) first).isNew()).isTrue();
        assertThat(((Outcome.Posted) again).isNew()).isFalse();
        assertThat(other).isInstanceOf(Outcome.KeyTaken.class);
        assertThat(nobodys).isInstanceOf(Outcome.Wrong.class);
        world.now.updateAndGet(at -> at.plus(Duration.ofDays(100)));
        assertThat(((Outcome.Posted) world.notices.post(NoticeWorld.CRM, given)).isNew())
                .as("whose end is over by now")
                .isFalse();
    }

    @Test
    void whatWasNotReadIsSaidInTheNextContactOnceWhateverIsKilled() {
        var customer = world.customer();
        var first = world.post(customer);
        world.post(customer);
        var unread = new DatabaseNotices(world.archive.db, world.now::get);
        var killed = world.archive.newContact();
        var next = world.archive.newContact();

        var begun = unread.find(customer, TrustTier.CLAIMED, killed, "ru").orElseThrow();
        unread.begun(begun, killed);
        var sameContact = unread.find(customer, TrustTier.CLAIMED, killed, "ru");
        var again = unread.find(customer, TrustTier.CLAIMED, next, "ru").orElseThrow();
        unread.heard(again, next, TrustTier.CLAIMED);
        var other =
                unread.find(customer, TrustTier.CLAIMED, world.archive.newContact(), "ru")
                        .orElseThrow();

        assertThat(begun.notice()).isEqualTo(first);
        assertThat(begun.text()).isEqualTo("Интернета нет");
        assertThat(sameContact).isEmpty();
        assertThat(again.notice()).isEqualTo(first);
        assertThat(other.notice()).isNotEqualTo(first);
        assertThat(world.states(first)).isEqualTo(Map.of("heard", 1));
    }

    @Test
    void nothingIsSaidThatWasReadOrTakesMoreTrustOrIsInAnotherLanguageOrOver() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        var read = world.post(customer);
        world.round.run();
        world.archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.STATE, "read")
                        .where(MESSAGE.BODY.eq("Интернета нет"), MESSAGE.IS_NOTICE.isTrue())
                        .execute());
        world.post(TrustTier.VERIFIED, new Audience.Named(List.of(customer)));
        var unread = new DatabaseNotices(world.archive.db, world.now::get);

        assertThat(world.states(read)).isEqualTo(Map.of("read", 1));
        assertThat(unread.find(customer, TrustTier.ATTESTED, world.archive.newContact(), "ru"))
                .isEmpty();
        assertThat(unread.find(customer, TrustTier.VERIFIED, world.archive.newContact(), "en"))
                .isEmpty();
        assertThat(unread.find(customer, TrustTier.VERIFIED, world.archive.newContact(), "ru"))
                .isPresent();
        world.now.updateAndGet(at -> at.plus(Duration.ofDays(20)));
        assertThat(unread.find(customer, TrustTier.VERIFIED, world.archive.newContact(), "ru"))
                .isEmpty();
    }

    @Test
    void whoAnswersANoticeWritesAboutWhatItTold() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        world.post(customer);
        world.round.run();
        var told = new ToldNotices();
        var thread =
                world.archive.db.inTransaction(tx ->
                        world.threads
                                .find(tx, "sms", world.numberOf(customer).value())
                                .orElseThrow());

        var topic =
                world.archive.db.inTransaction(
                        tx -> told.answeredBy(tx, thread, Long.MAX_VALUE, world.now.get()));
        var seen = world.archive.db.inTransaction(tx -> told.of(tx, customer, world.now.get()));

        world.archive.db.runInTransaction(tx ->
                told.answered(
                        tx,
                        thread,
                        Long.MAX_VALUE,
                        world.archive.newContact(),
                        true,
                        world.now.get()));
        var unread =
                new DatabaseNotices(world.archive.db, world.now::get)
                        .find(customer, TrustTier.CLAIMED, world.archive.newContact(), "ru");

        assertThat(topic).contains(new Topic("other.outage.internet"));
        assertThat(unread).as("who answered has read it").isEmpty();
        assertThat(seen).extracting(ToldNotice::state).containsExactly("queued");
        assertThat(seen.getFirst().channel()).contains("sms");
    }

    @Test
    void whoMayBeAnotherSilencesNothingForWhomItIs() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        var notice = world.post(customer);
        var unread = new DatabaseNotices(world.archive.db, world.now::get);
        var spoofed = world.archive.newContact();
        unread.heard(
                unread.find(customer, TrustTier.CLAIMED, spoofed, "ru").orElseThrow(),
                spoofed,
                TrustTier.CLAIMED);
        var again = unread.find(customer, TrustTier.CLAIMED, world.archive.newContact(), "ru");

        world.round.run();

        var thread =
                world.archive.db.inTransaction(tx ->
                        world.threads
                                .find(tx, "sms", world.numberOf(customer).value())
                                .orElseThrow());
        world.archive.db.runInTransaction(tx ->
                new ToldNotices()
                        .answered(
                                tx,
                                thread,
                                Long.MAX_VALUE,
                                world.archive.newContact(),
                                false,
                                world.now.get()));
        var surely = world.archive.newContact();
        var toThem = unread.find(customer, TrustTier.ATTESTED, surely, "ru").orElseThrow();
        var stateBefore = world.states(notice);
        unread.heard(toThem, surely, TrustTier.ATTESTED);

        assertThat(again).as("it is not said to a number twice").isEmpty();
        assertThat(world.told(customer)).as("and is sent all the same").hasSize(1);
        assertThat(stateBefore).isEqualTo(Map.of("queued", 1));
        assertThat(world.states(notice)).isEqualTo(Map.of("heard", 1));
    }

    @Test
    void aRequestThatChangesIsToldToWhoAgreedAndOfSeveralChangesTheLast() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        var number = world.numberOf(customer);
        var circumstances =
                new Circumstances(
                        world.archive.db,
                        world.now::get,
                        world.archive.ids,
                        world.archive.customers,
                        world.archive.fields.catalogue(),
                        new TopicStore());
        for (var status : List.of("opened", "planned", "on the way")) {
            circumstances.put(
                    "crm", new Whom.WhoUses(number), world.request(status, TrustTier.CLAIMED));
        }
        world.round.run();
        var atOnce = world.told(customer);
        world.now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        world.round.run();
        circumstances.put(
                "crm", new Whom.WhoUses(number), world.request("done", TrustTier.VERIFIED));
        world.now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        world.round.run();

        assertThat(atOnce).isEmpty();
        assertThat(world.told(customer))
                .containsExactly(
                        "sms Заявка: on the way",
                        "sms По вашей заявке есть новости. Позвоните или напишите нам, чтобы"
                                + " узнать.");
    }
}
