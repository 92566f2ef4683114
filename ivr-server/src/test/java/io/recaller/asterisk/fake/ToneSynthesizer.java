package io.recaller.asterisk.fake;

import io.recaller.speech.Prompt;
import io.recaller.speech.SynthesisException;
import io.recaller.speech.Synthesizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Renders 100 ms of tone a character; fails for words that begin with "unspeakable". */
public final class ToneSynthesizer implements Synthesizer {
    private final AtomicInteger rendered = new AtomicInteger();

    public int rendered() {
        return rendered.get();
    }

    @Override
    public void render(Prompt prompt, Path wav) {
        rendered.incrementAndGet();
        if (prompt.words().startsWith("unspeakable")) {
            throw new SynthesisException("cannot say it; say something else");
        }
        try {
            Files.write(wav, tone(8000, prompt.words().length() * 800, 440));
        } catch (IOException e) {
            throw new SynthesisException("cannot write " + wav, e);
        }
    }

    /** A WAV file of a sine at half of full scale. */
    public static byte[] tone(int rate, int samples, double hertz) {
        var bytes = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
        bytes.putShort((short) 2).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (var i = 0; i < samples; i++) {
            bytes.putShort((short) (16384 * Math.sin(2 * Math.PI * hertz * i / rate)));
        }
        return bytes.array();
    }
}
