package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.ContactId;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.StoreAround;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody else takes the caller's place in the menu: a transfer, or a call that is parked. */
final class NewcomerTest {
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: main
            person: person
            verify: pin
            nodes:
              main:
                menu:
                  order: designed
                  options:
                    mine: {key: 1, say: {en: "yours"}, next: account}
                    other: {key: 2, say: {en: "other"}, next: person}
              account:
                tier: verified
                form:
                  account:
                    digits: 8
                    prefill: account
                    confirm: true
                    say: {en: "Account?"}
                    confirm_say: {en: "Ending in {last4}?"}
                next: told
              told: {say: {en: "Your account is {account}."}, next: after}
              after:
                menu:
                  intro: {en: "Anything else, {account}?"}
                  order: designed
                  options:
                    yes: {key: 1, say: {en: "yes"}, next: whose}
              whose: {branch: [{when: "'account' in data || has(fields.account)", next: leak}], otherwise: person}
              leak: {say: {en: "Leak."}, next: person}
              pin:
                verify: {digits: {min: 4, max: 6}, say: {en: "PIN?"}, wrong: {en: "Wrong."}}
                failed: person
              person: {hand_off: {say: {en: "A person."}}}
            """;

    private static final String MENU = "For yours, press one. For other, press two.";
    private static final String CONFIRM = "Ending in five six seven eight";
    private static final String TOLD = "Your account is one two three four five six seven eight";
    private static final String ELSE = "Anything else, one two three four five six seven eight";
    private static final String YES = "For yes, press one.";

    private final Office office = new Office();

    NewcomerTest() {
        office.served = Map.of("telecom", Office.flow(FLOW));
    }

    @Test
    void whatOneProvedCountsNoMoreForWhoTakesTheirPlace() {
        var line =
                new ScriptedLine()
                        .willPress("1", Office.PIN)
                        .thenComes(Optional.of(Office.STRANGER))
                        .willPress("1", "9999");

        office.call(Office.from(Office.KNOWN), line);

        assertThat(line.heard()).containsExactly(MENU, "PIN?", CONFIRM, "PIN?", "A person.");
        var last = office.dialogues.turns().getLast();
        assertThat(last.trust()).isEqualTo(TrustTier.CLAIMED);
        assertThat(last.customer()).isEmpty();
        assertThat(last.dialogue().data().toString()).doesNotContain("12345678");
    }

    @Test
    void whatOneGaveOrWasToldIsNotTheOthers() {
        var line =
                new ScriptedLine()
                        .willPress("1", Office.PIN, "1")
                        .thenComes(Optional.of(Office.STRANGER))
                        .willPress("1", "1");

        office.call(Office.from(Office.KNOWN), line);

        assertThat(line.heard())
                .containsSubsequence(TOLD, ELSE + " " + YES, YES, "A person.")
                .doesNotContain("Leak.");
    }

    @Test
    void atAnotherTelephoneOfTheSameNumberThePinIsAskedAgain() {
        var line =
                new ScriptedLine()
                        .willPress("1", Office.PIN)
                        .thenComes(Optional.of(Office.KNOWN))
                        .willPress("1", Office.PIN, "1", "1");

        office.call(Office.from(Office.KNOWN), line);

        assertThat(line.heard()).containsSubsequence(CONFIRM, "PIN?", CONFIRM, TOLD);
    }

    @Test
    void whoWithholdsTheNumberIsNobody() {
        var line =
                new ScriptedLine()
                        .willPress("1", Office.PIN)
                        .thenComes(Optional.empty())
                        .willPress("1", Office.PIN);

        office.call(Office.from(Office.KNOWN), line);

        assertThat(line.heard()).endsWith(CONFIRM, "PIN?", "A person.");
        assertThat(office.dialogues.turns().getLast().trust()).isEqualTo(TrustTier.UNKNOWN);
    }

    @Test
    void aTelephoneOfTheSameNumberInTheMenuChangesNothingBeforeAnythingIsProved() {
        var line =
                new ScriptedLine()
                        .thenComes(Optional.of(Office.KNOWN))
                        .willPress("1", Office.PIN, "1", "1");

        office.call(Office.from(Office.KNOWN), line);

        assertThat(line.heard()).startsWith(MENU, "PIN?", CONFIRM);
    }

    @Test
    void whoComesToAStrangersCallIsServedAsThemselves() {
        var line =
                new ScriptedLine()
                        .thenComes(Optional.of(Office.KNOWN))
                        .willPress("1", "1", Office.PIN, "1", "1");

        office.call(Office.from(Office.STRANGER), line);

        assertThat(line.heard()).contains(CONFIRM, TOLD);
    }

    @Test
    void aCallThatComesBackFromAnotherNumberHasProvedNothing() {
        var first = new ScriptedLine().willPress("1", Office.PIN).willHangUpAt(3);
        leaveOpen(first);
        assertThat(office.dialogues.turns().getLast().trust()).isEqualTo(TrustTier.VERIFIED);
        var mars = new Handle(HandleKind.TEL, "+4915112345678");
        var back = new ScriptedLine().willPress("4711");

        office.call(Office.back(first.contact(), mars), back);

        assertThat(back.heard()).containsExactly("PIN?", "A person.");
    }

    /** The budget of PINs is of the line: what a contact was trusted once says nothing of it. */
    @Test
    void aPinOfACallThatComesBackIsCheckedByWhatItsLineIsWorthNow() {
        var asked = new ArrayList<PinChecks.Asked>();
        var check = office.proofs;
        office.proofs =
                (who, pin, now) -> {
                    asked.add(who);
                    return check.check(who, pin, now);
                };
        var first = new ScriptedLine().willPress("1", "1111").willHangUpAt(5);
        leaveOpen(attested(Office.from(Office.KNOWN)), first);

        office.call(
                Office.back(first.contact(), Office.KNOWN), new ScriptedLine().willPress("2222"));

        assertThat(asked)
                .extracting(PinChecks.Asked::trust)
                .containsExactly(TrustTier.ATTESTED, TrustTier.CLAIMED);
    }

    /** The dialplan's variable stays with the place, and is sent with the next visit. */
    @Test
    void whatTheNetworkSaidOfOneWhoWasThereBeforeVouchesForNobodyElse() {
        var asked = new ArrayList<PinChecks.Asked>();
        office.proofs =
                (who, _, _) -> {
                    asked.add(who);
                    return new PinChecks.Proof.Rejected();
                };
        var first = new ScriptedLine().willHangUpAt(1);
        leaveOpen(attested(Office.from(Office.STRANGER)), first);
        office.store = new PassedOn(office.dialogues, Office.KNOWN);
        var back = new ScriptedLine().willPress("1", "1111", "2222");

        office.call(attested(Office.back(first.contact(), Office.KNOWN)), back);

        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.line()).contains(Office.KNOWN);
                    assertThat(each.trust()).isEqualTo(TrustTier.CLAIMED);
                });
    }

    /** A store whose contacts were written down to be another's by now. */
    private record PassedOn(DialogueStore inner, Handle other) implements StoreAround {
        @Override
        public Optional<Saved> load(ContactId contact) {
            return inner.load(contact)
                    .map(saved ->
                            new Saved(
                                    saved.dialogue(),
                                    saved.version(),
                                    Optional.of(other),
                                    Optional.empty(),
                                    TrustTier.CLAIMED,
                                    saved.startedAt(),
                                    saved.over(),
                                    saved.joined()));
        }
    }

    private static Arrival attested(Arrival from) {
        return new Arrival(
                from.channel(),
                from.entry(),
                from.handle(),
                TrustTier.ATTESTED,
                from.resuming(),
                from.address(),
                from.language());
    }

    @Test
    void aCallThatComesBackFromItsOwnNumberGoesOn() {
        var first = new ScriptedLine().willPress("1", Office.PIN).willHangUpAt(3);
        leaveOpen(first);
        var back = new ScriptedLine().willPress("1", "1");

        office.call(Office.back(first.contact(), Office.KNOWN), back);

        assertThat(back.heard()).startsWith(CONFIRM, TOLD);
    }

    /** As when the server is killed: nothing is written of the end. */
    private void leaveOpen(ScriptedLine line) {
        leaveOpen(Office.from(Office.KNOWN), line);
    }

    private void leaveOpen(Arrival arrival, ScriptedLine line) {
        office.store = new Endless(office.dialogues);
        office.call(arrival, line);
        office.store = office.dialogues;
    }
}
