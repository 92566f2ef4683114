package io.recaller.asterisk.prompt;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.conversation.voice.Line;
import io.recaller.db.DiskRoom;
import io.recaller.speech.Prompt;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import io.recaller.speech.Synthesizer;
import io.recaller.voicemail.Utterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All prompts of this server: a recording if there is one, else rendered once and kept. Any number
 * of threads may use it.
 */
public final class Prompts implements PromptLengths {
    private static final Logger log = LoggerFactory.getLogger(Prompts.class);

    /** Where prompts with values are, below the folder of all prompts. */
    static final String PERSONAL = "personal";

    /** Below that, where several prompts are joined to one. */
    private static final String REELS = "reels";

    /** Below that, what callers say, while they say it and while it is played. */
    static final String MESSAGES = "messages";

    /** How long a prompt with somebody's values is used again. */
    private static final Duration REUSED = Duration.ofHours(1);

    /** How long such a prompt is kept: longer than anybody can be about to play it. */
    private static final Duration KEPT = Duration.ofHours(2);

    /** A prompt that no server has wanted for so long is deleted. */
    private static final Duration UNWANTED = Duration.ofHours(23);

    /** Before that it is surely there for another hour. */
    private static final Duration STILL_WANTED = UNWANTED.minus(REUSED).minus(REUSED);

    private final Shelf shelf;
    private final PassingShelf passing;
    private final Voice voice;
    private final Synthesizer synthesizer;
    private final Recordings recordings;
    private final Duration patience;
    private final Semaphore renderers;
    private final MeterRegistry meters;
    private final InstantSource clock;

    /** What flows say of themselves, asked for by {@link #renderAhead}. */
    private final Set<Prompt> ahead = ConcurrentHashMap.newKeySet();

    private final Map<Prompt, Made> known = new ConcurrentHashMap<>();
    private final Map<Prompt, CompletableFuture<PromptFile>> rendering = new ConcurrentHashMap<>();

    /**
     * @param folder where the files are kept; may be shared by several servers
     * @param voice names the folder, so that another voice renders again
     * @param patience how long a caller may wait for a prompt that was not rendered ahead
     * @param parallel how many prompts are rendered at a time, at least one
     */
    public Prompts(
            Path folder,
            Voice voice,
            Synthesizer synthesizer,
            Recordings recordings,
            Duration patience,
            int parallel,
            MeterRegistry meters) {
        this(
                folder,
                voice,
                synthesizer,
                recordings,
                patience,
                parallel,
                meters,
                InstantSource.system());
    }

    /** As above, with another clock. */
    Prompts(
            Path folder,
            Voice voice,
            Synthesizer synthesizer,
            Recordings recordings,
            Duration patience,
            int parallel,
            MeterRegistry meters,
            InstantSource clock) {
        this.shelf = new Shelf(folder);
        this.passing = new PassingShelf(folder.resolve(PERSONAL));
        this.clock = clock;
        this.voice = voice;
        this.synthesizer = synthesizer;
        this.recordings = recordings;
        this.patience = patience;
        this.renderers = new Semaphore(parallel);
        this.meters = meters;
        meters.counter("recaller.prompts.rendered");
        List.of("late", "failed")
                .forEach(why -> meters.counter("recaller.prompts.missing", "why", why));
    }

    /** Exact once the prompt was rendered or played, estimated before. */
    @Override
    public Duration of(Prompt prompt) {
        var made = known.get(prompt);
        return made == null ? PromptLengths.estimated().of(prompt) : made.file().length();
    }

    /**
     * The files to play now, in order; rendered first where they are not there, all together within
     * the patience. One that comes too late is left out for this caller and is there for the next.
     */
    public List<PromptFile> files(Speech speech) {
        var until = System.nanoTime() + patience.toNanos();
        return speech.prompts().stream()
                .map(prompt -> new Wanted(prompt, begin(prompt)))
                .toList()
                .stream()
                .flatMap(wanted -> arrived(wanted, until - System.nanoTime()).stream())
                .toList();
    }

    /** Whether all of it can be played at once. */
    public boolean areKnown(Speech speech) {
        return speech.prompts().stream().allMatch(prompt -> fresh(prompt).isPresent());
    }

