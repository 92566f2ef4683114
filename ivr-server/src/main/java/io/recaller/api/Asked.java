package io.recaller.api;

import io.recaller.customer.CustomerId;
import io.vertx.core.json.JsonArray;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A request without body that the schema has passed, and who sent it. */
record Asked(Sender sender, ValidatedRequest request) {

    /** A parameter of the path. */
    UUID id(String name) {
        var parameter = Objects.requireNonNull(request.getPathParameters().get(name), name);
        return uuid(name, String.valueOf(parameter.get()));
    }

    /** A parameter of the path, as text. */
    String path(String name) {
        var parameter = Objects.requireNonNull(request.getPathParameters().get(name), name);
        return String.valueOf(parameter.get());
    }

    /** A parameter of the query; empty when it was left out. */
    Optional<String> query(String name) {
        return Optional.ofNullable(request.getQuery().get(name))
                .filter(parameter -> !parameter.isNull())
                .map(parameter -> String.valueOf(parameter.get()));
    }

    static UUID uuid(String name, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new ContactReader.WrongValueException(name, SchemaErrors.remedy(name));
        }
    }

    /** Customers by their ids, each once. */
    static List<CustomerId> customers(String field, JsonArray ids) {
        return ids.stream()
                .map(id -> uuid(field, id.toString()))
                .distinct()
                .map(CustomerId::new)
                .toList();
    }
}
