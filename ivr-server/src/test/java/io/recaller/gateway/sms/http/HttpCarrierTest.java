package io.recaller.gateway.sms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of a provider that speaks HTTP, and what its answers mean. */
class HttpCarrierTest {
    private static final Parcel PARCEL = new Parcel(42, "+77011234567", "Привет & пока");

    private record Asked(String method, String target, String authorization, String body) {}

    private final AtomicReference<Asked> asked = new AtomicReference<>();
    private HttpServer provider;
    private volatile int status = 200;
    private volatile String answer = "";

    @BeforeEach
    void open() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/",
                exchange -> {
                    asked.set(
                            new Asked(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI().toString(),
                                    String.valueOf(
                                            exchange.getRequestHeaders().getFirst("Authorization")),
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8)));
                    var bytes = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Retry-After", "7");
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        provider.start();
    }

    @AfterEach
    void close() {
        provider.stop(0);
    }

    private HttpCarrier carrier(SmsPlan.Provider shape) {
        return new HttpCarrier(plan(shape));
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO, /2010-04-01/Accounts/AC42.json, Basic QUM0MjoxMjM0NQ==",
        "INFOBIP, /account/1/balance, App 12345",
        "KANNEL, '/?username=AC42&password=12345', null"
    })
    void oneKnocksWithoutSendingAnything(SmsPlan.Provider shape, String target, String shown) {
        assertThat(HttpProbe.problem(plan(shape))).isEmpty();

        assertThat(asked.get()).isEqualTo(new Asked("GET", target, shown, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO, 401, 'credentials (HTTP 401); check channels.sms.user and .password'",
        "INFOBIP, 401, 'credentials (HTTP 401); check channels.sms.user and .password'",
        "KANNEL, 403, 'credentials (HTTP 403); check channels.sms.user and .password'",
        "TWILIO, 404, 'no such address (HTTP 404); check channels.sms.url and .user'",
        "TWILIO, 503, HTTP 503",
        "INFOBIP, 302, 'the address leads elsewhere (HTTP 302); check channels.sms.url'"
    })
    void whoDoesNotLetUsInIsTold(SmsPlan.Provider shape, int answered, String words) {
        status = answered;

        assertThat(HttpProbe.problem(plan(shape)).orElseThrow()).contains(words);
    }

    /** Kannel misses a receiver; a key may send and ask nothing; others only know how to send. */
    @ParameterizedTest
    @CsvSource({"KANNEL, 400", "INFOBIP, 403", "INFOBIP, 404", "TWILIO, 405"})
    void whoLetsUsInAndDoesNotAnswerIsFine(SmsPlan.Provider shape, int answered) {
        status = answered;

        assertThat(HttpProbe.problem(plan(shape))).isEmpty();
    }

    @Test
    void whoIsNotThereIsTold() {
        provider.stop(0);

        assertThat(HttpProbe.problem(plan(SmsPlan.Provider.KANNEL)).orElseThrow())
                .startsWith("the provider cannot be reached at http://127.0.0.1:")
                .endsWith("check channels.sms.url and the network")
                .doesNotContain("12345");
    }

    private SmsPlan plan(SmsPlan.Provider shape) {
        return SmsRows.plan("sms", shape, "http://127.0.0.1:" + provider.getAddress().getPort());
    }

    @Test
    void twilioIsAskedByAForm() throws NotSentException {
        status = 201;
        answer = "{\"sid\": \"SM42\", \"status\": \"queued\"}";

        var id = carrier(SmsPlan.Provider.TWILIO).carry(PARCEL);

        assertThat(id).isEqualTo("SM42");
        assertThat(asked.get().method()).isEqualTo("POST");
        assertThat(asked.get().target()).isEqualTo("/2010-04-01/Accounts/AC42/Messages.json");
        assertThat(asked.get().authorization()).isEqualTo("Basic QUM0MjoxMjM0NQ==");
        assertThat(asked.get().body())
                .startsWith("To=%2B77011234567&From=%2B77272000000&Body=%D0%9F")
                .contains("%20%26%20")
                .endsWith("&StatusCallback=https%3A%2F%2Fivr.example%2Fsms%2Fsms%3Fseq%3D42");
    }

    @Test
    void infobipIsAskedInJson() throws NotSentException {
        answer =
                """
                {"messages": [{"messageId": "ib-1", "destination": "77011234567",
                  "status": {"groupId": 1, "groupName": "PENDING"}}]}
                """;

        var id = carrier(SmsPlan.Provider.INFOBIP).carry(PARCEL);

        assertThat(id).isEqualTo("ib-1");
        assertThat(asked.get().target()).isEqualTo("/sms/3/messages");
        assertThat(asked.get().authorization()).isEqualTo("App 12345");
        assertThat(asked.get().body())
                .contains("\"to\":\"77011234567\"", "\"text\":\"Привет & пока\"")
                .contains("\"callbackData\":\"42\"", "https://ivr.example/sms/sms/t0k%20en");
    }

    @Test
    void kannelIsAskedByAQuery() throws NotSentException {
        status = 202;
        answer = "0: Accepted for delivery";

        var id = carrier(SmsPlan.Provider.KANNEL).carry(PARCEL);

        assertThat(id).isEqualTo("seq-42");
        assertThat(asked.get().method()).isEqualTo("GET");
        assertThat(asked.get().target())
                .contains("username=AC42", "password=12345", "to=%2B77011234567", "coding=2")
                .contains("receipt%3D42%26type%3D%25d%26reason%3D%25A");
    }

    @ParameterizedTest
    @CsvSource({"429, 7", "503, 7", "500, 7", "408, 5"})
    void whoIsBusyIsAskedAgain(int code, int seconds) {
        status = code;

        assertThat(remedy(SmsPlan.Provider.TWILIO))
                .isInstanceOfSatisfying(
                        Remedy.Again.class,
                        again -> assertThat(again.after()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"401, TWILIO", "403, KANNEL", "401, INFOBIP", "404, INFOBIP", "302, KANNEL"})
    void whatSomebodyMustMendIsDeadUntilThen(int code, SmsPlan.Provider shape) {
        status = code;

        assertThat(remedy(shape))
                .isInstanceOfSatisfying(
                        Remedy.Dead.class,
                        dead -> assertThat(dead.why()).contains("check channels.sms.", "" + code));
    }

    @Test
    void aProviderThatIsSomebodyElseIsDead() {
        answer = "<html>welcome</html>";

        assertThat(remedy(SmsPlan.Provider.TWILIO)).isInstanceOf(Remedy.Dead.class);
        assertThat(remedy(SmsPlan.Provider.INFOBIP)).isInstanceOf(Remedy.Dead.class);
        assertThat(remedy(SmsPlan.Provider.KANNEL)).isInstanceOf(Remedy.Dead.class);
    }

    @Test
    void whatIsRefusedForGoodIsGivenUpInPlainWords() {
        status = 400;
        answer = "{\"code\": 21610, \"message\": \"Attempt to send to unsubscribed recipient\"}";
        assertThat(remedy(SmsPlan.Provider.TWILIO).toString())
                .contains("GiveUp", "want no messages");

        answer = "{\"code\": 21211, \"message\": \"The 'To' number is not valid\"}";
        assertThat(remedy(SmsPlan.Provider.TWILIO).toString()).contains("GiveUp", "is not valid");

        status = 200;
        answer =
                """
                {"messages": [{"messageId": "x", "status": {"groupId": 5,
                  "description": "Destination blacklisted"}}]}
                """;
        assertThat(remedy(SmsPlan.Provider.INFOBIP).toString()).contains("GiveUp", "blacklisted");
    }

    @Test
    void nobodyThereIsAskedAgain() {
        provider.stop(0);

        assertThat(remedy(SmsPlan.Provider.KANNEL)).isInstanceOf(Remedy.Again.class);
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() {
        answer = "x".repeat(200_000);

        assertThat(remedy(SmsPlan.Provider.KANNEL)).isInstanceOf(Remedy.Again.class);
    }

    private Remedy remedy(SmsPlan.Provider shape) {
        return catchThrowableOfType(NotSentException.class, () -> carrier(shape).carry(PARCEL))
                .remedy();
    }
}
