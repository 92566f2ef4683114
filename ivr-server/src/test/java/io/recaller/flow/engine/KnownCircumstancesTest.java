package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Contexts;
import org.junit.jupiter.api.Test;

/** What of the requests and facts may move the order of a menu. */
final class KnownCircumstancesTest {
    /** Of the three things known there, one takes a proof to be told of. */
    private static final int ALL = 3;

    @Test
    void theOrderTellsNothingAboveTheCallersTrust() {
        var claimed =
                KnownCircumstances.situation(Contexts.known(TrustTier.CLAIMED)).circumstances();
        var verified =
                KnownCircumstances.situation(Contexts.known(TrustTier.VERIFIED)).circumstances();

        assertThat(claimed)
                .extracting(circumstance -> circumstance.kind())
                .doesNotContain("fact.debt");
        assertThat(verified).hasSize(ALL);
        assertThat(KnownCircumstances.story(Contexts.known(TrustTier.CLAIMED)).circumstances())
                .isEqualTo(claimed);
    }

    @Test
    void whetherToAskIsDecidedByAllThatIsKnown() {
        assertThat(KnownCircumstances.everything(Contexts.known(TrustTier.CLAIMED)).circumstances())
                .hasSize(ALL);
    }
}
