package io.recaller.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.survey.CallRoute;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who promises call-backs is told when Asterisk cannot call anybody. */
class RouteFindingTest {
    private static final Map<String, String> ASTERISK =
            Map.of(
                    "PJSIP_DIAL_CONTACTS(trunk)", "PJSIP/trunk/sip:10.0.0.1:5060",
                    "DEVICE_STATE(PJSIP/trunk)", "UNAVAILABLE",
                    "DEVICE_STATE(PJSIP/nowhere)", "INVALID");

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PJSIP/NUMBER@trunk | OK | customers are called through PJSIP/trunk
                    PJSIP/DIGITS@trunk | OK | PJSIP/trunk
                    PJSIP/trunk/sip:DIGITS@10.0.0.1 | OK | PJSIP/trunk
                    '' | BAD | RECALLER_ROUTE is not set
                    '' | BAD | write RECALLER_ROUTE = PJSIP/NUMBER@trunk in [globals] of extensions.conf
                    PJSIP/NUMBER@trnk | BAD | no endpoint PJSIP/trnk that answers
                    PJSIP/nowhere/sip:NUMBER@10.0.0.1 | BAD | no endpoint PJSIP/nowhere
                    PJSIP/reception | BAD | the number to call is not in it
                    DAHDI/g1/DIGITS | WARN | of which Asterisk cannot be asked
                    Local/NUMBER@out | WARN | try a call-back once
                    """)
    void aRouteIsToldWithTheLineToWrite(String route, Finding.Verdict verdict, String words)
            throws IOException {
        var settings = "queues: {support: {call-back: true}}";

        var found = RouteFinding.of(read(settings), CallRoute.of(route, this::ask));

        assertThat(found)
                .hasValueSatisfying(it -> {
                    assertThat(it.verdict()).isEqualTo(verdict);
                    assertThat(it.words()).contains(words);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queues: {a: {overflow: {closed: voicemail}}}",
                "queues: {a: {overflow: {longest-wait: call-back}}}",
                "queues: {a: {}, b: {overflow: {unstaffed: {call-back: true, then: flow}}}}"
            })
    void itIsLookedForWhereverSomebodyIsToBeCalled(String settings) throws IOException {
        assertThat(RouteFinding.of(read(settings), CallRoute.of("", this::ask))).isPresent();
    }

    @Test
    void nobodyNeedsOneWhoCallsNobody() throws IOException {
        var settings = "queues: {a: {call-back: false, overflow: {closed: ring-group}}}";

        assertThat(RouteFinding.of(read(settings), CallRoute.of("", this::ask))).isEmpty();
    }

    private String ask(String expression) {
        return ASTERISK.getOrDefault(expression, "");
    }

    private io.recaller.settings.Settings read(String more) throws IOException {
        var file = folder.resolve("recaller.yaml");
        Files.writeString(
                file,
                """
                time-zone: Asia/Almaty
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret}
                """
                        + more
                        + "\n");
        return SettingsReader.read(file, Map.of());
    }
}
