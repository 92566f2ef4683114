package io.recaller.asterisk.prompt;

import io.recaller.speech.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finished prompts, made where they are not there, deleted when no server wants them any more. What
 * flows say of themselves lasts; what has somebody's values in it passes. Any thread.
 */
final class PromptStore {
    private static final Logger log = LoggerFactory.getLogger(PromptStore.class);

    /** How long such a prompt is kept: longer than anybody can be about to play it. */
    private static final Duration KEPT = Duration.ofHours(2);

    /** A prompt that no server has wanted for so long is deleted. */
    private static final Duration UNWANTED = Duration.ofHours(23);

    /** Before that it is surely there for another hour. */
    private static final Duration STILL_WANTED =
            UNWANTED.minus(PassingShelf.REUSED).minus(PassingShelf.REUSED);

    private final Shelf shelf;
    private final PassingShelf passing;
    private final Voice voice;
    private final Recordings recordings;
    private final PromptRenderer renderer;
    private final InstantSource clock;
    private final Set<Prompt> lasting = ConcurrentHashMap.newKeySet();
    private final Map<Prompt, Made> known = new ConcurrentHashMap<>();

    /**
     * @param voice names the folder, so that another voice renders again
     */
    PromptStore(
            Shelf shelf,
            PassingShelf passing,
            Voice voice,
            Recordings recordings,
            PromptRenderer renderer,
            InstantSource clock) {
        this.shelf = shelf;
        this.passing = passing;
        this.voice = voice;
        this.recordings = recordings;
        this.renderer = renderer;
        this.clock = clock;
    }

    /** A prompt that can be played, and when it was made sure of. */
    private record Made(PromptFile file, Instant at) {
        boolean isYoung(Instant now) {
            return at.plus(PassingShelf.REUSED).isAfter(now);
        }
    }

    /** From now on they last. */
    void keep(Collection<Prompt> prompts) {
        lasting.addAll(prompts);
    }

    /** Empty until it was made or found here; it may be gone since. */
    Optional<PromptFile> known(Prompt prompt) {
        return Optional.ofNullable(known.get(prompt)).map(Made::file);
    }

    /** What can be played without looking; prompts with values only for a while. */
    Optional<PromptFile> fresh(Prompt prompt) {
        return Optional.ofNullable(known.get(prompt))
                .filter(made -> lasting.contains(prompt) || made.isYoung(clock.instant()))
                .map(Made::file);
    }

    /** Finds it, or makes it; may take long. */
    PromptFile make(Prompt prompt) throws IOException {
        var now = clock.instant();
        var recording = recordings.of(prompt);
        var place =
                recording.isPresent()
                        ? shelf.place(prompt, recording.get())
                        : shelf.place(prompt, voice.address(prompt.language()));
        var file =
                recording.isPresent() || lasting.contains(prompt)
                        ? lasting(prompt, recording, place, now)
                        : passing(prompt, place, now);
        if (file.length().isZero()) {
            throw new IOException(place + " is silent: nothing was rendered or recorded");
        }
        known.put(prompt, new Made(file, now));
        return file;
    }

    private PromptFile lasting(Prompt prompt, Optional<Path> recording, Path place, Instant now)
            throws IOException {
        Shelf.touch(place, now);
        shelf.open(place);
        var there = Shelf.at(place);
        return there.isPresent() ? there.get() : shelf.put(sound(prompt, recording), place);
    }

    private Pcm sound(Prompt prompt, Optional<Path> recording) throws IOException {
        return recording.isPresent()
                ? PromptRenderer.recorded(prompt, recording.get())
                : renderer.rendered(prompt, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Rendered for one caller: it has their values in it.
     *
     * @param lasting where it is if another server's flows say it of themselves
     */
    private PromptFile passing(Prompt prompt, Path lasting, Instant now) throws IOException {
        var theirs = Shelf.youngerAt(lasting, now.minus(STILL_WANTED));
        if (theirs.isPresent()) {
            return theirs.get();
        }
        var place = passing.place(prompt, voice.address(prompt.language()));
        var there = Shelf.youngerAt(place, now.minus(PassingShelf.REUSED));
        return there.isPresent()
                ? there.get()
                : passing.put(renderer.rendered(prompt, passing.open()), place);
    }

    /** As of {@link Prompts#tidy}. */
    void tidy() {
        var now = clock.instant();
        known.entrySet()
                .removeIf(
                        each -> !lasting.contains(each.getKey()) && !each.getValue().isYoung(now));
        try {
            for (var prompt : lasting) {
                touch(prompt, now);
            }
            var deleted = sweep(now);
            log.atDebug().addKeyValue("files", deleted).log("old prompts deleted");
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("folder", shelf.folder())
                    .addKeyValue("error", e.toString())
                    .log("old prompts cannot be deleted; check who owns the folder");
        }
    }

    private void touch(Prompt prompt, Instant now) throws IOException {
        var made = known.get(prompt);
        if (made != null) {
            Shelf.touch(Path.of(made.file().path()), now);
        }
    }

    private int sweep(Instant now) throws IOException {
        var own = passing.folder();
        return Shelf.sweep(own, now.minus(KEPT), _ -> true)
                + Shelf.sweep(shelf.folder(), now.minus(UNWANTED), file -> !file.startsWith(own));
    }
}
