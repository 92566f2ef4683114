package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.conversation.Archive;
import io.recaller.conversation.Flows;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OlderFlowsTest {
    private final Archive archive = new Archive(TestDatabase.into(withOneConnection()));
    private final OlderFlows older = new OlderFlows(archive.dialogues);
    private final Flows flows = new Flows(Map.of(), Map.of(), Map.of(), older);

    @AfterEach
    void close() {
        archive.close();
    }

    private static DatabaseSettings withOneConnection() {
        var usual = TestDatabase.freshSettings();
        return new DatabaseSettings(
                usual.url(),
                usual.user(),
                usual.password(),
                1,
                Duration.ofSeconds(2),
                usual.statementTimeout());
    }

    /** Else all who move at once wait for one another. */
    @Test
    void whoMovesFromAVersionThatIsNoLongerServedNeedsNoSecondConnection() {
        var left = archive.handedOff(tel("+77015550001"), "support", Archive.NOW);
        var contact = archive.handedOff(tel("+77015550002"), "support", Archive.NOW);
        var moved =
                new MovedDialogues(archive.contacts, archive.fields.catalogue(), flows::version);

        var went =
                archive.db.inTransaction(tx ->
                        moved.move(
                                tx,
                                left,
                                contact,
                                1,
                                MovedDialogues.Known.BY_LINK,
                                Archive.NOW.plusSeconds(60)));

        assertThat(went).isTrue();
    }

    @Test
    void aVersionIsReadOnceAndOneThatNobodyKeptIsNone() {
        var sha = archive.flow.source().sha256();
        assertThat(flows.version("ab".repeat(32))).isEmpty();

        var read = flows.version(sha);

        archive.db.close();
        assertThat(read).hasValueSatisfying(flow -> assertThat(flow.name()).isEqualTo("telecom"));
        assertThat(flows.version(sha)).isEqualTo(read);
    }

    private static Handle tel(String number) {
        return new Handle(HandleKind.TEL, number);
    }
}
