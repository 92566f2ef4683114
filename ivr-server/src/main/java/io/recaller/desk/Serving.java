package io.recaller.desk;

import io.recaller.contact.ContactId;
import io.recaller.routing.AgentState;
import io.recaller.routing.OfferId;
import java.util.Optional;

/** A contact in an agent's hands, by the offer that brought it. */
record Serving(OfferId offer, ContactId contact) {

    /**
     * What the state says the agent serves.
     *
     * @param before what the agent was known to serve: a talk does not tell its offer. After a
     *     restart nobody knows it, and the contact's own id stands for it.
     */
    static Optional<Serving> of(AgentState state, Optional<Serving> before) {
        return switch (state) {
            case AgentState.Ringing(var offer, var contact) ->
                    Optional.of(new Serving(offer, contact));
            case AgentState.Talking(var contact) -> Optional.of(known(contact, before));
            case AgentState.WrapUp(var contact, _) -> Optional.of(known(contact, before));
            case AgentState.LoggedOut _, AgentState.Ready _, AgentState.NotReady _ ->
                    Optional.empty();
        };
    }

    private static Serving known(ContactId contact, Optional<Serving> before) {
        return before.filter(serving -> serving.contact().equals(contact))
                .orElseGet(() -> new Serving(new OfferId(contact.value()), contact));
    }
}
