package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.conversation.context.Caller;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.check.Checker;
import io.recaller.flow.check.Installation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A value that only a look-up of the same call may see. */
final class SecretsTest {
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: ask
            person: person
            nodes:
              ask:
                form:
                  account: {digits: 8, say: {en: "Account?"}}
                  code: {digits: 6, secret: true, say: {en: "Code?"}}
                next: check
              check:
                look_up: {source: status, arguments: {account: "{account}", code: "{code}"}, result: {outage: outage}}
                next: decide
                on_failure: failed
              decide:
                branch: [{when: "data.code == '654321' && data.outage == 'no'", next: right}]
                otherwise: failed
              right: {say: {en: "Right."}, next: bye}
              bye: {end: {say: {en: "Goodbye."}}}
              failed: {say: {en: "We cannot tell."}, next: person}
              person: {hand_off: {}}
            """;

    private final Office office = new Office();
    private final OutsideSystem outside = new OutsideSystem();

    @Test
    void itReachesTheLookUpAndIsWrittenNowhere() {
        office.served = Map.of("telecom", Office.flow(FLOW));
        office.lookUps =
                new HttpLookUps(
                        Map.of(
                                "status",
                                outside.source(
                                        true,
                                        Duration.ofSeconds(10),
                                        Optional.empty(),
                                        Map.of("outage", "/outage"))));

        var line =
                office.call(
                        Office.from(Office.STRANGER),
                        new ScriptedLine().willPress("12345678", "654321"));

        assertThat(line.heard()).containsExactly("Account?", "Code?", "Right.", "Goodbye.");
        assertThat(outside.requests().getFirst().body()).contains("654321");
        assertThat(office.dialogues.turns())
                .isNotEmpty()
                .extracting(TurnTaken::dialogue)
                .allSatisfy(dialogue -> {
                    assertThat(dialogue.data().toString()).doesNotContain("654321");
                    assertThat(dialogue.path().toString()).doesNotContain("654321");
                });
        assertThat(office.dialogues.turns())
                .extracting(turn -> turn.dialogue().data().get("account"))
                .contains("12345678");
        outside.close();
    }

    /** Nothing is asked with half of the arguments. */
    @Test
    void aCallThatComesBackWithoutItIsLedOn() {
        office.served = Map.of("telecom", Office.flow(FLOW));
        var line = new ScriptedLine().willPress("12345678", "654321").willHangUpAt(3);
        office.call(Office.from(Office.STRANGER), line);
        var stored = office.dialogues.turns().getLast().dialogue();
        assertThat(stored.node()).isEqualTo("check");

        var flow = Office.flow(FLOW);
        var context =
                Caller.unknown()
                        .context(Office.NOW, Office.ZONE, io.recaller.customer.TrustTier.CLAIMED);
        var step = office.engine().render(flow, stored, context);

        assertThat(step.dialogue().node()).isEqualTo("failed");
    }

    @Test
    void aFlowThatKeepsOrSaysASecretIsNotServed() {
        var careless =
                FLOW.replace("secret: true,", "secret: true, save: code, prefill: code,")
                        .replace("Right.", "Your code is {code}.");

        var problems =
                Checker.check(
                        Office.flow(careless), new Installation(Set.of("code"), Set.of("status")));

        assertThat(problems)
                .extracting(FlowProblem::toString)
                .anySatisfy(it -> assertThat(it).contains("a secret is not kept"))
                .anySatisfy(it -> assertThat(it).contains("a secret is asked anew"))
                .anySatisfy(it -> assertThat(it).contains("{code} is a secret"));
    }
}
