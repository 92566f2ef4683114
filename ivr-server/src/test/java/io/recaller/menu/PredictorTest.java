package io.recaller.menu;

import static io.recaller.menu.Menus.NOW;
import static io.recaller.menu.Menus.TELECOM;
import static io.recaller.menu.Menus.call;
import static io.recaller.menu.Menus.option;
import static io.recaller.menu.Menus.past;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.PastContact;
import io.recaller.contact.Topic;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PredictorTest {
    private static final Trend TREND =
            new Trend(
                    Map.of(
                            new Topic("mobile.roaming"), 40.0,
                            new Topic("internet.slow"), 20.0,
                            new Topic("billing.tv"), 10.0));

    private final Predictor predictor = new Predictor();

    @Test
    void whenNothingIsKnownEveryOptionIsAlike() {
        var predictions = predictor.predict(TELECOM, Trend.unknown(), List.of(), NOW);

        assertThat(predictions)
                .allSatisfy(p -> assertThat(p.probability()).isCloseTo(0.2, within(1e-12)))
                .allSatisfy(p -> assertThat(p.reasons()).hasSize(1));
    }

    @Test
    void aCallerWithoutAPastGetsWhatEverybodyContactsAboutLately() {
        var predictions = predictor.predict(TELECOM, TREND, List.of(), NOW);

        assertThat(likeliest(predictions).option().id()).isEqualTo("mobile");
        assertThat(likeliest(predictions).reasons().getFirst().words())
                .isEqualTo("what everybody contacts about lately");
    }

    @Test
    void whoAlwaysPaysForTelevisionIsExpectedToDoItAgain() {
        var history =
                IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> call("billing.tv", Duration.ofDays(12L * i)))
                        .toList();

        var likeliest = likeliest(predictor.predict(TELECOM, TREND, history, NOW));

        assertThat(likeliest.option().id()).isEqualTo("pay_tv");
        assertThat(likeliest.reasons().getFirst().words())
                .isEqualTo("5 calls about billing.tv in 60 days");
    }

    @Test
    void aChatTwoHoursAgoOutweighsAnOldHabit() {
        var history =
                List.of(
                        past(Channel.CHAT, Nature.INTERACTION, "outage", Duration.ofHours(2)),
                        call("billing.tv", Duration.ofDays(30)),
                        call("billing.tv", Duration.ofDays(60)));

        var likeliest = likeliest(predictor.predict(TELECOM, TREND, history, NOW));

        assertThat(likeliest.option().id()).isEqualTo("internet");
        assertThat(likeliest.reasons().getFirst().words()).isEqualTo("chat about outage 2 h ago");
    }

    @Test
    void anActivityTellsLessThanACall() {
        var activity = List.of(past(Channel.WEB, Nature.ACTIVITY, "mobile", Duration.ofHours(1)));
        var call = List.of(call("mobile", Duration.ofHours(1)));

        var byActivity = predictor.predict(TELECOM, Trend.unknown(), activity, NOW).get(1);
        var byCall = predictor.predict(TELECOM, Trend.unknown(), call, NOW).get(1);

        assertThat(byActivity.probability()).isBetween(0.21, byCall.probability() - 0.1);
        assertThat(byActivity.reasons())
                .extracting(Reason::words)
                .contains("web event about mobile 60 min ago");
    }

    @Test
    void theLongestPrefixServesATopic() {
        var history =
                List.of(
                        call("billing.tv.extra", Duration.ofDays(1)),
                        call("billing.internet", Duration.ofDays(1)));

        var predictions = predictor.predict(TELECOM, Trend.unknown(), history, NOW);

        assertThat(predictions.get(2).reasons())
                .extracting(Reason::words)
                .contains("call about billing.tv.extra 24 h ago");
        assertThat(predictions.get(3).reasons())
                .extracting(Reason::words)
                .contains("call about billing.internet 24 h ago");
    }

    @Test
    void whatNoOptionCoversGoesToTheOtherOptionElseToTheAgent() {
        var history = List.of(call("moving.house", Duration.ofDays(1)));
        var other = new MenuOption("rest", '9', List.of(), true, Pin.NONE, true, seconds(2));
        var withOther = List.of(TELECOM.getFirst(), other, TELECOM.getLast());
        var withoutAgent = List.of(option("mobile", '2', Pin.NONE, "mobile"));

        var toOther = likeliest(predictor.predict(withOther, Trend.unknown(), history, NOW));
        var toAgent = likeliest(predictor.predict(TELECOM, Trend.unknown(), history, NOW));
        var nowhere = predictor.predict(withoutAgent, Trend.unknown(), history, NOW);

        assertThat(toOther.option().id()).isEqualTo("rest");
        assertThat(toAgent.option().id()).isEqualTo("agent");
        assertThat(nowhere.getFirst().reasons()).hasSize(1);
    }

    @Test
    void whatIsNotBeforeNowDoesNotCount() {
        var past = List.of(call("mobile", Duration.ofDays(1)));
        var withFuture =
                List.of(
                        new PastContact(
                                NOW, Channel.PHONE, Nature.INTERACTION, new Topic("billing")),
                        call("billing", Duration.ofDays(-3)),
                        past.getFirst());

        var predictions = predictor.predict(TELECOM, TREND, withFuture, NOW);

        assertThat(predictions).isEqualTo(predictor.predict(TELECOM, TREND, past, NOW));
    }

    @Test
    void aMenuWithoutOptionsHasNoPredictions() {
        assertThat(predictor.predict(List.of(), TREND, List.of(), NOW)).isEmpty();
    }

    private static Prediction likeliest(List<Prediction> predictions) {
        return predictions.stream()
                .max(Comparator.comparingDouble(Prediction::probability))
                .orElseThrow();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
