package io.recaller.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

/** What a telephone line carries, against the JDK's own decoder. */
class UtteranceTest {
    private static final AudioFormat LINEAR = new AudioFormat(8000, 16, 1, true, false);

    @Test
    void everyCodeIsHeardAsTheJdkHearsIt() throws Exception {
        var codes = new byte[256];
        for (var i = 0; i < codes.length; i++) {
            codes[i] = (byte) i;
        }
        var ulaw = new AudioFormat(Encoding.ULAW, 8000, 8, 1, 1, 8000, false);
        var coded = new AudioInputStream(new ByteArrayInputStream(codes), ulaw, codes.length);

        var theirs = AudioSystem.getAudioInputStream(LINEAR, coded).readAllBytes();

        var ours = Utterance.of(codes).samples();
        for (var i = 0; i < ours.length; i++) {
            var their = (short) ((theirs[2 * i] & 0xFF) | (theirs[2 * i + 1] << 8));
            assertThat(ours[i]).as("code " + i).isEqualTo(their);
        }
    }

    @Test
    void aWavFileIsReadByOthersWithItsLength() throws Exception {
        var sound = Utterance.of(new byte[12_000]);

        var wav = WavFile.of(sound);

        try (var read = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertThat(read.getFormat().matches(LINEAR)).isTrue();
            assertThat(read.getFrameLength()).isEqualTo(12_000);
        }
        assertThat(sound.length()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void noOneCanChangeItAfterwards() {
        var bytes = new byte[] {1, 2, 3};
        var sound = Utterance.of(bytes);

        bytes[0] = 9;
        sound.bytes()[1] = 9;

        assertThat(sound.bytes()).containsExactly(1, 2, 3);
    }
}
