package io.recaller.asterisk.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.flow.Walk;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real espeak-ng: the system's, else the one unpacked beside Asterisk. */
@Tag("beside")
class EspeakIT {
    @Test
    void espeakSpeaksTheLanguagesWeShip(@TempDir Path folder) throws IOException {
        var synthesizer = new CommandSynthesizer(espeak());
        var words =
                Map.of(
                        "en", "For cable television payments, press six.",
                        "ru", "Чтобы оплатить кабельное телевидение, нажмите шесть.",
                        "kk", "Кабельдік теледидар үшін алтыны басыңыз.");

        for (var language : words.entrySet()) {
            var wav = folder.resolve(language.getKey() + ".wav");
            synthesizer.render(
                    new Prompt(new Language(language.getKey()), language.getValue()), wav);
            var sound = Wav.read(wav);
            assertThat(sound.rate()).isEqualTo(8000);
            assertThat(sound.length()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
            assertThat(SoundTest.decibel(sound)).isCloseTo(Loudness.TARGET_DB, within(4.0));
        }
    }

    @Test
    void everyTextOfTheShippedFlowsCanBeSpokenInEachOfItsLanguages(@TempDir Path folder)
            throws IOException {
        var synthesizer = new CommandSynthesizer(espeak());
        var wav = folder.resolve("prompt.wav");
        for (var flow : Walk.shipped()) {
            for (var language : flow.languages()) {
                for (var prompt : Walk.of(flow, language).prompts()) {
                    synthesizer.render(prompt.forVoice(), wav);

                    assertThat(Wav.read(wav).length())
                            .as(prompt.toString())
                            .isGreaterThan(Duration.ofMillis(100));
                }
            }
        }
    }

    private static Voice espeak() {
        var packages =
                new AsteriskPackages(
                        AsteriskPackages.defaultCache(System.getenv()), System.getenv(), _ -> {});
        var usual = Voice.espeak();
        var command = new ArrayList<>(packages.espeakCommand());
        command.addAll(usual.command().subList(1, usual.command().size()));
        return new Voice(command, usual.voices(), usual.rate(), usual.pitch(), usual.within());
    }
}
