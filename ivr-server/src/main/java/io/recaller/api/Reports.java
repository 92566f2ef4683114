package io.recaller.api;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.ValidatedRequest;
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

    Answer menu(ValidatedRequest request) {
        var from = day(request, "from");
        var to = day(request, "to");
        try {
            return Answer.ok(new JsonObject(menus.report(from, to)));
        } catch (IllegalArgumentException e) {
            return Problem.invalid(List.of(new FieldError("to", String.valueOf(e.getMessage()))));
        }
    }

    private static Optional<LocalDate> day(ValidatedRequest request, String name) {
        return Optional.ofNullable(request.getQuery().get(name))
                .filter(parameter -> !parameter.isNull())
                .map(parameter -> day(name, String.valueOf(parameter.get())));
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new ContactReader.WrongValueException(name, "write a day as 2026-11-21");
        }
    }
}
