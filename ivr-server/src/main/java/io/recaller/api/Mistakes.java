package io.recaller.api;

import io.recaller.api.ContactReader.WrongValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is wrong with one request, piece by piece: all of it is told, not only the first. Of one
 * thread.
 */
final class Mistakes {
    private final List<FieldError> found = new ArrayList<>();

    void add(String field, String detail) {
        found.add(new FieldError(field, detail));
    }

    void add(FieldError error) {
        found.add(error);
    }

    /** Reads a piece; empty: there is a mistake in it. */
    <T> Optional<T> in(Supplier<T> piece) {
        try {
            return Optional.of(piece.get());
        } catch (WrongValueException wrong) {
            found.addAll(wrong.errors());
            return Optional.empty();
        }
    }

    boolean areAny() {
        return !found.isEmpty();
    }

    List<FieldError> all() {
        return List.copyOf(found);
    }

    /**
     * Ends the reading.
     *
     * @throws WrongValueException with all that were found, where there were any
     */
    void tell() {
        if (areAny()) {
            throw new WrongValueException(all());
        }
    }
}
