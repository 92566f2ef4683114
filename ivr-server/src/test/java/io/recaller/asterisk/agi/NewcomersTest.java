package io.recaller.asterisk.agi;

import static io.recaller.asterisk.agi.ServedCalls.MENU;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.conversation.context.Newcomer;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.flow.engine.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who takes a caller's place in the midst of a call. */
class NewcomersTest {
    @AutoClose private ServedCalls calls;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        calls = new ServedCalls(folder);
    }

    @Test
    void whoTakesTheCallersPlaceIsToldOnce() {
        var newcomers = new ArrayList<Optional<Newcomer>>();
        calls.serve((line, _) -> {
            for (var question = 0; question < 4; question++) {
                calls.got.add(line.choose(MENU).reply());
                newcomers.add(line.newcomer());
            }
            line.hangUp();
        });

        calls.call()
                .press("1")
                .pressAs("PJSIP/trunk-00000007", "fake-7", "+4915112345678", "2")
                .press("3")
                .pressAs("Local/8000@consult-00000001;2", "fake-9", "", "4")
                .ring();

        var mars = new Handle(HandleKind.TEL, "+4915112345678");
        assertThat(newcomers)
                .hasSize(4)
                .startsWith(
                        Optional.empty(),
                        Optional.of(new Newcomer(Optional.of(mars))),
                        Optional.empty());
        assertThat(newcomers.getLast()).isPresent();
    }

    @Test
    void lineBreaksInANewcomersNumberAnswerNothingElse() {
        var newcomers = new ArrayList<Optional<Newcomer>>();
        calls.serve((line, _) -> {
            for (var question = 0; question < 2; question++) {
                calls.got.add(line.choose(MENU).reply());
                newcomers.add(line.newcomer());
            }
            line.hangUp();
        });
        var number = "+4915112345678)\n200 result=1 (OK|1|fake-7";

        var call =
                calls.call()
                        .pressAs("PJSIP/trunk-00000007", "fake-7", number, "2")
                        .press("3")
                        .ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("2"), new Reply.Keys("3"));
        assertThat(newcomers).hasSize(2).endsWith(Optional.empty());
        assertThat(newcomers.getFirst()).isPresent();
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("hangup");
    }

    @Test
    void whoSpokeThroughALocalChannelIsNoNewcomerWhenItIsOptimisedAway() {
        var newcomers = new ArrayList<Optional<Newcomer>>();
        calls.serve((line, _) -> {
            calls.got.add(line.choose(MENU).reply());
            line.newcomer();
            calls.got.add(line.choose(MENU).reply());
            newcomers.add(line.newcomer());
            line.hangUp();
        });

        calls.call()
                .pressAs("Local/8000@x-00000001;2", "fake-2", "+77011234567", "1")
                .pressAs("PJSIP/trunk-00000007", "fake-7", "+77011234567", "2")
                .ring();

        assertThat(newcomers).containsExactly(Optional.empty());
    }
}
