package io.recaller.routing.match;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/** One time a contact waited for a person (a UUIDv7). */
public record EntryId(UUID value) {
    public static EntryId next() {
        return new EntryId(Generators.timeBasedEpochRandomGenerator().generate());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
