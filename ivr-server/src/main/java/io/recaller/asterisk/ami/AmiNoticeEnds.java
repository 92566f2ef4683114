package io.recaller.asterisk.ami;

import io.recaller.asterisk.ami.wire.ChannelList;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.asterisk.ami.wire.RecallerNoticeEvent;
import io.recaller.notice.CallOutcome;
import io.recaller.routing.assignment.AssignmentId;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.asteriskjava.manager.event.ManagerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how calls ended that were to tell a notice. What cannot be written down now is asked of
 * Asterisk later, which keeps it.
 */
final class AmiNoticeEnds implements AmiListener {
    private static final Logger log = LoggerFactory.getLogger(AmiNoticeEnds.class);

    private final BiConsumer<UUID, CallOutcome> told;

    AmiNoticeEnds(BiConsumer<UUID, CallOutcome> told) {
        this.told = told;
    }

    @Override
    public void on(ManagerEvent event) {
        if (event instanceof RecallerNoticeEvent notice) {
            ChannelList.offer(notice.getCall())
                    .map(AssignmentId::value)
                    .ifPresent(call ->
                            CallOutcome.of(String.valueOf(notice.getResult()))
                                    .ifPresent(outcome -> tell(call, outcome)));
        }
    }

    private void tell(UUID call, CallOutcome outcome) {
        Thread.ofVirtual()
                .name("notice-call")
                .start(() -> {
                    try {
                        told.accept(call, outcome);
                    } catch (RuntimeException failure) {
                        log.atWarn()
                                .addKeyValue("call", call)
                                .addKeyValue("error", failure.toString())
                                .log("the end of a call is looked for later");
                    }
                });
    }

    @Override
    public void compare(LiveCalls calls) {}
}
