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
    private final List<FieldError> found;

    Mistakes() {
        this(List.of());
    }

    /** What the schema found already. */
    Mistakes(List<FieldError> found) {
        this.found = new ArrayList<>(found);
    }

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

    /**
     * As {@link #in}, of a piece that has no meaning when there is a mistake in one of its members:
     * then it is not read.
     */
    <T> Optional<T> of(List<String> members, Supplier<T> piece) {
        return members.stream().anyMatch(this::isWrong) ? Optional.empty() : in(piece);
    }

    private boolean isWrong(String member) {
        return found.stream()
                .map(FieldError::field)
                .anyMatch(field -> field.equals(member) || field.startsWith(member + "/"));
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
