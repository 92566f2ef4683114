package io.recaller.gateway.web;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a page comes from, as browsers write it in {@code Origin} (RFC 6454): scheme, host in lower
 * case and ASCII, and the port unless it goes without saying.
 */
public record SiteOrigin(String value) {
    /**
     * The origin of {@code https://shop.example}, also with a port, in capitals, with letters of
     * any script or a last slash; empty for what is none, such as a page's whole address.
     */
    public static Optional<SiteOrigin> of(String text) {
        try {
            var parts = text.strip().split("://", 2);
            var scheme = parts[0].toLowerCase(Locale.ROOT);
            if (parts.length < 2 || !(scheme.equals("https") || scheme.equals("http"))) {
                return Optional.empty();
            }
            var uri = URI.create(scheme + "://" + ascii(parts[1].replaceFirst("/$", "")));
            return isBare(uri)
                    ? Optional.of(
                            new SiteOrigin(scheme + "://" + uri.getHost() + port(scheme, uri)))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** A host with letters of any script, as the network writes it. */
    private static String ascii(String host) {
        return host.startsWith("[")
                ? host
                : IDN.toASCII(host.toLowerCase(Locale.ROOT)).toLowerCase(Locale.ROOT);
    }

    private static boolean isBare(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getPort() <= 65_535;
    }

    private static String port(String scheme, URI uri) {
        var usual = scheme.equals("https") ? 443 : 80;
        return uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    }

    @Override
    public String toString() {
        return value;
    }
}
