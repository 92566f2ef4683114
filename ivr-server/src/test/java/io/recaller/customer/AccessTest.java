package io.recaller.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who asks with which trust, what was given with which, and what of it may be seen and changed. */
final class AccessTest {

    @ParameterizedTest(
            name = "{0} asks what {1} gave: at claimed {2}, at verified {3}; replaces it {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    UNKNOWN  | UNKNOWN  | NO   | NO   | YES
                    UNKNOWN  | CLAIMED  | NO   | NO   | NO
                    UNKNOWN  | ATTESTED | NO   | NO   | NO
                    UNKNOWN  | VERIFIED | NO   | NO   | NO
                    CLAIMED  | UNKNOWN  | NO   | NO   | YES
                    CLAIMED  | CLAIMED  | RELY | NO   | YES
                    CLAIMED  | ATTESTED | RELY | NO   | NO
                    CLAIMED  | VERIFIED | RELY | NO   | NO
                    ATTESTED | UNKNOWN  | NO   | NO   | YES
                    ATTESTED | CLAIMED  | RELY | NO   | YES
                    ATTESTED | ATTESTED | RELY | NO   | YES
                    ATTESTED | VERIFIED | RELY | NO   | NO
                    VERIFIED | UNKNOWN  | NO   | NO   | YES
                    VERIFIED | CLAIMED  | RELY | HEAR | YES
                    VERIFIED | ATTESTED | RELY | HEAR | YES
                    VERIFIED | VERIFIED | RELY | RELY | YES
                    """)
    void whatIsClaimedRevealsNothingAndWhatIsProvedIsChangedByAProofOnly(
            TrustTier asks, TrustTier gave, May atClaimed, May atVerified, String replaces) {
        var access = new Access(asks);

        assertThat(may(access, TrustTier.CLAIMED, gave)).isEqualTo(atClaimed);
        assertThat(may(access, TrustTier.VERIFIED, gave)).isEqualTo(atVerified);
        assertThat(access.mayReplace(gave)).isEqualTo(replaces.equals("YES"));
    }

    @ParameterizedTest(name = "{0}: told at unknown {1}, claimed {2}, attested {3}, verified {4}")
    @CsvSource({
        "UNKNOWN, true, false, false, false",
        "CLAIMED, true, true, false, false",
        "ATTESTED, true, true, true, false",
        "VERIFIED, true, true, true, true",
    })
    void requestsAndFactsOfTrustedSystemsAreToldAtTheirTier(
            TrustTier asks, boolean unknown, boolean claimed, boolean attested, boolean verified) {
        var access = new Access(asks);

        assertThat(TrustTier.values())
                .extracting(access::mayHear)
                .containsExactly(unknown, claimed, attested, verified);
    }

    @ParameterizedTest(name = "{0}: used {1}, only named {2}; joins {3}")
    @CsvSource({
        "UNKNOWN, OWN, CLAIMED, UNKNOWN",
        "CLAIMED, OWN, CLAIMED, VERIFIED",
        "ATTESTED, OWN, CLAIMED, VERIFIED",
        "VERIFIED, PROVED, PROVED, VERIFIED",
    })
    void aHandleIsOnesOwnWhenOneCameByItAndAClaimWhenItWasOnlyNamed(
            TrustTier by, Standing used, Standing named, TrustTier joins) {
        var access = new Access(by);

        assertThat(access.standing(true)).isEqualTo(used);
        assertThat(access.standing(false)).isEqualTo(named);
        assertThat(List.of(TrustTier.values()))
                .filteredOn(access::mayJoin)
                .as("the surest link it may join by")
                .last()
                .isEqualTo(joins);
    }

    @ParameterizedTest
    @EnumSource(Standing.class)
    void onlyAClaimIdentifiesNobody(Standing standing) {
        assertThat(standing.identifies()).isEqualTo(standing != Standing.CLAIMED);
    }

    private static May may(Access access, TrustTier needed, TrustTier given) {
        if (access.mayRelyOn(needed, given)) {
            return May.RELY;
        }
        return access.mayHear(needed, given) ? May.HEAR : May.NO;
    }

    enum May {
        NO,
        /** And confirm it. */
        HEAR,
        /** Without hearing it. */
        RELY
    }
}
