package io.recaller.e2e;

import static io.recaller.db.generated.Tables.TRANSFER;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.Stores;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.lab.sound.Melody;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Phone;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents who put callers on hold, consult each other and hand callers over, from the desk. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HandoverIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration RING_FOR = Duration.ofSeconds(3);
    private static final Duration MARGIN = Duration.ofMillis(700);

    // None of them is near one of the hold music's.
    private static final int CALLER = 1610;
    private static final int MARIA = 1130;
    private static final int OLEG = 830;

    private World world;
    private World.Server server;
    private Stores stores;
    private Rows rows;
    private Path callersTone;
    private Phone first;
    private Phone second;
    private DeskClient hers;
    private DeskClient his;
    private DeskClient.Wire maria;
    private DeskClient.Wire oleg;
    private Instant answeredAt = Instant.EPOCH;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 1, 3);
        for (var command :
                List.of(
                        "dialplan add extension _77XX,1,Dial(PJSIP/phone-2) into outside",
                        "dialplan add extension _78XX,1,Busy(1) into outside")) {
            world.cli().run(command);
        }
        var settings =
                world.settings(
                        1,
                        "routing: {ring-for: " + RING_FOR.toSeconds() + "s, desk-lease: 60s}",
                        "queues: {main: {steps: [{for: 1s}]}, support: {steps: [{skills: {tv: 1},"
                                + " for: 10m}]}}",
                        "transfers: {outside: {prefixes: [\"77\", 78],"
                                + " dial: \"Local/{number}@outside\"}}");
        server = world.start(settings);
        stores = world.keep(World.stores(settings));
        rows = new Rows(stores);
        rows.agent("maria", "phone-1", "billing", "language:en");
        rows.agent("oleg", "phone-2", "tv", "language:en");
        callersTone = tone(folder.resolve("caller.wav"), CALLER);
        first = world.stage.phone("phone-1").says(tone(folder.resolve("maria.wav"), MARIA));
        second = world.stage.phone("phone-2").says(tone(folder.resolve("oleg.wav"), OLEG));
    }

    private static Path tone(Path file, int hertz) throws IOException {
        return new Melody(List.of(hertz), Duration.ofSeconds(4)).write(file);
    }

    @BeforeEach
    void bothSitDown() throws InterruptedException {
        first.answersAfter(Duration.ZERO);
        second.answersAfter(Duration.ZERO);
        hers = server.desk();
        his = server.desk();
        maria = ready(hers, "maria");
        oleg = ready(his, "oleg");
    }

    private static DeskClient.Wire ready(DeskClient desk, String login)
            throws InterruptedException {
        desk.signIn(login, Rows.PASSWORD);
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
    }

    @Test
    void whoIsConsultedIsHeardByTheAgentOnlyUntilAllThreeTalkAndTheAgentLeaves() throws Exception {
        var call = talkingWithMaria("+77060000001");
        var talk = maria.state("talking").getString("id");

        maria.send("consult", "assignment", talk, "to", agent("oleg"), "note", "wants a refund");
        var card = oleg.next("card").getJsonObject("card");
        second.awaitTalking(SOON);
        at(maria, "consulting");
        var consulting = listen(3);
        maria.send("take-back", "assignment", talk);
        at(maria, "over");
        var back = listen(3);
        finish(oleg);
        oleg.state("ready");
        maria.send("consult", "assignment", talk, "to", agent("oleg"));
        at(maria, "consulting");
        maria.send("conference", "assignment", talk);
        at(maria, "conference");
        var three = listen(4);
        maria.send("complete", "assignment", talk);
        maria.state("wrap-up");
        var alone = listen(3);
        call.hangUp();
        oleg.state("wrap-up");

        assertThat(card.getJsonObject("sentBy"))
                .isEqualTo(new JsonObject().put("name", "maria").put("note", "wants a refund"));
        var heard = call.heard();
        assertThat(share(heard, MARIA, consulting)).isZero();
        assertThat(share(heard, OLEG, consulting)).isZero();
        assertThat(share(heard, MARIA, back)).isGreaterThan(0.4);
        assertThat(share(heard, OLEG, back)).isZero();
        assertThat(share(heard, MARIA, three)).isGreaterThan(0.4);
        assertThat(share(heard, OLEG, three)).isGreaterThan(0.4);
        assertThat(share(heard, MARIA, alone)).isZero();
        assertThat(share(heard, OLEG, alone)).isGreaterThan(0.4);
        assertThat(Ear.longestSilence(heard, consulting.from(), consulting.to()))
                .isLessThan(Duration.ofSeconds(1));
        assertThat(Tones.share(first.heard(), OLEG, Duration.ZERO, Duration.ofMinutes(1)))
                .isGreaterThan(0.2);
        assertThat(Tones.share(first.heard(), CALLER, Duration.ZERO, Duration.ofMinutes(1)))
                .isGreaterThan(0.2);
        assertThat(Tones.share(second.heard(), CALLER, Duration.ZERO, Duration.ofMinutes(1)))
                .isGreaterThan(0.2);
        assertThat(Tones.share(second.heard(), MARIA, Duration.ZERO, Duration.ofMinutes(1)))
                .isGreaterThan(0.2);
        assertThat(rows.ended("+77060000001").servedBy()).isEqualTo("oleg");
        assertThat(outcomes("+77060000001")).containsExactly("taken-back", "completed");
        assertThat(rows.offers(rows.contact("+77060000001")))
                .containsExactly("maria answered", "oleg answered", "oleg answered");
    }

    @Test
    void theCardGoesAlongThroughAQueueToAnAgentAndByAConsultation() throws Exception {
        var caller = "+77060000002";
        var call = talkingWithMaria(caller);
        var talk = maria.state("talking").getString("id");

        maria.send(
                "transfer",
                "assignment",
                talk,
                "to",
                new JsonObject().put("queue", "support"),
                "note",
                "TV since Monday");
        maria.state("wrap-up");
        var his = oleg.next("card").getJsonObject("card");
        var second = oleg.state("talking").getString("id");
        finish(maria);
        maria.state("ready");
        oleg.send("transfer", "assignment", second, "to", agent("maria"), "note", "back to you");
        oleg.state("wrap-up");
        var hers = maria.next("card").getJsonObject("card");
        var third = maria.state("talking").getString("id");
        finish(oleg);
        oleg.state("ready");
        maria.send("consult", "assignment", third, "to", agent("oleg"));
        at(maria, "consulting");
        maria.send("complete", "assignment", third);
        maria.state("wrap-up");
        var withOleg = listen(3);
        call.hangUp();
        oleg.state("wrap-up");

        assertThat(his.getJsonObject("sentBy").getString("note")).isEqualTo("TV since Monday");
        assertThat(his.getJsonObject("why").getString("topic")).isEqualTo("billing");
        assertThat(hers.getJsonObject("sentBy"))
                .isEqualTo(new JsonObject().put("name", "oleg").put("note", "back to you"));
        assertThat(share(call.heard(), OLEG, withOleg)).isGreaterThan(0.4);
        assertThat(rows.offers(rows.contact(caller)))
                .containsExactly(
                        "maria answered", "oleg answered", "maria answered", "oleg answered");
        assertThat(queues(caller))
                .containsExactly("main answered", "support answered", "support answered");
        assertThat(outcomes(caller)).containsExactly("queued", "queued", "completed");
        assertThat(rows.ended(caller).servedBy()).isEqualTo("oleg");
    }

    @Test
    void nobodyIsLeftAloneWhenTheOtherDoesNotAnswerOrThePageOrThePhoneFails() throws Exception {
        var caller = "+77060000003";
        var call = talkingWithMaria(caller);
        var talk = maria.state("talking").getString("id");
        second.neverAnswers();

        maria.send("consult", "assignment", talk, "to", agent("oleg"));
        var notAnswered = at(maria, "over");
        assertThat(notAnswered.getString("outcome")).isEqualTo("no-answer");
        var back = listen(3);
        var setAside = oleg.state("not-ready").getString("reason");
        maria.send("hold", "assignment", talk);
        at(maria, "on-hold");
        var held = listen(2);
        maria.abort();
        first.press("5");
        Awaitility.await().atMost(SOON).until(() -> outcomes(caller).contains("taken-back"));
        var keyed = listen(3);
        maria = hers.connect();
        maria.state("talking");
        maria.send("hold", "assignment", talk);
        at(maria, "on-hold");
        listen(1);
        second.answersAfter(Duration.ZERO);
        oleg.send("ready");
        first.hangUp();
        oleg.state("talking");
        var withOleg = listen(3);
        call.hangUp();
        oleg.state("wrap-up");

        assertThat(setAside).isEqualTo("rona");
        assertThat(share(call.heard(), MARIA, back)).isGreaterThan(0.4);
        assertThat(share(call.heard(), MARIA, held)).isZero();
        assertThat(share(call.heard(), MARIA, keyed)).isGreaterThan(0.4);
        assertThat(share(call.heard(), OLEG, withOleg)).isGreaterThan(0.4);
        assertThat(outcomes(caller)).containsExactly("no-answer", "taken-back", "queued");
    }

    /**
     * Asterisk takes the agent into the talk with whom they consult while the dialplan is slow. The
     * last one: it is read anew, without what was added for the others.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    void whoHangsUpWhileTakenIntoAConsultationHasHandedTheCallerOver() throws Exception {
        var caller = "+442079460005";
        var call = talkingWithMaria(caller);
        var talk = maria.state("talking").getString("id");
        second.neverAnswers();
        try (var _ = world.slow("recaller-agent-ended", "exten => s,1,")) {
            maria.send("consult", "assignment", talk, "to", agent("oleg"));
            second.awaitRinging(SOON);

            first.hangUp();
            first.awaitIdle(SOON);
            second.answer();
            second.awaitTalking(SOON);
            maria.state("wrap-up");
            var withOleg = listen(4);
            call.hangUp();
            oleg.state("wrap-up");

            assertThat(share(call.heard(), OLEG, withOleg)).isGreaterThan(0.3);
            assertThat(rows.ended(caller).servedBy()).isEqualTo("oleg");
        }
    }

    @Test
    void aNumberOutsideIsDialledOnlyWhereSettingsAllowItAndOneThatIsBusyLeadsBackToTheQueue()
            throws Exception {
        var caller = "+77060000004";
        var call = talkingWithMaria(caller);
        var talk = maria.state("talking").getString("id");

        maria.send("transfer", "assignment", talk, "to", number("+1 900 555 01 00"));
        var refused = maria.next("error").getString("problem");
        oleg.send("not-ready");
        oleg.state("not-ready");
        maria.send("transfer", "assignment", talk, "to", number("78-00"));
        maria.state("wrap-up");
        finish(maria);
        var again = maria.state("talking").getString("id");
        maria.send("transfer", "assignment", again, "to", number("7 701"));
        maria.state("wrap-up");
        second.awaitTalking(SOON);
        var outside = listen(3);
        call.hangUp();
        second.awaitIdle(SOON);

        assertThat(refused).isEqualTo("number-not-allowed");
        assertThat(share(call.heard(), OLEG, outside)).isGreaterThan(0.4);
        assertThat(outcomes(caller)).containsExactly("queued", "completed");
        assertThat(rows.ended(caller).reason()).isEqualTo("customer talk hung-up");
    }

    private record Heard(Duration from, Duration to) {}

    /** A while in which all speak; nothing at its ends is looked at. */
    private Heard listen(int seconds) throws InterruptedException {
        var from = Duration.between(answeredAt, Instant.now()).plus(MARGIN);
        Ear.listen(Duration.ofSeconds(seconds));
        return new Heard(
                from, Duration.between(answeredAt, Instant.now()).minus(MARGIN.dividedBy(2)));
    }

    private static double share(Path recording, int hertz, Heard when) {
        return Tones.share(recording, hertz, when.from(), when.to());
    }

    private static JsonObject agent(String login) {
        return new JsonObject().put("agent", login);
    }

    private static JsonObject number(String typed) {
        return new JsonObject().put("number", typed);
    }

    private Call talkingWithMaria(String caller) throws InterruptedException {
        var call = world.stage.call(caller, World.NUMBER);
        call.awaitAnswered(SOON);
        answeredAt = Instant.now();
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo("Good day, this is the short line.");
        call.press("1");
        first.awaitTalking(SOON);
        call.says(callersTone);
        return call;
    }

    /** What is told of the first contact in hand once it is so far. */
    private static JsonObject at(DeskClient.Wire wire, String stage) throws InterruptedException {
        while (true) {
            var held = wire.next("state").getJsonArray("assignments");
            var told = held.isEmpty() ? null : held.getJsonObject(0).getJsonObject("transfer");
            if (told != null && stage.equals(told.getString("state"))) {
                return told;
            }
        }
    }

    /** They are ready from then on, or rung at once: only the last is told for sure. */
    private static void finish(DeskClient.Wire wire) throws InterruptedException {
        wire.send("ping");
        wire.send(
                "disposition",
                "assignment",
                wire.state("wrap-up").getString("id"),
                "topic",
                "billing.tv",
                "disposition",
                "resolved",
                "ready",
                true);
    }

    private List<String> outcomes(String caller) {
        var contact = rows.contact(caller).id();
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(TRANSFER.OUTCOME)
                                .from(TRANSFER)
                                .where(TRANSFER.CONTACT_ID.eq(contact), TRANSFER.STATE.eq("closed"))
                                .orderBy(TRANSFER.ASKED_AT)
                                .fetch(row -> row.value1()));
    }

    private List<String> queues(String caller) {
        UUID contact = rows.contact(caller).id();
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(WAITING_CONTACT.QUEUE, WAITING_CONTACT.OUTCOME)
                                .from(WAITING_CONTACT)
                                .where(WAITING_CONTACT.CONTACT_ID.eq(contact))
                                .orderBy(WAITING_CONTACT.LEFT_AT)
                                .fetch(row -> row.value1() + " " + row.value2()));
    }
}
