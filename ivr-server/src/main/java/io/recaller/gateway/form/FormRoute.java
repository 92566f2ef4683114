package io.recaller.gateway.form;

import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.message.Peer;
import java.util.Optional;

/** By which door whoever filled in a form is answered. Pure. */
final class FormRoute {
    private FormRoute() {}

    /**
     * Who it is, behind the mailbox or the number that answers them; else behind the form, and
     * somebody calls. What they say of themselves is a claim.
     */
    static Peer peer(FormPlan plan, FormEntry entry) {
        if (plan.mail().isPresent() && entry.email().isPresent()) {
            return peer(plan.mail().get(), Channel.EMAIL, entry.email().get(), entry);
        }
        if (plan.sms().isPresent() && entry.phone().isPresent()) {
            return peer(plan.sms().get(), Channel.SMS, entry.phone().get(), entry);
        }
        return peer(
                plan.gateway(), Channel.WEB, entry.phone().or(entry::email).orElseThrow(), entry);
    }

    private static Peer peer(String gateway, Channel channel, Handle handle, FormEntry entry) {
        return new Peer(
                gateway,
                handle.value(),
                channel,
                Optional.of(handle),
                TrustTier.CLAIMED,
                entry.name(),
                entry.language());
    }

    /** In a word, for the page. */
    static String by(Peer peer) {
        return switch (peer.channel()) {
            case EMAIL -> "email";
            case SMS -> "sms";
            case PHONE, CHAT, MESSENGER, WEB, SHOP -> "call";
        };
    }
}
