package io.recaller.doctor;

import java.time.Duration;

/** Whether a clock goes as ours does. */
final class ClockFinding {
    private ClockFinding() {}

    /**
     * What is to be said of it.
     *
     * @param whose the clock's owner, such as {@code Asterisk's}
     * @param ahead how far it is ahead of ours; negative when it is behind
     * @param apart so far is nothing
     */
    static Finding of(String whose, Duration ahead, Duration apart) {
        return ahead.abs().compareTo(apart) <= 0
                ? Finding.ok("clock", whose + " goes as ours does")
                : Finding.bad(
                        "clock",
                        whose
                                + " is "
                                + words(ahead.abs())
                                + (ahead.isNegative() ? " behind" : " ahead of")
                                + " ours: waits and ends of calls are told wrong; let NTP set both"
                                + " machines");
    }

    private static String words(Duration apart) {
        return apart.toHours() > 0
                ? apart.toHours() + " h " + apart.toMinutesPart() + " min"
                : apart.toMinutes() > 0
                        ? apart.toMinutes() + " min " + apart.toSecondsPart() + " s"
                        : apart.toSeconds() + " s";
    }
}
