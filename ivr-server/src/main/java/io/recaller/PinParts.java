package io.recaller;

import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinLinks;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.context.PinProofs;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.customer.AuditTrail;
import io.recaller.message.ThreadId;
import java.util.function.Consumer;

/**
 * Makes what checks PINs, and the page on which people who write key theirs.
 *
 * @param moved how a dialogue goes on there
 */
record PinParts(Foundation ground, MovedDialogues moved) {
    /** By which people who write are led to a page for their PIN; none where there are no pages. */
    PinPages pages() {
        return ground.settings()
                .companion()
                .<PinPages>map(rules ->
                        new PinLinks(
                                ground.stores().database(), proofs(), rules.page(), ground.clock()))
                .orElseGet(PinPages::none);
    }

    /**
     * That page.
     *
     * @param told of a thread in which the flow goes on by itself
     */
    PinKeying keying(Consumer<ThreadId> told) {
        return new PinKeying(ground.stores().database(), proofs(), moved, told, ground.clock());
    }

    /** Checked by themselves, in a transaction of their own. */
    PinProofs proofs() {
        var stores = ground.stores();
        return new PinProofs(
                stores.database(),
                stores.pins(),
                stores.links(),
                new AuditTrail(stores.ids()),
                ground.meters());
    }
}
