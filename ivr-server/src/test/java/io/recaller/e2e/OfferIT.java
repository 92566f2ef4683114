package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recaller.db.TestDatabase;
import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Somebody with an open request is asked about it before the list, on a real call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class OfferIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PIN = "135799";
    private static final String ACCOUNT = "50046982";
    private static final String KEY = "first-call-key";
    private static final String KEY_HASH =
            "92faabb0ab5ba6103551ff53d7b05105" + "9f354a15f203f328358294fca73cd66a";

    private static final String INTRO = "Good day, this is the line with offers.";
    private static final String OFFER = "To go on with your recent request, press star.";
    private static final String INTERNET = "For the internet at home, press one.";
    private static final String INVOICE = "For your monthly invoice, press two.";
    private static final String MOBILE = "For a mobile telephone, press three.";
    private static final String OTHER = "For all other matters, press zero.";
    private static final String TROUBLE = "For trouble with the line, press one.";
    private static final String NO_LINE = "For no connection at all, press one.";
    private static final String ASK_PIN = "Please key your secret code now.";
    private static final String ASK_ACCOUNT = "Please key the account number of your line.";
    private static final String READ_BACK = "The account of your line ends in";
    private static final String ENGINEER = "One moment, a repair engineer.";
    private static final String[] ALL = {
        INTRO,
        OFFER,
        INTERNET,
        INVOICE,
        MOBILE,
        OTHER,
        TROUBLE,
        NO_LINE,
        ASK_PIN,
        ASK_ACCOUNT,
        READ_BACK,
        ENGINEER
    };

    private World world;
    private World.Server server;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path folder) {
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 1, 3);
        var settings = world.settings(1, "api: {keys: {crm: " + KEY_HASH + "}}");
        server = world.start(settings);
        rows = new Rows(world.keep(World.stores(settings)));
    }

    @AfterAll
    void end() {
        world.close();
    }

    @Test
    void whoTakesItProvesAndIsThereWithTwoLevelsAndTheAccountSkipped() throws Exception {
        var caller = somebodyWithARequest("+77050000001");
        var call = ring(caller);

        Ear.listenTo(INTRO, OFFER);
        call.press("*");
        rows.awaitPlace(caller, "pin", "");
        Ear.listenTo(ASK_PIN);
        call.press(PIN);
        rows.awaitPlace(caller, "engineer", "");
        Ear.listenTo(ENGINEER);
        call.hangUp();
        call.awaitEnd(SOON);

        var contact = rows.ended(caller);
        assertThat(Ear.words(call.heard(), ALL)).containsExactly(INTRO, OFFER, ASK_PIN, ENGINEER);
        assertThat(rows.data(contact)).containsEntry("account", ACCOUNT);
        assertThat(rows.trust(contact)).isEqualTo("verified");
        assertThat(contact.topic()).isEqualTo("outage");
        assertThat(rows.impressions(contact))
                .singleElement()
                .satisfies(menu -> {
                    assertThat(menu.key()).isEqualTo("*");
                    assertThat(menu.outcome()).isEqualTo("offer_taken");
                });
    }

    @Test
    void aDigitInTheMiddleOfItDeclinesItAndIsEnteredAtOnce() throws Exception {
        var caller = somebodyWithARequest("+77050000002");
        var call = ring(caller);

        Ear.listenTo(INTRO);
        Ear.listen(Duration.ofMillis(700));
        call.press("1");
        rows.awaitPlace(caller, "internet", "");
        Ear.listenTo(TROUBLE);
        call.hangUp();
        call.awaitEnd(SOON);

        var contact = rows.ended(caller);
        var heard = Ear.heard(call.heard(), ALL);
        assertThat(heard).extracting(HeardPrompt::prompt).containsExactly(INTRO, OFFER, TROUBLE);
        assertThat(heard.get(1).heardFor())
                .as("the offer is cut off")
                .isLessThan(Recording.read(World.prompt(OFFER)).length());
        assertThat(rows.impressions(contact))
                .extracting(Rows.Impression::node, Rows.Impression::outcome)
                .startsWith(tuple("main", "chosen"));
    }

    @Test
    void whoSaysNothingHearsTheListAndNothingInItTellsWhatTheOfferWasAbout() throws Exception {
        var caller = somebodyWithARequest("+77050000003");
        var call = ring(caller);

        Ear.listenTo(INTRO, OFFER, INTERNET, INVOICE, MOBILE, OTHER);
        call.hangUp();
        call.awaitEnd(SOON);

        var contact = rows.ended(caller);
        var heard = Ear.words(call.heard(), ALL);
        assertThat(heard).containsExactly(INTRO, OFFER, INTERNET, INVOICE, MOBILE, OTHER);
        assertThat(rows.impressions(contact))
                .singleElement()
                .satisfies(menu -> {
                    assertThat(menu.order()).startsWith("internet").endsWith("anything");
                    assertThat(menu.outcome()).isEqualTo("hung_up");
                });
    }

    private Call ring(String caller) {
        var call = world.stage.call(caller, World.OFFERS);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        return call;
    }

    /** Has a PIN, a known account, a repair open since yesterday, and has called about it. */
    private String somebodyWithARequest(String number) throws Exception {
        rows.customer(number, PIN, ACCOUNT);
        rows.called(number, "outage");
        var request =
                new JsonObject()
                        .put("handle", "tel:" + number)
                        .put("kind", "repair")
                        .put("topic", "outage")
                        .put("status", "open")
                        .put("openedAt", Instant.now().minus(Duration.ofDays(1)).toString());
        var port = server.settings().web().port();
        var put =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/api/v1/requests/crm/"
                                                + number.substring(1)))
                        .header("Authorization", "Bearer " + KEY)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(request.encode()))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(put, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
        return number;
    }
}
