package io.recaller.skill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of skills, and whose they are. */
class SkillTest {
    @ParameterizedTest
    @CsvSource({
        "language:kz, language:kk",
        "language:kaz, language:kk",
        "language:ru, language:ru",
        "language:rus, language:ru",
        "language:iw, language:he",
        "language:ru-fast, language:ru-fast",
        "languages, languages",
        "kz, kz",
    })
    void toSpeakALanguageIsOneSkillHoweverItIsWritten(String written, String kept) {
        assertThat(new Skill(written)).isEqualTo(new Skill(kept));
        assertThat(new Skill(written).name()).isEqualTo(kept);
    }

    @Test
    void whoSpeaksKazakhIsAskedByAFlowThatWritesItAsTheCountry() {
        var asked = new SkillTemplate(Map.of("language:{language}", 3), Map.of()).in("kz");

        assertThat(asked.isMetBy(Map.of(new Skill("language:kk"), new Proficiency(3)))).isTrue();
        assertThat(asked.isMetBy(Map.of(new Skill("language:ru"), new Proficiency(5)))).isFalse();
    }

    @Test
    void ofOneSkillThatIsAskedTwiceTheHigherLevelCounts() {
        var asked = new SkillTemplate(Map.of("language:{language}", 2, "language:kk", 4), Map.of());

        assertThat(asked.in("kz").minimums())
                .containsExactly(Map.entry(new Skill("language:kk"), new Proficiency(4)));
    }
}
