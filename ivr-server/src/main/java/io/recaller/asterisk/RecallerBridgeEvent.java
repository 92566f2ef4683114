package io.recaller.asterisk;

import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/**
 * The dialplan's {@code UserEvent(RecallerBridge)}: how an agent's leg goes. Public and top level,
 * with setters, because asterisk-java finds it by its name.
 */
public final class RecallerBridgeEvent extends UserEvent {
    private static final long serialVersionUID = 1L;

    private @Nullable String contact;
    private @Nullable String offer;
    private @Nullable String result;

    public RecallerBridgeEvent(Object source) {
        super(source);
    }

    public @Nullable String getContact() {
        return contact;
    }

    public void setContact(String contact) {
        this.contact = contact;
    }

    public @Nullable String getOffer() {
        return offer;
    }

    public void setOffer(String offer) {
        this.offer = offer;
    }

    /** {@code answered}, then one of {@code gone}, {@code talked}, {@code failed}. */
    public @Nullable String getResult() {
        return result;
    }

    public void setResult(String result) {
        this.result = result;
    }
}
