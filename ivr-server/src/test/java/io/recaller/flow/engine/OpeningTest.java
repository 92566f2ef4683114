package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.hours.DayNames;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Rules;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.PromptLengths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A flow that asks when what is open. */
class OpeningTest {
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private static final String TWO =
            """
            flow: two
            languages: [en]
            start: ask
            person: person
            nodes:
              ask:
                branch:
                  - {when: "open('sales')", next: until}
                  - {when: "!open('sales') && open('support')", next: until}
                  - {when: "next_opening('support') > now", next: told}
                otherwise: never
              until: {say: {en: "Until {closes_at, time, ::Hmm}."}, next: person}
              told: {say: {en: "From {next_opening, date, ::EEEE} {next_opening, time, ::Hmm}."}, next: person}
              never: {say: {en: "Never. {next_opening, date, ::EEEE}"}, next: person}
              person: {hand_off: {say: {en: "A person helps."}}}
            """;

    private final Engine engine =
            new Engine(
                    PromptLengths.estimated(), Planning.predicted(new Planner(Rules.defaults())));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | 2026-11-25T18:00:00Z | We are closed now and open again at 09:00.",
                "ru | 2026-11-25T18:00:00Z | Сейчас мы закрыты и снова ответим в 09:00.",
                "kk | 2026-11-25T18:00:00Z | Қазір жабықпыз, сағат 09:00 болғанда қайта ашыламыз.",
                "en | 2026-11-27T18:00:00Z | We are closed now and open again on Monday, November"
                        + " 30 at 09:00.",
                "ru | 2026-11-27T18:00:00Z | Сейчас мы закрыты. Мы снова ответим:"
                        + " понедельник, 30 ноября, 09:00.",
                "kk | 2026-11-27T18:00:00Z | Қазір жабықпыз. Қайта ашыламыз: 30 қараша, дүйсенбі,"
                        + " сағат 09:00."
            })
    void whenItOpensNextIsSaidInTheLanguageOfTheCall(String language, Instant now, String words)
            throws IOException {
        var hours = named("support", hours("Asia/Almaty", "mon-fri", "09:00-18:00"));

        var step = engine.begin(page(), new Language(language), at(now, hours));

        assertThat(said(step)).isEqualTo(words);
    }

    @Test
    void whatIsOpenLeadsOn() throws IOException {
        var hours = named("support", hours("Asia/Almaty", "mon-fri", "09:00-18:00"));

        var step =
                engine.begin(
                        page(),
                        new Language("en"),
                        at(Instant.parse("2026-11-26T06:00:00Z"), hours));

        assertThat(step.turn()).isInstanceOf(Turn.HandOff.class);
    }

    @Test
    void whatNeverOpensIsSaidSo() throws IOException {
        var hours = named("support", hours("Asia/Almaty", "daily", "closed"));

        var step =
                engine.begin(
                        page(),
                        new Language("en"),
                        at(Instant.parse("2026-11-26T06:00:00Z"), hours));

        assertThat(said(step)).isEqualTo("We are closed until further notice.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-26T04:30:00Z | Until 12:00.",
                "2026-11-26T08:30:00Z | Until 18:45.",
                "2026-11-26T18:00:00Z | From Friday 07:15."
            })
    void theHoursMeantAreThoseAskedForLast(Instant now, String words) {
        var hours =
                new OpeningHours(
                        Map.of(
                                "sales", hours("Asia/Almaty", "daily", "09:00-12:00"),
                                "support", hours("Asia/Kathmandu", "daily", "08:00-19:30")));

        var step = engine.begin(Flows.flow(TWO), new Language("en"), at(now, hours));

        assertThat(said(step)).isEqualTo(words);
    }

    @Test
    void aTextOverAnOpeningThatThereIsNotIsNotSpoken() {
        var never = hours("Asia/Almaty", "daily", "closed");
        var hours = new OpeningHours(Map.of("sales", never, "support", never));

        var step = engine.begin(Flows.flow(TWO), new Language("en"), at(Instant.EPOCH, hours));

        assertThat(said(step)).isEmpty();
    }

    @Test
    void hoursThatAreGoneDecideNothingAndTheCallerReachesAPerson() {
        var flow = Flows.flow(TWO);
        var context = at(Instant.EPOCH, OpeningHours.none());

        var step = engine.begin(flow, new Language("en"), context);

        assertThat(said(step)).isEmpty();
        assertThat(engine.next(flow, step.dialogue(), new Reply.Silence(), context).turn())
                .isInstanceOf(Turn.HandOff.class);
    }

    @Test
    void whoTakesTheCallersPlaceStillHearsOfTheSameHours() {
        var flow = Flows.flow(TWO);
        var hours =
                new OpeningHours(
                        Map.of(
                                "sales", hours("Asia/Almaty", "daily", "closed"),
                                "support", hours("Asia/Almaty", "daily", "closed")));
        var asked = engine.begin(flow, new Language("en"), at(Instant.EPOCH, hours)).dialogue();

        var after = engine.anew(flow, asked.at("person"), at(Instant.EPOCH, hours)).dialogue();

        assertThat(after.data()).containsEntry(ReservedNames.HOURS, "support");
    }

    private static Context at(Instant now, OpeningHours hours) {
        return Context.plain(now, ALMATY).with(hours);
    }

    private static OpeningHours named(String name, Hours hours) {
        return new OpeningHours(Map.of(name, hours));
    }

    private static Hours hours(String zone, String days, String times) {
        var spans = Spans.parse(List.of(times));
        var week =
                DayNames.parse(days).orElseThrow().stream()
                        .collect(Collectors.toMap(day -> day, _ -> spans));
        return new Hours(ZoneId.of(zone), new Week(week), SpecialDays.none(), List.of());
    }

    private static String said(Step step) {
        return switch (step.turn()) {
            case Turn.Say say ->
                    say.speech().prompts().stream()
                            .map(Prompt::words)
                            .collect(Collectors.joining(" "));
            default -> String.valueOf(step.turn());
        };
    }

    private static Flow page() throws IOException {
        var page = Files.readString(Path.of("../docs/flows.md"));
        var example = page.substring(page.indexOf("flow: hours"));
        return Flows.flow(example.substring(0, example.indexOf("```")));
    }
}
