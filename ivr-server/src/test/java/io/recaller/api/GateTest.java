package io.recaller.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.menu.planner.Layout;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request must pass before the memory is asked. */
class GateTest {
    private static final String CONTACT =
            """
            {"contacts":[{"source":"webchat","externalId":"1","handles":["tel:+77011234567"],
             "nature":"interaction","direction":"inbound","channel":"chat",
             "startedAt":"2026-05-11T09:00:00Z"}]}
            """;
    private static final MenuPreview NO_MENUS = (_, _, _) -> Optional.empty();
    private static final Fixture FIXTURE = new Fixture();

    private static final Served served = Served.api(FIXTURE.api());

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void theContractIsServedToEverybody() {
        var reply = served.send(served.anonymous("/api/v1/openapi.yaml"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("openapi: 3.1.0");
    }

    @Test
    void pathsOutsideTheApiPassThrough() {
        assertThat(served.send(served.anonymous("/desk")).text()).isEqualTo("the desk");
    }

    @Test
    void aContactIsTaken() {
        var reply = served.post("/api/v1/contacts", CONTACT);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getJsonArray("results")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"''", "Bearer", "Bearer wrong", "Basic dXNlcjpwYXNz", "bearer 9d1f"})
    void withoutAValidKeyNothingIsServed(String authorization) {
        var request = served.anonymous("/api/v1/customers?handle=tel:112");

        var reply = served.send(request.header("Authorization", authorization));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.problem()).isEqualTo("unauthorized");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void whenNoKeyIsConfiguredNobodyMayEnter() {
        try (var closed =
                Served.api(FIXTURE.api(new ApiKeys(Map.of()), ApiLimits.defaults(), NO_MENUS))) {
            assertThat(closed.post("/api/v1/contacts", CONTACT).status()).isEqualTo(401);
        }
    }

    @Test
    void aHashThatIsNoneIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> new ApiKeys(Map.of("crm", ApiKey.unlisted("changeme"))))
                .hasMessageContaining("api.keys.crm")
                .hasMessageContaining("sha256sum");
    }

    @Test
    void anUnknownPathIsNotFound() {
        assertThat(served.get("/api/v1/nothing").problem()).isEqualTo("not-found");
        assertThat(served.get("/api/v1/nothing").status()).isEqualTo(404);
    }

    @Test
    void anotherMethodIsNotAllowedAndTheRightOneIsNamed() {
        var reply = served.delete("/api/v1/contacts");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.problem()).isEqualTo("method-not-allowed");
        assertThat(reply.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
    }

    @Test
    void anotherMediaTypeIsNotSupported() {
        var request = served.request("/api/v1/contacts").header("Content-Type", "text/plain");

        var reply = served.send(request.POST(BodyPublishers.ofString(CONTACT)));

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.problem()).isEqualTo("unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=utf-16, 415",
        "application/json; charset=windows-1251, 415",
        "application/merge-patch+json; charset=klingon, 415",
        "application/json; charset=\"UTF-8\", 200",
        "application/json;charset=utf8, 200"
    })
    void aBodyThatSaysThatItIsNotUtf8IsRefusedWithTheRemedy(String type, int status) {
        var request = served.request("/api/v1/contacts").header("Content-Type", type);

        var reply = served.send(request.POST(BodyPublishers.ofString(CONTACT)));

        assertThat(reply.status()).isEqualTo(status);
        if (status == 415) {
            assertThat(reply.text()).contains("not UTF-8", "Send one JSON object, UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "FFFFFFFF", "-1", "5"})
    void aBodyThatBreaksOffIsNoErrorOfOurs(String chunk) throws Exception {
        var head =
                "POST /api/v1/contacts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                        + Served.KEY
                        + "\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n";

        try (var socket = served.socket()) {
            socket.getOutputStream().write((head + chunk + "\r\n{}").getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    void aBodyLargerThanTheLimitIsRefused() {
        var limits =
                new ApiLimits(
                        1000, Duration.ofSeconds(9), 4, 1, 1, Duration.ofSeconds(1), 100, 100);
        try (var small = Served.api(FIXTURE.api(Fixture.keys(), limits, NO_MENUS))) {

            var reply = small.post("/api/v1/contacts", CONTACT + " ".repeat(2000));

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.problem()).isEqualTo("too-large");
            assertThat(reply.json().getString("detail")).contains("1000 bytes");
        }
    }

    @Test
    void aKeyThatAsksTooOftenWaits() {
        var limits =
                new ApiLimits(1000, Duration.ofSeconds(9), 4, 1, 1, Duration.ofSeconds(1), 1, 2);
        try (var slow = Served.api(FIXTURE.api(Fixture.keys(), limits, NO_MENUS))) {
            slow.get("/api/v1/nothing");
            slow.get("/api/v1/nothing");

            var reply = slow.get("/api/v1/nothing");

            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.problem()).isEqualTo("too-many-requests");
            assertThat(reply.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void whenTheQueueIsFullTheRestComesAgainLater() throws Exception {
        var open = new CountDownLatch(1);
        var limits =
                new ApiLimits(
                        10_000, Duration.ofSeconds(9), 4, 1, 1, Duration.ofSeconds(20), 100, 100);
        try (var full =
                Served.api(
                        FIXTURE.api(Fixture.keys(), limits, (_, _, node) -> after(open, node)))) {
            var path = menu(full);
            var replies = new LinkedBlockingQueue<Served.Reply>();
            for (var i = 0; i < 5; i++) {
                Thread.startVirtualThread(() -> replies.add(full.get(path)));
            }

            var first = List.of(replies.take(), replies.take(), replies.take());
            open.countDown();
            var last = List.of(replies.take(), replies.take());

            assertThat(first)
                    .allSatisfy(reply -> {
                        assertThat(reply.problem()).isEqualTo("busy");
                        assertThat(reply.header("Retry-After")).isEqualTo("1");
                    });
            assertThat(last).extracting(Served.Reply::status).containsOnly(200);
        }
    }

    /** They go along with others in one transaction, so they wait for nobody's turn. */
    @Test
    void aShortReportIsTakenThoughEveryTurnIsTaken() throws Exception {
        var open = new CountDownLatch(1);
        var looking = new CountDownLatch(1);
        var limits =
                new ApiLimits(
                        10_000, Duration.ofSeconds(9), 4, 1, 2, Duration.ofMillis(50), 100, 100);
        try (var full =
                Served.api(
                        FIXTURE.api(
                                Fixture.keys(),
                                limits,
                                (_, _, node) -> {
                                    looking.countDown();
                                    return after(open, node);
                                }))) {
            var path = menu(full);
            Thread.startVirtualThread(() -> full.get(path));
            looking.await();

            var shortOne = full.post("/api/v1/contacts", CONTACT);
            var longOne = full.post("/api/v1/contacts", CONTACT + " ".repeat(3_000));
            open.countDown();

            assertThat(shortOne.status()).isEqualTo(200);
            assertThat(longOne.problem()).isEqualTo("busy");
        }
    }

    @Test
    void aBugIsAProblemWithoutItsStack() {
        MenuPreview broken =
                (_, _, _) -> {
                    throw new IllegalStateException("secret inner words");
                };
        try (var served = Served.api(FIXTURE.api(Fixture.keys(), ApiLimits.defaults(), broken))) {

            var reply = served.get(menu(served));

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.problem()).isEqualTo("internal-error");
            assertThat(reply.text()).doesNotContain("secret").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                          | not-json        | ''",
                "nonsense                                  | not-json        | ''",
                "[]                                        | not-an-object   | ''",
                "[{}]                                      | not-an-object   | ''",
                "null                                      | not-an-object   | ''",
                "5                                         | not-an-object   | ''",
                "{\"contacts\":[]} {\"contacts\":[]}         | not-an-object   | ''",
                "{\"contacts\":[]} []                      | not-an-object   | ''",
                "{\"contacts\":[]} }                       | not-json        | ''",
                "{\"contacts\":[],\"contacts\":[]}        | not-json        | ''",
                "{\"contacts\":[{\"id\":1,\"id\":2}]}  | not-json        | ''",
                "{}                                        | invalid-request | contacts",
                "{\"contacts\":[]}                         | invalid-request | contacts",
                "{\"contacts\":7}                          | invalid-request | contacts",
                "{\"contacts\":[{}],\"more\":1}            | invalid-request | more",
                "{\"contacts\":[5]}                        | invalid-request | contacts/0",
            })
    void aBodyThatIsNoReportIsRefusedAndItsFieldNamed(String body, String problem, String field) {
        var reply = served.post("/api/v1/contacts", body == null ? "" : body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo(problem);
        assertThat(fields(reply.json())).contains(field);
    }

    @Test
    void aMemberThatStandsTwiceIsNamedWithItsPlace() {
        var reply = served.post("/api/v1/contacts", "{\"contacts\":[],\n\"contacts\":[]}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text())
                .contains("A member stands twice in one object")
                .contains("contacts stands there again at line 2, column ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source     | 'Web Chat'            | source          | webchat",
                "source     |                       | source          | missing",
                "externalId | ''                    | externalId      | out of bounds: write at"
                        + " least 1 character",
                "externalId |                       | externalId      | missing",
                "handles    |                       | handles         | missing",
                "handles    | tel:+77011234567      | handles         | write a list",
                "nature     | talk                  | nature          | 'interaction, activity'",
                "direction  | up                    | direction       | 'inbound, outbound'",
                "channel    | fax                   | channel         | 'phone, chat, email'",
                "topic      | 'Big Bill'            | topic           | billing.payment",
                "startedAt  | yesterday             | startedAt       | 2026-05-11T09:00:00Z",
                "startedAt  | 2026-02-30T09:00:00Z  | startedAt       | 2026-05-11T09:00:00Z",
                "startedAt  | 2026-05-11T09:00:00   | startedAt       | offset",
                "endedAt    | 2026-05-11T08:59:00Z  | endedAt         | before startedAt",
                "colour     | red                   | colour          | leave it out",
                "fields     | text                  | fields          | object",
            })
    void aBadValueIsNamedWithItsRemedyAndTheOthersAreTaken(
            String member, String value, String field, String remedy) {
        var contacts = new JsonObject(CONTACT).getJsonArray("contacts");
        var bad = contacts.getJsonObject(0).copy();
        if (value == null) {
            bad.remove(member);
        } else {
            bad.put(member, value);
        }
        var body = new JsonObject().put("contacts", contacts.add(bad));

        var reply = served.post("/api/v1/contacts", body.encode());

        assertThat(reply.status()).isEqualTo(207);
        assertThat(reply.json().getInteger("created") + reply.json().getInteger("alreadyThere"))
                .isEqualTo(1);
        assertThat(reply.json().getInteger("refused")).isEqualTo(1);
        var refused = reply.json().getJsonArray("results").getJsonObject(1);
        assertThat(refused.getInteger("index")).isEqualTo(1);
        assertThat(refused.getJsonArray("errors")).hasSize(1);
        var error = refused.getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo("contacts/1/" + field);
        assertThat(error.getString("detail")).contains(remedy);
    }

    @Test
    void whenEveryContactIsBadTheRequestIsInvalid() {
        var reply = served.post("/api/v1/contacts", CONTACT.replace("chat\",", "fax\","));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(fields(reply.json())).containsExactly("contacts/0/channel");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"contacts\": [{},,]}      | line 1, column 18",
                "{\"contacts\": [            | line 1, column",
                "{'contacts': []}            | line 1, column",
            })
    void whereABodyStopsBeingJsonIsSaid(String body, String place) {
        var reply = served.post("/api/v1/contacts", body);

        assertThat(reply.json().getString("detail")).contains(place);
    }

    private static List<String> fields(JsonObject problem) {
        var errors = problem.getJsonArray("errors");
        return errors == null
                ? List.of("")
                : errors.stream().map(each -> ((JsonObject) each).getString("field")).toList();
    }

    private static String menu(Served served) {
        var results = served.post("/api/v1/contacts", CONTACT).json().getJsonArray("results");
        var customer = results.getJsonObject(0).getString("customerId");
        return "/api/v1/customers/" + customer + "/menu?flow=telecom&node=main";
    }

    private static Optional<Layout> after(CountDownLatch open, String node) {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Fixture.layout(node);
    }
}
