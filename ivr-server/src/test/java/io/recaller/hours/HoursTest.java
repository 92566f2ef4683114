package io.recaller.hours;

import static io.recaller.hours.Given.at;
import static io.recaller.hours.Given.hours;
import static io.recaller.hours.Given.special;
import static io.recaller.hours.Given.week;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something is open, wherever on earth. */
class HoursTest {
    private static final String ALMATY = "Asia/Almaty";
    private static final String NEW_YORK = "America/New_York";

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T08:59:59, false",
        "2026-11-25T09:00, true",
        "2026-11-25T12:59:59, true",
        "2026-11-25T13:00, false",
        "2026-11-25T14:00, true",
        "2026-11-25T18:00, false",
        "2026-11-28T11:00, true",
        "2026-11-29T11:00, false"
    })
    void itIsOpenFromTheFirstMomentUntilTheLast(String local, boolean open) {
        var office = hours(ALMATY, "mon-fri", "09:00-13:00, 14:00-18:00", "sat", "10:00-14:00");

        assertThat(office.isOpen(at(ALMATY, local))).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T08:00, 2026-11-25T09:00",
        "2026-11-25T12:00, 2026-11-25T14:00",
        "2026-11-25T15:00, 2026-11-26T09:00",
        "2026-11-27T18:00, 2026-11-28T10:00",
        "2026-11-28T14:00, 2026-11-30T09:00"
    })
    void theNextOpeningIsWhenItOpensAfterItWasClosed(String local, String next) {
        var office = hours(ALMATY, "mon-fri", "09:00-13:00, 14:00-18:00", "sat", "10:00-14:00");

        assertThat(office.nextOpening(at(ALMATY, local))).contains(at(ALMATY, next));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T21:59, false",
        "2026-11-23T22:00, true",
        "2026-11-24T00:00, true",
        "2026-11-24T05:59, true",
        "2026-11-24T06:00, false"
    })
    void aNightShiftGoesOverMidnight(String local, boolean open) {
        var night = hours("Asia/Kolkata", "mon", "22:00-06:00");

        assertThat(night.isOpen(at("Asia/Kolkata", local))).isEqualTo(open);
    }

    @Test
    void aNightShiftOnSundayEndsOnMonday() {
        var night = hours(ALMATY, "sun", "20:00-08:00");
        var now = at(ALMATY, "2026-11-30T07:00");

        assertThat(night.isOpen(now)).isTrue();
        assertThat(night.closesAt(now)).contains(at(ALMATY, "2026-11-30T08:00"));
        assertThat(night.nextOpening(now)).contains(at(ALMATY, "2026-12-06T20:00"));
    }

    @Test
    void timesThatTouchAreOneOpening() {
        var shop = hours(ALMATY, "fri", "18:00-24:00", "sat", "00:00-02:00, 02:00-05:00");
        var now = at(ALMATY, "2026-11-27T20:00");

        assertThat(shop.closesAt(now)).contains(at(ALMATY, "2026-11-28T05:00"));
        assertThat(shop.nextOpening(now)).contains(at(ALMATY, "2026-12-04T18:00"));
    }

    @Test
    void whatNeverClosesHasNoNextOpening() {
        var always = hours("Pacific/Chatham", "daily", "open");
        var now = Instant.parse("2026-04-04T14:30:00Z");

        assertThat(always.isOpen(now)).isTrue();
        assertThat(always.closesAt(now)).isEmpty();
        assertThat(always.nextOpening(now)).isEmpty();
    }

    @Test
    void whatIsClosedAllWeekNeverOpens() {
        var never = hours(ALMATY, "daily", "closed");
        var now = Instant.parse("2026-11-26T06:00:00Z");

        assertThat(never.isOpen(now)).isFalse();
        assertThat(never.closesAt(now)).isEmpty();
        assertThat(never.nextOpening(now)).isEmpty();
    }

    @Test
    void aWeekendOfFridayAndSaturdayIsLikeAnyOther() {
        var office = hours("Asia/Riyadh", "sunday-thursday", "08:00-16:00");

        assertThat(office.isOpen(at("Asia/Riyadh", "2026-11-29T08:00"))).isTrue();
        assertThat(office.isOpen(at("Asia/Riyadh", "2026-11-27T10:00"))).isFalse();
        assertThat(office.nextOpening(at("Asia/Riyadh", "2026-11-26T16:00")))
                .contains(at("Asia/Riyadh", "2026-11-29T08:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Kathmandu, 2026-11-26T03:15:00Z",
        "Asia/Kolkata, 2026-11-26T03:30:00Z",
        "Pacific/Chatham, 2026-11-25T19:15:00Z",
        "America/St_Johns, 2026-11-26T12:30:00Z",
        "Pacific/Kiritimati, 2026-11-25T19:00:00Z",
        "Pacific/Pago_Pago, 2026-11-26T20:00:00Z"
    })
    void theClockIsThatOfTheZone(String zone, Instant nine) {
        var office = hours(zone, "daily", "09:00-18:00");

        assertThat(office.isOpen(nine)).isTrue();
        assertThat(office.isOpen(nine.minusSeconds(1))).isFalse();
        assertThat(office.nextOpening(nine.minusSeconds(1))).contains(nine);
    }

    @Test
    void aDayWithAMissingHourIsShorter() {
        var office = hours(NEW_YORK, "daily", "00:00-12:00");
        var opened = at(NEW_YORK, "2026-03-08T00:00");

        assertThat(office.closesAt(opened)).contains(opened.plus(Duration.ofHours(11)));
    }

    @Test
    void aDayWithAnHourTwiceIsLonger() {
        var office = hours(NEW_YORK, "daily", "00:00-12:00");
        var opened = at(NEW_YORK, "2026-11-01T00:00");

        assertThat(office.closesAt(opened)).contains(opened.plus(Duration.ofHours(13)));
    }

    @Test
    void whatOpensInAMissingHourOpensWhenTheClockJumps() {
        var office = hours(NEW_YORK, "daily", "02:30-08:00");
        var jump = Instant.parse("2026-03-08T07:00:00Z");

        assertThat(office.nextOpening(jump.minusSeconds(3600))).contains(jump);
        assertThat(office.isOpen(jump)).isTrue();
    }

    @Test
    void whatClosesInAMissingHourClosesWhenTheClockJumps() {
        var bar = hours(NEW_YORK, "sat", "20:00-02:30");
        var jump = Instant.parse("2026-03-08T07:00:00Z");

        assertThat(bar.closesAt(at(NEW_YORK, "2026-03-07T23:00"))).contains(jump);
    }

    @Test
    void anHourThatIsThereTwiceIsOpenFromTheFirstToTheSecond() {
        var bar = hours(NEW_YORK, "sat", "20:00-01:30", "sun", "01:45-05:00");
        var first = Instant.parse("2026-11-01T05:30:00Z");
        var second = Instant.parse("2026-11-01T06:30:00Z");

        assertThat(bar.isOpen(first.minusSeconds(1))).isTrue();
        assertThat(bar.isOpen(first)).isTrue();
        assertThat(bar.isOpen(second)).isTrue();
        assertThat(bar.closesAt(first)).contains(at(NEW_YORK, "2026-11-01T05:00"));
    }

    @Test
    void aClockThatIsPutBackAtMidnightDoesNotOpenTheNextDay() {
        var havana =
                new Hours(
                        ZoneId.of("America/Havana"),
                        week("daily", "open"),
                        special("2026-11-01", "closed"),
                        List.of());
        var midnight = Instant.parse("2026-11-01T04:00:00Z");

        assertThat(havana.closesAt(midnight.minusSeconds(60))).contains(midnight);
        assertThat(havana.nextOpening(midnight)).contains(midnight.plus(Duration.ofHours(25)));
    }

    @Test
    void aDateThatWasLeftOutHasNoHours() {
        var apia = hours("Pacific/Apia", "daily", "09:00-18:00");

        assertThat(apia.nextOpening(at("Pacific/Apia", "2011-12-29T18:00")))
                .contains(at("Pacific/Apia", "2011-12-31T09:00"));
    }

    @Test
    void aSpecialDayIsAllThatCountsOnItsDate() {
        var office =
                new Hours(
                        ZoneId.of(ALMATY),
                        week("daily", "22:00-06:00"),
                        special("2026-12-31", "09:00-14:00", "2027-01-01", "closed"),
                        List.of());

        assertThat(office.closesAt(at(ALMATY, "2026-12-30T23:00")))
                .contains(at(ALMATY, "2026-12-31T00:00"));
        assertThat(office.isOpen(at(ALMATY, "2026-12-31T10:00"))).isTrue();
        assertThat(office.isOpen(at(ALMATY, "2026-12-31T23:00"))).isFalse();
        assertThat(office.isOpen(at(ALMATY, "2027-01-02T03:00"))).isFalse();
        assertThat(office.nextOpening(at(ALMATY, "2026-12-31T14:00")))
                .contains(at(ALMATY, "2027-01-02T22:00"));
    }

    @Test
    void aSpecialNightShiftGoesOnIntoAUsualDay() {
        var office =
                new Hours(
                        ZoneId.of(ALMATY),
                        week("mon-fri", "09:00-18:00"),
                        special("2026-11-25", "09:00-01:00"),
                        List.of());

        assertThat(office.closesAt(at(ALMATY, "2026-11-25T12:00")))
                .contains(at(ALMATY, "2026-11-26T01:00"));
    }

    @Test
    void aDayThatIsOpenOutOfTheOrdinaryIsFoundFarAhead() {
        var fair =
                new Hours(
                        ZoneId.of(ALMATY),
                        week("daily", "closed"),
                        special("2028-03-01", "10:00-17:00"),
                        List.of());

        assertThat(fair.nextOpening(at(ALMATY, "2026-11-26T12:00")))
                .contains(at(ALMATY, "2028-03-01T10:00"));
    }
}
