package io.recaller;

import io.recaller.asterisk.prompt.Prompts;
import io.recaller.conversation.Elsewhere;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.waiting.PartingOffers;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.estimate.LiveEstimate;
import java.util.concurrent.Executors;

/** Calls: who serves them, what callers who wait are told, and the door they come in by. */
record CallParts(Foundation ground, ConversationParts parts, RouterInbox inbox, Running running) {
    /** Takes calls from now on. */
    void answer(
            Prompts prompts,
            CallerEvents ends,
            CallbackParts callbacks,
            VoicemailParts voicemails,
            Elsewhere elsewhere) {
        var conversations = parts.conversations(_ -> inbox.wake());
        var wait = waiting(new PartingOffers(callbacks.offer(), voicemails.offer(ends)));
        running.keep(
                Telephony.open(
                        ground.settings().agi(),
                        ground.stores().handles(),
                        prompts,
                        new Calls(conversations, elsewhere),
                        callbacks.offered(wait),
                        (contact, how) -> {
                            if (!conversations.isBesideAPage(contact)) {
                                ends.gone(contact, how);
                            }
                        },
                        ground.meters()));
    }

    private StillWaiting waiting(PartingOffers offers) {
        var stores = ground.stores();
        var routing = ground.settings().routing();
        return new StillWaiting(
                stores.database(),
                parts.dialogues(),
                parts.flows()::version,
                stores.contacts(),
                routing,
                ground.hours(),
                new LiveEstimate(
                        stores.database(),
                        routing.rules(),
                        ground.clock(),
                        running.keep(Executors.newVirtualThreadPerTaskExecutor())),
                offers,
                ground.clock());
    }
}
