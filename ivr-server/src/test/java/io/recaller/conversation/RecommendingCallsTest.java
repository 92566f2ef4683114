package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.channel.inbound.WrittenRehearsal;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.flow.engine.Recommending;
import io.recaller.flow.engine.Reply;
import io.recaller.recommendation.FlowRecommendations;
import io.recaller.recommendation.RecommendationId;
import io.recaller.speech.Language;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A flow asks what is recommended, and costs nobody a word or a key. */
final class RecommendingCallsTest implements FlowRecommendations {
    private static final RecommendationId FIBRE = new RecommendationId("fibre-300");
    private static final String QUESTION = "300 megabits for 500 more?";

    private final Office office = new Office();
    private boolean isAny = true;
    private boolean isBroken;
    private boolean isControl;
    private int begun;
    private int yes;

    RecommendingCallsTest() {
        office.recommendations = this;
        office.served =
                Map.of(
                        "telecom",
                        Office.flow(
                                """
                                flow: telecom
                                languages: [en]
                                start: more
                                person: person
                                nodes:
                                  more:
                                    recommend: {accepted: sold, next: main}
                                  sold: {say: {en: "Thank you."}, next: person}
                                  main:
                                    menu:
                                      order: designed
                                      options:
                                        bill: {key: 1, say: {en: "your bill"}, next: bye}
                                  bye: {end: {say: {en: "Goodbye."}}}
                                  person: {hand_off: {}}
                                """));
    }

    @Override
    public boolean mayBe() {
        return isAny;
    }

    @Override
    public Optional<Question> find(Whom whom, String language) {
        if (isBroken) {
            throw new IllegalStateException("the database is away");
        }
        return Optional.of(new Question(FIBRE, QUESTION));
    }

    @Override
    public boolean begin(Whom whom, RecommendationId one, BooleanSupplier isWanted) {
        begun++;
        return !isControl && one.equals(FIBRE) && isWanted.getAsBoolean();
    }

    @Override
    public void answered(boolean accepted) {
        yes += accepted ? 1 : 0;
    }

    @Test
    void aYesIsWrittenWithItsTurnAndNothingIsLearnedOfMenus() {
        var line = office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("*"));

        assertThat(line.heard().getFirst()).startsWith(QUESTION).contains("press star");
        assertThat(line.heard()).contains("Thank you.");
        assertThat(line.left()).isEqualTo("queue");
        assertThat(office.dialogues.turns())
                .extracting(TurnTaken::recommendation)
                .containsOnlyOnce(Optional.of(new Recommending.Answered(FIBRE.value(), true)));
        assertThat(office.dialogues.turns()).flatExtracting(TurnTaken::heard).isEmpty();
        assertThat(yes).isEqualTo(1);
    }

    @Test
    void aNoGoesOnAndTheMenuIsHeardAsEver() {
        var line = office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("#", "1"));

        assertThat(line.heard().get(1)).contains("your bill");
        assertThat(office.dialogues.turns())
                .extracting(TurnTaken::recommendation)
                .containsOnlyOnce(Optional.of(new Recommending.Answered(FIBRE.value(), false)));
        assertThat(office.dialogues.turns()).flatExtracting(TurnTaken::heard).hasSize(1);
    }

    @Test
    void aKeyOfTheMenuIsTheMenus() {
        var line = office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("1"));

        assertThat(line.heard()).hasSize(2);
        assertThat(line.heard().getLast()).isEqualTo("Goodbye.");
        assertThat(yes).isZero();
    }

    @Test
    void whatCannotBeSaidAtOnceIsNotAskedNorShown() {
        var late = new ScriptedLine().willNotHaveInTime("300 megabits").willPress("1");
        var broken = new ScriptedLine().cannotHave("300 megabits").willPress("1");

        office.call(Office.from(Office.KNOWN), late);
        office.call(Office.from(Office.KNOWN), broken);

        assertThat(late.heard().getFirst()).contains("your bill");
        assertThat(broken.heard().getFirst()).contains("your bill");
        assertThat(begun).isZero();
    }

    @Test
    void whoseKeyWaitsIsAskedNothing() {
        var line = new ScriptedLine().willPress("1").hasTypedAhead();

        office.call(Office.from(Office.KNOWN), line);

        assertThat(line.heard()).noneMatch(each -> each.contains(QUESTION));
        assertThat(begun).isZero();
    }

    @Test
    void nothingGoesWrongWithoutTheDatabaseForStrangersAndTheControlGroup() {
        isBroken = true;
        var away = office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("1"));
        isBroken = false;
        isControl = true;
        var control = office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("1"));
        isControl = false;
        var stranger = office.call(Office.from(Office.STRANGER), new ScriptedLine().willPress("1"));

        for (var line : new ScriptedLine[] {away, control, stranger}) {
            assertThat(line.heard().getFirst()).contains("your bill");
            assertThat(line.left()).isEqualTo("hung up by us");
        }
        assertThat(begun).as("of the control group it is kept that it was withheld").isEqualTo(1);
    }

    @Test
    void whereNothingMayBeRecommendedItIsNoTurn() {
        isAny = false;

        office.call(Office.from(Office.KNOWN), new ScriptedLine().willPress("1"));

        assertThat(office.dialogues.turns())
                .extracting(turn -> turn.dialogue().node())
                .first()
                .isEqualTo("bye");
    }

    @Test
    void inWritingItIsTwoButtons() {
        var door =
                new MessageDoor(office::conversations, Office.KNOWN, new Language("en")).begins();

        assertThat(door.sent()).containsExactly(QUESTION, "[*: Yes]", "[#: No]");
        door.receives(new Reply.Text("yes"));
        assertThat(door.sent()).contains("Thank you.");
    }

    @Test
    void whereNothingIsAskedInWritingItIsNotShownEither() {
        var talk = office.conversations().arrive(Office.from(Office.KNOWN)).orElseThrow();

        var answer =
                new WrittenRehearsal(talk, Answers.NONE, Optional::empty, PinPages.none(), _ -> "")
                        .write("hello");

        assertThat(answer.standing()).isEqualTo(WrittenRehearsal.Standing.WAITS);
        assertThat(begun).isZero();
    }
}
