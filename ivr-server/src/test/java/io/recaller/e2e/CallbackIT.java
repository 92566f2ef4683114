package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.Stores;
import io.recaller.contact.Topic;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Phone;
import io.recaller.notice.Audience;
import io.recaller.notice.NewNotice;
import io.recaller.notice.NoticeId;
import io.recaller.notice.Notices;
import io.recaller.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A caller hangs up to be called back: kept, made, in vain, and no longer wanted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallbackIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    /** Looked for every few seconds, and its sound is made first. */
    private static final Duration RUNG = Duration.ofSeconds(30);

    private static final Duration TALK = Duration.ofSeconds(6);
    private static final String INTRO = "Good day, this is the short line.";
    private static final String KEPT =
            "You keep your place. We will call you when it is your turn. You can hang up now."
                    + " Goodbye.";
    private static final String CALLED =
            "We will call you back. Please keep your telephone at hand.";
    private static final String WHO = "This is the test of call-backs.";
    private static final String GREETING =
            "This is the call-back you asked for. Please press any key to talk to an agent.";

    private static final String NEWS = "Your new card is ready.";
    private static final String ASKED = "This is the test of notices.";
    private static final String OFFER =
            "We have a message for you. To hear it, press one. If you want no such calls, press"
                    + " nine.";
    private static final String NEVER = "We will not call you with messages any more. Goodbye.";

    private World world;
    private Stores stores;
    private Rows rows;
    private Path settings;
    private KillableServer server;
    private DeskClient desk;
    private DeskClient.Wire maria;
    private Phone phone;

    @BeforeAll
    void start(@TempDir Path folder) {
        var database = World.Database.of(TestDatabase.freshSettings());
        world = new World(folder, database, 1, World.PATIENT);
        settings =
                world.settings(
                        1,
                        "routing: {ring-for: 5s, desk-lease: 60s, wrap-up: 1s}",
                        "queues: {main: {call-back: true}}",
                        "call-back: {attempts: 2, pause: 2s, ring-for: 5s, greeting: {en: '"
                                + WHO
                                + "'}}",
                        "notices: {quiet-hours: none, call: {greeting: {en: '"
                                + ASKED
                                + "'}, prefixes: ['+7705'], attempts: 1, ring-for: 10s}}");
        server = KillableServer.start(settings);
        stores = world.keep(World.stores(settings));
        rows = new Rows(stores);
        rows.agent("maria", "phone-1", "billing", "language:en");
        phone = world.stage.phone("phone-1").answersAfter(Duration.ofMillis(300));
    }

    @BeforeEach
    void sitsDown() throws InterruptedException {
        var web = SettingsReader.read(settings, Map.of()).web();
        desk = new DeskClient("http://127.0.0.1:" + web.port(), SOON);
        desk.signIn("maria", Rows.PASSWORD);
        maria = desk.connect();
        maria.next("state");
    }

    @AfterEach
    void goesHome() {
        desk.signOut();
        desk.close();
    }

    @AfterAll
    void end() {
        server.close();
        world.close();
    }

    @Test
    void aPlaceIsKeptTheAgentIsRungFirstThenTheCustomerAndBothHearEachOtherThoughTheServerIsKilled()
            throws Exception {
        var caller = "+77050000021";
        var customer = world.stage.phone("phone-77050000021").answersAfter(Duration.ofMillis(500));
        var call = hangsUpToBeCalledBack(caller);
        var contact = rows.contact(caller);
        var since = rows.waitingSince(contact);
        assertThat(Ear.heard(call.heard(), KEPT)).isNotEmpty();
        assertThat(contact.end()).isEmpty();

        maria.send("ready");
        phone.awaitTalking(SOON);
        maria.next("card");
        customer.awaitTalking(SOON);
        Ear.listenTo(WHO, GREETING);
        assertThat(rows.offers(contact))
                .as("nobody talks before a key")
                .containsExactly("maria null");
        server.kill();
        customer.press('5');
        Ear.listen(TALK);
        server = KillableServer.start(settings);
        awaitOffers(contact, "maria answered");
        customer.hangUp();

        assertThat(rows.ended(caller).end()).isEqualTo("served");
        assertThat(rows.ended(caller).reason()).isEqualTo("customer talk hung-up");
        assertThat(rows.waitingSince(contact)).isEqualTo(since);
        assertThat(Ear.words(customer.heard(), WHO, GREETING)).containsExactly(WHO, GREETING);
        assertThat(found(customer.heard(), "phone-1")).isTrue();
        assertThat(found(phone.heard(), "phone-77050000021")).isTrue();
    }

    @Test
    void whoIsLedToACallBackThoughTheServerIsKilledIsRungAndTheAgentIsFreeAtOnceWhenTheyAreBusy()
            throws Exception {
        var caller = "+77050000022";
        var customer = world.stage.phone("phone-77050000022").isBusy();
        var first = isLedToACallBack(caller);
        var contact = rows.contact(caller);
        assertThat(rows.ended(first).end()).isEqualTo("switched");
        assertThat(rows.contacts(caller)).as("the call, and the call-back").isEqualTo(2);
        assertThat(rows.isCalledBack(contact)).isTrue();

        maria = desk.connect();
        maria.next("state");
        maria.send("ready");
        awaitOffers(contact, "maria not_reached");
        customer.answersAfter(Duration.ofMillis(100));
        maria.state("ready");
        customer.awaitTalking(SOON);
        customer.hangUp();

        assertThat(rows.ended(caller).reason()).isEqualTo("customer call-back not-confirmed");
        assertThat(rows.offers(contact)).containsExactly("maria not_reached", "maria not_reached");
    }

    @Test
    void whoCallsInAgainHasTheKeptPlaceAndIsNotCalledBack() {
        var caller = "+77050000023";
        var customer = world.stage.phone("phone-77050000023").neverAnswers();
        hangsUpToBeCalledBack(caller);
        var first = rows.contact(caller);
        var since = rows.waitingSince(first);

        var again = world.stage.call(caller, World.NUMBER);
        asksForBilling(again, caller, 2);
        var second = rows.contact(caller);
        maria.send("ready");
        phone.awaitTalking(SOON);
        awaitOffers(second, "maria answered");
        again.hangUp();

        assertThat(rows.waitingSince(second)).isEqualTo(since);
        assertThat(rows.ended(first).reason()).isEqualTo("customer call-back called-in");
        assertThat(rows.offers(first)).isEmpty();
        assertThat(customer.calls()).isZero();
        assertThat(rows.ended(caller).end()).isEqualTo("served");
    }

    @Test
    void aNoticeIsToldByACallToWhoPressesOneThoughTheServerIsKilledAndToNobodyWhoPressesNine()
            throws Exception {
        var hears = world.stage.phone("phone-77050000031").answersAfter(Duration.ofMillis(500));
        var heard = notice("+77050000031");

        hears.awaitTalking(RUNG);
        Ear.listenTo(ASKED, OFFER);
        var beforeOne = Ear.words(hears.heard(), ASKED, OFFER, NEWS);
        server.kill();
        hears.press('1');
        Ear.listenTo(NEWS);
        server = KillableServer.start(settings);
        awaitNotice(heard, "heard");

        assertThat(beforeOne).as("nothing personal before a key").containsExactly(ASKED, OFFER);
        assertThat(Ear.words(hears.heard(), ASKED, OFFER, NEWS))
                .containsExactly(ASKED, OFFER, NEWS);

        var refuses = world.stage.phone("phone-77050000032").answersAfter(Duration.ofMillis(500));
        var refused = notice("+77050000032");
        refuses.awaitTalking(RUNG);
        Ear.listenTo(ASKED, OFFER);
        refuses.press('9');
        awaitNotice(refused, "unreachable");

        assertThat(stores.notices(InstantSource.system()).read(refused).orElseThrow().reasons())
                .containsExactly(Map.entry("no-consent", 1));
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(Ear.words(refuses.heard(), NEWS, NEVER)).containsExactly(NEVER));

        world.stage.phone("phone-77050000033").isBusy();
        var busy = notice("+77050000033");
        awaitNotice(busy, "unreachable");
        assertThat(stores.notices(InstantSource.system()).read(busy).orElseThrow().reasons())
                .containsExactly(Map.entry("busy", 1));
        assertThat(hears.calls()).isEqualTo(1);
    }

    private NoticeId notice(String number) {
        var handle = new Handle(HandleKind.TEL, number);
        var now = InstantSource.system().instant();
        var customer =
                stores.database()
                        .inTransaction(tx -> {
                            var found =
                                    stores.customers()
                                            .createWhenNew(tx, handle, now)
                                            .single()
                                            .orElseThrow();
                            new Consents().say(tx, found, ConsentChannel.CALL, true, "form", now);
                            return found;
                        });
        var posted =
                stores.notices(InstantSource.system())
                        .post(
                                AuditTrail.Actor.atTheCommandLine(),
                                new NewNotice(
                                        number,
                                        new Topic("billing"),
                                        TrustTier.ATTESTED,
                                        Map.of("en", NEWS),
                                        new Audience.Named(List.of(customer)),
                                        now.plus(Duration.ofDays(1))));
        return ((Notices.Outcome.Posted) posted).notice().id();
    }

    private void awaitNotice(NoticeId notice, String state) {
        var notices = stores.notices(InstantSource.system());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(notices.read(notice).orElseThrow().customers())
                                .containsExactly(Map.entry(state, 1)));
    }

    private void awaitOffers(Rows.Contact contact, String... offers) {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(rows.offers(contact)).containsExactly(offers));
    }

    private boolean found(Path recording, String voice) {
        return !Recording.read(recording)
                .find(Map.of("voice", world.stage.voiceOf(voice)))
                .isEmpty();
    }

    private void asksForBilling(Call call, String caller, int contacts) {
        call.awaitAnswered(SOON);
        Awaitility.await().atMost(SOON).until(() -> rows.contacts(caller) == contacts);
        Ear.listenTo(INTRO);
        call.press("1");
        Awaitility.await().atMost(SOON).until(() -> rows.isHandedOff(rows.contact(caller)));
    }

    /** The server dies between the call-back that is kept and the word that it is. */
    private Rows.Contact isLedToACallBack(String caller) {
        var call = world.stage.call(caller, World.DOORS);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        call.press("1");
        rows.awaitPlace(caller, "meter", "");
        call.press("1234");
        rows.awaitPlace(caller, "how", "");
        var contact = rows.contact(caller);
        call.press("4");
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rows.contacts(caller) == 2);
        server.kill();
        server = KillableServer.start(settings);
        call.awaitEnd(RUNG);
        assertThat(Ear.heard(call.heard(), CALLED)).isNotEmpty();
        return contact;
    }

    private Call hangsUpToBeCalledBack(String caller) {
        var call = world.stage.call(caller, World.NUMBER);
        asksForBilling(call, caller, 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    var isKept = rows.isCalledBack(rows.contact(caller));
                    if (!isKept) {
                        call.press("1");
                    }
                    return isKept;
                });
        call.awaitEnd(Duration.ofSeconds(20));
        return call;
    }
}
