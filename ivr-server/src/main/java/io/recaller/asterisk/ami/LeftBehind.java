package io.recaller.asterisk.ami;

import static java.util.stream.Collectors.toMap;

import io.recaller.asterisk.Printable;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.asterisk.ami.wire.RecallerBridgeEvent;
import io.recaller.asterisk.ami.wire.RecallerEndedEvent;
import java.time.Duration;
import java.util.Map;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.event.ManagerEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hangs up channels that outlived their telephone: whoever is in a bridge with one would sit on a
 * dead line for ever. Asterisk takes a channel out of the dialplan into a bridge by a masquerade:
 * the telephone goes, under its name, and leaves a shell in the dialplan. Of one that hung up in
 * that moment the bridge hears nothing: the shell may have been told. Of the consumer's thread
 * only.
 */
final class LeftBehind implements AmiListener {
    private static final Logger log = LoggerFactory.getLogger(LeftBehind.class);

    /** An end takes less; then it is one that may come into a bridge yet. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    /** One that is in no bridge by then harms nobody. */
    private static final int MOST_LOOKS = 5;

    private final AmiLink link;

    /** How often each was seen. */
    private Map<String, Integer> seen = Map.of();

    private long lookedAt;

    LeftBehind(AmiLink link) {
        this.link = link;
    }

    @Override
    public void on(ManagerEvent event) {
        switch (event) {
            case RecallerEndedEvent ended -> told(ended.getShell(), ended.getContact());
            case RecallerBridgeEvent bridge -> told(bridge.getShell(), bridge.getContact());
            default -> {}
        }
    }

    /** A name may be another call's by now. */
    private void told(@Nullable String channel, @Nullable String contact) {
        if (channel != null && !channel.isBlank() && isOf(contact, channel)) {
            end(channel);
        }
    }

    private boolean isOf(@Nullable String contact, String channel) {
        var asked = new GetVarAction(Printable.of(channel), "RECALLER_CONTACT");
        return contact != null && contact.equals(link.send(asked).getAttribute("Value"));
    }

    @Override
    public void compare(LiveCalls calls) {
        calls.leftBehind().stream()
                .filter(channel -> channel.bridge().isPresent())
                .map(LiveChannel::name)
                .forEach(this::end);
        seen =
                calls.leftBehind().stream()
                        .map(LiveChannel::name)
                        .distinct()
                        .collect(toMap(name -> name, name -> seen.getOrDefault(name, 0) + 1));
        lookedAt = System.nanoTime();
    }

    @Override
    public void tick() {
        if (System.nanoTime() - lookedAt >= MOMENT.toNanos()
                && seen.values().stream().anyMatch(looks -> looks < MOST_LOOKS)) {
            link.lookSoon();
        }
    }

    private void end(String channel) {
        log.atInfo()
                .addKeyValue("channel", channel)
                .log("a channel outlived its telephone; it is hung up");
        link.send(new HangupAction(Printable.of(channel)));
    }
}
