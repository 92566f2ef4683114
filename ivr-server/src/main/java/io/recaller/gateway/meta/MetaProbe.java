package io.recaller.gateway.meta;

import io.recaller.channel.outbound.Gateway.NotSentException;
import java.util.Optional;

/** Knocks at the Graph API without sending anything. Blocking, half a minute at most. */
public final class MetaProbe {
    private MetaProbe() {}

    /** What is wrong, with the remedy; empty: the token is let in. */
    public static Optional<String> problem(MetaPlan plan) {
        try {
            new GraphApi(plan).look();
            return Optional.empty();
        } catch (NotSentException failure) {
            return Optional.of(failure.remedy().why());
        }
    }
}
