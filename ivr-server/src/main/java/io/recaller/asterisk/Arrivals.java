package io.recaller.asterisk;

import io.recaller.contact.ContactId;
import io.recaller.conversation.Arrival;
import io.recaller.customer.Handle;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.asteriskjava.fastagi.AgiRequest;
import org.jspecify.annotations.Nullable;

/** Reads who calls whom, and whether the call was here before, from the dialplan's variables. */
final class Arrivals {
    /** Bits 6 and 7 of the presentation indicator, ITU-T Q.931 octet 3a: restricted. */
    private static final int PRESENTATION = 0x60;

    private static final int RESTRICTED = 0x20;

    private static final String KEYS = "RECALLER_KEYS";

    private Arrivals() {}

    /** Takes the keys pressed meanwhile off the channel: they are in the arrival now. */
    static Arrival of(
            AgiRequest request, AgiSession session, Function<String, Optional<Handle>> numbers) {
        var values =
                session.get(
                        "${RECALLER_CONTACT}",
                        "${" + AgiSession.PICK + "}${" + KEYS + "}",
                        "${RECALLER_DNIS}",
                        "${RECALLER_ATTESTATION}",
                        "${SYSTEMNAME}",
                        "${CHANNEL(linkedid)}");
        var pending = values.get(1);
        if (!pending.isEmpty()) {
            session.set(AgiSession.PICK, "");
            session.set(KEYS, "");
        }
        return new Arrival(
                contact(values.get(0)),
                caller(request).flatMap(numbers),
                dialled(values.get(2), request),
                values.get(3).equals("A"),
                values.get(4),
                values.get(5),
                request.getChannel(),
                pending);
    }

    /** Empty for a call that is not ours, or not yet. */
    static Optional<ContactId> contact(@Nullable String text) {
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
        return dnid == null ? request.getExtension() : dnid;
    }
}
