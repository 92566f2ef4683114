package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies about as long as they may be, at every path that takes one and at those that take none.
 */
@Timeout(60)
final class BodySizesTest {
    private static final int MOST = 1_048_576;
    private static final String CUSTOMER = "/api/v1/customers/0199a2b4-6d10-7cc3-98c4-dc0c0c07398f";
    private static final ApiLimits UNHURRIED =
            new ApiLimits(MOST, Duration.ofSeconds(9), 4, 4, 64, Duration.ofSeconds(9), 9999, 9999);

    private static final Fixture FIXTURE = new Fixture();
    private static final Served served =
            Served.api(FIXTURE.api(Fixture.keys(), UNHURRIED, (_, _, _) -> Optional.empty()));

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    static Stream<String> pathsThatTakeABody() {
        return Stream.of(
                "POST /api/v1/contacts",
                "PATCH /api/v1/contacts/shop/1",
                "POST /api/v1/contacts/019b0000-0000-7000-8000-000000000001/priority",
                "POST /api/v1/contacts/019b0000-0000-7000-8000-000000000001/messages",
                "POST /api/v1/contacts/019b0000-0000-7000-8000-000000000001/close",
                "PATCH " + CUSTOMER,
                "PUT " + CUSTOMER + "/pin",
                "PUT /api/v1/facts/shop/1",
                "PUT /api/v1/requests/crm/1",
                "PUT /api/v1/topics/outage",
                "POST /api/v1/notices",
                "PUT /api/v1/recommendations/fibre-300");
    }

    static Stream<String> pathsThatTakeNone() {
        return Stream.of(
                "GET /api/v1/customers?handle=web:v-1",
                "GET " + CUSTOMER + "/timeline",
                "PUT " + CUSTOMER + "/handles/web:v-1",
                "DELETE " + CUSTOMER + "/handles/web:v-1",
                "GET /api/v1/topics",
                "GET /api/v1/reports/menu",
                "POST /api/v1/nowhere");
    }

    @Test
    void allOfThemAreHere() throws IOException {
        try (var contract = BodySizesTest.class.getResourceAsStream("/openapi/recaller.yaml")) {
            var text = new String(contract.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(text.split("requestBody:", -1))
                    .hasSize((int) pathsThatTakeABody().count() + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("pathsThatTakeABody")
    void aBodyUpToTheLimitIsReadAndALongerOneIsRefusedAsTooLong(String path) {
        for (var spoken : new String[] {" ", "9", "[", "\"", "{\"a\":", "\\u0000"}) {
            assertThat(sent(path, fixed(filled(spoken, MOST - 1)))).as(spoken).isIn(400, 404, 422);
            assertThat(sent(path, fixed(filled(spoken, MOST)))).as(spoken).isIn(400, 404, 422);
        }
        assertThat(sent(path, fixed(filled(" ", MOST + 1)))).isEqualTo(413);
        assertThat(sent(path, fixed(filled(" ", 3 * MOST)))).isEqualTo(413);
        assertThat(sent(path, chunked(filled(" ", MOST)))).isIn(400, 404, 422);
        assertThat(sent(path, chunked(filled(" ", MOST + 1)))).isEqualTo(413);
        assertThat(served.get("/api/v1/topics").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("pathsThatTakeNone")
    void aBodyNobodyAskedForDoesNoHarm(String path) {
        for (var length : new int[] {1, MOST - 1, MOST, MOST + 1}) {
            assertThat(sent(path, fixed(filled("x", length)))).as("" + length).isLessThan(500);
        }
        assertThat(sent(path, chunked(filled("x", MOST + 1)))).isLessThan(500);
        assertThat(served.get("/api/v1/topics").status()).isEqualTo(200);
    }

    private static byte[] filled(String with, int length) {
        var text = with.getBytes(StandardCharsets.UTF_8);
        var body = new byte[length];
        Arrays.fill(body, (byte) ' ');
        for (var i = 0; i + text.length <= length; i += text.length) {
            System.arraycopy(text, 0, body, i, text.length);
        }
        return body;
    }

    private static BodyPublisher fixed(byte[] body) {
        return BodyPublishers.ofByteArray(body);
    }

    /** Nobody says beforehand how long it is. */
    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private static int sent(String path, BodyPublisher body) {
        var words = path.split(" ", 2);
        HttpRequest.Builder request =
                served.request(words[1])
                        .header("Content-Type", "application/json")
                        .method(words[0], body);
        return served.send(request).status();
    }
}
