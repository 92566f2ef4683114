package io.recaller.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.conversation.Archive;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.Change;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.notice.Notices.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A notice is told by a call to who agreed to calls, never twice, and else by the next channel. */
class NoticeCallsTest {
    private static final Archive archive = new Archive();
    private static final AuditTrail.Actor CRM = new AuditTrail.Actor(AuditTrail.Kind.API, "crm");
    private static int numbers;

    /** Noon in Almaty. */
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-05-11T07:00:00Z"));

    private final List<NoticeId> run = new ArrayList<>();
    private final Phones phones = new Phones();
    private final Consents consents = new Consents();
    private final CallingRules rules = rules(100, 50);
    private final NoticeRound round = round(rules);
    private final NoticeCalls calls =
            new NoticeCalls(archive.db, rules, phones, archive.meters, now::get);
    private final Notices notices =
            new Notices(
                    archive.db,
                    now::get,
                    archive.ids,
                    archive.customers,
                    new TopicStore(),
                    archive.fields.catalogue());

    /** Rings nobody; the tests say what came of it. */
    private static final class Phones implements NoticeCaller {
        private final List<Placed> placed = new CopyOnWriteArrayList<>();
        private Fate fate = new Fate.NotKnown();

        @Override
        public Optional<String> system() {
            return Optional.of("pbx");
        }

        @Override
        public boolean isReady(String language, String text) {
            return true;
        }

        @Override
        public void call(Placed each) {
            placed.add(each);
        }

        @Override
        public Fate fate(UUID call) {
            return fate;
        }
    }

    private static CallingRules rules(int aDay, int atOnce) {
        return new CallingRules(
                Set.of("+7701"), 2, Duration.ofMinutes(30), Duration.ofSeconds(25), aDay, atOnce);
    }