    /** Blocks until all of it can be played, one piece cannot be made, or the time is over. */
    public Line.Words prepare(Speech speech, Duration within) {
        var all =
                CompletableFuture.allOf(
                        speech.prompts().stream()
                                .map(this::begin)
                                .toArray(CompletableFuture<?>[]::new));
        try {
            all.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return Line.Words.READY;
        } catch (TimeoutException e) {
            return Line.Words.LATE;
        } catch (ExecutionException e) {
            log.atError().setCause(e.getCause()).log("prompt cannot be rendered");
            return Line.Words.BROKEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Line.Words.LATE;
        }
    }

    /**
     * All these files as one, for as long as it is not closed.
     *
     * @throws SynthesisException when it cannot be written
     */
    public Reel reel(List<PromptFile> files) {
        try {
            return Reel.of(files, passing.below(REELS), passing.readable());
        } catch (IOException e) {
            throw new SynthesisException("prompts cannot be joined: " + e.getMessage(), e);
        }
    }

    /**
     * A file for what a caller says.
     *
     * @throws IOException when there is no room for it
     */
    public Draft draft() throws IOException {
        return Draft.in(passing.below(MESSAGES), passing.writable());
    }

    /**
     * A message as a file to be played, for two hours at most.
     *
     * @param name of the file; a message that has one already gets the same
     * @throws IOException when it cannot be written
     */
    public PromptFile message(String name, Utterance sound) throws IOException {
        var place = passing.below(MESSAGES).resolve(name);
        var now = clock.instant();
        var there = Shelf.at(place).filter(_ -> Shelf.isYounger(place, now.minus(REUSED)));
        return there.isPresent()
                ? there.get()
                : Shelf.put(new Pcm(Utterance.RATE, sound.samples()), place, passing.readable());
    }

    /**
     * The tone after which a caller speaks.
     *
     * @throws IOException when it cannot be written
     */
    public PromptFile tone() throws IOException {
        return wordless(wordless("record"), Tone::record);
    }

    /**
     * Nothing to be heard, for five seconds: what is played while keys are listened for.
     *
     * @return empty when it cannot be written
     */
    public Optional<PromptFile> silence() {
        var place = wordless("silence");
        try {
            var fresh = clock.instant().minus(REUSED);
            var there = Shelf.at(place).filter(_ -> Shelf.isYounger(place, fresh));
            return Optional.of(there.isPresent() ? there.get() : wordless(place, Tone::silence));
        } catch (IOException e) {
            log.atWarn().setCause(e).log("silence cannot be written: keys between turns are lost");
            return Optional.empty();
        }
    }

    private Path wordless(String name) {
        return shelf.folder().resolve("tone").resolve(name);
    }

    private PromptFile wordless(Path place, Supplier<Pcm> sound) throws IOException {
        var there = Shelf.at(place);
        if (there.isPresent()) {
            Shelf.touch(place, clock.instant());
            shelf.open(place);
            return there.get();
        }
        return shelf.put(sound.get(), place);
    }

