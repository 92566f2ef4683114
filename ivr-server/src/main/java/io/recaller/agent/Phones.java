package io.recaller.agent;

import static io.recaller.db.generated.Tables.STATION;

import com.fasterxml.uuid.Generators;
import io.recaller.db.Tx;
import java.util.Optional;
import java.util.stream.Stream;

/** Phones by what Asterisk dials. */
public final class Phones {
    private final AgentStore agents = new AgentStore();

    /**
     * The phone of that endpoint; one that nobody had yet is made, and named as its number unless
     * another phone has that name. Whoever asks for the same one meanwhile gets the same.
     *
     * @param endpoint what is dialled, such as {@code PJSIP/1102}
     * @param asteriskSystem the Asterisk that knows it; empty: the only one
     */
    public Station of(Tx tx, String endpoint, Optional<String> asteriskSystem) {
        return find(tx, endpoint, asteriskSystem)
                .or(() -> {
                    make(tx, endpoint, asteriskSystem);
                    return find(tx, endpoint, asteriskSystem);
                })
                .orElseThrow(() -> new IllegalStateException("no name is left for " + endpoint));
    }

    /** To Asterisk {@code pjsip/a} is {@code PJSIP/a}, and {@code PJSIP/A} is another. */
    private Optional<Station> find(Tx tx, String endpoint, Optional<String> asteriskSystem) {
        return agents.stations(tx).stream()
                .filter(phone -> phone.endpoint().equalsIgnoreCase(endpoint))
                .filter(phone -> phone.number().equals(Station.number(endpoint)))
                .filter(phone -> phone.asteriskSystem().equals(asteriskSystem))
                .findFirst();
    }

    private static void make(Tx tx, String endpoint, Optional<String> asteriskSystem) {
        var _ =
                Stream.of(Station.number(endpoint), endpoint)
                        .flatMap(name ->
                                Stream.concat(
                                        Stream.of(name),
                                        asteriskSystem.map(of -> name + "@" + of).stream()))
                        .anyMatch(name -> isMade(tx, name, endpoint, asteriskSystem));
    }

    private static boolean isMade(
            Tx tx, String name, String endpoint, Optional<String> asteriskSystem) {
        return tx.dsl()
                        .insertInto(STATION)
                        .set(STATION.ID, Generators.timeBasedEpochRandomGenerator().generate())
                        .set(STATION.NAME, name)
                        .set(STATION.ENDPOINT, endpoint)
                        .set(STATION.ASTERISK_SYSTEM, asteriskSystem.orElse(null))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }
}
