package io.recaller.chore;

import static io.recaller.db.generated.Tables.CONTINUATION;
import static io.recaller.db.generated.Tables.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.continuation.CallWithPage;
import io.recaller.conversation.Archive;
import java.time.Duration;
import java.time.Instant;
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
