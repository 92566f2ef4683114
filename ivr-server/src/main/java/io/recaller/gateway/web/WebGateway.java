package io.recaller.gateway.web;

import io.recaller.continuation.LinkPlace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One chat of the settings.
 *
 * @param name as in the settings and in the site's script tag
 * @param origins of the sites it may be on, besides our own
 * @param tokens by which the site says who its visitors are; empty: it does not
 * @param elsewhere where its visitors may go on
 */
public record WebGateway(
        String name,
        Set<SiteOrigin> origins,
        Optional<SiteTokens> tokens,
        List<LinkPlace> elsewhere) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public WebGateway {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a chat's name is a to z, 0 to 9 and -, 31 characters at most: " + name);
        }
        origins = Set.copyOf(origins);
        elsewhere = List.copyOf(elsewhere);
    }

    /** Whether its visitors may go on there. */
    boolean leadsTo(String channel) {
        return elsewhere.stream().anyMatch(each -> each.gateway().equals(channel));
    }

    /** Who a token is about; empty: it is not good, or this chat takes none. */
    Optional<SignedVisitor> signed(String token, Instant now) {
        return tokens.flatMap(each -> each.read(token, now));
    }

    /** Whether a page from there may open it. */
    boolean admits(String origin) {
        return SiteOrigin.of(origin).filter(origins::contains).isPresent();
    }
}
