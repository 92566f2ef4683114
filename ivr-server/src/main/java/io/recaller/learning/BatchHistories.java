package io.recaller.learning;

import io.recaller.contact.history.AsOfStart;
import io.recaller.contact.history.FinalContact;
import io.recaller.contact.history.PastContact;
import io.recaller.customer.CustomerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was learned of customers before a batch, from the rows, and within it. Not thread-safe. */
final class BatchHistories {
    private static final int MOST = 1000;

    private final Map<CustomerId, List<PastContact>> within = new HashMap<>();

    /** What was learned until now and began before a contact: the newest thousand, newest first. */
    List<PastContact> before(FinalContact contact, CustomerId customer, AsOfStart then) {
        var batch = within.getOrDefault(customer, List.of()).reversed();
        var all = new ArrayList<PastContact>(batch.size() + then.history().size());
        batch.stream().filter(past -> past.at().isBefore(contact.startedAt())).forEach(all::add);
        all.addAll(then.history());
        all.sort(Comparator.comparing(PastContact::at).reversed());
        return all.size() > MOST ? all.subList(0, MOST) : all;
    }

    void add(CustomerId customer, PastContact contact) {
        within.computeIfAbsent(customer, _ -> new ArrayList<>()).add(contact);
    }
}
