package io.recaller.gateway.sms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.hook.Hooks;
import io.recaller.gateway.peer.NodePeer;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadMessage;
import io.recaller.speech.Language;
import io.recaller.tls.Authorities;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our door for Kannel, a Kannel, and behind it a message centre by node-smpp. */
@Tag("beside")
final class KannelIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int UCS2 = 8;
    private static final int WITH_HEADER = 0x40;
    private static final int RECEIPT = 0x04;

    @TempDir private static Path folder;

    private static final Database db = TestDatabase.fresh();
    private static final Vertx vertx = Vertx.vertx();
    private static NodePeer centre;
    private static KannelBoxes kannel;
    private static SmsRows sms;
    private static Hooks hooks;

    @BeforeAll
    static void open() throws Exception {
        centre = NodePeer.start("smsc.mjs");
        var router = Router.router(vertx);
        var port =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS)
                        .actualPort();
        var ours = URI.create("http://127.0.0.1:" + port);
        kannel =
                KannelBoxes.start(
                        folder,
                        centre.port(),
                        "recaller",
                        "12345",
                        ours + "/sms/kn/t0k%20en%25%26?from=%p&text=%b&charset=%C&coding=%c&id=%I");
        sms =
                new SmsRows(
                        db,
                        new SmsPlan(
                                "kn",
                                SmsPlan.Provider.KANNEL,
                                kannel.url(),
                                "recaller",
                                "12345",
                                "+77272000000",
                                Optional.of(ours),
                                Optional.of("t0k en%&"),
                                2,
                                Optional.empty(),
                                Authorities.ofJava(),
                                new Language("ru")),
                        InstantSource.system());
        hooks =
                new Hooks(
                        SmsDoor.KIND,
                        List.of(
                                new SmsDoor(
                                        sms.plan,
                                        sms.inbox(),
                                        sms.receipts(),
                                        InstantSource.system())),
                        (peer, _) -> peer);
        hooks.mount(router);
        centre.hears("bound");
    }

    @AfterAll
    static void close() throws Exception {
        if (kannel != null) {
            kannel.close();
        }
        if (centre != null) {
            centre.close();
        }
        if (hooks != null) {
            hooks.close();
        }
        vertx.close().await(10, TimeUnit.SECONDS);
        db.close();
    }

    @Test
    void aLongAnswerArrivesWholeAndItsReceiptsComeBack() throws Exception {
        hears("77017770001", "hello");
        var text = "Здравствуйте! 😀 ".repeat(7).strip();
        var seq = sms.say("+77017770001", text);

        sms.sent(seq, new HttpCarrier(sms.plan).carry(new Parcel(seq, "+77017770001", text)));
        var first = centre.hears("submitted");
        var second = centre.hears("submitted");
        for (var segment : List.of(first, second)) {
            if (segment.getInteger("receipt") != 0) {
                centre.does("deliver", receipt(segment.getString("id")));
            }
        }

        assertThat(first.getString("text") + second.getString("text")).isEqualTo(text);
        assertThat(first.getString("to")).endsWith("77017770001");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(sms.with("+77017770001").getLast().state())
                                .isEqualTo(MessageState.DELIVERED));
    }

    @Test
    void oneKnocksWithoutSendingAnything() {
        assertThat(HttpProbe.problem(sms.plan)).isEmpty();
        assertThat(HttpProbe.problem(withPassword("wrong")).orElseThrow())
                .contains("refuses our credentials", "check channels.kn.user and .password");
    }

    private static SmsPlan withPassword(String password) {
        return new SmsPlan(
                "kn",
                SmsPlan.Provider.KANNEL,
                kannel.url(),
                "recaller",
                password,
                "+77272000000",
                Optional.empty(),
                Optional.empty(),
                2,
                Optional.empty(),
                Authorities.ofJava(),
                new Language("ru"));
    }

    private static JsonObject receipt(String id) {
        return new JsonObject()
                .put("from", "77017770001")
                .put("type", RECEIPT)
                .put("receipted", id)
                .put(
                        "text",
                        "id:"
                                + id
                                + " sub:001 dlvrd:001 submit date:2611270400 done date:2611270401"
                                + " stat:DELIVRD err:000 text:");
    }

    @Test
    void lettersOfTheGsmAlphabetGoAndComeAsTheyAre() throws Exception {
        var text = "{price} ~ 5 € & £3 [Ω] à?";
        hears("77017770002", text);

        new HttpCarrier(sms.plan).carry(new Parcel(5, "+77017770002", text));

        assertThat(centre.hears("submitted").getString("text")).isEqualTo(text);
        assertThat(sms.with("+77017770002")).extracting(ThreadMessage::text).containsExactly(text);
    }

    @Test
    void partsInAnyOrderAreOneMessageInTheirOwnLetters() {
        centre.does("deliver", part(2, "ра стоит?"));
        centre.does("deliver", part(1, "Сколько 😀 тепе"));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(sms.with("+77017770003"))
                                .extracting(ThreadMessage::text)
                                .containsExactly("Сколько 😀 тепера стоит?"));
    }

    private static JsonObject part(int number, String text) {
        return new JsonObject()
                .put("from", "77017770003")
                .put("type", WITH_HEADER)
                .put("coding", UCS2)
                .put("header", "0500034d020" + number)
                .put("text", text);
    }

    @Test
    void whatTheCentreRefusesIsFailed() throws Exception {
        hears("77017770004", "hello");
        var seq = sms.say("+77017770004", "hi");
        centre.does("refuse", new JsonObject().put("with", new JsonArray().add(0x0b)));

        sms.sent(seq, new HttpCarrier(sms.plan).carry(new Parcel(seq, "+77017770004", "hi")));
        centre.hears("submitted");

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(sms.with("+77017770004").getLast().state())
                                .isEqualTo(MessageState.FAILED));
    }

    @Test
    void aPasswordThatKannelDoesNotTakeIsForSomebodyToMend() {
        var wrong =
                new SmsPlan(
                        "kn",
                        SmsPlan.Provider.KANNEL,
                        kannel.url(),
                        "recaller",
                        "wrong",
                        "+77272000000",
                        Optional.empty(),
                        Optional.empty(),
                        2,
                        Optional.empty(),
                        Authorities.ofJava(),
                        new Language("ru"));

        var failure =
                catchThrowableOfType(
                        NotSentException.class,
                        () -> new HttpCarrier(wrong).carry(new Parcel(6, "+77017770005", "hi")));

        assertThat(failure.remedy()).isInstanceOf(Remedy.Dead.class);
    }

    /** Somebody writes, and it is a row. */
    private static void hears(String number, String text) {
        centre.does("deliver", new JsonObject().put("from", number).put("text", text));
        await().atMost(SOON).until(() -> !sms.with("+" + number).isEmpty());
    }
}
