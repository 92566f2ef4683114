package io.recaller.asterisk.ami.wire;

import io.recaller.contact.Unreached;
import java.util.Optional;
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
    private @Nullable String why;
    private @Nullable String shell;

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

    /** Of {@code unreached}: why, as {@link Unreached#slug()}. */
    public Unreached unreached() {
        return Optional.ofNullable(why).flatMap(Unreached::of).orElse(Unreached.OUT_OF_REACH);
    }

    public @Nullable String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    /**
     * The channel that left a shell in the dialplan when Asterisk took it into a bridge, where only
     * the shell was told that its telephone had hung up; null or empty: whoever tells is no shell.
     */
    public @Nullable String getShell() {
        return shell;
    }

    public void setShell(String shell) {
        this.shell = shell;
    }

    /**
     * {@code answered}, then one of {@code gone}, {@code talked}, {@code failed}; of a call-back
     * {@code calling} before, and instead of {@code answered} one of {@code unreached}, {@code
     * left}; of a message {@code reached} between the two, when its customer was called and
     * answered.
     */
    public @Nullable String getResult() {
        return result;
    }

    public void setResult(String result) {
        this.result = result;
    }
}
