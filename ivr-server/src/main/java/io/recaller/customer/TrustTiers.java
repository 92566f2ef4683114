package io.recaller.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Trust as rows have it. */
public final class TrustTiers {
    private TrustTiers() {}

    public static String slug(TrustTier trust) {
        return trust.name().toLowerCase(Locale.ROOT);
    }

    public static TrustTier read(String slug) {
        return TrustTier.valueOf(slug.toUpperCase(Locale.ROOT));
    }

    /** A piece of SQL: what trusts are ordered by, lowest first. */
    @SuppressWarnings("EnumOrdinal") // within one statement
    public static Field<Integer> rank(Field<String> trust) {
        return DSL.case_(trust)
                .mapValues(
                        Arrays.stream(TrustTier.values())
                                .collect(Collectors.toMap(TrustTiers::slug, TrustTier::ordinal)));
    }
}