    private Optional<PromptFile> arrived(Wanted wanted, long nanos) {
        try {
            return Optional.of(wanted.file().get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return missing(wanted.prompt(), "late");
        } catch (ExecutionException e) {
            log.atError().setCause(e.getCause()).log("prompt cannot be rendered");
            return missing(wanted.prompt(), "failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missing(wanted.prompt(), "late");
        }
    }

    /**
     * Makes sure of many prompts, in parallel, and returns when all are there.
     *
     * @param progress told after each prompt, by any thread
     * @throws SynthesisException the first one; the rest is not waited for
     */
    public void renderAhead(Collection<Prompt> prompts, Consumer<Progress> progress) {
        var wanted = new HashSet<>(prompts);
        ahead.addAll(wanted);
        var done = new AtomicInteger();
        var all =
                wanted.stream()
                        .map(this::begin)
                        .map(file ->
                                file.thenAccept(_ ->
                                        progress.accept(
                                                new Progress(
                                                        done.incrementAndGet(), wanted.size()))))
                        .toList();
        try {
            all.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            all.forEach(file -> file.cancel(false));
            throw e.getCause() instanceof SynthesisException broken
                    ? broken
                    : new SynthesisException("a prompt cannot be rendered: " + e.getMessage(), e);
        }
    }

    private Optional<PromptFile> missing(Prompt prompt, String why) {
        meters.counter("recaller.prompts.missing", "why", why).increment();
        log.atWarn()
                .addKeyValue("prompt", prompt.address())
                .addKeyValue("why", why)
                .log("prompt is not there, the caller does not hear it");
        return Optional.empty();
    }

    /** One rendering of a prompt at a time; whoever else wants it waits for the same one. */
    private CompletableFuture<PromptFile> begin(Prompt prompt) {
        var file = fresh(prompt);
        if (file.isPresent()) {
            return CompletableFuture.completedFuture(file.get());
        }
        var mine = new CompletableFuture<PromptFile>();
        var theirs = rendering.putIfAbsent(prompt, mine);
        if (theirs != null) {
            return theirs;
        }
        Thread.ofVirtual().name("prompt").start(() -> finish(prompt, mine));
        return mine;
    }

    private void finish(Prompt prompt, CompletableFuture<PromptFile> result) {
        try {
            var file = fresh(prompt);
            result.complete(file.isPresent() ? file.get() : make(prompt));
        } catch (IOException e) {
            result.completeExceptionally(
                    new SynthesisException(
                            "cannot keep a prompt in " + DiskRoom.words(shelf.folder(), e), e));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            rendering.remove(prompt, result);
        }
    }

    /** What can be played without looking; prompts with values only for a while. */
    private Optional<PromptFile> fresh(Prompt prompt) {
        var made = known.get(prompt);
        return made != null && (ahead.contains(prompt) || made.isYoung(clock.instant()))
                ? Optional.of(made.file())
                : Optional.empty();
    }

    private PromptFile make(Prompt prompt) throws IOException {
        var recording = recordings.of(prompt);
        var place =
                recording.isPresent()
                        ? shelf.place(prompt, recording.get())
                        : shelf.place(prompt, voice.address(prompt.language()));
        var now = clock.instant();
        var lasts = recording.isPresent() || ahead.contains(prompt);
        if (lasts) {
            Shelf.touch(place, now);
            shelf.open(place);
        }
        var there =
                Shelf.at(place)
                        .filter(_ -> lasts || Shelf.isYounger(place, now.minus(STILL_WANTED)));
        var file =
                there.isPresent()
                        ? there.get()
                        : lasts ? shelf.put(sound(prompt, recording), place) : passing(prompt, now);
        if (file.length().isZero()) {
            throw new IOException(place + " is silent: nothing was rendered or recorded");
        }
        known.put(prompt, new Made(file, now));
        return file;
    }

    /** Rendered for one caller: it has their values in it. */
    private PromptFile passing(Prompt prompt, Instant now) throws IOException {
        var place = passing.place(prompt, voice.address(prompt.language()));
        var there = Shelf.at(place).filter(_ -> Shelf.isYounger(place, now.minus(REUSED)));
        return there.isPresent()
                ? there.get()
                : passing.put(rendered(prompt, passing.open()), place);
    }

    /**
     * Deletes prompts with somebody's values that are older than two hours, whoever made them, and
     * prompts no server has wanted for a day; shows that those of this server's flows are wanted.
     * To be called every quarter of an hour or so, and after {@link #renderAhead}.
     */
    public void tidy() {
        var now = clock.instant();
        known.entrySet()
                .removeIf(each -> !ahead.contains(each.getKey()) && !each.getValue().isYoung(now));
        try {
            for (var prompt : ahead) {
                touch(prompt, now);
            }
            var own = shelf.folder().resolve(PERSONAL);
            var deleted =
                    Shelf.sweep(own, now.minus(KEPT), _ -> true)
                            + Shelf.sweep(
                                    shelf.folder(),
                                    now.minus(UNWANTED),
                                    file -> !file.startsWith(own));
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

    private Pcm sound(Prompt prompt, Optional<Path> recording) throws IOException {
        return recording.isPresent()
                ? afterPause(prompt, Wav.read(recording.get()))
                : rendered(prompt, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Through a file of this user alone in the folder. */
    private Pcm rendered(Prompt prompt, Path folder) throws IOException {
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

    /** A prompt that can be played, and when it was made sure of. */
    private record Made(PromptFile file, Instant at) {
        boolean isYoung(Instant now) {
            return at.plus(REUSED).isAfter(now);
        }
    }

    private record Wanted(Prompt prompt, CompletableFuture<PromptFile> file) {}

    /**
     * How far {@link #renderAhead} has come.
     *
     * @param done prompts that are there
     * @param total prompts wanted
     */
    public record Progress(int done, int total) {}
}
