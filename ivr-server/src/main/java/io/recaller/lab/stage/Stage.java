package io.recaller.lab.stage;

import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import io.recaller.lab.sound.Melody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewChannelEvent;
import org.asteriskjava.manager.event.NewExtenEvent;
import org.asteriskjava.manager.event.NewStateEvent;
import org.jspecify.annotations.Nullable;

/**
 * Callers and desk phones, played by an Asterisk of their own: real SIP and RTP, and every side is
 * recorded as it was heard. Thread-safe.
 */
public final class Stage implements AutoCloseable {
    /** The priority of {@code Answer} for a phone in the stage's dialplan. */
    static final int ANSWER_PRIORITY = 4;

    private static final int STATE_RINGING = 5;
    private static final int STATE_UP = 6;

    private final LocalAsterisk asterisk;
    private final Director director;
    private final Changes changes = new Changes();
    private final Map<String, StageLine> lines = new ConcurrentHashMap<>();
    private final Map<String, Phone> phones = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger voices = new AtomicInteger();

    private Stage(LocalAsterisk asterisk) {
        this.asterisk = asterisk;
        this.director = new Director(asterisk.director(), this::see);
    }

    LocalAsterisk asterisk() {
        return asterisk;
    }

    /** Starts the stage's Asterisk in its own folder. */
    public static Stage open(AsteriskProgram program, Path folder, Ports ports, Role.Stage role) {
        LocalAsterisk asterisk = LocalAsterisk.start(program, folder, ports, role);
        try {
            return new Stage(asterisk);
        } catch (RuntimeException e) {
            asterisk.close();
            throw e;
        }
    }

    /**
     * Somebody calls the switch; returns at once.
     *
     * @param from the number that calls, shown as caller id
     * @param to the number dialled
     */
    public Call call(String from, String to) {
        String id = "call-" + calls.incrementAndGet();
        StageLine line = new StageLine(asterisk.heard().resolve(id + ".wav"));
        lines.put(id, line);
        director.call(id, from, to);
        return new Call(line, director, changes);
    }

    /**
     * The phone of that name; until told otherwise nobody picks it up, and its agent says a melody
     * that no other phone says.
     */
    public Phone phone(String name) {
        return phones.computeIfAbsent(name, this::install);
    }

    private Phone install(String name) {
        Path voice = asterisk.folder().resolve("moh").resolve(name + ".wav");
        return new Phone(name, director, changes, asterisk.heard())
                .neverAnswers()
                .says(voice(voice));
    }

    private Path voice(Path file) {
        try {
            return Melody.voice(voices.incrementAndGet()).write(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The speech of a phone that was not given one, to be found in the caller's recording. */
    public Path voiceOf(String phone) {
        return asterisk.folder().resolve("moh").resolve(phone + ".wav");
    }

    static String withoutExtension(Path sound) {
        return sound.toAbsolutePath().toString().replaceFirst("\\.[a-z0-9]+$", "");
    }

    private void see(ManagerEvent event) {
        switch (event) {
            case NewChannelEvent e -> changes.make(() -> begins(e));
            case NewExtenEvent e when "Ringing".equals(e.getApplication()) ->
                    changes.make(() -> becomes(e.getUniqueId(), new LineState.Ringing()));
            case NewStateEvent e -> changes.make(() -> changes(e));
            case HangupEvent e -> changes.make(() -> ends(e));
            default -> {}
        }
    }

    private void begins(NewChannelEvent event) {
        StageLine known = lines.get(event.getUniqueId());
        Phone phone = "phones".equals(event.getContext()) ? phones.get(event.getExten()) : null;
        if (known != null) {
            known.named(event.getChannel());
        } else if (phone != null) {
            Phone.Screen screen =
                    new Phone.Screen(text(event.getCallerIdName()), text(event.getCallerIdNum()));
            String id = event.getUniqueId();
            lines.put(id, phone.rings(id, event.getChannel(), screen));
        }
    }

    private static String text(@Nullable String told) {
        return told == null ? "" : told;
    }

    private void becomes(String uniqueId, LineState state) {
        Optional.ofNullable(lines.get(uniqueId)).ifPresent(line -> line.becomes(state));
    }

    private void changes(NewStateEvent event) {
        Integer state = event.getChannelState();
        if (state != null && state == STATE_UP) {
            becomes(event.getUniqueId(), new LineState.Talking());
        } else if (state != null && state == STATE_RINGING) {
            becomes(event.getUniqueId(), new LineState.Ringing());
        }
    }

    private void ends(HangupEvent event) {
        Integer cause = event.getCause();
        becomes(
                event.getUniqueId(),
                new LineState.Ended(cause == null ? OptionalInt.empty() : OptionalInt.of(cause)));
    }

    /** Hangs up every line and ends the stage's Asterisk. */
    @Override
    public void close() {
        director.close();
        asterisk.close();
    }
}
