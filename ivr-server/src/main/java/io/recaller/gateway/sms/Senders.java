package io.recaller.gateway.sms;

import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Storable;
import io.recaller.message.Peer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whom a short message is from. A sender can be forged: it is a claim. Thread-safe. */
public final class Senders {
    private static final Pattern MAYBE_WHOLE = Pattern.compile("[1-9][0-9]{9,14}");
    private static final int LONGEST = 200;

    private final Handles handles;

    public Senders(Handles handles) {
        this.handles = handles;
    }

    /** A number however it is written is one peer. */
    public Peer peer(String gateway, String from) {
        var handle = handle(from.strip());
        var id =
                handle.filter(each -> each.kind() == HandleKind.TEL)
                        .map(Handle::value)
                        .orElseGet(() -> other(from));
        return new Peer(
                gateway,
                id,
                Channel.SMS,
                handle,
                handle.isPresent() ? TrustTier.CLAIMED : TrustTier.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    /** Providers leave out the + of numbers of the whole world. */
    private Optional<Handle> handle(String from) {
        var read = handles.caller(from);
        if (read.filter(each -> each.kind() == HandleKind.TEL).isPresent()
                || !MAYBE_WHOLE.matcher(from).matches()) {
            return read;
        }
        return handles.caller("+" + from)
                .filter(each -> each.kind() == HandleKind.TEL)
                .or(() -> read);
    }

    private static String other(String from) {
        var name = Storable.mended(from).strip();
        var fit = name.length() <= LONGEST ? name : Storable.mended(name.substring(0, LONGEST));
        return fit.isEmpty() ? "anonymous" : fit;
    }
}
