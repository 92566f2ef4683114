package io.recaller.asterisk.agi;

import io.recaller.asterisk.agi.AgiSession.Pressed;
import io.recaller.asterisk.prompt.Draft;
import io.recaller.asterisk.prompt.PromptFile;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.asterisk.prompt.VoiceActivity;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.context.Newcomer;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.voice.LineLostException;
import io.recaller.customer.Handle;
import io.recaller.flow.Patience;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import io.recaller.voicemail.Utterance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A caller on the telephone. Each turn is one {@code Read} over all its prompts; keys pressed
 * between two of them are heard by the connection. One thread uses it.
 */
final class AgiLine implements Line {
    /** Ends a prompt that asks for nothing: there is no waiting after it. */
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    /**
     * How long keys are read at a time while the server thinks, where they are not heard anyway:
     * the most it can be delayed.
     */
    private static final Duration SLICE = Duration.ofMillis(100);

    /** Work that is done sooner is not worth a slice. */
    private static final Duration SHORT_WORK = Duration.ofMillis(50);

    /** So long the server thinks between two signs of life; the dialplan gives it 5 seconds. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

    /** Who hangs up in the last so much of the last words has heard what mattered. */
    private static final Duration FAREWELL = Duration.ofMillis(1500);

    /** What a recording may be longer than it was told to be. */
    private static final Duration AT_MOST_LATE = Duration.ofSeconds(5);

    private static final int MANY = 20;

    /** Who came by a transfer has not been through the dialplan's filter. */
    private static final String NUMBER = "${FILTER(+*#0-9A-Za-z._@-,${CALLERID(num)})}";

    private final AgiSession session;
    private final Prompts prompts;
    private final TypeAhead ahead = new TypeAhead();
    private boolean over;
    private boolean isListening;
    private @Nullable ContactId contact;
    private final Function<String, Optional<Handle>> numbers;
    private String telephone;
    private String name;

    /**
     * @param name of the channel as the call came
     * @param numbers makes a handle of a number as the network delivers it
     */
    AgiLine(
            AgiSession session,
            Prompts prompts,
            String name,
            Function<String, Optional<Handle>> numbers) {
        this.session = session;
        this.prompts = prompts;
        this.name = name;
        this.numbers = numbers;
        this.telephone = session.telephone();
    }

    /** Keys pressed before there was this line. */
    void typed(String keys) {
        ahead.add(keys);
    }

    /** Keys pressed before all others that are known here. */
    void typedBefore(String keys) {
        ahead.putBack(keys);
    }

    /** The call carries this contact already. */
    void resume(ContactId carried) {
        contact = carried;
    }

    /** With the next command, mostly the first prompt: so it is there when that is heard. */
    @Override
    public void carry(ContactId known, Runnable told) {
        contact = known;
        session.carry(known.toString(), told);
    }

    @Override
    public Words prepare(Speech speech, Duration within) {
        return prompts.areKnown(speech)
                ? Words.READY
                : whileThinking(() -> prompts.prepare(speech, within));
    }

    @Override
    public Reply playOut(Speech speech) {
        forget();
        if (speech.isSilent()) {
            return new Reply.Silence();
        }
        var length = speech.length(prompts);
        var began = System.nanoTime();
        try {
            var pressed = reading(speech, 1, Optional.of(AT_ONCE));
            return !pressed.complete() || isHeard(length, began)
                    ? new Reply.Silence()
                    : new Reply.Keys(keysOf(pressed, 1));
        } catch (HangupException e) {
            if (isHeard(length, began)) {
                return new Reply.Silence();
            }
            throw e;
        }
    }

    private static boolean isHeard(Duration length, long began) {
        var missed = length.minusNanos(System.nanoTime() - began);
        var farewell = length.dividedBy(4);
        return missed.compareTo(farewell.compareTo(FAREWELL) < 0 ? farewell : FAREWELL) <= 0;
    }

    @Override
    public void play(Speech speech) {
        if (!speech.isSilent() && ahead.isEmpty()) {
            ahead.putBack(reading(speech, 1, Optional.of(AT_ONCE)).keys());
        }
    }

    @Override
    public boolean playWhole(Speech speech) {
        if (!ahead.isEmpty()) {
            return false;
        }
        var length = speech.length(prompts);
        var began = System.nanoTime();
        play(speech);
        return ahead.isEmpty() || isHeard(length, began);
    }

    @Override
    public Answer choose(Turn.Choose choose) {
        var typed = ahead.takeOne();
        if (typed.isPresent()) {
            return new Answer(new Reply.Keys(typed.get()), Duration.ZERO);
        }
        session.patience(choose.patience());
        var began = System.nanoTime();
        var pressed = reading(choose.speech(), 1, Optional.empty());
        return answer(keysOf(pressed, 1), began);
    }

