package io.recaller.conversation;

import static io.recaller.conversation.OpenCalls.NOW;
import static io.recaller.conversation.OpenCalls.kept;
import static io.recaller.conversation.OpenCalls.place;
import static io.recaller.conversation.OpenCalls.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.agent.AgentStore;
import io.recaller.contact.Address;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.LastWords.LastWord;
import io.recaller.routing.ring.AsteriskLink;
import io.recaller.routing.ring.AsteriskLinks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * How contacts end that nobody serves any more, told by Asterisk or seen in that it has no such
 * call.
 */
class EndsTest {
    @AutoClose private static final OpenCalls CALLS = new OpenCalls();
    private static final Archive ARCHIVE = CALLS.archive;

    private final ContactEnds ends = CALLS.ends();

    @Test
    void whoIsGoneFromTheQueueHasAbandonedIt() {
        var contact = CALLS.begun("1.1", Duration.ofMinutes(2));
        ARCHIVE.dialogues.handOff(turn(contact), 0, place(contact));

        ends.gone(contact, HangUp.BY_CALLER);
        ends.gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
    }

    @Test
    void whoseTalkIsHeardOfOnlyAfterTheirEndWasServed() {
        var contact = CALLS.begun("1.2", Duration.ofMinutes(2));
        ARCHIVE.dialogues.handOff(turn(contact), 0, place(contact));
        ends.gone(contact, HangUp.BY_CALLER);

        ARCHIVE.db.runInTransaction(tx -> {
            var agent = new AgentStore().put(tx, "late", "Late", Optional.empty(), Map.of());
            ARCHIVE.contacts.servedBy(tx, contact, agent.value());
        });

        var row = ARCHIVE.row(contact);
        var served = new Ended.Served(Parting.OfLine.HUNG_UP);
        assertThat(Ended.of(row.getEndResult(), row.getEndBy(), row.getEndPlace(), row.getEndWhy()))
                .contains(served);
        assertThat(row.getEndReason()).isEqualTo(served.result().endReason());
    }

    @Test
    void whoIsGoneFromTheMenuHungUp() {
        var contact = CALLS.begun("1.2", Duration.ofMinutes(2));

        ends.gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("caller-hung-up");
    }

    @Test
    void callsThatAsteriskDoesNotHaveAnyMoreAreOverButNotOnesThatJustBegan() {
        var lost = CALLS.begun("2.1", Duration.ofMinutes(2));
        var alive = CALLS.begun("2.2", Duration.ofMinutes(2));
        var justBegun = CALLS.begun("2.3", Duration.ofSeconds(1));

        ends.alive("pbx1", Map.of(alive, new Address.Call("pbx1", "2.2", "c")));

        assertThat(ARCHIVE.row(lost).getEndReason()).isEqualTo("caller-hung-up");
        assertThat(ARCHIVE.row(alive).getEndedAt()).isNull();
        assertThat(ARCHIVE.row(justBegun).getEndedAt()).isNull();
    }

