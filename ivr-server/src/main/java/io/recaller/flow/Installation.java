package io.recaller.flow;

import java.util.Set;

/**
 * What the settings of an installation offer a flow.
 *
 * @param fields the keys of the field catalogue
 * @param lookUps the names of the look-ups
 */
public record Installation(Set<String> fields, Set<String> lookUps) {
    public Installation {
        fields = Set.copyOf(fields);
        lookUps = Set.copyOf(lookUps);
    }
}
