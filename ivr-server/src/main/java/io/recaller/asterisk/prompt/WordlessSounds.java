package io.recaller.asterisk.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is played that nobody has to speak: the same for every caller and language. Any thread. */
final class WordlessSounds {
    private static final Logger log = LoggerFactory.getLogger(WordlessSounds.class);

    private final Shelf shelf;
    private final InstantSource clock;

    WordlessSounds(Shelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /** As of {@link Prompts#tone}. */
    PromptFile tone() throws IOException {
        return kept(place("record"), Tone::record);
    }

    /** As of {@link Prompts#silence}. */
    Optional<PromptFile> silence() {
        var place = place("silence");
        try {
            var there = Shelf.youngerAt(place, clock.instant().minus(PassingShelf.REUSED));
            return Optional.of(there.isPresent() ? there.get() : kept(place, Tone::silence));
        } catch (IOException e) {
            log.atWarn().setCause(e).log("silence cannot be written: keys between turns are lost");
            return Optional.empty();
        }
    }

    private Path place(String name) {
        return shelf.folder().resolve("tone").resolve(name);
    }

    private PromptFile kept(Path place, Supplier<Pcm> sound) throws IOException {
        var there = Shelf.at(place);
        if (there.isPresent()) {
            Shelf.touch(place, clock.instant());
            shelf.open(place);
            return there.get();
        }
        return shelf.put(sound.get(), place);
    }
}
