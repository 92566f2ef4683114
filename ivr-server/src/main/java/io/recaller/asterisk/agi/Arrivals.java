package io.recaller.asterisk.agi;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.asteriskjava.fastagi.AgiRequest;
import org.jspecify.annotations.Nullable;

/** Reads who calls whom, and whether the call was here before, from the dialplan's variables. */
public final class Arrivals {
    /** Bits 6 and 7 of the presentation indicator, ITU-T Q.931 octet 3a: restricted. */
    private static final int PRESENTATION = 0x60;

    private static final int RESTRICTED = 0x20;

    /** Where keys are kept that no server has read. */
    static final String KEYS = "RECALLER_KEYS";

    /** What is on no telephone. */
    private static final Pattern KEY = Pattern.compile("[^0-9*#]");

    private Arrivals() {}

    static Arrival of(
            AgiRequest request,
            Visit visit,
            Optional<ContactId> carried,
            Function<String, Optional<Handle>> numbers) {
        var caller = caller(request).flatMap(numbers);
        return new Arrival(
                Channel.PHONE,
                dialled(visit.dialled(), request),
                caller,
                caller.map(_ -> trust(visit)).orElse(TrustTier.UNKNOWN),
                carried,
                new Address.Call(
                        visit.system(), visit.linkedId(), Visit.identifier(request.getChannel())),
                visit.language());
    }

    private static TrustTier trust(Visit visit) {
        return visit.isAttested() ? TrustTier.ATTESTED : TrustTier.CLAIMED;
    }

    /**
     * Answers the call, and takes the keys pressed while no server listened off the channel; may be
     * empty.
     *
     * @param mayHaveTyped whether there may be any
     * @param meanwhile as in {@link AgiSession#answered(Runnable)}
     */
    static String answered(AgiSession session, boolean mayHaveTyped, Runnable meanwhile) {
        if (!mayHaveTyped) {
            session.answered(meanwhile);
            return "";
        }
        var keys = session.answered("${" + TakenKeys.PICK + "}${" + KEYS + "}", meanwhile);
        if (keys.isEmpty()) {
            return keys;
        }
        session.set(TakenKeys.PICK, "");
        session.set(KEYS, "");
        return keys(keys);
    }

    static String keys(String text) {
        return KEY.matcher(text).replaceAll("");
    }

    /** Empty for a call that is not ours, or not yet. */
    public static Optional<ContactId> contact(@Nullable String text) {
        try {
            return text == null || text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ContactId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> caller(AgiRequest request) {
        var presentation = request.getCallingPres();
        return presentation != null && (presentation & PRESENTATION) == RESTRICTED
                ? Optional.empty()
                : Optional.ofNullable(request.getCallerIdNumber());
    }

    private static String dialled(String variable, AgiRequest request) {
        if (!variable.isEmpty()) {
            return variable;
        }
        var dnid = request.getDnid();
        return Visit.dialled(dnid == null ? String.valueOf(request.getExtension()) : dnid);
    }
}
