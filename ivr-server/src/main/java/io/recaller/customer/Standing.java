package io.recaller.customer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How surely a handle is a customer's; the lower case name is what rows carry. */
public enum Standing {
    /** Said so in a contact that proved nothing: it identifies nobody. */
    CLAIMED,
    /** The customer came into being by it. */
    OWN,
    /** By PIN, by a verified contact, or by an agent's word. */
    PROVED;

    /** Whether who comes by such a handle is that customer. */
    public boolean identifies() {
        return this != CLAIMED;
    }

    /** The rows of those that this one takes the place of. */
    public List<String> weaker() {
        return Arrays.stream(values())
                .filter(other -> other.compareTo(this) < 0)
                .map(Standing::slug)
                .toList();
    }

    /** By slug, the surer the higher. */
    @SuppressWarnings("EnumOrdinal") // within one statement
    public static Map<String, Integer> sureness() {
        return Arrays.stream(values()).collect(Collectors.toMap(Standing::slug, Standing::ordinal));
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
