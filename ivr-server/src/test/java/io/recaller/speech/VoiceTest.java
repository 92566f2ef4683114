package io.recaller.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as a synthesiser gets them, beside what a reader sees. */
final class VoiceTest {
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    @ParameterizedTest(name = "{0}: {1} with {2}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
                    ru | К оплате {n, plural, one {# тенге} other {# тенге}}. | 1500 | К оплате 1500 тенге.
                    kk | {n, number} теңге | 12345678 | 12345678 теңге
                    fr | {n, number} | 1500.5 | 1500,5
                    fa | {n, number} | 1500 | 1500
                    fa | {n} تومان {n, plural, other {}} | ۱۵۰۰ | 1500 تومان
                    de | {n, number, ::currency/EUR} | 1500 | 1500 Euro
                    de | {n, number, ::currency/EUR} | 1500.5 | 1500,50 Euro
                    ru | {n, number, ::currency/KZT} | -1500 | минус 1500 казахских тенге
                    en | {n, number, ::currency/USD .00} | -0.5 | minus 0.50 US dollars
                    en | {n, number} is due | -1500 | minus 1500 is due
                    sv | {n, number} | -7 | minus 7
                    en | {n, number} | -0.0001 | 0
                    es | {n, number} | -5000 | menos 5000
                    pt | {n, number, ::currency/BRL} | 1000000 | 1000000 Reais brasileiros
                    hi | {n, number} | 1000000000 | 1000000000
                    sv | {n, number} | -0.5 | minus 0,5
                    de | {n, number} | -999 | minus 999
                    pl | {n, number} | -0.5 | minus 0,5
                    tr | {n, number} | -1000 | eksi 1000
                    zh | {n, number} | -1000000 | 负 1000000
                    uk | Борг {n, number} | -1 000,50 | Борг мінус 1000 кома 5
                    en | {n, number, percent} | 0.155 | 16 percent
                    ru | {n, number, ::percent} | 15 | 15 процентов
                    ru | {n, number, ::compact-short} | 15500 | 16 тысяч
                    en | {n, number, #,##0.00} | 1234.5 | 1234.50
                    en | {n, number, integer} | 1234.4 | 1234
                    en | {n, plural, offset:1 =1 {you} one {you and # more} other {you and # more}} | 1501 | you and 1500 more
                    en | {n, plural, =1500 {exactly} other {#}} | 1 500 | exactly
                    en | {n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} | 1003 | 1003rd
                    en | {n, spellout} | 1500 | one thousand five hundred
                    en | It''s {n, number}, {n, select, x {no} other {isn''t it}}? | 1000 | It's 1000, isn't it?
                    fr | {n} | 1\u202F500 € et \u200E-5 | 1500 € et -5
                    ru | −5 градусов, {n, number} | 1 | −5 градусов, 1
                    fi | {n, time, ::Hmm} | 2026-11-21T20:05:00Z | 1:05
                    en | {n, time, short} | 2026-11-21T20:05:00Z | 1:05 AM
                    en | {n, time} | 2026-11-21T20:05:07Z | 1:05 AM
                    ru | {n, date, short} | 2026-11-21T20:05:00Z | 22 ноября 2026 г.
                    ru | {n, date, ::Md} | 2026-11-21T20:05:00Z | 22 ноября
                    ru | {n, date, ::EEEE} | 2026-11-21T20:05:00Z | воскресенье
                    en | {n, date, ::EMMMd} | 2026-11-21T20:05:00Z | Sunday, November 22
                    ar | {n, time, ::Hmm} | 2026-11-21T20:05:00Z | 01:05
                    ru | {n} на счёте | -1500 | минус 1500 на счёте
                    en | {n} is left | -$5.50 | minus $5.50 is left
                    kk | {n} | \u22121 500 ₸ | минус 1 500 ₸
                    ar | {n} | -\u0665\u0660\u0660 | ناقص \u0665\u0660\u0660
                    en | {n} | A-5 | A-5
                    en | {n, duration} | 5400 | 1 hour, 30 minutes
                    ru | {n, duration} | 5400 | 1 час 30 минут
                    kk | {n, duration} | 5400 | 1 сағат 30 минут
                    kz | {n, duration} | 5400 | 1 сағат 30 минут
                    fr | {n, duration} | 7325 | 2 heures, 2 minutes et 5 secondes
                    tr | {n, duration} | 120 | 2 dakika
                    fa | {n, duration} | 3600 | 1 ساعت
                    de | {n, duration} | 90061 | 1 Tag, 1 Stunde, 1 Minute und 1 Sekunde
                    es | {n, duration} | 0 | 0 segundos
                    ru | {n, duration} | -60 | минус 1 минута
                    uk | Ще {n, duration}. | 1 500 | Ще 25 хвилин.
                    en | {n, duration} | 129600000 | 1500 days
                    en | {n, plural, other {In {n, duration}, # s}} | 90 | In 1 minute, 30 seconds, 90 s
                    en | {n, duration, %in-numerals} | 5400 | 1:30:00
                    en | -€5 to 10, {n, number} | 1 | -€5 to 10, 1
                    en | .5 of {n, number} | 1 | .5 of 1
                    en | - {n, number} items | 1 | 1 items
                    de | {n, date, dd.MM.yyyy} | 2026-11-21T20:05:00Z | 22.11.2026
                    ru | {n, date, dd.MM} | 2026-11-21T20:05:00Z | 22.11
                    fi | {n, date, d.M.yyyy} {n, time, H.mm.ss} | 2026-11-21T20:05:07Z | 22.11.2026 1:05:07
                    """)
    void aValueIsSaidForTheEar(String language, String pattern, String value, String voiced) {
        var prompt = prompt(language, pattern, value, ALMATY);

        assertThat(prompt.voiced()).isEqualTo(voiced);
    }

    @Test
    void theOldChoiceFormatIsSpokenToo() {
        var pattern = "{n, choice, 0#none|1#one|1<{n, number} many}";

        assertThat(prompt("en", pattern, "0", ALMATY).voiced()).isEqualTo("none");
        assertThat(prompt("en", pattern, "1", ALMATY).voiced()).isEqualTo("one");
        assertThat(prompt("en", pattern, "1500", ALMATY).voiced()).isEqualTo("1500 many");
    }

    @Test
    void whoReadsItSeesWhatReadersAreUsedTo() {
        var prompt = prompt("ru", "К оплате {n, number} тенге", "-1500.5", ALMATY);

        assertThat(prompt.words()).isEqualTo("К оплате -1\u00A0500,5 тенге");
        assertThat(prompt.voiced()).isEqualTo("К оплате минус 1500,5 тенге");
        assertThat(prompt.forVoice().words()).isEqualTo(prompt.voiced());
        assertThat(prompt.forVoice().address()).isEqualTo(prompt.address());
    }

    @Test
    void whoReadsHowLongItTakesSeesWordsToo() {
        var prompt = prompt("ru", "Ещё {n, duration}, {n, number} с", "129600000", ALMATY);

        assertThat(prompt.words()).isEqualTo("Ещё 1\u00A0500 дней, 129\u00A0600\u00A0000 с");
        assertThat(prompt.voiced()).isEqualTo("Ещё 1500 дней, 129600000 с");
    }

    /** Whatever ICU does to a number in some language, nothing of it is left for the voice. */
    @Test
    void noGroupsNoMarksAndNoForeignDigitsAreLeftInAnyLanguage() {
        var softly = new SoftAssertions();
        for (var language :
                Arrays.stream(ULocale.getAvailableLocales())
                        .map(ULocale::getLanguage)
                        .distinct()
                        .toList()) {
            for (var value : List.of("1500", "1234567", "2000000000", "-1234567")) {
                var said = prompt(language, "{n, number}", value, ALMATY).voiced();
                softly.assertThat(said)
                        .as(language + " " + value)
                        .endsWith(value.replace("-", ""))
                        .doesNotContainPattern("[\\p{Cf}\\u00A0\\u202F\\u2212-]")
                        .hasSizeGreaterThan(value.startsWith("-") ? value.length() : 0);
                softly.assertThat(
                                prompt(language, "{n, plural, other {#}}", value, ALMATY).voiced())
                        .isEqualTo(said);
            }
        }
        softly.assertAll();
    }

    /** ICU brings a table of time zones of its own, older or newer than Java's: it is not asked. */
    @Test
    void everyZoneSpeaksTheTimeThatJavaKnows() {
        var instants =
                List.of(
                        "1999-12-31T23:59:00Z",
                        "2024-02-28T18:00:00Z",
                        "2024-03-01T12:00:00Z",
                        "2026-03-29T01:30:00Z",
                        "2026-07-01T00:15:00Z",
                        "2026-11-21T20:05:00Z");
        var zones = new java.util.TreeSet<>(ZoneId.getAvailableZoneIds());
        zones.addAll(List.of("+05:00", "-03:30", "Z", "UTC+5", "GMT+5", "GMT-11:30", "UT+3"));
        zones.addAll(List.of("+05", "UTC+05:30", "+0545", "-00:30", "GMT0", "+05:30:15", "UTC-12"));
        var softly = new SoftAssertions();
        for (var id : zones) {
            var zone = ZoneId.of(id);
            for (var instant : instants) {
                var at = Instant.parse(instant).atZone(zone);
                var prompt = prompt("ru", "{n, time, ::Hmm} {n, date, ::yMMMMd}", instant, zone);
                softly.assertThat(List.of(prompt.words(), prompt.voiced()))
                        .as(id + " " + instant)
                        .allSatisfy(said ->
                                assertThat(said)
                                        .startsWith(
                                                DateTimeFormatter.ofPattern("HH:mm ").format(at)
                                                        + at.getDayOfMonth()
                                                        + " "));
            }
        }
        softly.assertAll();
    }

    private static Prompt prompt(String language, String pattern, String value, ZoneId zone) {
        var known = new Language(language);
        return new Text(Map.of(known, pattern))
                .speech(known, new Values(Map.of("n", value), Set.of(), zone))
                .orElseThrow()
                .prompts()
                .getFirst();
    }
}