    @Override
    public Answer ask(Turn.Ask ask) {
        var began = System.nanoTime();
        var typed = ahead.take(ask.maxDigits());
        if (typed.ended()) {
            return answer(typed.keys(), began);
        }
        if (typed.keys().isEmpty()) {
            return value(ask.speech(), ask.maxDigits(), ask.patience());
        }
        var interDigit = ask.patience().interDigit();
        session.patience(new Patience(interDigit, interDigit));
        var missing = ask.maxDigits() - typed.keys().length();
        var rest = completed(read("", missing, Optional.empty()), missing);
        return answer(typed.keys() + rest.keys(), began);
    }

    @Override
    public Answer verify(Turn.Verify verify) {
        forget();
        return value(verify.speech(), verify.maxDigits(), verify.patience());
    }

    private Answer value(Speech speech, int maxKeys, Patience patience) {
        session.patience(patience);
        var began = System.nanoTime();
        return answer(reading(speech, maxKeys, Optional.empty()).keys(), began);
    }

    /** A value of no keys, {@code #} alone, says as little as silence does. */
    private static Answer answer(String keys, long began) {
        var after = Duration.ofNanos(System.nanoTime() - began);
        return new Answer(keys.isEmpty() ? new Reply.Silence() : new Reply.Keys(keys), after);
    }

    @Override
    public <T> T record(Dictation limits, Function<Said, T> keeping) {
        try (var draft = prompts.draft()) {
            return keeping.apply(said(limits, draft));
        } catch (IOException | UncheckedIOException e) {
            throw new SynthesisException("nothing can be recorded: " + e.getMessage(), e);
        }
    }

    private Said said(Dictation limits, Draft draft) throws IOException {
        var _ = session.read(prompts.tone().path(), 1, Optional.of(AT_ONCE));
        forget();
        var isThere =
                session.record(draft.path(), Draft.FORMAT, limits.longest(), limits.silence());
        var most =
                Math.toIntExact(limits.longest().plus(AT_MOST_LATE).toSeconds() * Utterance.RATE);
        var sound = draft.sound(most);
        return new Said(sound, VoiceActivity.in(sound), !isThere);
    }

    /** Reads; a {@code #} that still belongs to the value before makes it begin once more. */
    private Pressed reading(Speech speech, int maxKeys, Optional<Duration> silence) {
        var files = files(speech);
        var names = files.stream().map(PromptFile::path).collect(Collectors.joining("&"));
        if (AgiSession.fits(names)) {
            return reading(names, maxKeys, silence);
        }
        try (var reel = prompts.reel(files)) {
            return reading(reel.path(), maxKeys, silence);
        }
    }

    private Pressed reading(String files, int maxKeys, Optional<Duration> silence) {
        var pressed = read(files, maxKeys, silence);
        if (pressed.complete() && pressed.keys().isEmpty() && ahead.isTrailing()) {
            pressed = read(files, maxKeys, silence);
        }
        return completed(pressed, maxKeys);
    }

    /** What was pressed just before is the beginning of it; nobody is asked what is answered. */
    private Pressed read(String files, int maxKeys, Optional<Duration> silence) {
        ahead.add(session.hush());
        var typed = ahead.take(maxKeys);
        if (typed.ended()) {
            return new Pressed(typed.keys(), true);
        }
        var names = typed.keys().isEmpty() ? files : "";
        var rest = session.read(names, maxKeys - typed.keys().length(), silence);
        listen();
        return new Pressed(typed.keys() + rest.keys(), rest.complete());
    }

    /** From the first reading on: before it nobody presses a key, and its words are not to wait. */
    private void listen() {
        if (!isListening) {
            isListening = true;
            prompts.silence().ifPresent(file -> session.listen(file.path()));
        }
    }

    private void forget() {
        var _ = session.hush();
        ahead.clear();
    }

    private Pressed completed(Pressed pressed, int maxKeys) {
        if (pressed.complete() && pressed.keys().length() == maxKeys) {
            ahead.completed();
        }
        return pressed;
    }

    /** The keys as the caller pressed them: {@code Read} keeps the {@code #} to itself. */
    private static String keysOf(Pressed pressed, int maxKeys) {
        var hash = pressed.complete() && pressed.keys().length() < maxKeys;
        return hash ? pressed.keys() + "#" : pressed.keys();
    }

    private List<PromptFile> files(Speech speech) {
        var files = prompts.files(speech);
        if (files.isEmpty() && !speech.isSilent()) {
            throw new SynthesisException("not one prompt of a turn is there");
        }
        return files;
    }

