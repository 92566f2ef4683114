package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowPrompts;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Rules;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TelecomFlowTest {
    private static final Language ENGLISH = new Language("en");

    private final Flow flow = Flows.telecom();

    @Test
    void aStrangerHearsTheDesignersOrderAndEveryKeyStaysWhereItIs() {
        var talk = new Talk(flow, "en", Contexts.STRANGER).says();

        assertThat(((Turn.Choose) talk.turn()).layout().options())
                .extracting(Layout.Spoken::option)
                .extracting(option -> option.id() + option.key())
                .containsExactly(
                        "internet1",
                        "mobile2",
                        "moving4",
                        "bill5",
                        "pay_tv6",
                        "debt7",
                        "agent0",
                        "russian8",
                        "kazakh9");
        assertThat(talk.words()).contains("For cable television payments, press six.");
    }

    @Test
    void aStrangerPaysForTelevisionByKeyingEverything() {
        var talk =
                new Talk(flow, "en", Contexts.STRANGER)
                        .says()
                        .keys("6")
                        .keys("12345678")
                        .keys("1500");

        assertThat(talk.turn())
                .isInstanceOfSatisfying(
                        Turn.End.class,
                        end -> assertThat(end.topic().orElseThrow().id()).isEqualTo("billing.tv"));
        assertThat(talk.words()).contains("pay 1,500 tenge for cable television");
        assertThat(talk.path())
                .containsExactly("hello", "main", "main=pay_tv", "pay_tv", "pay_tv_end");
        assertThat(talk.dialogue().learned(flow)).containsEntry("account", "12345678");
    }

    @Test
    void someoneWhoChattedAboutAnOutageProvesConfirmsAndReachesASpecialist() {
        var talk = new Talk(flow, "ru", Contexts.known(TrustTier.CLAIMED)).says();

        talk.keys("1").keys("1");
        assertThat(talk.turn()).isInstanceOf(Turn.Verify.class);
        talk.now(Contexts.known(TrustTier.VERIFIED));
        talk.gives(new Input.Proof(Input.Verdict.ACCEPTED));
        assertThat(talk.words())
                .isEqualTo(
                        "Счёт, последние цифры | пять | шесть | семь | восемь"
                                + " | : нажмите один или введите другой.");
        talk.keys("1");
        assertThat(talk.turn())
                .isInstanceOfSatisfying(
                        Turn.LookUp.class,
                        lookUp ->
                                assertThat(lookUp.arguments())
                                        .containsExactly(Map.entry("account", "12345678")));
        talk.gives(new Input.NotFound());

        assertThat(talk.turn())
                .isInstanceOfSatisfying(
                        Turn.HandOff.class,
                        handOff ->
                                assertThat(handOff.requirement().minimums())
                                        .containsEntry(new Skill("internet"), new Proficiency(3))
                                        .containsEntry(
                                                new Skill("language:ru"), new Proficiency(2)));
        assertThat(talk.dialogue().data())
                .containsEntry("prefilled.account", "chat 2026-11-21T18:00:00Z");
        assertThat(talk.dialogue().learned(flow)).isEmpty();
    }

    @Test
    void whoReportedAnOutageIsAskedAboutItFirstAndItsKeyStaysWhereItIs() {
        var planning = Planning.predicted(new Planner(Rules.defaults()));

        var talk = new Talk(flow, "en", Contexts.known(TrustTier.CLAIMED, flow), planning).says();

        assertThat(talk.words())
                .startsWith("To go on with your recent request, press star. | For ")
                .contains("For internet at home, press one.");
        talk.keys("1");
        assertThat(talk.words()).startsWith("For no connection, press one.");
        assertThat(((Turn.Choose) talk.turn()).layout().policy()).isEqualTo("recaller");
    }

    @Test
    void anOutageIsToldInTheInstallationsTime() {
        var talk =
                new Talk(flow, "en", Contexts.STRANGER).says().keys("1").keys("1").keys("12345678");

        talk.gives(new Input.Found(Map.of("outage", "yes", "restored_at", "2026-11-21T20:30:00Z")));

        assertThat(talk.words())
                .isEqualTo(
                        "There is a fault in your area."
                                + " It should work again by 01:30 on Sunday.");
    }

    @Test
    void everyTextWithoutAmountsAndTimesIsMadeAheadOfCalls() {
        var prompts = FlowPrompts.of(flow);

        assertThat(prompts)
                .contains(
                        new Prompt(ENGLISH, "For internet at home, press one."),
                        new Prompt(ENGLISH, "The account ending in"),
                        new Prompt(ENGLISH, ": press one, or key another."),
                        new Prompt(ENGLISH, "seven"),
                        new Prompt(new Language("ru"), "Домашний интернет — нажмите один."));
        assertThat(prompts).noneMatch(prompt -> prompt.words().contains("{"));
    }
}
