package io.recaller.asterisk.ami.wire;

import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/**
 * The dialplan's {@code UserEvent(RecallerNotice)}: how a call ended that was to tell a notice.
 * Public and top level, with setters, because asterisk-java finds it by its name.
 */
public final class RecallerNoticeEvent extends UserEvent {
    private static final long serialVersionUID = 1L;

    private @Nullable String call;
    private @Nullable String result;

    public RecallerNoticeEvent(Object source) {
        super(source);
    }

    /** The call's id, as it was given to Originate. */
    public @Nullable String getCall() {
        return call;
    }

    public void setCall(String call) {
        this.call = call;
    }

    /** As {@link io.recaller.notice.CallOutcome#slug()}. */
    public @Nullable String getResult() {
        return result;
    }

    public void setResult(String result) {
        this.result = result;
    }
}