    private NoticeRound round(CallingRules calling) {
        return NoticeRound.of(
                archive.db,
                archive.customers,
                archive.fields,
                archive.contacts,
                List.of(
                        new NoticeGateway(
                                "sms",
                                ConsentChannel.SMS,
                                Channel.SMS,
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                TellingRules.usual(ZoneId.of("Asia/Almaty")),
                phones,
                calling,
                archive.ids,
                archive.meters,
                now::get);
    }

    @AfterEach
    void tellNobodyAnyMore() {
        run.forEach(each -> notices.cancel(CRM, each));
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void whoAgreedToCallsIsRungOnceAndKnowsWhatTheyHeard() {
        var notice = post(customer("+7701", ConsentChannel.CALL));

        round.run();
        later(Duration.ofMinutes(2));
        round.run();
        var whileItRings = states(notice);
        calls.ended(call(0), CallOutcome.HEARD);
        calls.ended(call(0), CallOutcome.BUSY);
        later(Duration.ofDays(2));
        round.run();

        assertThat(phones.placed).hasSize(1);
        assertThat(phones.placed.getFirst().number().value()).startsWith("+7701");
        assertThat(phones.placed.getFirst().text()).isEqualTo("Интернета нет");
        assertThat(whileItRings).isEqualTo(Map.of("waiting", 1));
        assertThat(states(notice)).isEqualTo(Map.of("heard", 1));
        assertThat(archive.meters.get("recaller.notice.calls").tag("outcome", "heard").counter())
                .isNotNull();
    }

    @Test
    void whoHangsUpInItIsToldItOnceMoreAtTheirNextContact() {
        var customer = customer("+7701", ConsentChannel.CALL);
        var notice = post(customer);
        round.run();

        calls.ended(call(0), CallOutcome.LEFT);

        var unread = new DatabaseNotices(archive.db, now::get);
        assertThat(states(notice)).isEqualTo(Map.of("told", 1));
        assertThat(unread.find(customer, TrustTier.CLAIMED, archive.newContact(), "ru"))
                .isPresent();
    }

    @Test
    void inVainItIsTriedOnceMoreAfterAPauseAndThenTheNextChannelCounts() {
        var customer = customer("+7701", ConsentChannel.CALL, ConsentChannel.SMS);
        archive.db.runInTransaction(
                tx -> consents.prefer(tx, customer, new Change.To<>(ConsentChannel.CALL)));
        var notice = post(customer);

        round.run();
        calls.ended(call(0), CallOutcome.BUSY);
        round.run();
        var atOnce = phones.placed.size();
        later(Duration.ofMinutes(31));
        round.run();
        calls.ended(call(1), CallOutcome.NO_ANSWER);
        round.run();

        assertThat(atOnce).isEqualTo(1);
        assertThat(phones.placed).hasSize(2);
        assertThat(states(notice)).isEqualTo(Map.of("queued", 1));
    }

    @Test
    void whoCanBeReachedByNothingElseIsUnreachableForTheReasonOfTheLastCall() {
        var notice = post(customer("+7701", ConsentChannel.CALL));

        round.run();
        calls.ended(call(0), CallOutcome.OUT_OF_REACH);
        later(Duration.ofMinutes(31));
        round.run();
        calls.ended(call(1), CallOutcome.NOT_CONFIRMED);
        round.run();

        assertThat(notices.read(notice).orElseThrow().reasons())
                .isEqualTo(Map.of("not-confirmed", 1));
    }

    @Test
    void whoeverIsKilledBeforeItIsAnsweredNobodyIsRungTwice() {
        var notice = post(customer("+7701", ConsentChannel.CALL));
        round.run();

        var another = round(rules);
        later(Duration.ofMinutes(2));
        another.run();
        phones.fate = new NoticeCaller.Fate.GoesOn();
        calls.run();
        var whileItGoesOn = states(notice);
        phones.fate = new NoticeCaller.Fate.Gone();
        calls.run();
        another.run();

        assertThat(phones.placed).hasSize(1);
        assertThat(whileItGoesOn).isEqualTo(Map.of("waiting", 1));
        assertThat(notices.read(notice).orElseThrow().reasons()).isEqualTo(Map.of("unknown", 1));
    }

    @Test
    void whatEndedWhileNobodyListenedIsAskedOfAsterisk() {
        var notice = post(customer("+7701", ConsentChannel.CALL));
        round.run();

        later(Duration.ofMinutes(2));
        phones.fate = new NoticeCaller.Fate.Over(CallOutcome.HEARD);
        calls.run();

        assertThat(states(notice)).isEqualTo(Map.of("heard", 1));
    }

    @Test
    void whoPressesNineIsCalledWithNothingMore() {
        var customer = customer("+7701", ConsentChannel.CALL);
        var notice = post(customer);
        round.run();

        calls.ended(call(0), CallOutcome.NEVER);
        round.run();
        var said = archive.db.inTransaction(tx -> consents.newest(tx, customer));
        var at = now.get();
        var next = post(customer);
        later(Duration.ofDays(2));
        round.run();

        assertThat(said)
                .containsExactly(
                        Map.entry(
                                ConsentChannel.CALL,
                                new Consents.Consent(false, at, "key 9 in a call of ours")));
        assertThat(phones.placed).hasSize(1);
        assertThat(List.of(notice, next))
                .allSatisfy(each ->
                        assertThat(notices.read(each).orElseThrow().reasons())
                                .isEqualTo(Map.of("no-consent", 1)));
    }

    @Test
    void nobodyIsCalledWhoseNumberIsNotNamedNorAtNightNorOverTheDaysCountNorTooManyAtOnce() {
        var elsewhere = post(customer("+7707", ConsentChannel.CALL));
        post(customer("+7701", ConsentChannel.CALL));

        round(rules(0, 50)).run();
        later(Duration.ofHours(2));
        round(rules(100, 0)).run();
        now.set(Instant.parse("2026-05-11T17:00:00Z"));
        round.run();

        assertThat(phones.placed).isEmpty();
        assertThat(notices.read(elsewhere).orElseThrow().reasons()).isEqualTo(Map.of("no-way", 1));
        now.set(Instant.parse("2026-05-12T05:00:00Z"));
        round.run();
        assertThat(phones.placed).hasSize(1);
    }

    @Test
    void whoWasRungIsNotRungForAnotherTheSameDay() {
        var customer = customer("+7701", ConsentChannel.CALL);
        post(customer);
        round.run();
        calls.ended(call(0), CallOutcome.NO_ANSWER);
        post(customer);

        round.run();

        assertThat(phones.placed).hasSize(1);
    }

    private UUID call(int which) {
        return phones.placed.get(which).call();
    }

    private void later(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    private CustomerId customer(String prefix, ConsentChannel... agreed) {
        var number = new Handle(HandleKind.TEL, prefix + "%07d".formatted(++numbers));
        return archive.db.inTransaction(tx -> {
            var customer =
                    archive.customers.createWhenNew(tx, number, now.get()).single().orElseThrow();
            for (var channel : agreed) {
                consents.say(tx, customer, channel, true, "form 17", now.get());
            }
            return customer;
        });
    }

    private NoticeId post(CustomerId customer) {
        var posted =
                notices.post(
                        CRM,
                        new NewNotice(
                                archive.ids.get().toString(),
                                new Topic("outage.internet"),
                                TrustTier.CLAIMED,
                                Map.of("ru", "Интернета нет"),
                                new Audience.Named(List.of(customer)),
                                now.get().plus(Duration.ofDays(10))));
        var notice = ((Outcome.Posted) posted).notice().id();
        run.add(notice);
        return notice;
    }

    private Map<String, Integer> states(NoticeId notice) {
        return notices.read(notice).orElseThrow().customers();
    }
}
