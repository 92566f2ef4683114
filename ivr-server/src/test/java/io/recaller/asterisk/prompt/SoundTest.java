package io.recaller.asterisk.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void compandingIsUndoneByTheJdkToWithinItsSteps() throws IOException {
        var all = new short[65_536];
        for (var i = 0; i < all.length; i++) {
            all[i] = (short) (i - 32_768);
        }
        var sound = new Pcm(8000, all);

        for (var law : G711.values()) {
            var decoded = decoded(law);
            var bytes = law.encode(sound);
            for (var i = 0; i < bytes.length; i++) {
                var step = 32 + Math.abs((int) all[i]) / 16;
                assertThat(Math.abs(decoded[bytes[i] & 0xFF] - all[i])).isLessThanOrEqualTo(step);
            }
        }
    }

    @Test
    void whatATelephoneCannotCarryIsGoneInsteadOfFoldedBack() throws IOException {
        var voice = Resampler.to(8000, sound(1000));
        var whistle = Resampler.to(8000, sound(5500));

        assertThat(decibel(voice)).isCloseTo(-9, within(0.2));
        assertThat(decibel(whistle)).isLessThan(-50);
        assertThat(voice.length()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void loudnessIsBroughtToTheLevelOfTelephonePrompts() throws IOException {
        assertThat(decibel(Loudness.levelled(sound(1000))))
                .isCloseTo(Loudness.TARGET_DB, within(0.2));
    }

    @Test
    void aFileThatIsNoWavSaysHowToMakeOne() throws IOException {
        var file = Files.writeString(folder.resolve("x.wav"), "no sound at all".repeat(10));

        assertThatThrownBy(() -> Wav.read(file)).hasMessageContainingAll("x.wav", "sox");
    }

    @Test
    void anyCommandMaySpeakAndItsComplaintIsPassedOn() throws IOException {
        var tone = Files.write(folder.resolve("tone.wav"), ToneSynthesizer.tone(16000, 16000, 300));
        var good = script("cp " + tone + " \"$1\"; grep -q hello");
        var bad = script("echo no such voice >&2; exit 3");
        var hello = new Prompt(new Language("en"), "hello");
        var out = folder.resolve("out.wav");

        new CommandSynthesizer(good).render(hello, out);

        assertThat(Wav.read(out).rate()).isEqualTo(8000);
        assertThatThrownBy(() -> new CommandSynthesizer(bad).render(hello, out))
                .hasMessageContainingAll("/bin/sh", "ended with 3: no such voice");
    }

    @Test
    void aCommandThatNamesNoFileSpeaksToItsStandardOutput() throws IOException {
        var tone = Files.write(folder.resolve("tone.wav"), ToneSynthesizer.tone(16000, 16000, 300));
        var piped =
                new Voice(
                        List.of("/bin/sh", "-c", "echo a word >&2; cat " + tone, "speak", "{text}"),
                        Map.of(),
                        150,
                        50,
                        Duration.ofSeconds(10));
        var out = folder.resolve("out.wav");

        new CommandSynthesizer(piped).render(new Prompt(new Language("en"), "hello"), out);

        assertThat(Wav.read(out).rate()).isEqualTo(8000);
    }

    private static Voice script(String commands) {
        return new Voice(
                List.of("/bin/sh", "-c", commands, "speak", "{out}"),
                Map.of(),
                150,
                50,
                Duration.ofSeconds(10));
    }

    private Pcm sound(double hertz) throws IOException {
        var file = folder.resolve("tone-" + (int) hertz + ".wav");
        return Wav.read(Files.write(file, ToneSynthesizer.tone(22050, 22050, hertz)));
    }

    /** What the JDK makes of each of the 256 codes. */
    private static short[] decoded(G711 law) throws IOException {
        var codes = new byte[256];
        for (var i = 0; i < codes.length; i++) {
            codes[i] = (byte) i;
        }
        var encoding = law == G711.ULAW ? AudioFormat.Encoding.ULAW : AudioFormat.Encoding.ALAW;
        var format = new AudioFormat(encoding, 8000, 8, 1, 1, 8000, false);
        var linear = new AudioFormat(8000, 16, 1, true, false);
        var bytes = new ByteArrayInputStream(codes);
        var samples = new short[256];
        try (var stream =
                AudioSystem.getAudioInputStream(linear, new AudioInputStream(bytes, format, 256))) {
            var decoded = ByteBuffer.wrap(stream.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            decoded.asShortBuffer().get(samples);
        }
        return samples;
    }

    static double decibel(Pcm sound) {
        var sum = 0.0;
        for (var i = 0; i < sound.size(); i++) {
            sum += (double) sound.at(i) * sound.at(i);
        }
        return 20 * Math.log10(Math.sqrt(sum / sound.size()) / Short.MAX_VALUE);
    }
}
