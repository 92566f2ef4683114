package io.recaller.gateway.call;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where files of a provider lie, and are sent. Pure.
 *
 * @param api where its API is
 * @param domains of its hosts for files, each with all below it, over HTTPS
 */
public record ProviderHosts(URI api, Set<String> domains) {
    private static final int HTTPS = 443;

    public ProviderHosts {
        domains = Set.copyOf(domains);
    }

    /** Whether an address is one of them: a stranger may have written it. */
    public boolean has(URI at) {
        if (at.getHost() == null || at.getScheme() == null || at.getRawUserInfo() != null) {
            return false;
        }
        return isOfApi(at) || isOfDomain(at);
    }

    private boolean isOfApi(URI at) {
        return at.getScheme().equalsIgnoreCase(api.getScheme())
                && at.getHost().equalsIgnoreCase(api.getHost())
                && at.getPort() == api.getPort();
    }

    private boolean isOfDomain(URI at) {
        var host = at.getHost().toLowerCase(Locale.ROOT);
        return at.getScheme().equalsIgnoreCase("https")
                && (at.getPort() == -1 || at.getPort() == HTTPS)
                && domains.stream()
                        .anyMatch(each -> host.equals(each) || host.endsWith("." + each));
    }
}
