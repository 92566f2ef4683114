package io.recaller.learning;

import io.recaller.contact.history.PastContact;
import io.recaller.customer.CustomerId;
import io.recaller.menu.Model;
import io.recaller.menu.Personal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of every customer while everything is learned anew: kept in memory, some hundred
 * bytes a contact, so that nothing has to be read twice. Gives what {@link Model#personal} would
 * give, to the bit. Not thread-safe.
 */
final class OwnHistories {
    private static final int MOST = 1000;

    private final Map<CustomerId, Own> customers = new HashMap<>();

    /** Of what began before an instant; the newest thousand. */
    Personal before(Model model, CustomerId customer, Instant start) {
        var own = customers.get(customer);
        return own == null ? Personal.nobody() : own.before(model, start);
    }

    /**
     * With one more contact.
     *
     * @param after what {@link #before} gave, and this contact learned
     */
    void add(CustomerId customer, PastContact contact, Personal after) {
        customers.computeIfAbsent(customer, _ -> new Own()).add(contact, after);
    }

    private static final class Own {
        private final List<PastContact> oldestFirst = new ArrayList<>(4);

        /** Of all of them; null: has to be folded again. */
        private @Nullable Personal folded;

        Personal before(Model model, Instant start) {
            if (oldestFirst.size() > MOST || !oldestFirst.getLast().at().isBefore(start)) {
                return model.personal(newestBefore(start));
            }
            var all = folded == null ? model.personal(oldestFirst.reversed()) : folded;
            folded = all;
            return all;
        }

        private List<PastContact> newestBefore(Instant start) {
            var end = placeOf(start.minusNanos(1));
            return oldestFirst.subList(Math.max(0, end - MOST), end).reversed();
        }

        void add(PastContact contact, Personal after) {
            var isLast = oldestFirst.isEmpty() || oldestFirst.getLast().at().isBefore(contact.at());
            oldestFirst.add(placeOf(contact.at()), contact);
            folded = isLast && oldestFirst.size() <= MOST ? after : null;
        }

        /** Behind all that began until then. */
        private int placeOf(Instant at) {
            var place = oldestFirst.size();
            while (place > 0 && oldestFirst.get(place - 1).at().isAfter(at)) {
                place--;
            }
            return place;
        }
    }
}
