package io.recaller.gateway.form;

import java.time.Duration;
import java.time.Instant;

/**
 * How many are told by SMS that an agent will answer: anybody can fill in any number, from as many
 * addresses as they like, and each costs money. Of one form and one server; thread-safe.
 */
final class SmsLimit {
    private static final int OF_A_NUMBER = 3;
    private static final Duration DAY = Duration.ofDays(1);
    private static final int OF_THE_FORM = 100;

    private final FormLimit numbers = new FormLimit(OF_A_NUMBER, DAY);
    private final FormLimit all = new FormLimit(OF_THE_FORM, Duration.ofHours(1));

    /** False: one more may not be. */
    boolean take(String number, Instant now) {
        return numbers.take(number, now).isZero() && all.take("", now).isZero();
    }
}
