package io.recaller.contact.fact;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;

/** Reads what is open and what is true now of a customer or where they are. Thread-safe. */
public final class CurrentQuery {
    private final FieldCatalogue catalogue;

    public CurrentQuery(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Whatever trust it takes to hear of it. */
    public Current read(Tx tx, CustomerId customer, Instant now) {
        var family = Merges.familyOf(customer);
        var area = catalogue.area().map(field -> KnownFields.newestValueOf(family, field, now));
        var who = new Concerned(family, area);
        return new Current(
                tx.dsl().fetch(RequestStore.openOf(who)).map(RequestStore::read),
                tx.dsl().fetch(FactStore.activeOf(who, now)).map(FactStore::read));
    }

    /**
     * What is going on.
     *
     * @param requests the open ones, newest first, 20 at most
     * @param facts true now, newest first, 20 at most
     */
    public record Current(List<OpenRequest> requests, List<ActiveFact> facts) {
        public Current {
            requests = List.copyOf(requests);
            facts = List.copyOf(facts);
        }
    }
}
