package io.recaller.transfer;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/** Names a transfer. */
public record TransferId(UUID value) {
    static TransferId next() {
        return new TransferId(Generators.timeBasedEpochRandomGenerator().generate());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
