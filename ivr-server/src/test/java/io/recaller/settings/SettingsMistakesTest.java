package io.recaller.settings;

import static io.recaller.settings.SomeSettings.LEAST;
import static io.recaller.settings.SomeSettings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recaller.settings.file.SettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsMistakesTest {
    @Test
    void whateverIsWrongIsToldTogether() {
        var yaml =
                """
                default-region: Kazakhstan
                menu: {control-share: 7, policies: {order: 0.5, best: 0.2}}
                http: {behind-tls: yes}
                api: {keys: {crm: s3cret}}
                speech: {voices: {english: en}}
                fields:
                  Account: {kind: number}
                facts: {area-field: district}
                look-ups:
                  status: {url: somewhere, method: put, results: {outage: outage}}
                routing: {ring-for: 0s}
                """;

        var mistakes = String.valueOf(catchThrowable(() -> read(yaml, Map.of())).getMessage());

        assertThat(mistakes.lines().map(line -> line.split(" ", 3)[1]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "time-zone",
                        "default-region",
                        "numbers",
                        "menu.control-share",
                        "menu.policies",
                        "menu.policies.best",
                        "agi.token",
                        "ami.secret",
                        "http.behind-tls",
                        "api.keys.crm",
                        "speech.voices.english",
                        "fields.Account",
                        "fields.Account.kind",
                        "facts.area-field",
                        "look-ups.status.url",
                        "look-ups.status.method",
                        "look-ups.status.results.outage",
                        "routing.ring-for");
        assertThat(mistakes)
                .contains("recaller.yaml:1: default-region must be a country's ISO 3166-1 code")
                .contains("recaller.yaml:10: look-ups.status.method must be one of get, post")
                .contains("recaller.yaml:8: facts.area-field is refused")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    queues: [] | recaller.yaml:5: queues must be a section, with keys below it
                    queuez: {a: {hours: x, overflow: {closed: {then: end}}}} | recaller.yaml:5: unknown key queuez; did you mean queues?
                    channels: {shop: {kind: webchat, origins: [x]}} | recaller.yaml:5: channels.shop.kind must be one of web, telegram, whatsapp
                    channels: {shop: {flow: telecom, origins: [x]}} | channels.shop.kind is missing; set it to one of web
                    channels: {shop: {kind: tlegram, flow: telecom}} | not 'tlegram'; write telegram
                    notices: {call: {ring-for: 3s, prefixes: ['+7'], greeting: {en: x}}} | notices.call.ring-for must be a duration of 5s or more
                    """)
    void aMistakeIsToldOnceByTheNameThatIsWrong(String section, String told) {
        assertThatThrownBy(() -> read(LEAST + section + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told)
                .satisfies(mistake ->
                        assertThat(("" + mistake.getMessage()).lines())
                                .filteredOn(line -> !line.contains(".flow is missing"))
                                .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    numbers: {0800 123 4567: luz} | numbers.0800 123 4567 can never be dialled: .* write '08001234567' as
                    numbers: {support: luz} | numbers.support can never be dialled: .* write '8000' as
                    look-ups: {status: {url: 'https://a.example', results: {a: b.c}}} | look-ups.status.results.a is no JSON Pointer: .* write /b/c
                    notices: {call: {ring-for: 3s}} | notices.call.ring-for must be a duration of 5s or more, such as 15s
                    folder: ~/recaller | folder begins with ~, which only a shell knows; write the whole path
                    flows: ~/flows | flows begins with ~
                    flows: ~recaller/flows | flows begins with ~
                    folder: '~\\x' | folder begins with ~
                    """)
    void whatCanNeverWorkIsToldWithItsRemedy(String said, String told) {
        assertThat(catchThrowable(() -> read(LEAST + said + "\n", Map.of())))
                .hasMessageMatching("(?s).*" + told + ".*");
    }

    @Test
    void whatCannotBeKeptAndWhatIsNestedTooDeepIsToldWithItsLine() {
        var wrong = LEAST.replace("t0ken", "\"t0\\0ken\"") + "default-region: \"K\\uD83D\"\n";

        assertThat(catchThrowable(() -> read(wrong, Map.of())))
                .hasMessageContaining(":3: agi.token has the character U+0000")
                .hasMessageNotContaining("t0");
        assertThat(catchThrowable(() -> read(LEAST + "x: " + "[".repeat(3000), Map.of())))
                .hasMessageContaining(":5: nested deeper than 10 levels");
    }

    @Test
    void whatTheDeskCannotDoIsToldWithItsLine() {
        var wrong =
                LEAST
                        + """
                        http: {proxies: [proxy.example]}
                        desk:
                          breaks: {rona: Away, Lunch: Lunch}
                          links: {CRM: "javascript:alert({account})", b: "https://{account}.example"}
                        """;

        assertThat(catchThrowable(() -> read(wrong, Map.of())))
                .hasMessageContaining(":5: http.proxies must list addresses or networks")
                .hasMessageContaining("desk.breaks.rona means something else already")
                .hasMessageContaining(
                        "desk.breaks.Lunch is refused: a reason is named in lower case")
                .hasMessageContaining("desk.links.CRM is refused: a link is a web address")
                .hasMessageContaining("desk.links.b is refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    contacts: 39d | retention.contacts must be a duration of 40d or more such as 730d
                    contacts: 0 | retention.contacts must be a duration of 40d or more
                    contacts: 800 days | retention.contacts must be .* write 800d
                    requests: never | retention.requests must be a duration of 1d or more
                    facts: 12h | retention.facts must be a duration of 1d or more
                    audit: 30d | unknown key retention.audit
                    """)
    void whatIsNoTimeToKeepAnythingForIsToldWithItsLine(String said, String told) {
        assertThat(catchThrowable(() -> read(LEAST + "retention: {" + said + "}\n", Map.of())))
                .hasMessageMatching("(?s).*recaller.yaml:5: " + told + ".*");
    }

    @Test
    void activitiesAreKeptAsLongAsContactsWhereNothingIsSaidOfThem() {
        var rules = read(LEAST + "retention: {contacts: 400d}\n", Map.of()).retention();

        assertThat(rules.activities()).contains(Duration.ofDays(400));
        assertThat(rules.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    agi: {token: t, port: 8080} | http.port 8080 is agi.port too
                    management: {port: 4573} | management.port 4573 is agi.port too
                    http: {host: 0.0.0.0, port: 8081} | management.port 8081 is http.port too
                    http: {host: localhost, port: 4573} | http.port 4573 is agi.port too
                    database: {port: 8080} | database.port 8080 is http.port too
                    http: {port: 5038} | ami.port 5038 is http.port too
                    """)
    void twoDoorsOnOnePortAreToldWithBothKeys(String yaml, String told) {
        var least = yaml.startsWith("agi") ? LEAST.replace("agi: {token: t0ken}\n", "") : LEAST;

        assertThatThrownBy(() -> read(least + yaml + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http: {host: 10.0.0.1, port: 4573}",
                "database: {url: 'jdbc:postgresql://db/x', port: 8080}",
                "http: {host: 10.0.0.2, port: 8081}"
            })
    void onePortOnTwoAddressesIsWell(String yaml) {
        assertThat(read(LEAST + yaml + "\n", Map.of())).isNotNull();
    }
}
