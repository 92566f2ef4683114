package io.recaller.conversation.dialogue;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a rehearsal of a connection makes up: a contact of nobody. */
public final class Rehearsed {
    /** Of no customer: the kind is one that no trunk delivers. */
    public static final Handle NOBODY = new Handle(HandleKind.WEB, "rehearsal");

    public static final CustomerId NO_CUSTOMER = new CustomerId(new UUID(0, 0));
    private static final String NODE = "rehearsal";

    private Rehearsed() {}

    static Beginning beginning(ContactId contact, Flow flow, Instant at) {
        var arrival =
                new Arrival(
                        Channel.FIRST,
                        NODE,
                        Optional.empty(),
                        TrustTier.UNKNOWN,
                        Optional.empty(),
                        new Address.Call("", "", NODE),
                        Optional.empty());
        var dialogue = Dialogue.fresh(flow, NODE, flow.languages().getFirst()).at(NODE);
        return new Beginning(contact, arrival, Optional.empty(), TrustTier.UNKNOWN, dialogue, at);
    }

    static TurnTaken turn(Beginning begun) {
        var layout = new Layout(List.of(), Policy.DESIGNED.slug(), Duration.ZERO);
        var heard =
                new Heard(
                        NODE,
                        layout,
                        begun.startedAt(),
                        Duration.ZERO,
                        Optional.empty(),
                        "no_input");
        return new TurnTaken(
                begun.contact(),
                begun.dialogue(),
                begun.arrival().channel(),
                Optional.empty(),
                begun.trust(),
                List.of(heard),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                begun.startedAt());
    }

    static Finish end(Beginning begun) {
        return new Finish(
                begun,
                new Ended.SelfServed(),
                Optional.empty(),
                TopicSource.KEY,
                Optional.empty(),
                begun.startedAt());
    }
}
