package io.recaller.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.message.InboundMessages.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What was written outside of a contact is not kept for ever. */
class AgedWritingTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final AgedWriting aged = new AgedWriting();
    private final Messages messages = new Messages();
    private final InboundMessages inbound = new InboundMessages();
    private final Mails mails = new Mails();

    @Test
    void whatIsOldAndOfNoContactGoesAndWhatNobodyHasLookedAtStays() {
        var thread = thread();
        handled(thread, "old", NOON.minus(Duration.ofDays(100)));
        handled(thread, "young", NOON);
        received(thread, "unread", NOON.minus(Duration.ofDays(100)));

        var gone = db.inTransaction(tx -> aged.forgetMessages(tx, NOON.minusSeconds(1), 10));

        List<ThreadMessage> left =
                db.inTransaction(tx -> messages.changed(tx, thread, Instant.EPOCH, 10));
        assertThat(gone).isEqualTo(1);
        assertThat(left)
                .extracting(ThreadMessage::text)
                .containsExactlyInAnyOrder("young", "unread");
    }

    @Test
    void theSubjectOfAMailGoesAfterItsWordsNotBefore() {
        var thread = thread();
        var old = NOON.minus(Duration.ofDays(100));
        for (var id : List.of("<there@x>", "<gone@x>")) {
            db.runInTransaction(tx ->
                    mails.keep(tx, thread, new Mails.Mail(id, "About", List.of(), false), old));
        }
        received(thread, "<there@x>", old);

        var gone = db.inTransaction(tx -> aged.forgetMails(tx, NOON, 10));

        List<String> left =
                db.inTransaction(tx ->
                        tx.dsl().fetch("select message_id from mail").getValues(0, String.class));
        assertThat(gone).isEqualTo(1);
        assertThat(left).containsExactly("<there@x>");
    }

    private void handled(ThreadId thread, String text, Instant at) {
        var seq = received(thread, text, at);
        db.runInTransaction(tx -> inbound.handled(tx, seq, Optional.empty(), at));
    }

    /** Under its own text as the gateway's id. */
    private long received(ThreadId thread, String text, Instant at) {
        return db.inTransaction(tx ->
                        inbound.receive(
                                tx,
                                thread,
                                new Received(
                                        text,
                                        Optional.empty(),
                                        Optional.of(text),
                                        Optional.empty(),
                                        at),
                                at))
                .orElseThrow();
    }

    private static ThreadId thread() {
        return db.inTransaction(tx -> {
            tx.dsl().execute("delete from mail");
            tx.dsl().execute("delete from message");
            return new Threads()
                    .heardFrom(
                            tx,
                            new Peer(
                                    "post",
                                    "somebody@example.org",
                                    Channel.EMAIL,
                                    Optional.empty(),
                                    TrustTier.CLAIMED,
                                    Optional.empty(),
                                    Optional.empty()),
                            NOON.minus(Duration.ofDays(200)));
        });
    }
}
