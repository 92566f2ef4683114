package io.recaller.conversation.dialogue;

import io.recaller.conversation.dialogue.MovedDialogues.Known;
import io.recaller.customer.Access;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** What of a dialogue does not go over to whom goes on with it. Pure. */
final class HiddenValues {
    private final FieldCatalogue catalogue;

    HiddenValues(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * What was known or found belongs to who was trusted that much. What was typed is theirs who
     * have a secret of it; anybody else needs the trust that it takes to hear it as a known field.
     */
    Set<String> of(Flow flow, Dialogue dialogue, MovedContact before, MovedContact now, Known by) {
        var hidden = new HashSet<String>();
        var isTheSame = before.customer().isPresent() && before.customer().equals(now.customer());
        if (!isTheSame || !now.trust().atLeast(before.trust())) {
            hidden.addAll(dialogue.found(flow));
        }
        if (by == Known.BY_SECRET) {
            return hidden;
        }
        if (by == Known.BY_INBOX || !now.trust().atLeast(before.trust())) {
            hidden.addAll(flow.collected());
            return hidden;
        }
        var access = new Access(now.trust());
        for (var field : flow.fields()) {
            if (keys(field)
                    .flatMap(key -> catalogue.find(key).stream())
                    .anyMatch(entry -> !access.mayHear(entry.tier()))) {
                hidden.add(field.name());
            }
        }
        return hidden;
    }

    private static Stream<String> keys(Field field) {
        return Stream.concat(
                field.save().stream(), field.prefill().map(Field.Prefill::key).stream());
    }
}
