package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.yaml.Conditions;
import io.recaller.speech.Language;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "requests.exists(r, r.kind == 'fault' && r.status == 'new' && r.text == 'Fault')",
                "facts.exists(f, f.topic == 'outage' && f.text == 'An outage')",
                "facts.exists(f, f.kind == 'outage' && now - f.from < duration('3h'))",
                "!has(facts[0].until)",
            })
    void aConditionMayAskForRequestsAndFacts(String condition) throws Exception {
        assertThat(holds(condition, TrustTier.CLAIMED, "en")).isTrue();
    }

    @Test
    void whatTakesMoreTrustToHearOfIsNotThere() throws Exception {
        var debt = "facts.exists(f, f.kind == 'debt' && f.until >= now)";

        assertThat(holds(debt, TrustTier.ATTESTED, "en")).isFalse();
        assertThat(holds(debt, TrustTier.VERIFIED, "en")).isTrue();
        assertThat(holds("size(requests) > 0", TrustTier.UNKNOWN, "en")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields.card == '77'",
                "has(fields.card)",
                "'card' in fields",
                "fields.exists(k, fields[k] == '77')",
                "size(fields) > 1",
            })
    void aFieldThatTakesMoreTrustToHearOfDecidesNothing(String condition) throws Exception {
        assertThat(holds(condition, TrustTier.CLAIMED, "en")).isFalse();
        assertThat(holds(condition, TrustTier.ATTESTED, "en")).isFalse();
        assertThat(holds(condition, TrustTier.VERIFIED, "en")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TrustTier.class)
    void whatAnUnknownContactGaveDecidesNothing(TrustTier trust) throws Exception {
        assertThat(holds("has(fields.guess)", trust, "en")).isFalse();
    }

    @Test
    void withoutATextInTheLanguageOfTheCallThereIsNone() throws Exception {
        assertThat(holds("facts[0].text == ''", TrustTier.CLAIMED, "ru")).isTrue();
    }

    private static boolean holds(String condition, TrustTier trust, String language)
            throws Conditions.BadConditionException {
        var collected = new Collected(new Language(language), Map.of(), Optional.empty());
        var names = ConditionNames.of(collected, Contexts.known(trust));
        return new Conditions().compile(condition).holds(names);
    }
}
