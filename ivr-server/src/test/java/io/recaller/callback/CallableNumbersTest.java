package io.recaller.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.callback.CallableNumbers.Keyed;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallableNumbersTest {
    private static final Optional<Handle> OWN = tel("+77012345678");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+77012345678", "+12025550142", "+442079460123", "+4915112345678", "+33612345678",
                "+390612345678", "+918041234567", "+819012345678", "+61412345678", "+5511912345678"
            })
    void theNumberTheyCallFromIsCalledBackInAnyCountry(String number) {
        var numbers = numbers("KZ");

        assertThat(numbers.own(tel(number))).isEqualTo(tel(number));
        assertThat(numbers.mayBeKeyed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+881612345678", "+8821234567890", "+87012345678", "+979123456789"})
    void networksOfNoCountryAreNotCalledThoughSomebodyCallsFromThem(String number) {
        assertThat(numbers("KZ").own(tel(number))).isEmpty();
        assertThat(numbers("KZ", number.substring(0, 4)).own(tel(number))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "77012345678, +77012345678",
        "+77012345678, +77012345678",
        "12025550142, +12025550142",
        "5511912345678, +5511912345678"
    })
    void whoWritesByWhatsAppUnderANumberIsCalledThere(String id, String number) {
        assertThat(numbers("KZ").own(whatsApp(id))).isEqualTo(tel(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KZ.13491208655302741918", "100200", "881612345678", "979123456789"})
    void whoHidesTheNumberThereOrHasOneOfNoCountryIsNot(String id) {
        assertThat(numbers("KZ").own(whatsApp(id))).isEmpty();
    }

    private static Optional<Handle> whatsApp(String id) {
        return Optional.of(new Handle(HandleKind.WHATSAPP, id));
    }

    @Test
    void whoWithholdsTheNumberOrCallsFromAnInternalOneHasNoneToBeCalled() {
        assertThat(numbers("KZ").own(Optional.empty())).isEmpty();
        assertThat(numbers("KZ").own(Optional.of(new Handle(HandleKind.LOCAL, "102")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"87019998877", "7019998877", "0077019998877", "77019998877"})
    void aStrangersNumberIsForbiddenUnlessItsPrefixIsAllowed(String keyed) {
        assertThat(numbers("KZ").keyed(keyed, OWN)).isEqualTo(new Keyed.Forbidden());
        assertThat(numbers("KZ", "+7701").keyed(keyed, OWN))
                .isEqualTo(new Keyed.Allowed(tel("+77019998877").orElseThrow()));
        assertThat(numbers("KZ", "+7702").keyed(keyed, OWN)).isEqualTo(new Keyed.Forbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"87012345678", "0077012345678"})
    void theirOwnNumberMayAlwaysBeKeyed(String keyed) {
        assertThat(numbers("KZ").keyed(keyed, OWN)).isEqualTo(new Keyed.Allowed(OWN.orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({
        "US, 19005550142, +1", // premium rate
        "GB, 09098790000, +44", // premium rate
        "KZ, 112, +7", // an emergency number
        "KZ, 1, +7",
        "KZ, 0, +7",
        "KZ, 99999999999999999, +7",
        "KZ, 102, +7",
        "DE, 09001123456, +49" // premium rate
    })
    void premiumRateEmergencyAndWhatIsNoNumberAreNeverCalled(
            String region, String keyed, String prefix) {
        var numbers = numbers(region, prefix);

        assertThat(numbers.keyed(keyed, OWN)).isNotInstanceOf(Keyed.Allowed.class);
    }

    private static CallableNumbers numbers(String region, String... prefixes) {
        return new CallableNumbers(new Handles(region)::caller, Set.of(prefixes));
    }

    private static Optional<Handle> tel(String number) {
        return Optional.of(new Handle(HandleKind.TEL, number));
    }
}
