package io.recaller.chore;

import static io.recaller.db.generated.Tables.CONTINUATION;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.continuation.CallWithPage;
import io.recaller.continuation.HandedFiles;
import io.recaller.conversation.Archive;
import io.recaller.customer.TrustTier;
import io.recaller.message.InboundMessages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SpentSecretsTest {
    private static final Archive archive = new Archive();
    private final CallWithPage call = new CallWithPage(archive, "+77010000001");

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void aLinkAndTheNumberItWentToAreGoneOnceNobodyCanComeBackToItsPage() {
        call.opensPage();
        var now = call.office.instant();

        spent(now.plus(Duration.ofHours(13)));
        assertThat(pages()).as("its page may be open yet").isEqualTo(1);

        spent(now.plus(Duration.ofDays(3)));
        assertThat(pages()).isZero();
        assertThat(inClear()).isZero();
    }

    @Test
    void theThreadOfAPageIsGoneOnceNothingIsInIt() {
        var now = call.office.instant();
        open("moved", now);
        var full = open("kept", now);
        archive.db.runInTransaction(
                tx -> new InboundMessages().receive(tx, full, said(now), now).orElseThrow());

        spent(now.plus(Duration.ofHours(13)));
        assertThat(threads()).isEqualTo(2);

        spent(now.plus(Duration.ofDays(3)));
        assertThat(threads()).isEqualTo(1);
    }

    private static ThreadId open(String page, Instant now) {
        var peer =
                new Peer(
                        HandedFiles.GATEWAY,
                        page,
                        Channel.PHONE,
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        Optional.empty());
        return archive.db.inTransaction(tx -> new Threads().open(tx, peer, now));
    }

    private static InboundMessages.Received said(Instant now) {
        return new InboundMessages.Received(
                "", Optional.empty(), Optional.empty(), Optional.of("one"), now);
    }

    private static int threads() {
        return archive.db.inTransaction(
                tx -> tx.dsl().fetchCount(THREAD, THREAD.GATEWAY.eq(HandedFiles.GATEWAY)));
    }

    private void spent(Instant at) {
        new SpentSecrets(archive.db, () -> at).run();
    }

    private int pages() {
        return archive.db.inTransaction(tx -> tx.dsl().fetchCount(CONTINUATION));
    }

    private int inClear() {
        return archive.db.inTransaction(
                tx -> tx.dsl().fetchCount(MESSAGE, MESSAGE.CLEAR.isNotNull()));
    }
}
