package io.recaller.conversation;

import static io.recaller.conversation.OpenCalls.NOW;
import static io.recaller.conversation.OpenCalls.kept;
import static io.recaller.conversation.OpenCalls.place;
import static io.recaller.conversation.OpenCalls.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.callback.Callback;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.ContactId;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.LastWords.LastWord;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How contacts end that the dialplan's ring group helps. */
class RingGroupEndsTest {
    @AutoClose private static final OpenCalls CALLS = new OpenCalls();
    private static final Archive ARCHIVE = CALLS.archive;

    private final ContactEnds ends = CALLS.ends();

    @Test
    void toldAgainThatACallerIsInTheRingGroupNothingIsWritten() {
        var contact = CALLS.begun("1.14", Duration.ofMinutes(2));
        ARCHIVE.define("ringing");
        ARCHIVE.dialogues.save(about(turn(contact), "ringing"), 0);
        ends.ledToRingGroup(contact, Optional.empty());
        var first = ARCHIVE.writtenBy(contact);

        ends.ledToRingGroup(contact, Optional.empty());
        ends.gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.row(contact).getTopic()).isEqualTo("ringing");
        assertThat(ARCHIVE.writtenBy(contact)).isEqualTo(first);
    }

    /** The server that kept the place died before it could say so. */
    @Test
    void whoAskedToBeCalledBackAndIsLedToTheRingGroupIsCalledBackNoMore() {
        var contact = CALLS.begun("1.15", Duration.ofMinutes(2));
        var number = new Handle(HandleKind.TEL, "+77020000099");
        var kept = new Callbacks(CallbackRules.usual());
        ARCHIVE.dialogues.handOff(turn(contact), 0, place(contact));
        var answer =
                ARCHIVE.db.inTransaction(tx ->
                        kept.ask(
                                tx,
                                Callback.asked(
                                        contact,
                                        Optional.empty(),
                                        number,
                                        Optional.of(number),
                                        NOW,
                                        NOW.plusSeconds(10))));

        ends.ledToRingGroup(contact, Optional.empty());

        var left = ARCHIVE.db.inTransaction(tx -> kept.find(tx, contact));
        assertThat(answer).isEqualTo(Callbacks.Answer.KEPT);
        assertThat(left).isEmpty();
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
    }

    @Test
    void aCallGivenToTheRingGroupEndsWhenTheDialplanSaysSoAndNotAtTheHandOff() {
        var given = CALLS.begun("2.7", Duration.ofMinutes(10));
        var handedOff = NOW.minusSeconds(400);
        ARCHIVE.db.runInTransaction(tx ->
                ARCHIVE.contacts.finish(
                        tx,
                        given,
                        SomeEnds.RING_GROUP,
                        handedOff,
                        Optional.empty(),
                        TopicSource.KEY));
        var word = new AtomicReference<>(Optional.<LastWord>empty());
        var told = CALLS.ends(_ -> word.get());

        told.gone(given, HangUp.BY_CALLER);
        var unheard = ARCHIVE.row(given).getEndedAt();
        word.set(
                Optional.of(
                        new LastWord(
                                true, NOW.minusSeconds(100), HangUp.UNTOLD, Optional.empty())));
        told.gone(given, HangUp.BY_CALLER);
        told.gone(given, HangUp.BY_CALLER);

        assertThat(unheard).isEqualTo(handedOff);
        assertThat(ARCHIVE.row(given).getEndedAt()).isEqualTo(NOW.minusSeconds(100));
        assertThat(ARCHIVE.row(given).getEndReason()).isEqualTo("ring-group");
    }

    @Test
    void whoTheDialplanLedToTheRingGroupIsNobodyToRingAnAgentFor() {
        var waiting = CALLS.begun("2.9", Duration.ofMinutes(3));
        var inMenu = CALLS.begun("2.10", Duration.ofMinutes(3));
        ARCHIVE.dialogues.handOff(turn(waiting), 0, place(waiting));

        for (var contact : List.of(waiting, inMenu, waiting)) {
            ends.ledToRingGroup(contact, Optional.empty());
        }

        for (var contact : List.of(waiting, inMenu)) {
            assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
            assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("ring-group");
        }
    }

    @Test
    void anEndInTheRingGroupThatNobodyHeardIsAskedForOnceAsteriskIsThereAgain() {
        var given = CALLS.begun("2.15", Duration.ofMinutes(10));
        ARCHIVE.db.runInTransaction(tx ->
                ARCHIVE.contacts.finish(
                        tx,
                        given,
                        SomeEnds.RING_GROUP,
                        NOW.minusSeconds(400),
                        Optional.empty(),
                        TopicSource.KEY));
        var asked = new ArrayList<ContactId>();
        var word = new LastWord(true, NOW.minusSeconds(100), HangUp.UNTOLD, Optional.empty());
        var back =
                CALLS.ends(contact -> {
                    asked.add(contact);
                    return contact.equals(given) ? Optional.of(word) : Optional.empty();
                });

        back.backInReach("pbx2");
        var elsewhere = List.copyOf(asked);
        back.backInReach("pbx1");

        assertThat(elsewhere).doesNotContain(given);
        assertThat(ARCHIVE.row(given).getEndedAt()).isEqualTo(NOW.minusSeconds(100));
    }

    private static TurnTaken about(TurnTaken turn, String topic) {
        return new TurnTaken(
                turn.contact(),
                turn.dialogue(),
                turn.channel(),
                turn.customer(),
                turn.trust(),
                turn.heard(),
                turn.given(),
                turn.language(),
                Optional.of(new Topic(topic)),
                turn.at());
    }
}
