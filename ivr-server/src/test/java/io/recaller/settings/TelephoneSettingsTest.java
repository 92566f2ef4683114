package io.recaller.settings;

import static io.recaller.settings.SomeSettings.LEAST;
import static io.recaller.settings.SomeSettings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.asterisk.ami.wire.AmiTrust;
import io.recaller.asterisk.fake.SelfMade;
import io.recaller.speech.Language;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelephoneSettingsTest {
    @Test
    void whoVouchesForAsteriskIsReadWithTheSettings(@TempDir Path folder) throws Exception {
        var certificate = SelfMade.of(folder, "dns:pbx").certificate();
        var line = "tls: true, ca-file: '" + certificate + "'";

        assertThat(read(overTls(line), Map.of()).ami().tls())
                .contains(new AmiTrust(Optional.of(certificate)));
        assertThatThrownBy(() -> read(overTls("ca-file: '" + certificate + "'"), Map.of()))
                .hasMessageContaining(":4: ami.ca-file is for a link over TLS; set ami.tls to");
        assertThatThrownBy(() -> read(overTls("tls: true, ca-file: nowhere.pem"), Map.of()))
                .hasMessageContaining(
                        ":4: ami.ca-file cannot be read: /etc/recaller/nowhere.pem; check");
        assertThatThrownBy(() -> read(overTls("tls: 5039"), Map.of()))
                .hasMessageContaining(":4: ami.tls must be true or false");
    }

    private static String overTls(String more) {
        return LEAST.replace("secret: s3cret}", "secret: s3cret, " + more + "}");
    }

    @Test
    void aServerToWhichPeopleOnlyWriteNeedsNoAsterisk() {
        var settings =
                read(
                        """
                        time-zone: Asia/Almaty
                        http: {port: 8090}
                        channels: {site: {kind: web, flow: telecom}}
                        """,
                        Map.of());

        assertThat(settings.hasTelephone()).isFalse();
        assertThat(settings.serverName()).endsWith(":8090");
        assertThat(settings.routing().rules().capacity().hasCalls()).isFalse();
        assertThatThrownBy(() -> read("time-zone: Asia/Almaty", Map.of()))
                .hasMessageContaining("{8000: telecom}, or where people write in channels")
                .hasMessageContaining("agi.token is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[my-tts, \"{text}\"]",
                "[my-tts, --voice, \"{voice}\", --lang, \"{lang}\", -o, \"{out}\"]",
                "[piper]",
                "[sh, -c, 'echo ${HOME} | tts']"
            })
    void aSynthesiserMayTakeAndGiveAsItLikes(String command) {
        assertThat(
                        read(LEAST + "speech: {command: " + command + "}\n", Map.of())
                                .speaking()
                                .command())
                .isPresent();
    }

    @Test
    void aPlaceholderThatThereIsNotIsAMistake() {
        assertThatThrownBy(() -> read(LEAST + "speech: {command: [tts, \"{txt}\"]}\n", Map.of()))
                .hasMessageContaining("recaller.yaml:5: speech.command is refused: {txt} is no")
                .hasMessageContaining("{text}, {out}, {voice}, {lang}, {rate} and {pitch}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/a,b", "/srv/a&b", "'/srv/a\"b'"})
    void aFolderAsteriskCannotPlayFromIsRefused(String folder) {
        assertThatThrownBy(() -> read(LEAST + "folder: " + folder, Map.of()))
                .hasMessageContaining("recaller.yaml:5: folder must be a path without , & and \"");
    }

    @Test
    void aNumberMaySayItsLanguage() {
        var settings = read(LEAST.replace("telecom", "{flow: t, language: kk}"), Map.of());

        assertThat(settings.numbers()).isEqualTo(Map.of("8000", "t"));
        assertThat(settings.languages()).isEqualTo(Map.of("8000", new Language("kk")));
        assertThatThrownBy(() ->
                        read(LEAST.replace("telecom", "{flow: t, language: Kazakh}"), Map.of()))
                .hasMessageContaining("recaller.yaml:2: numbers.8000.language is refused");
        assertThatThrownBy(() -> read(LEAST.replace("telecom", "{language: kk}"), Map.of()))
                .hasMessageContaining("numbers.8000.flow is missing");
    }
}
