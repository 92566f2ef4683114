package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.routing.match.EntryId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static final AgentId ANNA = new AgentId(new UUID(1, 1));
    private static final AgentId BORIS = new AgentId(new UUID(1, 2));
    private static final EntryId ENTRY = new EntryId(new UUID(2, 1));

    private final Hearing hearing = new Hearing();

    HearingTest() {
        hearing.ask();
    }

    @Test
    void whatWasWrittenHereComesBackAndIsNoNews() {
        hearing.expect(List.of(ANNA), List.of(ENTRY));

        assertThat(says(ANNA)).isFalse();
        assertThat(says(ENTRY)).isFalse();
        assertThat(says(BORIS)).isTrue();

        assertThat(hearing.ask().agents()).containsExactly(BORIS);
        assertThat(hearing.ask().isNothing()).isTrue();
    }

    @Test
    void whateverIsSaidBesidesIsHeardWhicheverComesFirst() {
        hearing.expect(List.of(ANNA), List.of(ENTRY));

        says(ANNA);
        says(ANNA);
        says(ENTRY);
        says(ENTRY);

        var heard = hearing.ask();
        assertThat(heard.agents()).containsExactly(ANNA);
        assertThat(heard.entries()).containsExactly(ENTRY);
    }

    @Test
    void asMuchIsExpectedAsWasWritten() {
        hearing.expect(List.of(ANNA), List.of());
        hearing.expect(List.of(ANNA), List.of());

        says(ANNA);
        says(ANNA);

        assertThat(hearing.ask().isNothing()).isTrue();
        says(ANNA);
        assertThat(hearing.ask().agents()).containsExactly(ANNA);
    }

    @Test
    void whoDidNotListenForAWhileExpectsNothingAnyMore() {
        hearing.expect(List.of(ANNA), List.of(ENTRY));

        hearing.agent(Optional.empty());

        assertThat(hearing.ask().all()).isTrue();
        assertThat(says(ANNA)).isTrue();
        assertThat(says(ENTRY)).isTrue();
        assertThat(hearing.ask().agents()).containsExactly(ANNA);
    }

    @Test
    void whoeverIsNeverToldReadsEverythingSoonerThanItRemembersWithoutEnd() {
        for (var i = 0; i < 100_001; i++) {
            hearing.expect(List.of(new AgentId(new UUID(3, i))), List.of());
        }

        assertThat(hearing.ask().all()).isTrue();
    }

    private boolean says(AgentId agent) {
        return hearing.agent(Optional.of(agent.value()));
    }

    private boolean says(EntryId entry) {
        return hearing.entry(Optional.of(entry.value()));
    }
}
