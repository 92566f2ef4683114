package io.recaller.routing.estimate;

import java.util.List;

/**
 * What a waiting contact is told of its wait: it will be over within this span, from now on.
 *
 * @param fromMinutes 0 or more; 0: any moment
 * @param toMinutes more than {@code fromMinutes}, rounded up
 */
public record WaitBand(int fromMinutes, int toMinutes) {
    /** Those that are told, from the shortest; their words are made ahead of calls. */
    public static final List<WaitBand> SCALE =
            List.of(
                    new WaitBand(0, 1),
                    new WaitBand(0, 2),
                    new WaitBand(1, 2),
                    new WaitBand(1, 3),
                    new WaitBand(2, 5),
                    new WaitBand(3, 5),
                    new WaitBand(5, 10),
                    new WaitBand(10, 15),
                    new WaitBand(15, 20),
                    new WaitBand(20, 30),
                    new WaitBand(30, 45),
                    new WaitBand(45, 60));

    public WaitBand {
        if (fromMinutes < 0 || toMinutes <= fromMinutes) {
            throw new IllegalArgumentException(
                    "a wait from " + fromMinutes + " to " + toMinutes + " minutes");
        }
    }
}
