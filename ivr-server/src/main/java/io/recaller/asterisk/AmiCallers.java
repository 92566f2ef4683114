package io.recaller.asterisk;

import io.recaller.conversation.CallerEvents;
import org.asteriskjava.manager.event.ManagerEvent;

/** Tells the conversations which callers are no more. */
final class AmiCallers implements AmiListener {
    private final CallerEvents callers;

    AmiCallers(CallerEvents callers) {
        this.callers = callers;
    }

    @Override
    public void on(ManagerEvent event) {
        if (event instanceof RecallerEndedEvent ended) {
            Arrivals.contact(ended.getContact()).ifPresent(callers::gone);
        }
    }

    @Override
    public void compare(LiveCalls calls) {
        callers.alive(calls.system(), calls.linkedIds());
    }
}
