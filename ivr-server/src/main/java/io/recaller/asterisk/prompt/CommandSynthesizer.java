package io.recaller.asterisk.prompt;

import io.recaller.db.DiskRoom;
import io.recaller.speech.Prompt;
import io.recaller.speech.SynthesisException;
import io.recaller.speech.Synthesizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Speaks by running a command such as espeak-ng once per prompt; what comes out is brought to 8
 * kHz, −18 dBFS, without silence around it. Any number of threads may use it.
 */
public final class CommandSynthesizer implements Synthesizer {
    private static final String USUAL = "espeak-ng";

    /** As Java says that there is no such program: ENOENT. */
    private static final Pattern ABSENT = Pattern.compile("^Cannot run program .*error[:=] ?2\\b");

    private final Voice voice;

    public CommandSynthesizer(Voice voice) {
        this.voice = voice;
    }

    @Override
    public void render(Prompt prompt, Path wav) {
        var command = command(prompt, wav);
        try {
            run(command, prompt, wav);
            var sound = Resampler.to(Pcm.TELEPHONE, Wav.read(wav));
            Wav.write(Loudness.levelled(Loudness.trimmed(sound)), wav);
        } catch (IOException e) {
            throw new SynthesisException(
                    DiskRoom.isFull(wav, e)
                            ? "cannot render speech to " + DiskRoom.words(wav, e)
                            : failure(command, String.valueOf(e.getMessage())),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SynthesisException(failure(command, "it was interrupted"), e);
        }
    }

    private List<String> command(Prompt prompt, Path wav) {
        return voice.command().stream()
                .map(word -> word.replace("{voice}", voice.of(prompt.language())))
                .map(word -> word.replace("{lang}", prompt.language().tag()))
                .map(word -> word.replace("{rate}", Integer.toString(voice.rate())))
                .map(word -> word.replace("{pitch}", Integer.toString(voice.pitch())))
                .map(word -> word.replace("{out}", wav.toString()))
                .map(word -> word.replace("{text}", prompt.words()))
                .toList();
    }

    private void run(List<String> command, Prompt prompt, Path wav)
            throws IOException, InterruptedException {
        var log = Files.createTempFile("recaller-voice", ".log");
        try {
            var process = builder(command, wav, log).start();
            try {
                tell(process, prompt);
                if (!process.waitFor(voice.within().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("it took longer than " + voice.within());
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        "it ended with " + process.exitValue() + ": " + firstLine(log));
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private ProcessBuilder builder(List<String> command, Path wav, Path log) {
        return voice.writesFile()
                ? new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                : new ProcessBuilder(command)
                        .redirectError(log.toFile())
                        .redirectOutput(wav.toFile());
    }

    private void tell(Process process, Prompt prompt) {
        var byArgument = voice.command().stream().anyMatch(word -> word.contains("{text}"));
        try (var input = process.getOutputStream()) {
            if (!byArgument) {
                input.write(prompt.words().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // It does not read its input or has ended already: its exit status says more.
        }
    }

    private static String firstLine(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("it said nothing");
    }

    private static String failure(List<String> command, String why) {
        var program = command.getFirst();
        return ABSENT.matcher(why).find()
                ? program
                        + " is not installed, and no prompt is spoken without it; "
                        + install(program)
                : "cannot render speech with "
                        + program
                        + ": "
                        + why.strip()
                        + "; mend that, or set another command under speech.command";
    }

    private static String install(String program) {
        return program.equals(USUAL)
                ? "install it (on Debian: apt install espeak-ng) or set another command under"
                        + " speech.command"
                : "install it, or take speech.command out of the settings and install espeak-ng (on"
                        + " Debian: apt install espeak-ng)";
    }
}
