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
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All prompts of this server: a recording if there is one, else rendered once and kept. Any number
 * of threads may use it.
 */
public final class Prompts implements PromptLengths {
    private static final Logger log = LoggerFactory.getLogger(Prompts.class);

    private final Path folder;
    private final PromptStore store;
    private final PassingSounds passing;
    private final WordlessSounds wordless;
    private final Duration patience;
    private final MeterRegistry meters;
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
        var shelf = new Shelf(folder);
        var passingShelf = PassingShelf.in(folder);
        var renderer = new PromptRenderer(synthesizer, parallel, meters);
        this.folder = shelf.folder();
        this.store = new PromptStore(shelf, passingShelf, voice, recordings, renderer, clock);
        this.passing = new PassingSounds(passingShelf, clock);
        this.wordless = new WordlessSounds(shelf, clock);
        this.patience = patience;
        this.meters = meters;
        List.of("late", "failed")
                .forEach(why -> meters.counter("recaller.prompts.missing", "why", why));
    }

    /** Exact once the prompt was rendered or played, estimated before. */
    @Override
    public Duration of(Prompt prompt) {
        return store.known(prompt)
                .map(PromptFile::length)
                .orElseGet(() -> PromptLengths.estimated().of(prompt));
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
        return speech.prompts().stream().allMatch(prompt -> store.fresh(prompt).isPresent());
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
        return passing.reel(files);
    }

    /**
     * A file for what a caller says.
     *
     * @throws IOException when there is no room for it
     */
    public Draft draft() throws IOException {
        return passing.draft();
    }

    /**
     * A message as a file to be played, for two hours at most.
     *
     * @param name of the file; a message that has one already gets the same
     * @throws IOException when it cannot be written
     */
    public PromptFile message(String name, Utterance sound) throws IOException {
        return passing.message(name, sound);
    }

    /**
     * The tone after which a caller speaks.
     *
     * @throws IOException when it cannot be written
     */
    public PromptFile tone() throws IOException {
        return wordless.tone();
    }

    /**
     * Nothing to be heard, for five seconds: what is played while keys are listened for.
     *
     * @return empty when it cannot be written
     */
    public Optional<PromptFile> silence() {
        return wordless.silence();
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
        store.keep(wanted);
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
        var file = store.fresh(prompt);
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
            var file = store.fresh(prompt);
            result.complete(file.isPresent() ? file.get() : store.make(prompt));
        } catch (IOException e) {
            result.completeExceptionally(
                    new SynthesisException(
                            "cannot keep a prompt in " + DiskRoom.words(folder, e), e));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            rendering.remove(prompt, result);
        }
    }

    /**
     * Deletes prompts with somebody's values that are older than two hours, whoever made them, and
     * prompts no server has wanted for a day; shows that those of this server's flows are wanted.
     * To be called every quarter of an hour or so, and after {@link #renderAhead}.
     */
    public void tidy() {
        store.tidy();
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
