package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.check.Checker;
import io.recaller.flow.check.Installation;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that need no form and no look-up. */
final class ImpliedTest {
    private static final Flow FLOW =
            Flows.flow(
                    """
                    flow: test
                    languages: [en]
                    start: route
                    person: person
                    nodes:
                      route:
                        branch:
                          - {when: "status == 'new' && text == 'Fault'", next: told}
                          - {when: "caller.startsWith('+7701') && dialled == '8000'", next: numbers}
                        otherwise: person
                      told: {say: {en: "{text}: {status}."}, next: numbers}
                      numbers: {say: {en: "You call {dialled} from the number ending in {caller_last4}."}, next: person}
                      person: {hand_off: {}}
                    """);
    private static final Numbers NUMBERS = new Numbers("+77011234567", "8000");

    @ParameterizedTest
    @CsvSource({"CLAIMED, told", "VERIFIED, told", "UNKNOWN, numbers"})
    void aRequestIsTheirsWhoMayHearOfIt(TrustTier trust, String node) {
        var talk = new Talk(FLOW, "en", Contexts.known(trust).between(NUMBERS));

        assertThat(talk.node()).isEqualTo(node);
    }

    @Test
    void whatIsKnownOfTheRequestAndTheCallIsSpoken() {
        var talk = new Talk(FLOW, "en", Contexts.known(TrustTier.CLAIMED).between(NUMBERS));

        assertThat(talk.words()).isEqualTo("Fault: new.");
        assertThat(talk.says().words())
                .isEqualTo(
                        "You call | eight | zero | zero | zero | from the number ending in |"
                                + " four | five | six | seven");
    }

    @Test
    void whoseNumberIsWithheldHearsNoneAndIsNotDecidedBy() {
        var talk = new Talk(FLOW, "en", Contexts.STRANGER.between(new Numbers("", "8000")));

        assertThat(talk.node()).isEqualTo("person");
        assertThat(NUMBERS.toString()).doesNotContain("1234567");
    }

    @Test
    void theCheckerKnowsTheNames() {
        var problems = Checker.check(FLOW, new Installation(Set.of(), Set.of()));

        assertThat(problems).isEmpty();
    }
}
