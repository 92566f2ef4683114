package io.recaller.continuation;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who gets a page beside the call, as an operator decides.
 *
 * @param page its public address, ending with {@code /c}
 * @param gateways by which links are sent, the first that can
 * @param chat the channel in which the page goes on after the call; empty: it ends with it
 * @param prefixes of numbers that links are sent to: {@code +7}
 * @param aDay links for one number within 24 hours
 * @param call the number to call us at, as it is shown
 * @param documents that agents may show
 */
public record CompanionRules(
        URI page,
        List<String> gateways,
        Optional<String> chat,
        List<String> prefixes,
        int aDay,
        Optional<String> call,
        List<PageDocument> documents) {
    /** How long a link may be opened. */
    static final Duration OPENED_WITHIN = Duration.ofMinutes(10);

    public CompanionRules {
        gateways = List.copyOf(gateways);
        prefixes = List.copyOf(prefixes);
        documents = List.copyOf(documents);
    }

    boolean allows(String number) {
        return prefixes.stream().anyMatch(number::startsWith);
    }
}
