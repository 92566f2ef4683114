package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.asterisk.ami.wire.AmiException;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.continuation.CallMover;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.response.ManagerError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a caller whose page has answered, by AMI's {@code Redirect} to {@code
 * recaller-companion}. A channel's name may be another's by now: what it carries decides.
 */
final class AmiCallMover implements CallMover {
    private static final Logger log = LoggerFactory.getLogger(AmiCallMover.class);

    private static final String CONTEXT = "recaller-companion";

    /** Where in the dialplan a caller is whom the flow serves. */
    private static final String IN_FLOW = "menu";

    private final AmiLink link;

    AmiCallMover(AmiLink link) {
        this.link = link;
    }

    @Override
    public boolean fetch(ContactId contact, Address.Call last) {
        try {
            return link.hears() && isMoved(contact, last);
        } catch (AmiException away) {
            log.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", away.getMessage())
                    .log("a call cannot be fetched");
            return false;
        }
    }

    private boolean isMoved(ContactId contact, Address.Call last) {
        if (isOf(contact, last.channelName())) {
            return move(last.channelName());
        }
        return LiveCalls.of("", link.channels())
                .caller(contact)
                .filter(channel -> channel.place().equals(IN_FLOW))
                .map(channel -> move(channel.name()))
                .orElse(false);
    }

    /** Waiting for an agent, or talking, it is left where it is. */
    private boolean isOf(ContactId contact, String channel) {
        return !channel.isEmpty()
                && value(channel, "RECALLER_CONTACT").equals(contact.toString())
                && value(channel, "RECALLER_PLACE").equals(IN_FLOW);
    }

    private String value(String channel, String variable) {
        var value =
                link.send(new GetVarAction(Printable.of(channel), variable)).getAttribute("Value");
        return value == null ? "" : value;
    }

    private boolean move(String channel) {
        var action = new RedirectAction();
        action.setChannel(Printable.of(channel));
        action.setContext(CONTEXT);
        action.setExten("s");
        action.setPriority(1);
        return !(link.send(action) instanceof ManagerError);
    }
}
