package io.recaller.contact.history;

import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import java.util.List;

/**
 * What was known when a contact began.
 *
 * @param history of the customer, what was learned and began before it, newest first
 * @param requests open then, newest first, 20 at most
 * @param facts true then, newest first, 20 at most
 */
public record AsOfStart(
        List<PastContact> history, List<OpenRequest> requests, List<ActiveFact> facts) {
    /** Of nobody we know. */
    public static final AsOfStart NOTHING = new AsOfStart(List.of(), List.of(), List.of());

    public AsOfStart {
        history = List.copyOf(history);
        requests = List.copyOf(requests);
        facts = List.copyOf(facts);
    }
}
