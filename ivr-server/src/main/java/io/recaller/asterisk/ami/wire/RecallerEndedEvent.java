package io.recaller.asterisk.ami.wire;

import io.recaller.conversation.ending.HangUp;
import java.util.Set;
import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/**
 * The dialplan's {@code UserEvent(RecallerEnded)}: a caller's channel is no more. Public and top
 * level, with setters, because asterisk-java finds it by its name.
 */
public final class RecallerEndedEvent extends UserEvent {
    private static final long serialVersionUID = 1L;

    /**
     * Q.850: destination out of order, network out of order, temporary failure, channel unavailable
     * (what Asterisk says when no sound came for too long), recovery on timer expiry.
     */
    private static final Set<String> FAILURES = Set.of("27", "38", "41", "44", "102");

    /** No cause: where no side is told either, Asterisk ended it because it is being stopped. */
    private static final String NONE = "0";

    private @Nullable String contact;
    private @Nullable String place;
    private @Nullable String cause;
    private @Nullable String at;
    private @Nullable String by;
    private @Nullable String shell;

    public RecallerEndedEvent(Object source) {
        super(source);
    }

    public @Nullable String getContact() {
        return contact;
    }

    public void setContact(String contact) {
        this.contact = contact;
    }

    /** Where the caller was: {@code menu}, {@code wait} or {@code ringgroup}. */
    public @Nullable String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    /** Q.850 cause of the hang-up. */
    public @Nullable String getCause() {
        return cause;
    }

    public void setCause(String cause) {
        this.cause = cause;
    }

    /** The dialplan's context that channel was in; null from a dialplan that does not tell. */
    public @Nullable String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }

    /**
     * Who ended it: {@code caller}, {@code other}, {@code limit}, {@code flow}, {@code anew}; empty
     * when that is not known, null from a dialplan that does not tell.
     */
    public @Nullable String getBy() {
        return by;
    }

    public void setBy(String by) {
        this.by = by;
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

    /** What is told of the end; a cause that is the line's own counts more than a side of it. */
    public HangUp hangUp() {
        return hangUp(by == null ? "" : by, cause == null ? "" : cause.strip());
    }

    public static HangUp hangUp(String by, String cause) {
        var told = HangUp.of(by);
        var isTheLines = FAILURES.contains(cause) || (told == HangUp.UNTOLD && NONE.equals(cause));
        return isTheLines && told != HangUp.AT_LIMIT ? HangUp.LINE_LOST : told;
    }

    /**
     * Whether the telephone that ended may have left its place to another one: a transfer gives the
     * place, with the contact, to whoever was brought in, and what ends is elsewhere in the
     * dialplan, under the name and with the hang-up handler of the telephone that left.
     */
    public boolean isElsewhere() {
        var context = at == null ? "" : at;
        var ours = context.isEmpty() || context.startsWith("recaller-");
        return !ours || context.equals("recaller-ringgroup") != "ringgroup".equals(place);
    }
}
