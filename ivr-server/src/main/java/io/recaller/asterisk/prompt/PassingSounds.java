package io.recaller.asterisk.prompt;

import io.recaller.speech.SynthesisException;
import io.recaller.voicemail.Utterance;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** Files that are there for one call only: what is said in it, and what callers say. Any thread. */
final class PassingSounds {
    /** Below the folder of what passes, where several prompts are joined to one. */
    private static final String REELS = "reels";

    /** Below it, what callers say, while they say it and while it is played. */
    static final String MESSAGES = "messages";

    private final PassingShelf shelf;
    private final InstantSource clock;

    PassingSounds(PassingShelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /** As of {@link Prompts#reel}. */
    Reel reel(List<PromptFile> files) {
        try {
            return Reel.of(files, shelf.below(REELS), shelf.readable());
        } catch (IOException e) {
            throw new SynthesisException("prompts cannot be joined: " + e.getMessage(), e);
        }
    }

    /** As of {@link Prompts#draft}. */
    Draft draft() throws IOException {
        return Draft.in(shelf.below(MESSAGES), shelf.writable());
    }

    /** As of {@link Prompts#message}. */
    PromptFile message(String name, Utterance sound) throws IOException {
        var place = shelf.below(MESSAGES).resolve(name);
        var there = Shelf.youngerAt(place, clock.instant().minus(PassingShelf.REUSED));
        return there.isPresent()
                ? there.get()
                : Shelf.put(new Pcm(Utterance.RATE, sound.samples()), place, shelf.readable());
    }
}