    @Test
    void aCallThatWasLeftOpenDaysAgoIsOverToo() {
        var old = CALLS.begun("2.11", Duration.ofDays(4));
        ARCHIVE.dialogues.handOff(turn(old), 0, place(old));

        ends.alive("pbx1", Map.of());

        assertThat(ARCHIVE.row(old).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(old);
    }

    @Test
    void aCallOfAnAsteriskThatWasTakenOutOfServiceIsOverAfterADay() {
        var fresh = CALLS.begun("2.12", Duration.ofHours(20));
        var old = CALLS.begun("2.13", Duration.ofHours(25));
        ARCHIVE.dialogues.handOff(turn(old), 0, place(old));

        ends.alive("pbx2", Map.of());
        var meanwhile = ARCHIVE.row(fresh).getEndedAt();
        ends.gone(fresh, HangUp.BY_CALLER);

        assertThat(meanwhile).isNull();
        assertThat(ARCHIVE.row(old).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(old);
    }

    @Test
    void anOldCallOfAnAsteriskThatSomebodyLooksAtIsTheirs() {
        var old = CALLS.begun("2.14", Duration.ofHours(25));
        var links = new AsteriskLinks(ARCHIVE.db, () -> NOW);
        links.announce(new AsteriskLink("other", "pbx1", "a", "10.0.0.1:5038"));

        ends.alive("pbx2", Map.of());
        links.leave("other");

        assertThat(ARCHIVE.row(old).getEndedAt()).isNull();
        ends.gone(old, HangUp.BY_CALLER);
    }

    @Test
    void aCallThatEndedWhileNobodyListenedEndedThenAndWhereItWas() {
        var rang = CALLS.begun("2.4", Duration.ofMinutes(10));
        var queued = CALLS.begun("2.5", Duration.ofMinutes(10));
        ARCHIVE.dialogues.handOff(turn(queued), 0, place(queued));
        var fast = CALLS.begun("2.6", Duration.ofMinutes(10));
        var kept =
                Map.of(
                        rang,
                                new LastWord(
                                        true,
                                        NOW.minusSeconds(300),
                                        HangUp.UNTOLD,
                                        Optional.empty()),
                        queued,
                                new LastWord(
                                        false,
                                        NOW.minusSeconds(200),
                                        HangUp.UNTOLD,
                                        Optional.empty()),
                        fast,
                                new LastWord(
                                        false,
                                        NOW.plusSeconds(3600),
                                        HangUp.UNTOLD,
                                        Optional.empty()));
        var late = CALLS.ends(contact -> Optional.ofNullable(kept.get(contact)));

        for (var contact : List.of(rang, queued, fast)) {
            late.gone(contact, HangUp.BY_CALLER);
        }

        assertThat(ARCHIVE.row(rang).getEndReason()).isEqualTo("ring-group");
        assertThat(ARCHIVE.row(rang).getEndedAt()).isEqualTo(NOW.minusSeconds(300));
        assertThat(ARCHIVE.row(queued).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.row(queued).getEndedAt()).isEqualTo(NOW.minusSeconds(200));
        assertThat(ARCHIVE.row(fast).getEndedAt()).isEqualTo(NOW);
    }

    @Test
    void anEndThatIsNoticedLateWaitsUntilAsteriskCanSayHowItWas() {
        var contact = CALLS.begun("2.8", Duration.ofMinutes(10));
        var answers = new AtomicBoolean();
        var late =
                CALLS.ends(_ -> {
                    if (!answers.get()) {
                        throw new IllegalStateException("no answer within 3 s");
                    }
                    return Optional.of(
                            new LastWord(
                                    true, NOW.minusSeconds(60), HangUp.UNTOLD, Optional.empty()));
                });

        assertThatThrownBy(() -> late.alive("pbx1", Map.of()))
                .isInstanceOf(IllegalStateException.class);
        var meanwhile = ARCHIVE.row(contact).getEndedAt();
        answers.set(true);
        late.alive("pbx1", Map.of());

        assertThat(meanwhile).isNull();
        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("ring-group");
        assertThat(ARCHIVE.row(contact).getEndedAt()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void callsOfAnotherAsteriskAreNotTouched() {
        var contact = CALLS.begun("3.1", Duration.ofMinutes(2));

        ends.alive("pbx2", Map.of());

        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
    }

    @Test
    void aContactFollowsItsCallerToAnotherChannelAndKeepsItsPlace() {
        var contact = CALLS.begun("3.2", Duration.ofMinutes(2));
        ARCHIVE.dialogues.handOff(turn(contact), 0, place(contact));
        var place = ARCHIVE.inQueue().indexOf(contact);

        ends.alive(
                "pbx1", Map.of(contact, new Address.Call("pbx1", "3.9", "PJSIP/trunk-00000009")));

        assertThat(CALLS.address(contact))
                .isEqualTo(new Address.Call("pbx1", "3.9", "PJSIP/trunk-00000009"));
        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
        assertThat(ARCHIVE.waitsAt(contact))
                .isEqualTo(new Address.Call("pbx1", "3.9", "PJSIP/trunk-00000009"));
        assertThat(ARCHIVE.inQueue().indexOf(contact)).isEqualTo(place);
        ends.gone(contact, HangUp.BY_CALLER);
    }
}
