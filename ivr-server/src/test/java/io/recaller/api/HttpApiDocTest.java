package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs every curl example of {@code docs/http-api.md}, in order, and compares what it promises. */
class HttpApiDocTest {
    private static final Path PAGE = Path.of("../docs/http-api.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\n(curl .*?)\n```\n→ (\\d+), `([^`\n]*)`", Pattern.DOTALL);
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:8080([^'\" ]+)");
    private static final Pattern METHOD = Pattern.compile("-X ([A-Z]+)");
    private static final Pattern BODY = Pattern.compile("-d '(.*)'", Pattern.DOTALL);

    @Test
    void everyExampleAnswersAsThePageSays() throws IOException {
        var page = Files.readString(PAGE);
        var examples = EXAMPLE.matcher(page).results().toList();
        var fixture = new Fixture();
        try (var served = Served.api(fixture.api())) {
            var replies = new ArrayList<Served.Reply>();

            for (var example : examples) {
                var reply = run(served, example.group(1), replies);
                replies.add(reply);

                assertThat(reply.status()).as(reply.text()).isEqualTo(status(example));
                assertThat(reply.text()).contains(example.group(3));
            }

            assertThat(examples)
                    .hasSize(page.split("```sh\n", -1).length - 1)
                    .hasSizeGreaterThan(5);
        }
        fixture.database.close();
    }

    private static int status(MatchResult example) {
        return Integer.parseInt(example.group(2));
    }

    private static Served.Reply run(Served served, String curl, List<Served.Reply> before) {
        var url = URL.matcher(curl);
        assertThat(url.find()).as(curl).isTrue();
        var request = served.anonymous(withIds(url.group(1), before));
        if (curl.contains("Authorization: Bearer $KEY")) {
            request.header("Authorization", "Bearer " + Served.KEY);
        }
        if (curl.contains("Content-Type: application/json")) {
            request.header("Content-Type", "application/json");
        }
        var body = BODY.matcher(curl);
        var named = METHOD.matcher(curl);
        if (!body.find()) {
            var method = named.find() ? named.group(1) : "GET";
            return served.send(request.method(method, BodyPublishers.noBody()));
        }
        var method = named.find() ? named.group(1) : "POST";
        return served.send(request.method(method, BodyPublishers.ofString(body.group(1))));
    }

    /** The page's shell variables, from the answer to its first example. */
    private static String withIds(String path, List<Served.Reply> before) {
        if (!path.contains("$")) {
            return path;
        }
        var first = before.getFirst().json().getJsonArray("results").getJsonObject(0);
        return path.replace("$CUSTOMER", first.getString("customerId"))
                .replace("$CONTACT", first.getString("contactId"));
    }
}
