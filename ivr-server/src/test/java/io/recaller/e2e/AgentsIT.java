package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.ami.PhoneProbe;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.survey.AsteriskSurvey;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.gateway.meta.MetaPlan;
import io.recaller.gateway.meta.MetaServer;
import io.recaller.gateway.telegram.BotApi;
import io.recaller.gateway.viber.ViberServer;
import io.recaller.gateway.vk.VkServer;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Phone;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.settings.SettingsReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents who do not answer, callers who do not wait, desks that lose their socket. */
@Tag("beside")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentsIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration RING_FOR = Duration.ofSeconds(3);

    /** How long whoever knows television is waited for while signed in; in vain for the others. */
    private static final Duration FOR_AN_EXPERT = Duration.ofSeconds(4);

    private static final String INTRO = "Good day, this is the short line.";
    private static final String ACCOUNTANT = "One moment, an accountant.";

    private final BotApi telegram = new BotApi();
    private final MetaServer meta = new MetaServer();
    private final VkServer vk = new VkServer();
    private final ViberServer viber = new ViberServer();
    private final HttpClient http = HttpClient.newHttpClient();
    private World world;
    private World.Server server;
    private Rows rows;
    private AmiSettings ami;
    private DeskClient hers;
    private DeskClient his;
    private DeskClient.Wire maria;
    private DeskClient.Wire oleg;
    private Phone first;
    private Phone second;

    @BeforeAll
    void start(@TempDir Path folder) {
        var database = World.Database.of(TestDatabase.freshSettings());
        world = new World(folder, database, 1, 3);
        var settings =
                world.settings(
                        1,
                        "routing: {ring-for: " + RING_FOR.toSeconds() + "s, desk-lease: 60s}",
                        "queues: {main: {steps: [{skills: {tv: 3}, for: "
                                + FOR_AN_EXPERT.toSeconds()
                                + "s}, {for: 10m}]}}",
                        "channels: {bot: {kind: telegram, flow: short, token: '"
                                + BotApi.TOKEN
                                + "', url: '"
                                + telegram.address()
                                + "'}, wa: {kind: whatsapp, flow: short, account: '"
                                + MetaServer.account(MetaPlan.Service.WHATSAPP)
                                + "', token: "
                                + MetaServer.TOKEN
                                + ", secret: "
                                + MetaServer.SECRET
                                + ", verify-token: '"
                                + MetaServer.VERIFY
                                + "', url: '"
                                + meta.address()
                                + "', template: {name: back, language: en, text: We can answer now.}"
                                + "}, club: {kind: vk, flow: short, group: 77, token: "
                                + VkServer.TOKEN
                                + ", url: '"
                                + vk.address()
                                + "'}, vb: {kind: viber, flow: short, name: Aspan, token: "
                                + ViberServer.TOKEN
                                + ", address: 'https://ivr.example', url: '"
                                + viber.address()
                                + "'}, ask: {kind: form, flow: short, origins: ['https://shop.example']}}");
        server = world.start(settings);
        rows = new Rows(world.keep(World.stores(settings)));
        var access = SettingsReader.read(settings, Map.of()).ami();
        ami =
                AmiSettings.of(
                        access.host(),
                        access.port(),
                        access.user(),
                        access.secret().value(),
                        access.tls());
        rows.agent("maria", "phone-1", "billing", "language:en");
        rows.agent("oleg", "phone-2", "billing", "language:en");
        rows.agent("vera", "phone-3", "billing", "tv");
    }

    @BeforeEach
    void bothSitDownMariaFirst() throws InterruptedException {
        first = world.stage.phone("phone-1").neverAnswers();
        second = world.stage.phone("phone-2").neverAnswers();
        hers = server.desk();
        his = server.desk();
        hers.signIn("maria", Rows.PASSWORD);
        maria = ready(hers);
        his.signIn("oleg", Rows.PASSWORD);
        oleg = ready(his);
    }

    private static DeskClient.Wire ready(DeskClient desk) throws InterruptedException {
        var wire = desk.connect();
        wire.next("state");
        wire.send("ready");
        wire.state("ready");
        return wire;
    }

    @AfterEach
    void bothGoHome() {
        hers.signOut();
        his.signOut();
        hers.close();
        his.close();
    }

    @AfterAll
    void end() {
        world.close();
        telegram.close();
        meta.close();
        vk.close();
        viber.close();
        http.close();
    }

    @Test
    void aDialplanIsAskedWhichContextsItHas() {
        assertThat(AsteriskSurvey.missing(ami, List.of("recaller-page", "recaller-of-tomorrow")))
                .contains(List.of("recaller-of-tomorrow"));
    }

    @Test
    void aPageSaysWhetherItsPhoneCouldRingAndAPhoneThatAsteriskDoesNotHaveIsKnown()
            throws InterruptedException {
        assertThat(hers.connect().next("phone").getString("state")).isEqualTo("reachable");
        assertThat(PhoneProbe.ask(ami, "PJSIP/phone-1", Optional.empty()))
                .isEqualTo(new PhoneProbe.Told(PhoneReachability.REACHABLE));
        assertThat(PhoneProbe.ask(ami, "PJSIP/1102", Optional.empty()))
                .isEqualTo(new PhoneProbe.Told(PhoneReachability.NO_SUCH_PHONE));
    }

    @Test
    void anExpertIsWaitedForWithMusicAndThenWhoeverIsReadyIsRung() throws Exception {
        var caller = "+77050000009";
        try (var desk = server.desk()) {
            desk.signIn("vera", Rows.PASSWORD);
            desk.connect().next("state");

            var call = askForBilling(caller);
            first.awaitRinging(SOON);
            call.hangUp();
            first.awaitIdle(SOON);
            call.awaitEnd(SOON);
            maria.state("ready");
            desk.signOut();

            var contact = rows.contact(caller);
            assertThat(rows.offers(contact)).containsExactly("maria caller_gone");
            assertThat(rows.offered(contact).after()).isGreaterThanOrEqualTo(FOR_AN_EXPERT);
            assertThat(rows.offered(contact).reasons()).contains("step 2 of 3", "billing 4 ≥ 3");
            var handOff = Ear.heard(call.heard(), ACCOUNTANT).getFirst();
            var waiting = handOff.at().plus(handOff.heardFor());
            var end = Recording.read(call.heard()).length().minusMillis(300);
            assertThat(Ear.longestSilence(call.heard(), waiting, end))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void whenAnAgentDoesNotAnswerTheNextIsRungAndTheCallerHearsMusicAndKeepsThePlace()
            throws Exception {
        var caller = "+77050000001";
        var call = askForBilling(caller);
        first.awaitRinging(SOON);
        var contact = rows.contact(caller);
        var since = rows.waitingSince(contact);

        maria.next("card");
        maria.state("not-ready");
        second.awaitRinging(SOON);
        oleg.next("card");
        first.awaitIdle(SOON);
        var sinceThen = rows.waitingSince(contact);
        call.hangUp();
        second.awaitIdle(SOON);
        call.awaitEnd(SOON);
        oleg.state("ready");

        assertThat(rows.ended(caller).end()).isEqualTo("abandoned");
        assertThat(rows.offers(contact)).containsExactly("maria no_answer", "oleg caller_gone");
        assertThat(sinceThen).isEqualTo(since);
        var handOff = Ear.heard(call.heard(), ACCOUNTANT).getFirst();
        var waiting = handOff.at().plus(handOff.heardFor());
        var end = Recording.read(call.heard()).length().minusMillis(300);
        // The first phone begins to ring while the last words are spoken, and the end is cut.
        assertThat(end.minus(waiting)).isGreaterThan(RING_FOR.minusSeconds(1));
        assertThat(Ear.longestSilence(call.heard(), waiting, end))
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aCallerWhoHangsUpAsTheAgentAnswersIsNamedSoAndTheAgentIsReadyAgain() throws Exception {
        var caller = "+77050000002";
        var call = askForBilling(caller);
        first.awaitRinging(SOON);
        maria.next("card");

        call.hangUp();
        answerIfItStillRings(first);
        first.awaitIdle(SOON);

        var contact = rows.ended(caller);
        if (contact.end().equals("served")) {
            // Asterisk heard of the answer first.
            assertThat(contact.reason()).isEqualTo("customer talk hung-up");
            assertThat(rows.offers(contact)).containsExactly("maria answered");
            maria.state("wrap-up");
            return;
        }
        assertThat(contact.end()).isEqualTo("abandoned");
        assertThat(contact.reason()).isEqualTo("customer ringing hung-up");
        assertThat(rows.offers(contact)).containsExactly("maria caller_gone");
        maria.state("ready");
    }

    private static void answerIfItStillRings(Phone phone) {
        try {
            phone.answer();
        } catch (IllegalStateException alreadyStopped) {
            assertThat(alreadyStopped).hasMessageContaining("refused by the stage");
        }
    }

    /** Asterisk takes the caller into the talk while the dialplan is slow. */
    @ParameterizedTest
    @CsvSource({"+493012345671, 'exten => s,1,'", "+493012345672, ' same => n(tell),'"})
    void whoHangsUpWhileTakenIntoTheTalkLeavesNoAgentOnADeadLine(String caller, String step)
            throws Exception {
        try (var _ = world.slow("recaller-ended", step)) {
            var call = askForBilling(caller);
            first.awaitRinging(SOON);

            call.hangUp();
            call.awaitEnd(SOON);
            first.answer();
            first.awaitTalking(SOON);
            first.awaitIdle(SOON);

            var contact = rows.ended(caller);
            assertThat(contact.reason()).isEqualTo("customer talk hung-up");
            assertThat(rows.offers(contact)).containsExactly("maria answered");
            maria.state("wrap-up");
        }
    }

    @Test
    void aCardIsSentAgainToTheSocketThatComesBackUntilItIsAcknowledged() throws Exception {
        var call = askForBilling("+77050000003");
        first.awaitRinging(SOON);
        var card = maria.next("card");

        maria.abort();
        var back = hers.connect();
        var again = back.next("card");
        var unacknowledged = back.next("card");
        back.send("card-ack", "assignment", card.getString("assignment"));
        var quiet = back.staysWithout("card", Duration.ofSeconds(3));
        call.hangUp();

        assertThat(again).isEqualTo(card);
        assertThat(unacknowledged).isEqualTo(card);
        assertThat(quiet).isTrue();
        call.awaitEnd(SOON);
        first.awaitIdle(SOON);
        var contact = rows.ended("+77050000003");
        Awaitility.await()
                .alias("whoever was rung by then has free hands: who goes home ringing stays ready")
                .atMost(SOON)
                .until(() ->
                        rows.offers(contact).stream().noneMatch(each -> each.endsWith(" null")));
    }

    @Test
    void whoWritesIsTakenOnThePageAnsweredThereAndNoPhoneRings() throws Exception {
        var writer = 7_123_456_789L;

        telegram.says(writer, "/start");
        await(() -> telegram.textsTo(writer).size() == 1);
        telegram.presses(writer, "1");
        var card = maria.next("card");
        var assignment = card.getString("assignment");
        maria.send("accept", "assignment", assignment);
        maria.state("talking");
        telegram.says(writer, "what do I owe?");
        await(() -> maria.next("messages").encode().contains("what do I owe?"));
        var client = UUID.randomUUID().toString();
        maria.send("say", "assignment", assignment, "client", client, "text", "4,500 tenge.");
        maria.send("say", "assignment", assignment, "client", client, "text", "4,500 tenge.");
        await(() -> telegram.textsTo(writer).getLast().equals("4,500 tenge."));
        maria.send("close", "assignment", assignment);
        maria.state("wrap-up");

        assertThat(card.getJsonObject("card").getString("channel")).isEqualTo("messenger");
        assertThat(telegram.textsTo(writer)).hasSize(3).doesNotHaveDuplicates();
        first.awaitIdle(Duration.ofSeconds(1));
    }

    @Test
    void whoWritesByWhatsAppIsAnsweredInTimeAndByATemplateAfterIt() throws Exception {
        var writer = "KZ.13491208655302741918";
        var webhook = URI.create("http://127.0.0.1:" + server.settings().web().port() + "/meta/wa");

        meta.says(webhook, writer, "hello");
        await(() -> meta.to(writer).size() == 1);
        meta.presses(webhook, writer, "1");
        var assignment = maria.next("card").getString("assignment");
        maria.send("accept", "assignment", assignment);
        maria.state("talking");
        var told = maria.next("messages");
        say(assignment, "say", "4,500 tenge.");
        await(() ->
                meta.to(writer)
                        .getLast()
                        .path("text")
                        .path("body")
                        .asText()
                        .equals("4,500 tenge."));
        say(assignment, "template", "");
        await(() ->
                meta.to(writer).getLast().path("template").path("name").asText().equals("back"));
        maria.send("close", "assignment", assignment);
        maria.state("wrap-up");

        assertThat(Instant.parse(told.getString("windowUntil")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)),
                        Instant.now().plus(Duration.ofHours(24)));
        assertThat(told.getString("template")).isEqualTo("We can answer now.");
    }

    private void say(String assignment, String type, String text) {
        var client = UUID.randomUUID().toString();
        maria.send(type, "assignment", assignment, "client", client, "text", text);
    }

    @Test
    void whoWritesToACommunityOrABotIsAnsweredAndAFormGoesToWhoeverCalls() throws Exception {
        await(() -> viber.hooks().contains("https://ivr.example/viber/vb"));
        vk.says(5005, 1, "hello");
        var event =
                """
                {"event": "message", "message_token": 1, "sender": {"id": "w1="},
                 "message": {"type": "text", "text": "hello"}}
                """;
        var told =
                post("/viber/vb", event, "X-Viber-Content-Signature", ViberServer.signature(event));
        var form =
                post(
                        "/forms/ask",
                        "{\"text\": \"What do I owe?\", \"phone\": \"+77050000077\"}",
                        "Origin",
                        "https://shop.example");
        var card = maria.next("card");
        var assignment = card.getString("assignment");
        maria.send("accept", "assignment", assignment);
        maria.state("talking");
        await(() -> maria.next("messages").encode().contains("What do I owe?"));
        maria.send("close", "assignment", assignment);
        maria.state("wrap-up");

        assertThat(told).isEqualTo(200);
        assertThat(form).isEqualTo(200);
        assertThat(card.getJsonObject("card").getString("channel")).isEqualTo("web");
        await(() -> !vk.textsTo(5005).isEmpty() && !viber.textsTo("w1=").isEmpty());
        assertThat(vk.textsTo(5005)).allMatch(text -> text.contains(INTRO));
        assertThat(viber.textsTo("w1=")).allMatch(text -> text.contains(INTRO));
    }

    private int post(String path, String json, String header, String value) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(server.address(path))
                                .header("Content-Type", "application/json")
                                .header(header, value)
                                .POST(BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(SOON).until(condition);
    }

    private Call askForBilling(String caller) {
        var call = world.stage.call(caller, World.NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);
        call.press("1");
        Awaitility.await().atMost(SOON).until(() -> !rows.offers(rows.contact(caller)).isEmpty());
        return call;
    }
}
