package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.recaller.contact.Ended;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.Unserved;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.DialogueStore.Given;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.voice.LineLostException;
import io.recaller.customer.TrustTier;
import io.recaller.flow.engine.Planning;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsTest {
    private static final String OPTION_PAY_TV = "For cable television payments, press six.";

    private final Office office = new Office();

    @Test
    void aStrangerPaysForTelevisionAndIsNotHeardOfAgain() {
        var line = office.call(Office.from(Office.STRANGER), press("6", "12345678", "1500"));

        assertThat(line.heard())
                .hasSize(5)
                .startsWith("Welcome to Aspan Telecom.")
                .contains("Please key your eight-digit account number.")
                .last()
                .asString()
                .contains("pay 1,500 tenge");
        assertThat(line.heard().get(1)).contains(OPTION_PAY_TV);
        assertThat(line.left()).isEqualTo("hung up by us");
        var end = onlyEnd();
        assertThat(end.ended()).isEqualTo(SomeEnds.SELF_SERVED);
        assertThat(end.topic()).contains(new Topic("billing.tv"));
        assertThat(end.topicSource()).isEqualTo(TopicSource.TASK);
    }

    @Test
    void aServerThatDiesBeforeTheCallCarriesItsContactLeavesNone() {
        var dies = new ScriptedLine().willBeLostAtFirst();
        assertThatThrownBy(() -> office.calls().serve(dies, Office.from(Office.STRANGER)))
                .isInstanceOf(LineLostException.class);

        var line = office.call(Office.from(Office.STRANGER), press("6", "12345678", "1500"));

        assertThat(office.dialogues.load(dies.contact())).isEmpty();
        assertThat(office.dialogues.load(line.contact())).isPresent();
        assertThat(onlyEnd().ended()).isEqualTo(SomeEnds.SELF_SERVED);
    }

    @Test
    void whatTheCallerKeysIsGivenOnceAndTheMenuIsKeptWithTheTurnThatAnswersIt() {
        office.call(Office.from(Office.STRANGER), press("6", "12345678", "1500"));

        assertThat(office.dialogues.turns())
                .flatExtracting(TurnTaken::given)
                .containsExactly(new Given("account", "12345678", TrustTier.CLAIMED));
        assertThat(office.dialogues.turns())
                .flatExtracting(TurnTaken::heard)
                .extracting(Heard::node, Heard::key, Heard::outcome)
                .containsExactly(tuple("main", Optional.of("6"), "chosen"));
    }

    @Test
    void someoneWeKnowProvesConfirmsAndWaitsForASpecialist() {
        var line = office.call(Office.from(Office.KNOWN), press("1", "1", Office.PIN, "1"));

        assertThat(line.heard()).contains("I am connecting you to an internet specialist.");
        assertThat(line.left()).isEqualTo("queue");
        assertThat(office.queued).containsExactly(line.contact());
        assertThat(office.dialogues.ends()).isEmpty();
        assertThat(office.dialogues.queue().values())
                .extracting(DialogueStore.Place::priority)
                .containsExactly(6);
        var last = office.dialogues.turns().getLast();
        assertThat(last.trust()).isEqualTo(TrustTier.VERIFIED);
        assertThat(last.customer()).contains(Office.CUSTOMER);
        assertThat(last.given()).as("prefilled, not given anew").isEmpty();
        assertThat(last.topic()).contains(new Topic("outage"));
    }

    @Test
    void whoTakesAnOfferProvesAndSkipsTheLevelsAndTheField() {
        offering();

        var line = office.call(Office.from(Office.KNOWN), press("*", Office.PIN));

        assertThat(line.heard())
                .anySatisfy(heard -> assertThat(heard).startsWith("To go on with your recent req"))
                .contains("I am connecting you to an internet specialist.")
                .noneMatch(heard -> heard.contains("no connection") || heard.contains("account n"));
        assertThat(line.left()).isEqualTo("queue");
        var last = office.dialogues.turns().getLast();
        assertThat(last.topic()).contains(new Topic("outage"));
        assertThat(last.dialogue().data()).containsEntry("account", "12345678");
        assertThat(office.dialogues.turns())
                .flatExtracting(TurnTaken::heard)
                .extracting(Heard::key, Heard::outcome)
                .containsExactly(tuple(Optional.of("*"), "offer_taken"));
    }

    @Test
    void whoDeclinesAnOfferByADigitIsWhereTheDigitLeads() {
        offering();

        var line = office.call(Office.from(Office.KNOWN), press("2"));

        assertThat(line.heard().getLast()).startsWith("For your mobile plan, press one.");
        assertThat(office.dialogues.turns())
                .flatExtracting(TurnTaken::heard)
                .extracting(Heard::outcome, heard -> heard.layout().offer().isPresent())
                .containsExactly(tuple("chosen", true));
    }

    /** Whatever could be offered is offered, to someone who has an open request. */
    private void offering() {
        var request =
                new OpenRequest(
                        "crm/1",
                        "repair",
                        new Topic("outage"),
                        "open",
                        Office.NOW.minus(Duration.ofDays(2)),
                        TrustTier.VERIFIED,
                        Map.of());
        office.contexts =
                new RememberedContext(
                        Map.of(Office.KNOWN, Office.known(request)), Caller.unknown());
        office.planning =
                (question, context) -> {
                    var plain = Planning.designed().plan(question, context);
                    var offer =
                            question.proposals().stream()
                                    .map(one -> new Offer(one, 0.7, 0.5, one.saved()))
                                    .findFirst();
                    return new Layout(offer, plain.options(), plain.policy(), plain.expected());
                };
    }

    @ParameterizedTest(name = "in step {0}: {1}")
    @CsvSource({
        "0, customer menu hung-up",
        "1, customer menu hung-up",
        "2, customer menu hung-up",
        "3, customer menu hung-up",
        "4, customer menu hung-up",
        "5, customer last-words hung-up",
        "6, recaller last-words flow-finished"
    })
    void whoeverHangsUpWhilePayingEndsOnce(int step, String reason) {
        var line = press("6", "12345678", "1500").willHangUpAt(step);

        assertThatThrownBy(() -> office.calls().serve(line, Office.from(Office.STRANGER)))
                .isInstanceOf(HangupException.class);

        assertThat(SomeEnds.reason(onlyEnd().ended())).isEqualTo(reason);
        assertThat(office.spooled).isEmpty();
    }

    @ParameterizedTest(name = "in step {0}: {1}")
    @CsvSource({
        "0, customer menu hung-up",
        "1, customer menu hung-up",
        "2, customer menu hung-up",
        "3, customer menu hung-up",
        "4, customer menu hung-up",
        "5, customer menu hung-up",
        "6, customer menu hung-up",
        "7, customer menu hung-up",
        "8, customer hand-off hung-up",
        "9, customer hand-off hung-up",
        "10, customer queue hung-up"
    })
    void whoeverHangsUpOnTheWayToAnAgentEndsOnce(int step, String reason) {
        var line = press("1", "1", Office.PIN, "1").willHangUpAt(step);

        assertThatThrownBy(() -> office.calls().serve(line, Office.from(Office.KNOWN)))
                .isInstanceOf(HangupException.class);

        assertThat(SomeEnds.reason(onlyEnd().ended())).isEqualTo(reason);
        assertThat(office.dialogues.queue()).isEmpty();
    }

    @Test
    void aMenuThatWasCutOffIsKeptWithTheEndAndWithHowLongItWasHeard() {
        var line = new ScriptedLine();

        office.call(Office.from(Office.STRANGER), line);

        assertThat(onlyEnd().heard())
                .hasValueSatisfying(heard -> {
                    assertThat(heard.outcome()).isEqualTo("hung_up");
                    assertThat(heard.node()).isEqualTo("main");
                    assertThat(heard.key()).isEmpty();
                });
    }

    @Test
    void aNumberNobodyAnswersGoesToTheRingGroupAndItsContactTellsWhy() {
        var arrival = Office.arrival(Optional.empty(), Optional.of(Office.STRANGER), "9999");

        var line = office.call(arrival, new ScriptedLine());

        assertThat(line.left()).isEqualTo("ring group");
        assertThat(line.heard()).isEmpty();
        assertThat(line.why()).contains(Unserved.NO_FLOW);
        assertThat(office.dialogues.ends()).isEmpty();
        assertThat(office.dialogues.withoutDialogue())
                .extracting(KeptEnd::contact, KeptEnd::caller, KeptEnd::ended)
                .containsExactly(
                        tuple(
                                line.contact(),
                                Optional.of(Office.STRANGER),
                                new Ended.RingGroup(Unserved.NO_FLOW)));
    }

    @Test
    void aHandOffThatIsNotWrittenGoesToTheRingGroup() {
        office.store = new NoQueue(office.dialogues);

        var line = office.call(Office.from(Office.STRANGER), press("4"));

        assertThat(line.heard()).contains("I am connecting you to our sales team.");
        assertThat(line.left()).isEqualTo("ring group");
        assertThat(office.queued).isEmpty();
        assertThat(onlyEnd().ended()).isEqualTo(SomeEnds.RING_GROUP);
    }

    @Test
    void aCallWithoutAnyDatabaseIsServedAndItsEndGoesToTheSpool() {
        office.store = new Broken();

        var line = office.call(Office.from(Office.STRANGER), press("6", "12345678", "1500"));

        assertThat(line.left()).isEqualTo("hung up by us");
        assertThat(office.spooled).extracting(KeptEnd::ended).containsExactly(SomeEnds.SELF_SERVED);
        assertThat(office.count("recaller.contacts.unsaved")).isEqualTo(4);
    }

    @Test
    void aLoneZeroInsteadOfThePinLeadsToAPerson() {
        var line = office.call(Office.from(Office.KNOWN), press("1", "1", "0"));

        assertThat(line.heard()).contains("I am connecting you to a person.");
        assertThat(line.left()).isEqualTo("queue");
    }

    @Test
    void threeWrongPinsLeadToAPerson() {
        var line = office.call(Office.from(Office.KNOWN), press("1", "1", "1111", "2222", "3333"));

        assertThat(line.heard())
                .filteredOn(said -> said.startsWith("That is not the PIN"))
                .hasSize(2);
        assertThat(line.heard()).contains("I am connecting you to a person.");
        assertThat(office.dialogues.turns().getLast().trust()).isEqualTo(TrustTier.CLAIMED);
    }

    @Test
    void wrongPinsCountOnWhenTheCallComesBack() {
        var arrival = Office.from(Office.KNOWN);
        var first = press("1", "1", "1111", "2222");
        leaveOpen(arrival, first);

        var again = office.call(Office.back(first.contact(), Office.KNOWN), press("3333"));

        assertThat(again.heard()).contains("I am connecting you to a person.");
    }

    @Test
    void whoeverHasNoCustomerCannotProveAnythingAndIsHelpedByAPerson() {
        var line = office.call(Office.from(Office.STRANGER), press("7", "4711"));

        assertThat(line.heard()).contains("I am connecting you to a person.");
    }

    @Test
    void aFailureOfOursIsWrittenDownAndLeftToTheDoor() {
        office.lookUps = new HttpLookUps(Map.of());
        var line = new Failing(press("6"));

        assertThatThrownBy(() -> office.calls().serve(line, Office.from(Office.STRANGER)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(onlyEnd().ended()).isEqualTo(new Ended.RingGroup(Unserved.FAULT_IN_MENU));
    }

    /** As when the server is killed: nothing is written of the end. */
    private void leaveOpen(Arrival arrival, ScriptedLine line) {
        office.store = new Endless(office.dialogues);
        office.call(arrival, line);
        office.store = office.dialogues;
    }

    private Finish onlyEnd() {
        List<Finish> ends = office.dialogues.ends();
        assertThat(ends).hasSize(1);
        return ends.getFirst();
    }

    private static ScriptedLine press(String... keys) {
        return new ScriptedLine().willPress(keys);
    }
}
