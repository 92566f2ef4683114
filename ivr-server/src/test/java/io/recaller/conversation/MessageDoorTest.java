package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.conversation.ending.HangUp;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped flow through a door that is no telephone, by the same engine. */
class MessageDoorTest {
    private final Office office = new Office();

    @Test
    void aTaskIsDoneByButtonsAndWordsOnServersThatForgetEverything() {
        var door = begins("en");

        door.receives(new Reply.Picked("pay_tv"))
                .receives(new Reply.Text("1234-56 78"))
                .receives(new Reply.Text("1 500"));

        assertThat(door.sent())
                .startsWith("Welcome to Aspan Telecom.")
                .contains("[pay_tv: cable television payments]", "{8 digits}")
                .noneMatch(words -> words.contains("press six"));
        var end = office.dialogues.ends().getLast();
        assertThat(end.ended()).isEqualTo(SomeEnds.SELF_SERVED);
        assertThat(end.topicSource()).isEqualTo(TopicSource.TASK);
        var last = office.dialogues.turns().getLast();
        assertThat(last.channel()).isEqualTo(Channel.CHAT);
        assertThat(last.dialogue().data()).containsAllEntriesOf(Map.of("account", "12345678"));
    }

    @Test
    void aPersonIsAskedForInAMenuAndWaitedForAtTheThread() {
        var door = begins("en");

        door.receives(new Reply.Picked("internet")).receives(new Reply.Picked(Choice.PERSON));

        assertThat(office.queued).containsExactly(door.contact());
        assertThat(office.dialogues.queue().values())
                .extracting(DialogueStore.Place::address)
                .containsExactly(new Address.Thread("site", "t-17"));
        assertThat(office.dialogues.turns())
                .flatExtracting(DialogueStore.TurnTaken::heard)
                .extracting(DialogueStore.Heard::outcome)
                .containsExactly("chosen", "person");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Cable television payments!, pay_tv",
        "en, 6, pay_tv",
        "en, ٦, pay_tv",
        "en, ' 6 · cable   TELEVISION payments', pay_tv",
        "ru, оплата кабельного телевидения, pay_tv",
        "kk, ИНТЕРНЕТ, main",
        "kk, үйдегі интернет, internet",
        "en, something else, main",
        "en, '', main",
        "en, 66, main"
    })
    void wordsChooseWhatTheyName(String language, String words, String node) {
        var door = begins(language);

        door.receives(new Reply.Text(words));

        assertThat(office.dialogues.turns().getLast().dialogue().node()).isEqualTo(node);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "9x", "", "*"})
    void aButtonThatIsNotThereIsAskedAgain(String button) {
        var door = begins("en");

        door.receives(new Reply.Picked(button));

        assertThat(office.dialogues.turns().getLast().dialogue().node()).isEqualTo("main");
        assertThat(office.dialogues.turns().getLast().heard())
                .extracting(DialogueStore.Heard::outcome)
                .containsExactly("no_match");
    }

    @Test
    void anAnswerOfTheNextDayKeepsWhenTheMenuWasShown() {
        var door = begins("en");
        office.now = office.now.plus(Duration.ofDays(1));

        door.receives(new Reply.Picked("pay_tv"));

        var heard = office.dialogues.turns().getLast().heard().getFirst();
        assertThat(heard.after()).isEqualTo(Duration.ofDays(1));
        assertThat(heard.spokenAt()).isEqualTo(Office.NOW);
    }

    @Test
    void ofTwoServersThatTakeTheSameMenusAnswersTheFirstGoesOn() {
        var door = begins("en");
        var one = door.open();
        var other = door.open();

        one.reply(new Reply.Picked("pay_tv"));
        one.settle();

        assertThatThrownBy(
                        () -> {
                            other.reply(new Reply.Picked("internet"));
                            other.settle();
                        })
                .isInstanceOf(SupersededException.class);
        assertThat(office.dialogues.turns().getLast().dialogue().node()).isEqualTo("pay_tv");
    }

    @Test
    void theLastWordsOfWhomNobodyAnswersAnyMoreAreTheMenus() {
        var door = begins("en");
        office.now = office.now.plus(Duration.ofHours(3));

        door.open().hungUp(HangUp.BY_CALLER);

        var end = office.dialogues.ends().getLast();
        assertThat(end.heard().orElseThrow().after()).isEqualTo(Duration.ofHours(3));
        assertThat(end.heard().orElseThrow().outcome()).isEqualTo("hung_up");
    }

    @Test
    void whatIsTypedIsNotLogged() {
        assertThat(List.of(new Reply.Text("1234 5678"), new Reply.Keys("12345678")).toString())
                .doesNotContain("1234");
    }

    private MessageDoor begins(String language) {
        return new MessageDoor(office::conversations, Office.STRANGER, new Language(language))
                .begins();
    }
}
