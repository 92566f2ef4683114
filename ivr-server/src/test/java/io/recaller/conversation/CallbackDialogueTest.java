package io.recaller.conversation;

import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.callback.CalledBack;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.conversation.callback.CallbackDialogue;
import io.recaller.conversation.callback.CallbackRequests;
import io.recaller.conversation.callback.CallbackVisits;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.waiting.WaitVisit;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import io.recaller.speech.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jooq.Record1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A waiting caller asks to be called back: what is said, what is written, and what is not. */
class CallbackDialogueTest {
    private static final Archive ARCHIVE = new Archive();
    private static final Takeovers TAKEOVERS =
            new Takeovers(ARCHIVE.contacts, ARCHIVE.customers, new Handles("KZ")::caller);
    private static final Address NOWHERE = new Address.Callback(Optional.empty());
    private static int callers;

    private final AtomicReference<Instant> now = new AtomicReference<>(Archive.NOW);
    private final Handle own =
            new Handle(HandleKind.TEL, "+7701%07d".formatted(2_000_000 + ++callers));
    private final ContactEnds ends =
            new ContactEnds(ARCHIVE.db, ARCHIVE.contacts, TAKEOVERS, Runnable::run, now::get);

    @AfterAll
    static void close() {
        ARCHIVE.close();
    }

    @Test
    void whoConfirmsTheirNumberKeepsThePlaceAndIsTold() {
        var contact = waiting("main");
        var line = new ScriptedLine().willPress("1");

        var kept = talk().on(line, contact);

        assertThat(kept).isTrue();
        assertThat(line.heard())
                .satisfiesExactly(
                        asked ->
                                assertThat(asked)
                                        .startsWith("We will call the number you are calling from.")
                                        .contains("It ends in zero zero zero ")
                                        .doesNotContain("press two"),
                        told -> assertThat(told).startsWith("You keep your place."));
        assertThat(ARCHIVE.waitsAt(contact)).isEqualTo(NOWHERE);
    }

    @Test
    void theContactGoesOnWaitingWhateverBecomesOfTheLineAndTheAsterisk() {
        var contact = waiting("main");
        talk().on(new ScriptedLine().willPress("1"), contact);

        ends.gone(contact, HangUp.BY_FLOW);
        now.set(Archive.NOW.plus(Duration.ofDays(2)));
        ends.alive("pbx1", Map.of());
        ends.alive("", Map.of());

        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
        assertThat(ARCHIVE.inQueue()).contains(contact);
        assertThat(ARCHIVE.enteredAt(contact)).isEqualTo(Archive.NOW);
    }

    @Test
    void whoWouldRatherWaitOrSaysNothingWaitsOnOnTheLine() {
        for (var key : List.of("0", "#", "7", "2")) {
            var contact = waiting("main");

            var kept = talk().on(new ScriptedLine().willPress(key), contact);

            assertThat(kept).isFalse();
            assertThat(ARCHIVE.waitsAt(contact)).isNotEqualTo(NOWHERE);
        }
    }

    @Test
    void whoseServerEndedBeforeItToldThemIsToldByTheNextAndDoesNotWaitForAnAgentOrTheRingGroup() {
        var contact = waiting("main");
        var requests = requests();
        requests.keep(contact, own);
        WaitVisit noMore =
                (_, _) -> {
                    throw new AssertionError("they are called back");
                };

        var visit = new CallbackVisits(noMore, requests).visit(contact, "");

        assertThat(visit)
                .isInstanceOfSatisfying(
                        Waiting.Over.class,
                        over ->
                                assertThat(over.message().prompts())
                                        .extracting(Prompt::words)
                                        .first(InstanceOfAssertFactories.STRING)
                                        .startsWith("You keep your place."));
    }

    @Test
    void whoHangsUpBeforeTheyConfirmHasGivenUp() {
        var contact = waiting("main");

        assertThatThrownBy(() -> talk().on(new ScriptedLine(), contact))
                .isInstanceOf(HangupException.class);
        ends.gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
    }

    @Test
    void anotherNumberOfTheAllowedPrefixesIsReadBackAndKept() {
        var contact = waiting("main");
        var line = new ScriptedLine().willPress("2", "87021112233", "1");

        var kept = talk("+7702").on(line, contact);

        assertThat(kept).isTrue();
        assertThat(line.heard().getFirst()).endsWith("For another number, press two.");
        assertThat(line.heard().get(2))
                .contains("seven seven zero two one one one two two three three");
        assertThat(numberOf(contact)).isEqualTo("+77021112233");
    }

