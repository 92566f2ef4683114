package io.recaller.contact.context;

import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.history.PastOffer;
import io.recaller.contact.history.PastOrder;
import io.recaller.customer.Profile;
import io.recaller.customer.Resolution;
import io.recaller.customer.field.KnownField;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a contact needs to know of who makes it: one snapshot.
 *
 * @param known empty when the handle is nobody's or shared
 */
public record CallerContext(Resolution who, Optional<Known> known) {
    /**
     * What is known of one customer.
     *
     * @param fields the newest valid one by key
     * @param history inbound interactions and all activities that have a topic, newest first
     * @param requests the open ones, newest first, 20 at most
     * @param facts true now, of them or of their area, newest first, 20 at most
     * @param lastOrders the orders heard last by menu node, one for each trust of the call, highest
     *     first; menus with an offer are left out
     * @param offers made on earlier calls, newest first, 5 at most
     */
    public record Known(
            Profile profile,
            Map<String, KnownField> fields,
            List<PastContact> history,
            List<OpenRequest> requests,
            List<ActiveFact> facts,
            Map<String, List<PastOrder>> lastOrders,
            List<PastOffer> offers) {
        public Known {
            fields = Map.copyOf(fields);
            history = List.copyOf(history);
            requests = List.copyOf(requests);
            facts = List.copyOf(facts);
            lastOrders = Map.copyOf(lastOrders);
            offers = List.copyOf(offers);
        }
    }
}
