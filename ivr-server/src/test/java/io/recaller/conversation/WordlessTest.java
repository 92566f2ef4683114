package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that are late or cannot be made, and last words that nobody hears. */
final class WordlessTest {
    private static final String ORDERED = "We have taken your order";
    private static final String PERSON = "I am connecting you to a person.";

    private final Office office = new Office();

    @Test
    void whoseSumCannotBeSpokenHearsAndReachesTheFlowsPerson() {
        var line = office.call(Office.from(Office.STRANGER), paying().cannotHave(ORDERED));

        assertThat(line.heard()).endsWith(PERSON).noneMatch(heard -> heard.contains("moment"));
        assertThat(line.left()).isEqualTo("queue");
        assertThat(office.queued).containsExactly(line.contact());
        assertThat(office.dialogues.ends()).as("nothing is completed").isEmpty();
        assertThat(office.dialogues.turns().getLast().dialogue().node()).isEqualTo("person");
    }

    @Test
    void whoseSumIsLateIsAskedToWaitFirst() {
        var line = office.call(Office.from(Office.STRANGER), paying().willNotHaveInTime(ORDERED));

        assertThat(line.heard()).endsWith("One moment, please.", PERSON);
        assertThat(line.left()).isEqualTo("queue");
    }

    @Test
    void whenThePersonHasNoWordsEitherTheCallerKeepsTheirPlaceAllTheSame() {
        var line = office.call(Office.from(Office.STRANGER), paying().cannotHave("e"));

        assertThat(line.heard()).isEmpty();
        assertThat(line.left()).isEqualTo("queue");
    }

    @Test
    void aMenuIsReadWithWhatIsThereOfIt() {
        var line =
                office.call(
                        Office.from(Office.STRANGER),
                        paying().cannotHave("For cable television payments"));

        assertThat(line.heard()).last().asString().startsWith(ORDERED);
        assertThat(line.left()).isEqualTo("hung up by us");
    }

    @Test
    void aTaskIsCompletedWhenItsLastWordsWereHeard() {
        office.call(Office.from(Office.STRANGER), paying());

        var end = office.dialogues.ends().iterator().next();
        assertThat(end.ended()).isEqualTo(SomeEnds.SELF_SERVED);
        assertThat(end.topicSource()).isEqualTo(TopicSource.TASK);
    }

    /** Steps: carry, hello, main, account, amount, last words. */
    @ParameterizedTest
    @CsvSource({"4, menu", "5, last-words"})
    void whoHangsUpBeforeOrInTheMiddleOfTheLastWordsHasCompletedNothing(int step, String place) {
        office.call(Office.from(Office.STRANGER), paying().willHangUpAt(step));

        var end = office.dialogues.ends().iterator().next();
        assertThat(SomeEnds.reason(end.ended())).isEqualTo("customer " + place + " hung-up");
        assertThat(end.topicSource()).isEqualTo(TopicSource.KEY);
        assertThat(end.topic()).contains(new Topic("billing.tv"));
    }

    @Test
    void whoCutsTheLastWordsShortHasCompletedNothing() {
        office.call(Office.from(Office.STRANGER), paying().willCutTheLastWordsShort());

        var end = office.dialogues.ends().iterator().next();
        assertThat(end.ended()).isEqualTo(SomeEnds.SELF_SERVED);
        assertThat(end.topicSource()).isEqualTo(TopicSource.KEY);
    }

    private static ScriptedLine paying() {
        return new ScriptedLine().willPress("6", "12345678", "1500");
    }
}
