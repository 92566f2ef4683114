package io.recaller.customer.handle;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lines that can be written in two ways which both look valid: which one of them they are known by
 * here.
 */
final class TwoForms {
    private static final Map<Pattern, String> TODAY =
            Map.of(
                    // Gabon, October 2019: the operator's second digit instead of the zero.
                    Pattern.compile("\\+2410([256])(\\d{6})"), "+2416$1$2",
                    Pattern.compile("\\+2410([47])(\\d{6})"), "+2417$1$2",
                    Pattern.compile("\\+24101(\\d{6})"), "+24111$1",
                    // San Marino is an area of Italy too.
                    Pattern.compile("\\+39(0549\\d{6})"), "+378$1");

    private TwoForms() {}

    /** Empty where a line has one form. */
    static Optional<String> today(String e164) {
        return TODAY.entrySet().stream()
                .map(form -> Map.entry(form.getKey().matcher(e164), form.getValue()))
                .filter(form -> form.getKey().matches())
                .map(form -> form.getKey().replaceFirst(form.getValue()))
                .findFirst();
    }
}
