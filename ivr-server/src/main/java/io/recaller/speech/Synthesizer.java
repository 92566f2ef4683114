package io.recaller.speech;

import java.nio.file.Path;

/** Turns words into audio. Called ahead of calls, never on a caller's path. */
@FunctionalInterface
public interface Synthesizer {
    /**
     * Writes the prompt as a WAV file (8 kHz, mono, 16-bit).
     *
     * @throws SynthesisException naming what was tried and the remedy
     */
    void render(Prompt prompt, Path wav);
}
