package io.recaller.asterisk.ami.wire;

import io.recaller.asterisk.agi.Arrivals;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.contact.Unserved;
import io.recaller.db.Storable;
import io.recaller.routing.assignment.AssignmentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.asteriskjava.manager.action.StatusAction;
import org.asteriskjava.manager.event.StatusEvent;
import org.jspecify.annotations.Nullable;

/**
 * AMI's {@code Status}: every channel with the variables we ask for, in one answer (Asterisk 22,
 * main/manager.c, action_status).
 */
public final class ChannelList {
    private static final String CONTACT = "RECALLER_CONTACT";
    private static final String OFFER = "RECALLER_OFFER";
    private static final String PLACE = "RECALLER_PLACE";
    private static final String CALLER = "RECALLER_CALLER";
    private static final String WHY = "RECALLER_WHY";
    private static final String RUNG_FOR = "RECALLER_RUNG_FOR";
    private static final String OVER = "RECALLER_OVER";

    /** Whom it talks with; none in a bridge where nobody hears another (bridge.c). */
    private static final String PEER = "BRIDGEPEER";

    /** Applications of Asterisk by which a channel is in a bridge with any number of others. */
    private static final Set<String> CONFERENCES = Set.of("ConfBridge", "MeetMe", "Page");

    /** Functions of a channel are read like its variables. */
    private static final String NUMBER = "CALLERID(num)";

    private static final String MAY_BE_SHOWN = "CALLERID(num-pres)";

    /** What is printed of a variable that a channel does not have. */
    private static final String UNSET = "(null)";

    private ChannelList() {}

    static StatusAction action() {
        var action = new StatusAction();
        action.setVariables(
                List.of(
                        CONTACT,
                        OFFER,
                        PLACE,
                        CALLER,
                        WHY,
                        RUNG_FOR,
                        OVER,
                        PEER,
                        NUMBER,
                        MAY_BE_SHOWN));
        return action;
    }

    static LiveChannel channel(StatusEvent event) {
        Map<String, String> variables =
                event.getVariables() == null ? Map.of() : event.getVariables();
        return new LiveChannel(
                Storable.mended(String.valueOf(event.getChannel())),
                Storable.mended(String.valueOf(event.getUniqueId())),
                Storable.mended(String.valueOf(event.getLinkedId())),
                Optional.ofNullable(event.getBridgeId()).filter(id -> !id.isBlank()),
                Arrivals.contact(variables.get(CONTACT)),
                offer(variables.get(OFFER)),
                text(variables, PLACE),
                text(variables, CALLER),
                Optional.ofNullable(variables.get(WHY)).flatMap(Unserved::of),
                Arrivals.contact(variables.get(RUNG_FOR)),
                number(variables),
                !text(variables, OVER).isEmpty(),
                variables.containsKey(PEER) && text(variables, PEER).isEmpty(),
                CONFERENCES.contains(String.valueOf(event.getApplication())));
    }

    /** Empty when who it is does not want it shown. */
    private static String number(Map<String, String> variables) {
        var isShown = text(variables, MAY_BE_SHOWN).startsWith("allowed");
        return isShown ? Storable.mended(text(variables, NUMBER)) : "";
    }

    /** Empty when it is not set: Asterisk then prints a null pointer. */
    private static String text(Map<String, String> variables, String name) {
        var value = variables.get(name);
        return value == null || value.equals(UNSET) ? "" : value;
    }

    /** Empty for what is not an offer's id. */
    public static Optional<AssignmentId> offer(@Nullable String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(new AssignmentId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
