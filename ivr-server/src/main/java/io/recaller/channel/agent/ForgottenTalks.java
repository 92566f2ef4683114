package io.recaller.channel.agent;

import io.recaller.channel.Gateways;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.message.ThreadPauses;
import io.recaller.message.ThreadPauses.Unanswered;
import io.recaller.routing.assignment.TakenTalks;
import io.recaller.routing.assignment.TakenTalks.TakenTalk;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversations whose agent has the page open and says nothing: the customer waits again, with
 * their age, and others are offered them. For how long depends on the channel's answer times. Any
 * thread; whatever several servers find is given back once.
 */
public final class ForgottenTalks implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenTalks.class);

    /** Answer times are minutes; a talk this young is not looked at. */
    private static final Duration YOUNGEST = Duration.ofSeconds(5);

    private final Database db;
    private final Gateways gateways;
    private final PhoneEvents router;
    private final InstantSource clock;
    private final TakenTalks talks = new TakenTalks();
    private final ThreadPauses pauses = new ThreadPauses();

    /**
     * Over one database.
     *
     * @param router told of each conversation that its agent has left alone
     */
    public ForgottenTalks(Database db, Gateways gateways, PhoneEvents router, InstantSource clock) {
        this.db = db;
        this.gateways = gateways;
        this.router = router;
        this.clock = clock;
    }

    private record Found(List<TakenTalk> talks, Map<ContactId, Unanswered> waiting) {}

    @Override
    public void run() {
        var now = clock.instant();
        var found =
                db.inTransaction(tx -> {
                    var old = talks.takenBefore(tx, now.minus(YOUNGEST));
                    var contacts = old.stream().map(TakenTalk::contact).toList();
                    return new Found(old, pauses.waiting(tx, contacts));
                });
        for (var talk : found.talks()) {
            var unanswered = found.waiting().get(talk.contact());
            if (unanswered != null && isForgotten(talk, unanswered, now)) {
                LOG.atInfo()
                        .addKeyValue("contactId", talk.contact())
                        .log("its agent is silent: it waits again");
                router.ring(talk.id(), RingOutcome.FAILED);
            }
        }
    }

    /** A door that this server does not have is another's to look after. */
    private boolean isForgotten(TakenTalk talk, Unanswered unanswered, Instant now) {
        var since = unanswered.since().isAfter(talk.since()) ? unanswered.since() : talk.since();
        return gateways.named(unanswered.gateway())
                .filter(plan -> since.plus(plan.within().silence()).isBefore(now))
                .isPresent();
    }
}
