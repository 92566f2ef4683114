package io.recaller.api;

import io.recaller.db.Storable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what the database cannot hold in what was sent, with its place. */
final class Unstorable {
    private Unstorable() {}

    /** A value and where it stands. */
    private record Placed(String place, Object value) {}

    /** In a body, however deep it is nested. */
    static List<FieldError> in(JsonObject body) {
        var errors = new ArrayList<FieldError>();
        var left = new ArrayDeque<Placed>();
        left.add(new Placed("", body));
        while (!left.isEmpty()) {
            var next = left.poll();
            switch (next.value()) {
                case String text -> check(next.place(), text, errors);
                case JsonObject object -> members(next.place(), object.getMap(), left, errors);
                case Map<?, ?> object -> members(next.place(), object, left, errors);
                case JsonArray array -> items(next.place(), array.getList(), left);
                case List<?> array -> items(next.place(), array, left);
                default -> {}
            }
        }
        return errors;
    }

    private static void members(
            String place, Map<?, ?> object, ArrayDeque<Placed> left, List<FieldError> errors) {
        object.forEach((key, value) -> {
            var name = String.valueOf(key);
            check(join(place, Storable.mended(name)), name, errors);
            if (value != null) {
                left.add(new Placed(join(place, Storable.mended(name)), value));
            }
        });
    }

    private static void items(String place, List<?> array, ArrayDeque<Placed> left) {
        for (int i = 0; i < array.size(); i++) {
            var value = array.get(i);
            if (value != null) {
                left.add(new Placed(join(place, String.valueOf(i)), value));
            }
        }
    }

    /** In the parameters of a path or a query. */
    static List<FieldError> in(Map<String, String> parameters) {
        var errors = new ArrayList<FieldError>();
        parameters.forEach((name, value) -> check(name, value, errors));
        return errors;
    }

    /** As {@link #in(Map)}, of parameters that were validated. */
    static List<FieldError> ofParameters(Map<String, RequestParameter> parameters) {
        var errors = new ArrayList<FieldError>();
        parameters.forEach((name, value) -> check(name, String.valueOf(value.get()), errors));
        return errors;
    }

    private static void check(String place, String text, List<FieldError> errors) {
        Storable.flaw(text).ifPresent(flaw -> errors.add(new FieldError(place, flaw)));
    }

    private static String join(String place, String name) {
        return place.isEmpty() ? name : place + "/" + name;
    }
}