    @ParameterizedTest
    @ValueSource(strings = {"87031112233", "19005550142", "112", "1", "00979123456789"})
    void noOtherNumberIsTakenHoweverOftenItIsKeyed(String keyed) {
        var contact = waiting("main");
        var line = new ScriptedLine().willPress("2", keyed, keyed, keyed);

        var kept = talk("+7702").on(line, contact);

        assertThat(kept).isFalse();
        assertThat(line.heard().getLast()).containsAnyOf("cannot call", "not a telephone number");
        assertThat(ARCHIVE.waitsAt(contact)).isNotEqualTo(NOWHERE);
    }

    @Test
    void aQueueThatCallsNobodyBackSaysNothingOfIt() {
        var contact = waiting("sales");
        var line = new ScriptedLine().willPress("1");

        assertThat(talk().on(line, contact)).isFalse();
        assertThat(line.heard()).isEmpty();
    }

    @Test
    void whoAskedOftenEnoughTodayIsToldToStay() {
        for (var i = 0; i < 3; i++) {
            var contact = waiting("main");
            assertThat(talk().on(new ScriptedLine().willPress("1"), contact)).isTrue();
            now.set(now.get().plus(Duration.ofHours(1)));
        }
        var fourth = waiting("main");
        var line = new ScriptedLine().willPress("1");

        var kept = talk().on(line, fourth);

        assertThat(kept).isFalse();
        assertThat(line.heard().getLast()).startsWith("No call-back is possible today.");
        assertThat(ARCHIVE.waitsAt(fourth)).isNotEqualTo(NOWHERE);
    }

    @Test
    void whoCallsInAgainHasThePlaceThatWasKeptAndIsNotCalledBack() {
        var first = waiting("main");
        talk().on(new ScriptedLine().willPress("1"), first);
        now.set(Archive.NOW.plus(Duration.ofMinutes(7)));

        var second = waiting("main");

        assertThat(ARCHIVE.inQueue()).contains(second).doesNotContain(first);
        assertThat(ARCHIVE.enteredAt(second)).isEqualTo(Archive.NOW);
        var row = ARCHIVE.row(first);
        assertThat(row.getEndResult()).isEqualTo("superseded");
        assertThat(List.of(row.getEndBy(), row.getEndPlace(), row.getEndWhy()))
                .containsExactly("customer", "call-back", "called-in");
        assertThat(outcomeOf(first)).isEqualTo("requeued");
    }

    @Test
    void whoCallsInForAnotherQueueIsNotCalledBackAndWaitsThereAnew() {
        var first = waiting("main");
        talk().on(new ScriptedLine().willPress("1"), first);
        now.set(Archive.NOW.plus(Duration.ofMinutes(7)));

        var second = waiting("sales");

        assertThat(ARCHIVE.inQueue()).contains(second).doesNotContain(first);
        assertThat(ARCHIVE.enteredAt(second)).isEqualTo(now.get());
        assertThat(outcomeOf(first)).isEqualTo("superseded");
    }

    private CallbackDialogue talk(String... prefixes) {
        return new CallbackDialogue(requests(prefixes));
    }

    private CallbackRequests requests(String... prefixes) {
        return new CallbackRequests(
                ARCHIVE.db,
                new Callbacks(CalledBack.from("main")),
                new CallableNumbers(new Handles("KZ")::caller, Set.of(prefixes)),
                ARCHIVE.dialogues,
                ARCHIVE.contacts,
                now::get);
    }

    /** A caller of this test's number who was handed off just now. */
    private ContactId waiting(String queue) {
        return ARCHIVE.handedOff(own, queue, now.get());
    }

    private static String outcomeOf(ContactId contact) {
        return ARCHIVE.db.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.OUTCOME)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .fetchSingle(Record1::value1));
    }

    private static String numberOf(ContactId contact) {
        return ARCHIVE.db
                .inTransaction(tx -> new Callbacks(CallbackRules.usual()).find(tx, contact))
                .orElseThrow()
                .number()
                .value();
    }
}
