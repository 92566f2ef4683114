package io.recaller.lab.sound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Sound as somebody heard it, in which prompts can be found: the proof that a prompt was really
 * played, whatever a server believes. 8 kHz, 16 bit, mono.
 */
public final class Recording {
    private static final int RATE = 8_000;
    private static final int HEADER = 44;
    private static final int PIECE = RATE * 3 / 2;
    private static final int STEP = RATE / 4;
    private static final int SLIP = RATE / 25;
    private static final double SURE = 0.5;
    private static final float AUDIBLE = 200;
    private static final Duration WAIT = Duration.ofMillis(50);
    private static final Duration FINISHING = Duration.ofSeconds(3);

    private final float[] samples;

    private Recording(float[] samples) {
        this.samples = samples;
    }

    /** Reads a WAV file; one that Asterisk is just finishing is waited for, up to three seconds. */
    public static Recording read(Path wav) {
        try {
            long end = System.nanoTime() + FINISHING.toNanos();
            while (!isFinished(wav) && System.nanoTime() < end) {
                LockSupport.parkNanos(WAIT.toNanos());
            }
            return new Recording(samples(wav));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recording " + wav, e);
        }
    }

    private static boolean isFinished(Path wav) throws IOException {
        if (!Files.exists(wav) || Files.size(wav) < HEADER) {
            return false;
        }
        byte[] bytes = Files.readAllBytes(wav);
        int told = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(HEADER - 4);
        return told > 0 && told >= bytes.length - HEADER - 1;
    }

    private static float[] samples(Path wav) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.capacity() >= HEADER && bytes.getInt(24) != RATE) {
            throw new IOException("sampling rate is %d, not %d".formatted(bytes.getInt(24), RATE));
        }
        float[] samples = new float[Math.max(0, bytes.capacity() - HEADER) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes.getShort(HEADER + 2 * i);
        }
        return samples;
    }

    public Duration length() {
        return duration(samples.length);
    }

    /** The longest silence in a part of it. */
    public Duration longestSilence(Duration from, Duration to) {
        int longest = 0;
        int quiet = 0;
        for (int at = samples(from); at < Math.min(samples(to), samples.length); at++) {
            quiet = Math.abs(samples[at]) < AUDIBLE ? quiet + 1 : 0;
            longest = Math.max(longest, quiet);
        }
        return duration(longest);
    }

    private static int samples(Duration time) {
        return (int) (time.toMillis() * RATE / 1000);
    }

    /**
     * Which prompts were heard, and when; the same one may be there several times. Where two claim
     * the same stretch, the one heard longer (then the more like one) stays.
     *
     * @param prompts files by name, each 8 kHz mono WAV
     */
    public List<HeardPrompt> find(Map<String, Path> prompts) {
        Likeness likeness = new Likeness(samples);
        List<HeardPrompt> found = new ArrayList<>();
        prompts.forEach((name, file) -> found.addAll(find(name, read(file), likeness)));
        found.sort(
                Comparator.comparingDouble(
                                (HeardPrompt h) -> h.heardFor().toMillis() * h.confidence())
                        .reversed());
        List<HeardPrompt> kept = new ArrayList<>();
        for (HeardPrompt one : found) {
            if (kept.stream().noneMatch(other -> overlaps(one, other))) {
                kept.add(one);
            }
        }
        kept.sort(Comparator.comparing(HeardPrompt::at));
        return List.copyOf(kept);
    }

    private static boolean overlaps(HeardPrompt one, HeardPrompt other) {
        Duration from = one.at().compareTo(other.at()) > 0 ? one.at() : other.at();
        Duration to = one.end().compareTo(other.end()) < 0 ? one.end() : other.end();
        return to.minus(from).compareTo(one.heardFor().dividedBy(3)) > 0;
    }

    /** Where the silence before a prompt ends; matching begins there. */
    private int silence() {
        int start = 0;
        while (start < samples.length && Math.abs(samples[start]) < AUDIBLE) {
            start++;
        }
        return start;
    }

    private List<HeardPrompt> find(String name, Recording prompt, Likeness likeness) {
        int silence = prompt.silence();
        float[] sound = Arrays.copyOfRange(prompt.samples, silence, prompt.samples.length);
        float[] piece = Arrays.copyOf(sound, Math.min(PIECE, sound.length));
        float[] curve = likeness.of(piece);
        List<HeardPrompt> found = new ArrayList<>();
        for (int i = 0; i < curve.length; i++) {
            if (curve[i] > SURE && isPeak(curve, i, piece.length)) {
                int heard = heard(sound, i, likeness) + silence;
                found.add(
                        new HeardPrompt(
                                name,
                                duration(Math.max(0, i - silence)),
                                duration(heard),
                                curve[i]));
            }
        }
        return found;
    }

    private static boolean isPeak(float[] curve, int at, int width) {
        for (int i = Math.max(0, at - width / 2); i < Math.min(curve.length, at + width / 2); i++) {
            if (curve[i] > curve[at] || (curve[i] == curve[at] && i < at)) {
                return false;
            }
        }
        return true;
    }

    /** How many samples go on being like the prompt; a frame too many or too few is followed. */
    private static int heard(float[] sound, int at, Likeness likeness) {
        int slip = 0;
        int done = Math.min(PIECE, sound.length);
        while (done < sound.length) {
            int step = Math.min(STEP, sound.length - done);
            slip = slipped(sound, at, done, step, slip, likeness);
            if (likeness.at(at + done + slip, sound, done, step) < SURE) {
                return done;
            }
            done += step;
        }
        return done;
    }

    private static int slipped(
            float[] sound, int at, int done, int step, int slip, Likeness likeness) {
        for (int next :
                new int[] {slip, slip - SLIP / 2, slip + SLIP / 2, slip - SLIP, slip + SLIP}) {
            if (at + done + next >= 0 && likeness.at(at + done + next, sound, done, step) > SURE) {
                return next;
            }
        }
        return slip;
    }

    private static Duration duration(int samples) {
        return Duration.ofMillis(samples * 1000L / RATE);
    }
}
