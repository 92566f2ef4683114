package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.notice.NoticeId;
import io.recaller.notice.UnreadNotices;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a customer was to be told is said before the menu, whole or not at all. */
final class NoticeFirstTest implements UnreadNotices {
    private static final String NOTICE = "Your street is dug up until noon.";

    private final Office office = new Office();
    private TrustTier needed = TrustTier.CLAIMED;
    private int found;
    private int begun;
    private int heard;

    NoticeFirstTest() {
        office.notices = this;
    }

    @Override
    public boolean mayBe() {
        return true;
    }

    @Override
    public Optional<Unread> find(
            CustomerId customer, TrustTier trust, ContactId contact, String language) {
        if (heard > 0 || !trust.atLeast(needed)) {
            return Optional.empty();
        }
        found++;
        return Optional.of(new Unread(new NoticeId(new UUID(1, 1)), customer, NOTICE));
    }

    @Override
    public void begun(Unread unread, ContactId contact) {
        begun++;
    }

    @Override
    public void heard(Unread unread, ContactId contact, TrustTier trust) {
        heard++;
    }

    @Test
    void itIsSaidBeforeTheMenuOnceAndTheMenuIsAnsweredAsEver() {
        var line = office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("0"));

        assertThat(line.heard().get(1)).isEqualTo(NOTICE);
        assertThat(line.heard().get(2)).contains("press");
        assertThat(line.heard()).containsOnlyOnce(NOTICE);
        assertThat(heard).isEqualTo(1);
        assertThat(line.left()).isEqualTo("queue");
        assertThat(office.dialogues.turns()).flatExtracting(TurnTaken::heard).hasSize(1);
    }

    @Test
    void whoHangsUpInTheMiddleHasNotHeardItAndHearsItNextTime() {
        office.call(Office.from(Office.KNOWN), new ScriptedLine().willHangUpAt(2));
        var afterTheFirst = heard;

        office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("0"));

        assertThat(afterTheFirst).isZero();
        assertThat(begun).isEqualTo(2);
        assertThat(heard).isEqualTo(1);
    }

    @Test
    void wordsThatCannotBeMadeAreLeftOutAndTheMenuIsHeard() {
        var line =
                office.call(
                        Office.from(Office.KNOWN),
                        new ScriptedLine().cannotHave("dug up").willPress("6", "12345678", "1500"));

        assertThat(line.left()).isEqualTo("hung up by us");
        assertThat(heard).isZero();
    }

    @Test
    void strangersAndThoseWhoProvedTooLittleHearNothingOfIt() {
        office.call(Office.from(Office.STRANGER), new ScriptedLine().willPress("0"));
        needed = TrustTier.ATTESTED;
        office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("0"));

        assertThat(found).isZero();
    }

    @Test
    void aKeyThatCutsItShortOrCameBeforeLeavesItForTheNextCall() {
        var inIt = new ScriptedLine().willCutShort(NOTICE).willPress("0");
        var before = new ScriptedLine().willPress("0").hasTypedAhead();
        office.call(Office.from(Office.KNOWN), inIt);
        var afterTheFirst = begun;

        office.call(Office.from(Office.KNOWN), before);

        assertThat(heard).isZero();
        assertThat(afterTheFirst).isEqualTo(1);
        assertThat(begun).as("what was not begun is not counted").isEqualTo(1);
        assertThat(before.heard()).doesNotContain(NOTICE);
        assertThat(inIt.left()).isEqualTo("queue");
        assertThat(before.left()).isEqualTo("queue");
    }

    @Test
    void nobodyWaitsForWordsOfItThatAreNotThereYet() {
        var line =
                office.call(
                        Office.from(Office.KNOWN),
                        new ScriptedLine().willNotHaveInTime("dug up").willPress("0"));

        assertThat(line.heard()).noneMatch(each -> each.contains("moment"));
        assertThat(found).isEqualTo(1);
        assertThat(begun).isZero();
        assertThat(line.left()).isEqualTo("queue");
    }
}
