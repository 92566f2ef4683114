package io.recaller.asterisk.prompt;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.speech.Prompt;
import io.recaller.speech.Synthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Makes the sound of a prompt: from its recording, else by the synthesiser. Any thread. */
final class PromptRenderer {
    private final Synthesizer synthesizer;
    private final Semaphore renderers;
    private final MeterRegistry meters;

    /**
     * @param parallel how many prompts are rendered at a time, at least one
     */
    PromptRenderer(Synthesizer synthesizer, int parallel, MeterRegistry meters) {
        this.synthesizer = synthesizer;
        this.renderers = new Semaphore(parallel);
        this.meters = meters;
        meters.counter("recaller.prompts.rendered");
    }

    static Pcm recorded(Prompt prompt, Path recording) throws IOException {
        return afterPause(prompt, Wav.read(recording));
    }

    /** Through a file of this user alone in the folder. */
    Pcm rendered(Prompt prompt, Path folder) throws IOException {
        renderers.acquireUninterruptibly();
        var wav = Files.createTempFile(folder, Shelf.NEW, ".wav");
        try {
            synthesizer.render(prompt.forVoice(), wav);
            meters.counter("recaller.prompts.rendered").increment();
            return afterPause(prompt, Wav.read(wav));
        } finally {
            renderers.release();
            Files.deleteIfExists(wav);
        }
    }

    private static Pcm afterPause(Prompt prompt, Pcm sound) {
        var spoken = Resampler.to(Pcm.TELEPHONE, sound);
        return spoken.size() == 0 ? spoken : Tone.silence(prompt.pause()).then(spoken);
    }
}