    /** A channel is called otherwise once another has come in its place. */
    @Override
    public Address reachedAt(Address arrival) {
        return arrival instanceof Address.Call call
                ? new Address.Call(call.system(), call.linkedId(), session.get("${CHANNEL(name)}"))
                : arrival;
    }

    /** Nobody is at a Local channel: when it is optimised away, who spoke through it is there. */
    @Override
    public Optional<Newcomer> newcomer() {
        if (session.telephone().equals(telephone)) {
            return Optional.empty();
        }
        telephone = session.telephone();
        var before = name;
        name = session.get("${CHANNEL(name)}");
        return before.startsWith("Local/") && !name.startsWith("Local/")
                ? Optional.empty()
                : Optional.of(new Newcomer(number()));
    }

    private Optional<Handle> number() {
        var number = session.get(NUMBER);
        return number.isEmpty() || session.get("${CALLERID(num-pres)}").startsWith("prohib")
                ? Optional.empty()
                : numbers.apply(number);
    }

    /** When the caller hangs up meanwhile, the work is still finished before that is reported. */
    @Override
    public <T> T whileThinking(Supplier<T> work) {
        var thought = Thought.begin(work);
        var _ = isDone(thought, Long.MAX_VALUE);
        return thought.outcome();
    }

    /** As {@link #whileThinking(Supplier)}; empty when it is not done in this time: it goes on. */
    <T> Optional<T> whileThinking(Thought<T> thought, Duration most) {
        return isDone(thought, most.toNanos()) ? Optional.of(thought.outcome()) : Optional.empty();
    }

    private boolean isDone(Thought<?> thought, long most) {
        var began = System.nanoTime();
        try {
            session.tell();
            var done = thought.isDoneWithin(SHORT_WORK);
            while (!done && System.nanoTime() - began < most) {
                done = hears() && thought.isDoneWithin(signOfLife(most));
                if (!done) {
                    readSlice();
                    done = thought.isDoneWithin(Duration.ZERO);
                }
            }
            return done;
        } catch (HangupException | LineLostException e) {
            thought.finish();
            throw e;
        }
    }

    private static Duration signOfLife(long most) {
        return SIGN_OF_LIFE.toNanos() < most ? SIGN_OF_LIFE : Duration.ofNanos(most);
    }

    /** Whether a key that is pressed now counts, without being read. */
    private boolean hears() {
        var heard = session.heard();
        ahead.add(heard.keys());
        return heard.isListening();
    }

    private void readSlice() {
        ahead.add(session.hush());
        ahead.add(keysOf(session.read("", MANY, Optional.of(SLICE)), MANY));
    }

    @Override
    public void waitForPage() {
        done("page");
    }

    @Override
    public void waitForAgent() {
        done("wait");
    }

    @Override
    public void ringGroup(Unserved cause) {
        session.set("RECALLER_WHY", cause.slug());
        done("ringgroup");
    }

    @Override
    public void hangUp() {
        done("hangup");
    }

    /** The last act: tells the dialplan where the call goes on, and that this server finished. */
    private void done(String what) {
        over = true;
        session.set("RECALLER_DONE", what);
    }

    /**
     * What the dialplan does until the next visit.
     *
     * @param music empty: its own
     * @param until when the next visit is due; empty: as it has it
     */
    void waitWith(Optional<String> music, Optional<Duration> until) {
        session.set("RECALLER_QUEUE_MUSIC", music.orElse(""));
        session.set("RECALLER_PAUSE", until.map(AgiLine::wholeSeconds).orElse(""));
    }

    /** The music goes on, and the next visit is due so soon. */
    void waitOn(Duration until) {
        session.set("RECALLER_PAUSE", wholeSeconds(until));
        waitForAgent();
    }

    /** Rounded up, and one at least. */
    private static String wholeSeconds(Duration time) {
        return Long.toString(Math.max(1, time.plusMillis(999).toSeconds()));
    }

    /** Another visit enters the flow; what was typed already is for that. */
    void backToFlow() {
        var typed = takeAll();
        if (!typed.isEmpty()) {
            session.set(Arrivals.KEYS, typed);
        }
        done("menu");
    }

    /** All keys typed ahead. */
    String takeAll() {
        var typed = new StringBuilder();
        while (hasTyped()) {
            typed.append(takeOne());
        }
        return typed.toString();
    }

    /** The next key typed ahead; empty when there is none. */
    String takeOne() {
        return ahead.takeOne().orElse("");
    }

    @Override
    public boolean hasTyped() {
        var _ = hears();
        return !ahead.isEmpty();
    }

    boolean isOver() {
        return over;
    }

    Optional<ContactId> contact() {
        return Optional.ofNullable(contact);
    }
}
