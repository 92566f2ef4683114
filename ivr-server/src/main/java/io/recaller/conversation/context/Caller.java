package io.recaller.conversation.context;

import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.menu.Model;
import io.recaller.speech.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Who is calling, as far as one look at the memory could tell.
 *
 * @param customer empty when nobody or more than one has this handle
 * @param model what was learned from everybody
 * @param language the customer's own; empty when not known
 */
public record Caller(
        Optional<CustomerId> customer,
        Optional<Language> language,
        Model model,
        Optional<Context.Known> known) {

    /** Nobody is known, or the memory did not answer in time. */
    public static Caller unknown() {
        return new Caller(
                Optional.empty(), Optional.empty(), Model.of(List.of()), Optional.empty());
    }

    /** Another than they were taken for; what was known is of the other. */
    public Caller turnedOutToBe(CustomerId other) {
        return new Caller(Optional.of(other), Optional.empty(), model, Optional.empty());
    }

    public Context context(Instant now, ZoneId zone, TrustTier trust) {
        return new Context(now, zone, trust, model, known);
    }
}
