package io.recaller.conversation.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.conversation.Office;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.menu.Account;
import io.recaller.menu.AccountJson;
import io.recaller.menu.Because;
import io.recaller.menu.Ground;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Pin;
import io.recaller.menu.Reason;
import io.recaller.menu.planner.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reasons are kept as numbers and told in words when somebody asks. */
class AccountJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    @Test
    void whatIsToldLaterIsWhatWouldHaveBeenToldAtOnce() throws JsonProcessingException {
        var office = new Office();
        var talk = office.conversations().arrive(Office.from(Office.KNOWN)).orElseThrow();
        var layout = ((Turn.Choose) Office.next(talk, new Reply.Silence())).layout();

        var heard =
                new DialogueStore.Heard(
                        "main", layout, NOW, Duration.ZERO, Optional.empty(), "silence");

        var kept = JSON.readTree(JsonText.of(json -> ImpressionRows.write(json, heard)));

        assertThat(kept.toString()).doesNotContain("words");
        for (var i = 0; i < layout.options().size(); i++) {
            assertThat(AccountJson.reasons(kept.get(i)))
                    .isEqualTo(layout.options().get(i).reasons());
        }
        assertThat(layout.options()).anyMatch(option -> !option.reasons().isEmpty());
    }

    @Test
    void whatHoldsAnOptionInItsPlaceIsKept() throws JsonProcessingException {
        var layout =
                new Layout(
                        List.of(
                                spoken("tv", Pin.NONE, true),
                                spoken("debt", Pin.NONE, false),
                                spoken("agent", Pin.LAST, true)),
                        "recaller",
                        Duration.ZERO);

        var heard =
                new DialogueStore.Heard(
                        "main", layout, NOW, Duration.ZERO, Optional.empty(), "silence");
        var kept = JSON.readTree(JsonText.of(json -> ImpressionRows.write(json, heard)));

        assertThat(kept.findValuesAsText("seconds")).containsExactly("1.5", "1.5", "1.5");
        assertThat(kept.get(0).has("pin")).isFalse();
        assertThat(kept.get(0).has("rises")).isFalse();
        assertThat(kept.get(1).path("rises").asBoolean(true)).isFalse();
        assertThat(kept.get(2).path("pin").asText()).isEqualTo("last");
    }

    private static Layout.Spoken spoken(String id, Pin pin, boolean mayRise) {
        return new Layout.Spoken(
                new MenuOption(id, '1', List.of(), false, pin, mayRise, Duration.ofMillis(1500)),
                0.3,
                Because.designed());
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void contactsOfEveryChannelAreToldWithTheirNumberAndAge(Channel channel) {
        var one = own(channel, Nature.INTERACTION, 1, 1, NOW.minusSeconds(7200));
        var many = own(channel, Nature.ACTIVITY, 3, 2, NOW.minusSeconds(86_400L * 60));
        var account =
                new Account(
                        Map.of(Ground.OWN, 1.5, Ground.FOLLOWS, -0.25, Ground.SIGNS, 0.5),
                        List.of(one, many),
                        List.of("open request (repair) about billing for 3 h"),
                        Optional.of(one),
                        NOW);

        var reasons = reread(account);

        assertThat(reasons).isEqualTo(account.reasons());
        assertThat(reasons).extracting(Reason::share).containsExactly(1.0, 0.5, 0.5, -0.25);
        assertThat(reasons.getFirst().words())
                .startsWith("3 ")
                .endsWith("about billing in 60 days");
    }

    @ParameterizedTest
    @CsvSource({
        "EVERYBODY, many ask about it, few ask about it",
        "LATELY, more than usual lately, less than usual lately",
        "CLOCK, often at this hour, seldom at this hour",
        "COMPANY, often goes with their other topics, seldom goes with their other topics",
        "SEVERAL, serves more topics than others, serves fewer topics than others",
        "FOLLOWS, often follows their last contact, seldom follows their last contact",
    })
    void whatSpeaksForAnOptionIsToldOtherwiseThanWhatSpeaksAgainstIt(
            Ground ground, String more, String less) {
        assertThat(reread(account(ground, 0.5))).extracting(Reason::words).containsExactly(more);
        assertThat(reread(account(ground, -0.5))).extracting(Reason::words).containsExactly(less);
    }

    private static Account account(Ground ground, double share) {
        return new Account(Map.of(ground, share), List.of(), List.of(), Optional.empty(), NOW);
    }

    @Test
    void aMenuKeptInWordsIsStillTold() throws JsonProcessingException {
        var old =
                JSON.readTree(
                        """
                        {"option": "tv", "key": "6", "probability": 0.4,
                         "reasons": [{"words": "chat about outage 2 h ago", "share": 0.7}]}
                        """);

        assertThat(AccountJson.reasons(old))
                .containsExactly(new Reason("chat about outage 2 h ago", 0.7));
    }

    private static List<Reason> reread(Account account) {
        try {
            var option = JSON.createObjectNode();
            var written = JsonText.of(json -> AccountJson.write(json, account));
            option.set("account", JSON.readTree(written));
            return AccountJson.reasons(option);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Account.Own own(
            Channel channel, Nature nature, int count, double weight, Instant oldest) {
        return new Account.Own(channel, nature, new Topic("billing"), count, weight, oldest);
    }
}
