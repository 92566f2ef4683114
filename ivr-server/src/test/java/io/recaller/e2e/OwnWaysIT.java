package io.recaller.e2e;

import static io.recaller.db.generated.Tables.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.Stores;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Phone;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an office does with its telephones besides: forwards them, picks up for others, parks. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class OwnWaysIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final String INTRO = "Good day, this is the short line.";

    /** A colleague's number. */
    private static final String DESK = "7000";

    /** Picks up what rings at phone-1. */
    private static final String PICKUP = "7200";

    private static final String PARK = "7300";

    private World world;
    private World.Server server;
    private Stores stores;
    private Rows rows;
    private Puppeteer puppeteer;
    private Phone agents;
    private Phone colleague;
    private DeskClient desk;
    private DeskClient.Wire maria;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 1, 3);
        office(folder);
        var settings = world.settings(1);
        server = world.start(settings);
        stores = world.keep(World.stores(settings));
        rows = new Rows(stores);
        rows.agent("maria", "phone-1", "billing", "language:en");
        agents = world.stage.phone("phone-1");
        colleague = world.stage.phone("phone-2").answersAfter(AT_ONCE);
        puppeteer = world.keep(new Puppeteer(folder.resolve("stage")));
    }

    /** What an operator's own Asterisk has besides ours. */
    private void office(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("pbx/etc/res_parking.conf"),
                """
                [general]
                [default]
                parkpos => 7301-7309
                context => parked
                parkingtime => 300
                """);
        for (var command :
                List.of(
                        "module load res_pjsip_refer.so",
                        "module load app_directed_pickup.so",
                        "module load res_parking.so",
                        "dialplan add extension 7000,1,Dial(PJSIP/phone-2) into from-phones",
                        "dialplan add extension 7300,1,Park() into from-phones",
                        "dialplan add extension 7300,1,Park() into from-trunk",
                        "dialplan add extension 7200,1,PickupChan(PJSIP/phone-1) into"
                                + " from-trunk")) {
            world.cli().run(command);
        }
    }

    @BeforeEach
    void sitDown() throws InterruptedException {
        agents.answersAfter(AT_ONCE);
        desk = server.desk();
        desk.signIn("maria", Rows.PASSWORD);
        maria = desk.connect();
        maria.next("state");
    }

    @AfterEach
    void goHome() {
        desk.signOut();
        desk.close();
    }

    @AfterAll
    void end() {
        world.close();
    }

    /** Where a forwarded call goes Asterisk tells nothing of ours: nobody would be bridged. */
    @Test
    void aPhoneThatForwardsIsOneThatDoesNotAnswer() throws Exception {
        agents.neverAnswers();
        var caller = inTheQueue("+77071000101");
        var contact = open();
        var elsewhere = colleague.calls();

        maria.send("ready");
        agents.awaitRinging(SOON);
        puppeteer.sendAway("phone-1", here(DESK));

        maria.state("not-ready");
        assertThat(isOpen(contact)).isTrue();
        assertThat(colleague.calls()).isEqualTo(elsewhere);
        agents.answersAfter(AT_ONCE);
        maria.send("ready");
        agents.awaitTalking(SOON);
        maria.state("talking");
        endsServed(caller, contact);
    }

    @Test
    void whoPicksUpForTheAgentTalksWithTheCaller() throws Exception {
        agents.neverAnswers();
        var caller = inTheQueue("+77071000102");
        var contact = open();
        maria.send("ready");
        agents.awaitRinging(SOON);

        var picker = world.stage.call("+77071000103", PICKUP);

        maria.state("talking");
        Ear.listen(Duration.ofSeconds(2));
        assertThat(isOpen(contact)).isTrue();
        endsServed(caller, contact);
        picker.awaitEnd(SOON);
    }

    /** All who are parked are in one bridge, and none of them talks with another. */
    @Test
    void whomTheAgentParksIsTakenForNobodysPartnerAndServedUntilTheyHangUp() throws Exception {
        var other = world.stage.call("+77071000105", PARK);
        other.awaitAnswered(SOON);
        var caller = inTheQueue("+77071000104");
        var contact = open();
        maria.send("ready");
        agents.awaitTalking(SOON);
        maria.state("talking");

        puppeteer.sendAway("phone-1", here(PARK));

        finish(maria.state("wrap-up").getString("id"));
        Ear.listen(Duration.ofSeconds(5));
        assertThat(isOpen(contact)).isTrue();
        assertThat(marked(contact)).hasSize(1);
        other.hangUp();
        Ear.listen(Duration.ofSeconds(1));
        assertThat(isOpen(contact)).isTrue();
        caller.hangUp();
        Awaitility.await().atMost(SOON).until(() -> !isOpen(contact));
        assertThat(reason(contact)).isEqualTo("served");
    }

    /** Follow-me, a number outside: what rings is not what talks in the end. */
    @Test
    void whoseTelephoneIsADetourTalksUntilTheCallerHangsUp() throws Exception {
        rows.agentAt("oleg", "Local/7000@from-phones", "billing", "language:en");
        try (var his = server.desk()) {
            his.signIn("oleg", Rows.PASSWORD);
            var oleg = his.connect();
            oleg.next("state");
            var caller = inTheQueue("+77071000106");
            var contact = open();

            oleg.send("ready");
            colleague.awaitTalking(SOON);
            oleg.state("talking");

            assertThat(oleg.staysWithout(OwnWaysIT::tellsOfAnEnd, Duration.ofSeconds(4))).isTrue();
            assertThat(isOpen(contact)).isTrue();
            caller.hangUp();
            oleg.state("wrap-up");
            Awaitility.await().atMost(SOON).until(() -> !isOpen(contact));
            assertThat(reason(contact)).isEqualTo("served");
            his.signOut();
        }
    }

    private static boolean tellsOfAnEnd(JsonObject message) {
        return message.encode().contains("\"wrap-up\"");
    }

    /** Channels with the contact on them. */
    private List<String> marked(UUID contact) throws IOException {
        return world.cli()
                .run("core show channels concise")
                .lines()
                .map(line -> line.split("!", 2)[0])
                .filter(name -> name.startsWith("PJSIP/"))
                .filter(name -> show(name).contains("RECALLER_CONTACT=" + contact))
                .toList();
    }

    private String show(String channel) {
        return world.cli().run("core show channel " + channel);
    }

    private void finish(String assignment) throws InterruptedException {
        maria.send(
                "disposition",
                "assignment",
                assignment,
                "topic",
                "billing.tv",
                "disposition",
                "resolved",
                "ready",
                false);
        maria.state("not-ready");
    }

    private void endsServed(Call caller, UUID contact) throws InterruptedException {
        caller.hangUp();
        finish(maria.state("wrap-up").getString("id"));
        Awaitility.await().atMost(SOON).until(() -> !isOpen(contact));
        assertThat(reason(contact)).isEqualTo("served");
    }

    private String here(String exten) {
        return "sip:" + exten + "@127.0.0.1:" + world.pbx.ports().sip();
    }

    private Call inTheQueue(String number) {
        var call = world.stage.call(number, World.NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(number, "main", "");
        Ear.listenTo(INTRO);
        call.press("1");
        rows.awaitPlace(number, "billing", "");
        return call;
    }

    /** The newest contact that has not ended. */
    private UUID open() {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.ID)
                                .from(CONTACT)
                                .where(CONTACT.ENDED_AT.isNull())
                                .orderBy(CONTACT.STARTED_AT.desc())
                                .limit(1)
                                .fetchSingle(row -> row.value1()));
    }

    private boolean isOpen(UUID contact) {
        return reason(contact).isEmpty();
    }

    private String reason(UUID contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.END_REASON)
                                .from(CONTACT)
                                .where(CONTACT.ID.eq(contact))
                                .fetchOptional(CONTACT.END_REASON)
                                .orElse(""));
    }
}
