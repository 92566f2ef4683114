package io.recaller.register;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.field.KnownField;
import java.util.List;
import java.util.Optional;

/**
 * What other systems may see of a customer.
 *
 * @param handles that identify the customer
 * @param claimedHandles named for the customer in contacts that proved nothing
 * @param language spoken to in (BCP 47)
 * @param fields the newest by key, ordered by key; without those the catalogue calls secret
 * @param withheld keys of fields that only who may see proved ones is told; ordered
 */
public record CustomerView(
        CustomerId customer,
        List<Handle> handles,
        List<Handle> claimedHandles,
        Optional<String> language,
        Optional<String> segment,
        List<KnownField> fields,
        List<String> withheld) {
    public CustomerView {
        handles = List.copyOf(handles);
        claimedHandles = List.copyOf(claimedHandles);
        fields = List.copyOf(fields);
        withheld = List.copyOf(withheld);
    }

    /** Whether this is the value of a field that may be seen; capitals do not matter. */
    boolean gives(String key, String value) {
        return fields.stream()
                .anyMatch(
                        field -> field.key().equals(key) && field.value().equalsIgnoreCase(value));
    }
}
