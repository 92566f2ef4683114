package io.recaller.asterisk.ami.wire;

import io.recaller.contact.Unserved;
import java.util.Optional;
import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/**
 * The dialplan's {@code UserEvent(RecallerRingGroup)}: a caller was led to the ring group, by a
 * server or because none was there. Public and top level, with setters, because asterisk-java finds
 * it by its name.
 */
public final class RecallerRingGroupEvent extends UserEvent {
    private static final long serialVersionUID = 1L;

    private @Nullable String contact;
    private @Nullable String why;

    public RecallerRingGroupEvent(Object source) {
        super(source);
    }

    public @Nullable String getContact() {
        return contact;
    }

    public void setContact(String contact) {
        this.contact = contact;
    }

    /** What led it there, a slug; null from a dialplan that does not tell. */
    public @Nullable String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public Optional<Unserved> cause() {
        return Optional.ofNullable(why).flatMap(Unserved::of);
    }
}
