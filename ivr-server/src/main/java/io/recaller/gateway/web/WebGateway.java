package io.recaller.gateway.web;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One chat of the settings.
 *
 * @param name as in the settings and in the site's script tag
 * @param origins of the sites it may be on, besides our own
 */
public record WebGateway(String name, Set<SiteOrigin> origins) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public WebGateway {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a chat's name is a to z, 0 to 9 and -, 31 characters at most: " + name);
        }
        origins = Set.copyOf(origins);
    }

    /** Whether a page from there may open it. */
    boolean admits(String origin) {
        return SiteOrigin.of(origin).filter(origins::contains).isPresent();
    }
}
