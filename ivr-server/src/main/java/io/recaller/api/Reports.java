package io.recaller.api;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The reports. Every method blocks. */
final class Reports {
    private final MenuReporting menus;

    Reports(MenuReporting menus) {
        this.menus = menus;
    }

    Answer menu(Asked asked) {
        var from = day(asked, "from");
        var to = day(asked, "to");
        try {
            return Answer.ok(new JsonObject(menus.report(from, to)));
        } catch (IllegalArgumentException e) {
            return Problem.invalid(List.of(new FieldError("to", String.valueOf(e.getMessage()))));
        }
    }

    private static Optional<LocalDate> day(Asked asked, String name) {
        return asked.query(name).map(text -> day(name, text));
    }

    private static LocalDate day(String name, String text) {
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() < 1 || day.getYear() > 9998) {
                throw new ContactReader.WrongValueException(
                        name, "must be between the years 1 and 9998");
            }
            return day;
        } catch (DateTimeException _) {
            throw new ContactReader.WrongValueException(name, "write a day as 2026-11-21");
        }
    }
}
