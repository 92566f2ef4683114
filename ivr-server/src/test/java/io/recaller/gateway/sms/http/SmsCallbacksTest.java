package io.recaller.gateway.sms.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.hook.HookCall;
import io.recaller.gateway.hook.Hooks;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadMessage;
import io.recaller.speech.Language;
import io.recaller.tls.Authorities;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What providers call back, over HTTP and into real rows. */
class SmsCallbacksTest {
    private static final DatabaseSettings settings = TestDatabase.freshSettings();
    private static final Database db = TestDatabase.into(settings);
    private static final InstantSource clock =
            InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
    private static final SmsRows twilio = rows("tw", SmsPlan.Provider.TWILIO);
    private static final SmsRows infobip = rows("ib", SmsPlan.Provider.INFOBIP);
    private static final SmsRows kannel = rows("kn", SmsPlan.Provider.KANNEL);
    private static final Vertx vertx = Vertx.vertx();
    private static final Hooks hooks =
            new Hooks(
                    SmsDoor.KIND,
                    List.of(door(twilio), door(infobip), door(kannel)),
                    (peer, _) -> peer);
    private static int port;
    private static final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void open() throws Exception {
        var router = Router.router(vertx);
        hooks.mount(router);
        port =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS)
                        .actualPort();
    }

    @AfterAll
    static void close() throws Exception {
        hooks.close();
        vertx.close().await(10, TimeUnit.SECONDS);
        http.close();
        db.close();
    }

    private static SmsRows rows(String name, SmsPlan.Provider provider) {
        return new SmsRows(db, SmsRows.plan(name, provider, "http://127.0.0.1:1"), clock);
    }

    private static SmsDoor door(SmsRows rows) {
        return new SmsDoor(rows.plan, rows.inbox(), rows.receipts(), clock);
    }

    @Test
    void theSignatureIsTheOneThatTwilioPublishes() {
        var plan =
                new SmsPlan(
                        "x",
                        SmsPlan.Provider.TWILIO,
                        URI.create("https://api.twilio.com"),
                        "AC1",
                        "12345",
                        "+1",
                        Optional.of(URI.create("https://mycompany.com")),
                        Optional.empty(),
                        2,
                        Optional.empty(),
                        Authorities.ofJava(),
                        new Language("en"));
        var callback =
                new ProviderCall(
                        "POST",
                        "/myapp.php?foo=1&bar=2",
                        Map.of(
                                "content-type", "application/x-www-form-urlencoded; charset=UTF-8",
                                "x-twilio-signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
                        Optional.empty(),
                        Buffer.buffer(
                                "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234"
                                        + "&From=%2B14158675309&To=%2B18005551212"));

        assertThat(new Twilio(plan).isAuthentic(callback)).isTrue();
    }

    @Test
    void whatTwilioSignsIsARowWhenItIsAnsweredAndOnceHoweverOftenItComes() throws Exception {
        var form = new TreeMap<String, String>();
        form.put("MessageSid", "SM1");
        form.put("From", "+77017770001");
        form.put("To", "+77272000000");
        form.put("Body", "Нет связи 😀 & co");

        var first = twilio("/sms/tw", form, signature("/sms/tw", form));
        var second = twilio("/sms/tw", form, signature("/sms/tw", form));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("<Response/>");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(twilio.with("+77017770001"))
                .extracting(ThreadMessage::text)
                .containsExactly("Нет связи 😀 & co");
    }

    @Test
    void whatIsNotSignedIsRefused() throws Exception {
        var form = new TreeMap<String, String>();
        form.put("MessageSid", "SM2");
        form.put("From", "+77017770002");
        form.put("Body", "hello");

        assertThat(twilio("/sms/tw", form, "AAAA").statusCode()).isEqualTo(403);
        assertThat(twilio("/sms/tw?x=1", form, signature("/sms/tw", form)).statusCode())
                .isEqualTo(403);
        assertThat(get("/sms/kn/wrong?from=%2B77017770002&text=hi").statusCode()).isEqualTo(403);
        assertThat(get("/sms/kn?from=%2B77017770002&text=hi").statusCode()).isEqualTo(403);
        assertThat(get("/sms/none?from=%2B77017770002&text=hi").statusCode()).isEqualTo(404);
        assertThat(twilio.with("+77017770002")).isEmpty();
        assertThat(kannel.with("+77017770002")).isEmpty();
    }

    @Test
    void whatBecameOfAMessageComesTheSameWay() throws Exception {
        twilio("/sms/tw", hello("SM3", "+77017770003"));
        var seq = twilio.say("+77017770003", "hi");
        var path = "/sms/tw?seq=" + seq;
        var form = new TreeMap<String, String>();
        form.put("MessageSid", "SM4");
        form.put("MessageStatus", "undelivered");
        form.put("ErrorCode", "30005");

        var answer = twilio(path, form, signature(path, form));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(twilio.with("+77017770003").getLast().state()).isEqualTo(MessageState.FAILED);
        assertThat(twilio.with("+77017770003").getLast().reason()).contains("30005");
    }

    @Test
    void oneOfInfobipsThatCannotBeReadKeepsOutNoneOfTheOthers() throws Exception {
        var body =
                """
                {"results": [{"messageId": "bad-1", "from": "+77017770010"},
                             {"messageId": "good-1", "from": "+77017770011", "text": "Привет"}]}
                """;

        var answer = post("/sms/ib/t0k%20en", "application/json", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(infobip.with("+77017770011"))
                .extracting(ThreadMessage::text)
                .containsExactly("Привет");
        assertThat(
                        post(
                                        "/sms/ib/t0k%20en",
                                        "application/json",
                                        "{\"results\": [{\"from\": \"+77017770010\"}]}")
                                .statusCode())
                .isEqualTo(400);
    }

    /** Twilio's MMS: its files are told in words. */
    @Test
    void aPictureWithoutWordsIsNoEmptyMessage() throws Exception {
        var form = hello("MM1", "+77017770007");
        form.put("Body", "");
        form.put("NumMedia", "2");
        form.put("MediaContentType0", "image/jpeg");
        form.put("MediaUrl0", "https://api.twilio.com/x");
        form.put("MediaContentType1", "video/mp4");

        twilio("/sms/tw", form);

        assertThat(twilio.with("+77017770007"))
                .extracting(ThreadMessage::text)
                .containsExactly("📎 image/jpeg\n📎 video/mp4");
    }

    @Test
    void infobipTellsSeveralAtOnce() throws Exception {
        var answer =
                post(
                        "/sms/ib/t0k%20en",
                        "application/json",
                        """
                        {"results": [
                          {"messageId": "m1", "from": "385916242493", "to": "77272000000",
                           "text": "QUIZ Ответ", "receivedAt": "2026-10-06T09:28:39.220+0000"},
                          {"messageId": "m2", "from": "77017770004", "text": "1"}
                        ], "messageCount": 2}
                        """);
        infobip.sent(infobip.say("+77017770004", "hi"), "out-1");
        post(
                "/sms/ib/t0k%20en",
                "application/json",
                """
                {"results": [{"messageId": "out-1", "to": "77017770004",
                  "status": {"groupId": 3, "groupName": "DELIVERED", "description": "ok"}}]}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(infobip.with("+385916242493"))
                .extracting(ThreadMessage::text)
                .containsExactly("QUIZ Ответ");
        assertThat(infobip.with("+77017770004").getLast().state())
                .isEqualTo(MessageState.DELIVERED);
    }

    @Test
    void kannelSendsLettersInTheirOwnBytes() throws Exception {
        var bytes =
                HexFormat.of()
                        .withPrefix("%")
                        .withUpperCase()
                        .formatHex("Нет связи 😀 {€}".getBytes(StandardCharsets.UTF_16BE));

        var answer =
                get(
                        "/sms/kn/t0k%20en?from=%2B77017770005&charset=UTF-16BE&coding=2&id=k1&text="
                                + bytes);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(kannel.with("+77017770005"))
                .extracting(ThreadMessage::text)
                .containsExactly("Нет связи 😀 {€}");
    }

    @Test
    void theTokenMayBeShownInAHeader() throws Exception {
        var request =
                HttpRequest.newBuilder(at("/sms/kn?from=%2B77017770006&text=hi+there"))
                        .header("Authorization", "Bearer t0k en")
                        .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(kannel.with("+77017770006"))
                .extracting(ThreadMessage::text)
                .containsExactly("hi there");
    }

    @Test
    void whatCannotBeReadIsToldAndWhatIsTooLongIsNotTaken() throws Exception {
        assertThat(post("/sms/ib/t0k%20en", "application/json", "{").statusCode()).isEqualTo(400);
        assertThat(post("/sms/ib/t0k%20en", "application/json", "{\"results\": 1}").statusCode())
                .isEqualTo(400);
        assertThat(get("/sms/kn/t0k%20en?text=hi").statusCode()).isEqualTo(400);
        assertThat(post("/sms/ib/t0k%20en", "application/json", " ".repeat(70_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void aDoorWithoutItsDatabaseAsksForItOnceMore() throws Exception {
        var away = TestDatabase.freshSettings();
        try (var gone = TestDatabase.into(away)) {
            TestDatabase.shut(away);
            var rows = new SmsRows(gone, kannel.plan, clock);

            var response =
                    door(rows)
                            .hear(
                                    new HookCall(
                                            "GET",
                                            "/sms/kn/t0k%20en?from=7700&text=hi",
                                            Optional.of("t0k en"),
                                            Map.of(),
                                            Buffer.buffer(),
                                            "127.0.0.1"));

            assertThat(response.status()).isEqualTo(503);
        }
    }

    private static SortedMap<String, String> hello(String sid, String from) {
        return new TreeMap<>(Map.of("MessageSid", sid, "From", from, "Body", "hello"));
    }

    private static void twilio(String path, SortedMap<String, String> form) throws Exception {
        assertThat(twilio(path, form, signature(path, form)).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> twilio(
            String path, SortedMap<String, String> form, String signature)
            throws IOException, InterruptedException {
        var body = new StringBuilder();
        form.forEach((name, value) ->
                body.append(body.isEmpty() ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return http.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Twilio-Signature", signature)
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String signature(String path, SortedMap<String, String> form)
            throws GeneralSecurityException {
        var signed = new StringBuilder("https://ivr.example" + path);
        form.forEach((name, value) -> signed.append(name).append(value));
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("12345".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String type, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", type.toLowerCase(Locale.ROOT))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
