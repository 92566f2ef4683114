package io.recaller.cli.live;

import io.recaller.channel.health.GatewayNow;
import io.recaller.text.SpanWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where people write, in words: only what somebody should look at. Pure. */
final class GatewayWords {
    /** What works sends within seconds. */
    private static final Duration TOO_LONG = Duration.ofMinutes(1);

    private GatewayWords() {}

    /** A line for each that is dead, or whose messages wait for long. */
    static List<String> of(List<GatewayNow> gateways, Instant now) {
        return gateways.stream()
                .filter(each -> each.isDead() || isLate(each, now))
                .map(each -> line(each, now))
                .toList();
    }

    /** A line for each of which that is said otherwise than before. */
    static List<String> changes(List<GatewayNow> before, List<GatewayNow> after) {
        return after.stream()
                .filter(each ->
                        before.stream()
                                .filter(old -> old.name().equals(each.name()))
                                .anyMatch(old -> old.isDead() != each.isDead()))
                .map(each ->
                        "channel "
                                + each.name()
                                + (each.isDead() ? " is DEAD: " + each.why() : " works again"))
                .toList();
    }

    private static boolean isLate(GatewayNow gateway, Instant now) {
        return gateway.unsent()
                .filter(unsent -> unsent.since().isBefore(now.minus(TOO_LONG)))
                .isPresent();
    }

    private static String line(GatewayNow gateway, Instant now) {
        var state =
                gateway.isDead()
                        ? " is DEAD for "
                                + gateway.since()
                                        .map(since -> SpanWords.between(since, now))
                                        .orElse("a while")
                                + ": "
                                + gateway.why()
                        : "";
        var waiting =
                gateway.unsent()
                        .map(unsent ->
                                (gateway.isDead() ? "; " : ": ")
                                        + unsent.messages()
                                        + " to be sent, the oldest waits for "
                                        + SpanWords.between(unsent.since(), now))
                        .orElse("");
        return "channel " + gateway.name() + state + waiting;
    }
}
