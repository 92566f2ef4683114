package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.hours.DayNames;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.speech.Prompt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The opening hours count as they are when the caller comes to the branch, not when the call began.
 */
class ClosingTimeTest {
    private static final Instant BEFORE_SIX = Instant.parse("2026-11-25T12:59:59Z");
    private static final Instant SIX = Instant.parse("2026-11-25T13:00:00Z");
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: main
            person: person
            nodes:
              main:
                menu: {options: {help: {key: 1, say: {en: "help"}, next: ask}}}
              ask: {branch: [{when: "open('support')", next: person}], otherwise: closed}
              closed: {say: {en: "We open on {next_opening, date, ::EEEE}."}, next: main}
              person: {hand_off: {}}
            """;

    private final Office office = new Office();

    @BeforeEach
    void anOfficeThatIsOpenUntilSix() {
        office.served = Map.of("telecom", Office.flow(FLOW));
        office.hours = open("09:00-18:00");
        office.now = BEFORE_SIX;
    }

    @Test
    void whoChoosesBeforeClosingTimeIsServed() {
        var service = office.conversations().arrive(Office.from(Office.STRANGER)).orElseThrow();

        service.reply(new Reply.Keys("1"));

        assertThat(service.turn()).isInstanceOf(Turn.HandOff.class);
    }

    @Test
    void whoChoosesAfterItHearsWhenItOpens() {
        var service = office.conversations().arrive(Office.from(Office.STRANGER)).orElseThrow();

        office.now = SIX;
        service.reply(new Reply.Keys("1"));

        assertThat(said(service)).isEqualTo("We open on Thursday.");
    }

    @Test
    void hoursThatChangeWhileACallGoesOnCountAtOnce() {
        var conversations = office.conversations();
        var service = conversations.arrive(Office.from(Office.STRANGER)).orElseThrow();

        office.hours = open("closed");
        service.reply(new Reply.Keys("1"));

        assertThat(service.turn()).isNotInstanceOf(Turn.HandOff.class);
    }

    private static String said(SelfService service) {
        return service.turn() instanceof Turn.Say say
                ? say.speech().prompts().stream()
                        .map(Prompt::words)
                        .collect(Collectors.joining(" "))
                : String.valueOf(service.turn());
    }

    private static OpeningHours open(String times) {
        var spans = Spans.parse(List.of(times));
        var week =
                DayNames.parse("daily").orElseThrow().stream()
                        .collect(Collectors.toMap(day -> day, _ -> spans));
        var hours = new Hours(Office.ZONE, new Week(week), SpecialDays.none(), List.of());
        return new OpeningHours(Map.of("support", hours));
    }
}
