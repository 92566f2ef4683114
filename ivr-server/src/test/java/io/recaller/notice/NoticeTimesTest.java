package io.recaller.notice;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.contact.Channel;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.message.Messages;
import io.recaller.register.Circumstances.Whom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A notice is told when it may be, and while it holds. */
class NoticeTimesTest {
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
    void atNightItWaitsForTheMorningAndTheNextOneForTomorrow() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        world.now.set(Instant.parse("2026-05-11T18:00:00Z"));
        world.post(customer);
        world.post(customer);

        world.round.run();
        var atNight = world.told(customer);
        world.now.set(Instant.parse("2026-05-12T04:00:00Z"));
        world.round.run();
        var inTheMorning = world.told(customer);
        world.now.set(Instant.parse("2026-05-13T05:00:00Z"));
        world.round.run();

        assertThat(atNight).isEmpty();
        assertThat(inTheMorning).hasSize(1);
        assertThat(world.told(customer)).hasSize(2);
    }

    @Test
    void itIsNightWhereTheirNumberIs() {
        var far = world.customer("+74232%06d".formatted(++world.numbers));
        world.agree(far, ConsentChannel.SMS);
        world.now.set(Instant.parse("2026-05-11T11:00:00Z"));
        world.post(far);

        world.round.run();
        var inTheirNight = world.told(far);
        world.now.set(Instant.parse("2026-05-11T23:00:00Z"));
        world.round.run();

        assertThat(inTheirNight).as("four in the afternoon here").isEmpty();
        assertThat(world.told(far)).as("four in the morning here").hasSize(1);
    }

    @Test
    void noMoreIsWrittenDownThanADoorSends() {
        var slow =
                NoticeRound.of(
                        world.archive.db,
                        world.archive.customers,
                        world.archive.fields,
                        world.archive.contacts,
                        List.of(
                                world.gateway(
                                        "slow", ConsentChannel.SMS, Channel.SMS, Optional.empty())),
                        TellingRules.usual(NoticeWorld.ALMATY),
                        new NoticePace(2),
                        NoticeCaller.none(),
                        CallingRules.nobody(),
                        world.archive.ids,
                        world.archive.meters,
                        world.now::get);
        var customers = List.of(world.customer(), world.customer(), world.customer());
        customers.forEach(each -> world.agree(each, ConsentChannel.SMS));
        world.round.run();
        var notice = world.post(customers.toArray(CustomerId[]::new));

        slow.run();
        var atOnce = world.states(notice);
        world.archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.STATE, "sent")
                        .setNull(MESSAGE.TRY_AT)
                        .where(MESSAGE.IS_NOTICE.isTrue(), MESSAGE.STATE.eq("queued"))
                        .execute());
        world.now.updateAndGet(at -> at.plus(Duration.ofMinutes(1)));
        slow.run();

        assertThat(atOnce).isEqualTo(Map.of("queued", 2, "waiting", 1));
        assertThat(world.states(notice)).isEqualTo(Map.of("sent", 2, "queued", 1));
    }

    @Test
    void whatCannotBeToldInTimeExpiresAndWhatIsCancelledIsNotSent() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        var sent = world.post(customer);
        var late = world.post(customer);
        world.round.run();

        world.notices.cancel(NoticeWorld.CRM, sent);
        world.now.updateAndGet(at -> at.plus(Duration.ofDays(20)));
        world.round.run();

        assertThat(world.states(sent)).isEqualTo(Map.of("failed", 1));
        assertThat(world.states(late)).isEqualTo(Map.of("expired", 1));
        assertThat(world.notices.cancel(NoticeWorld.CRM, sent)).contains(false);
        assertThat(world.notices.cancel(NoticeWorld.CRM, new NoticeId(UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    void whatWaitedToBeSentIsNotSentAtNightNorWithoutConsentNorWhenOver() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        world.post(customer);
        world.round.run();
        var message =
                world.archive.db.inTransaction(tx ->
                        tx.dsl()
                                .select(MESSAGE.SEQ)
                                .from(MESSAGE)
                                .join(THREAD)
                                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                                .where(THREAD.PEER.eq(world.numberOf(customer).value()))
                                .fetchSingle()
                                .value1());
        var still = new StillTold(world.archive.fields, TellingRules.usual(NoticeWorld.ALMATY));
        var noon = world.now.get();
        var night = Instant.parse("2026-05-11T18:40:00Z");

        assertThat(world.verdict(still, message, noon)).isEqualTo(new StillTold.Verdict.Send());
        assertThat(world.verdict(still, message, night))
                .isEqualTo(new StillTold.Verdict.Wait(Instant.parse("2026-05-12T04:00:00Z")));
        assertThat(world.verdict(still, message, noon.plus(Duration.ofDays(30))))
                .isEqualTo(new StillTold.Verdict.Drop("the notice is over"));
        world.say(customer, ConsentChannel.SMS, false);
        assertThat(world.verdict(still, message, noon))
                .isEqualTo(new StillTold.Verdict.Drop("the consent was withdrawn"));
        assertThat(world.verdict(still, Long.MAX_VALUE, night))
                .isEqualTo(new StillTold.Verdict.Send());
    }

    @Test
    void aNoticeThatWaitsForTheMorningHoldsUpNoAnswer() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        world.post(customer);
        world.round.run();
        var thread = world.threadOf(customer);
        var sent = new CopyOnWriteArrayList<String>();
        world.now.set(Instant.parse("2026-05-11T18:40:00Z"));
        try (var outbox = world.outbox(sent)) {
            outbox.told(thread);
            await().until(() -> world.tryAt(thread).equals(Instant.parse("2026-05-12T04:00:00Z")));
            world.archive.db.runInTransaction(tx ->
                    new Messages().aside(tx, thread, "Your request is open.", world.now.get()));
            outbox.told(thread);
            await().until(() -> sent.contains("Your request is open."));
            assertThat(sent).hasSize(1);

            world.now.set(Instant.parse("2026-05-12T04:00:00Z"));
            outbox.told(thread);
            await().until(() -> sent.contains("Интернета нет"));
        }
    }

    @Test
    void whatWasTrueOfARequestIsToldToNobodyOnceItIsNot() {
        var customer = world.customer();
        world.agree(customer, ConsentChannel.SMS);
        var number = world.numberOf(customer);
        var circumstances = world.circumstances();
        for (var status : List.of("opened", "planned")) {
            circumstances.put(
                    "crm", new Whom.WhoUses(number), world.request(status, TrustTier.CLAIMED));
        }
        world.now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        world.round.run();
        circumstances.put(
                "crm", new Whom.WhoUses(number), world.request("moved", TrustTier.CLAIMED));
        var unread = new DatabaseNotices(world.archive.db, world.now::get);
        var said =
                unread.find(customer, TrustTier.CLAIMED, world.archive.newContact(), "ru")
                        .orElseThrow();
        circumstances.put(
                "crm", new Whom.WhoUses(number), world.request("done", TrustTier.VERIFIED));
        var news = unread.find(customer, TrustTier.VERIFIED, world.archive.newContact(), "ru");

        circumstances.deleteRequest(
                NoticeWorld.CRM, "crm", world.request("done", TrustTier.VERIFIED).externalId());
        world.now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        world.round.run();

        assertThat(said.text()).as("not what is older").isEqualTo("Заявка: moved");
        assertThat(news).as("who calls hears the request itself").isEmpty();
        assertThat(world.told(customer)).containsExactly("sms Заявка: planned");
        assertThat(world.sending(customer)).as("and that was not sent yet").isEmpty();
    }
}
