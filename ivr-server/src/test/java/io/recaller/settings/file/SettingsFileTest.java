package io.recaller.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SettingsFileTest {
    @TempDir private Path folder;

    @Test
    void everyMistakeIsReportedAtOnceWithLineKeyValueAndRemedy() {
        var file =
                file(
                        """
                        agi:
                          port: x
                          max-cals: 3
                        routing: {ring-for: soon}
                        """,
                        Map.of());

        file.port("agi.port", 4573);
        file.between("agi.max-calls", 400, 1, 1000);
        file.duration("routing.ring-for", Duration.ofSeconds(20));
        file.zone("time-zone");

        assertThat(mistakes(file))
                .containsExactlyInAnyOrder(
                        "recaller.yaml:2: agi.port must be a whole number from 1 to 65535 such as"
                                + " 4573, not 'x'",
                        "recaller.yaml:4: routing.ring-for must be a duration such as 300ms, 15s"
                                + " or 2d, not 'soon'",
                        "recaller.yaml: time-zone is missing; set it, for example Asia/Almaty",
                        "recaller.yaml:3: unknown key agi.max-cals; did you mean agi.max-calls?");
    }

    @Test
    void theEnvironmentWinsOverTheFileAndIsNamedInItsMistakes() {
        var file =
                file("agi: {port: 4573}", Map.of("RECALLER_AGI_PORT", "4600", "RECALLER_A", "b"));
        var wrong = file("", Map.of("RECALLER_AGI_PORT", "0"));

        assertThat(file.port("agi.port", 1)).isEqualTo(4600);
        wrong.port("agi.port", 1);
        assertThat(mistakes(wrong))
                .singleElement()
                .asString()
                .startsWith("environment (RECALLER_AGI_PORT): agi.port must be");
    }

    @Test
    void aVariableThatLooksLikeASettingAndIsNoneIsAMistake() {
        var file =
                file(
                        "",
                        Map.of(
                                "RECALLER_AGI_PROT", "s3cret",
                                "RECALLER_SOMETHING", "1",
                                "RECALLER_HOME", "/opt",
                                "RECALLER_LOG_LEVEL", "DEBUG",
                                "PATH", "/bin"));

        file.port("agi.port", 4573);

        assertThat(mistakes(file))
                .containsExactly(
                        "environment: unknown variable RECALLER_AGI_PROT; did you mean"
                                + " RECALLER_AGI_PORT?",
                        "environment: unknown variable RECALLER_SOMETHING; remove it"
                                + " (docs/configuration.md lists all keys)");
    }

    @Test
    void aDurationMayBeShortOrIso() {
        var file = file("a: 300ms\nb: 15s\nc: PT1M\nd: 2d", Map.of());

        assertThat(file.duration("a", Duration.ZERO)).isEqualTo(Duration.ofMillis(300));
        assertThat(file.duration("b", Duration.ZERO)).isEqualTo(Duration.ofSeconds(15));
        assertThat(file.duration("c", Duration.ZERO)).isEqualTo(Duration.ofMinutes(1));
        assertThat(file.duration("d", Duration.ZERO)).isEqualTo(Duration.ofDays(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-5s", "5", "PT", "soon", "99999999999999999999s"})
    void whatIsNoTimeOrNoneIsNoDuration(String text) {
        var file = file("a: " + text, Map.of());

        file.duration("a", Duration.ofSeconds(1));

        assertThat(mistakes(file)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.01", "NaN", "five"})
    void aShareIsFrom0To1(String text) {
        var file = file("a: " + text, Map.of());

        file.share("a", 0.5);

        assertThat(mistakes(file)).singleElement().asString().contains("a share from 0 to 1");
    }

    @Test
    void valuesStayAsTheyWereWritten() {
        var file = file("numbers: {0800: yes, +7701: 1e3}", Map.of());

        assertThat(file.sections("numbers")).containsExactly("0800", "+7701");
        assertThat(file.text("numbers.0800", "")).isEqualTo("yes");
        assertThat(file.text("numbers.+7701", "")).isEqualTo("1e3");
    }

    @Test
    void aSecretIsNeverShownNorIsWhatStandsInItsPlace() {
        var file =
                file(
                        """
                        agi: {token: {oops: s3cret}, port: {oops: s3cret}}
                        ami: [s3cret]
                        http: {prt: s3cret}
                        """,
                        Map.of());

        file.secret("agi.token");
        file.port("agi.port", 1);
        file.text("ami", "");

        assertThat(mistakes(file)).hasSizeGreaterThanOrEqualTo(4).noneMatch(m -> m.contains("s3c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: b: s3cret", "secret: \"s3cret", "\ts3cret: 1", "- s3cret", "s3cret"})
    void whatIsNoYamlIsNotQuoted(String yaml) {
        assertThatThrownBy(() -> file("ok: 1\n" + yaml, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("recaller.yaml:2: not valid YAML: ")
                .message()
                .doesNotContain("s3cret: 1", ": s3cret")
                .as("nothing else can be told of it")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "15 seconds, 15s",
        "30, 30s",
        "2 Minutes, 2m",
        "500 millis, 500ms",
        "7days, 7d",
        "soon, ''",
        "-5 s, ''",
        "0 s, ''"
    })
    void aDurationIsToldAsItIsWrittenRight(String written, String right) {
        var file = file("wait: '" + written + "'", Map.of());
        file.duration("wait", Duration.ofSeconds(1));

        var remedy = right.isEmpty() ? "" : "; write " + right;
        assertThat(mistakes(file))
                .containsExactly(
                        "recaller.yaml:1: wait must be a duration such as 300ms, 15s or 2d, not '"
                                + written
                                + "'"
                                + remedy);
    }

    @Test
    void whatIsMissingFromASectionIsToldWithTheSectionsLine() {
        var file = file("a: 1\nqueues:\n  support: {}", Map.of());
        file.required("queues.support.for", "20s");

        assertThat(mistakes(file))
                .contains(
                        "recaller.yaml:3: queues.support.for is missing; set it, for example 20s");
    }

    @Test
    void aKeyThatIsThereTwiceIsAMistake() {
        assertThat(mistakes(file("agi: {port: 1}\nagi: {port: 2}", Map.of())))
                .contains("recaller.yaml:2: agi is there twice; keep one of them");
    }

    @Test
    void aSecretMayComeFromAFileThatOthersShouldNotRead() throws IOException {
        var secret = Files.writeString(folder.resolve("token"), "s3cret\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        var logger = (Logger) LoggerFactory.getLogger(SecretFile.class);
        var written = new ListAppender<ILoggingEvent>();
        written.start();
        logger.addAppender(written);

        var open = file("agi: {token-file: token}", Map.of()).secret("agi.token");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        var closed = file("agi: {token-file: token}", Map.of()).secret("agi.token");

        logger.detachAppender(written);
        assertThat(open).contains("s3cret").isEqualTo(closed);
        assertThat(written.list)
                .singleElement()
                .extracting(ILoggingEvent::getMessage)
                .asString()
                .contains("chmod o-r");
    }

    @Test
    void theEnvironmentsSecretWinsOverTheFilesWhicheverWayItIsGiven() throws IOException {
        Files.writeString(folder.resolve("token"), "from-file");
        var inFile = "agi: {token-file: token}";
        var plain = "agi: {token: plain}";

        var byValue = file(inFile, Map.of("RECALLER_AGI_TOKEN", "given")).secret("agi.token");
        var byFile = file(plain, Map.of("RECALLER_AGI_TOKEN_FILE", "token")).secret("agi.token");

        assertThat(byValue).contains("given");
        assertThat(byFile).contains("from-file");
    }

    @Test
    void aSecretThatIsEmptyMissingOrGivenTwiceIsAMistake() throws IOException {
        Files.writeString(folder.resolve("empty"), "\n");
        var file =
                file(
                        """
                        a: {secret-file: empty}
                        b: {secret-file: nowhere}
                        c: {secret: one, secret-file: empty}
                        """,
                        Map.of());

        file.secret("a.secret");
        file.secret("b.secret");
        file.secret("c.secret");

        assertThat(String.join("\n", mistakes(file)))
                .contains(
                        "a.secret is empty",
                        "b.secret-file cannot be read: ",
                        "c.secret and c.secret-file are both set; keep one of them");
    }

    private static List<String> mistakes(SettingsFile file) {
        var thrown = catchThrowable(file::rejectIfMistaken);
        assertThat(thrown).isInstanceOf(SettingsException.class);
        return String.valueOf(thrown.getMessage()).lines().toList();
    }

    private SettingsFile file(String yaml, Map<String, String> environment) {
        return new SettingsFile("recaller.yaml", folder, yaml, environment);
    }
}
