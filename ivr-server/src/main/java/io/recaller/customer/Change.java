package io.recaller.customer;

import java.util.Optional;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What becomes of one value of a row. Blind to the row: it can be decided before it is read. */
public sealed interface Change<T> {
    /** Nobody said anything of it. */
    record Kept<T>() implements Change<T> {}

    /** It is not known any more. */
    record Cleared<T>() implements Change<T> {}

    /** It is this from now on. */
    record To<T>(T value) implements Change<T> {}

    default boolean isSaid() {
        return !(this instanceof Kept);
    }

    /** The value it becomes, if it becomes one. */
    default Optional<T> wanted() {
        return this instanceof To<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    /** The same change of what the value stands for. */
    default <R> Change<R> map(Function<T, R> to) {
        return switch (this) {
            case Kept<T> _ -> new Kept<>();
            case Cleared<T> _ -> new Cleared<>();
            case To<T>(T value) -> new To<>(to.apply(value));
        };
    }

    /** For the column in an update. */
    default Field<T> in(Field<T> column) {
        return switch (this) {
            case Kept<T> _ -> column;
            case Cleared<T> _ -> DSL.castNull(column);
            case To<T>(T value) -> DSL.val(value, column);
        };
    }
}
