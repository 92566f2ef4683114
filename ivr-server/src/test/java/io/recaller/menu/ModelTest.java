package io.recaller.menu;

import static io.recaller.menu.Menus.AGENT;
import static io.recaller.menu.Menus.BILLS;
import static io.recaller.menu.Menus.INTERNET;
import static io.recaller.menu.Menus.MOBILE;
import static io.recaller.menu.Menus.NOW;
import static io.recaller.menu.Menus.PAY_TV;
import static io.recaller.menu.Menus.TELECOM;
import static io.recaller.menu.Menus.call;
import static io.recaller.menu.Menus.past;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ModelTest {
    private static final List<Topic> TOPICS =
            Stream.of("internet", "outage", "mobile", "billing.tv", "billing", "other")
                    .map(Topic::new)
                    .toList();

    @Test
    void beforeAnythingIsLearnedAllTopicsAreAlike() {
        var forecast = Model.of(TOPICS).forecast(Situation.stranger(now()));

        for (var x = 0; x < TOPICS.size(); x++) {
            assertThat(forecast.probability(x)).isCloseTo(1.0 / 6, within(1e-12));
        }
    }

    @Test
    void beforeAnythingIsLearnedOptionsAreAlikeHoweverManyTopicsAreWrittenToThem() {
        var predictions = predict(Model.of(TOPICS));

        assertThat(predictions)
                .extracting(Prediction::probability)
                .allSatisfy(one -> assertThat(one).isCloseTo(0.2, within(1e-12)));
        assertThat(predictions.getFirst().because().reasons()).isEmpty();
    }

    @Test
    void whatWasLearnedAHundredTimesCountsByTopicsAlone() {
        var model = Model.of(TOPICS);
        for (var i = 0; i < 100; i++) {
            var topic = TOPICS.get(i % 5);
            model.learn(new Lesson(Situation.stranger(now()), topic, Signal.CALL, false));
        }

        var internet = predict(model).getFirst().probability();

        assertThat(model.isYoung()).isFalse();
        assertThat(internet).as("two of six topics lead there").isGreaterThan(0.3);
    }

    @Test
    void whatTheyContactedAboutLatelyIsLikeliestFromDayOneOn() {
        var predictions = predict(Model.of(TOPICS), call("billing.tv", Duration.ofDays(30)));

        assertThat(likeliest(predictions)).isEqualTo(PAY_TV);
        assertThat(predictions.get(2).because().reasons().getFirst().words())
                .isEqualTo("a call about billing.tv 30 days ago");
    }

    @Test
    void aCallCountsMoreThanAPageViewed() {
        var view = past(Channel.WEB, Nature.ACTIVITY, "mobile", Duration.ofHours(1));

        var byCall = predict(Model.of(TOPICS), call("mobile", Duration.ofHours(1)));
        var byView = predict(Model.of(TOPICS), view);

        assertThat(byCall.get(1).probability()).isGreaterThan(byView.get(1).probability());
    }

    @Test
    void aChannelThatNeverPredictsLosesItsWeight() {
        var random = new Random(3);
        var learner = new Learner<Integer>(Model.of(TOPICS));
        for (var i = 0; i < 3000; i++) {
            var at = NOW.minus(Duration.ofMinutes(20L * (3000 - i)));
            var customer = random.nextInt(40);
            var chat = i % 2 == 0;
            var topic = chat ? TOPICS.get(random.nextInt(5)) : TOPICS.get(customer % 5);
            var signal = new Signal(chat ? Channel.CHAT : Channel.PHONE, Nature.INTERACTION);
            learner.learn(customer, Moment.of(at, ZoneOffset.UTC), topic, signal);
        }

        assertThat(learner.model().weight(new Signal(Channel.CHAT, Nature.INTERACTION)))
                .isLessThan(0.3);
        assertThat(learner.model().weight(Signal.CALL)).isEqualTo(1);
    }

    @Test
    void anOutageShowsInTheForecastOfStrangersWithinMinutes() {
        var learner = new Learner<Integer>(Model.of(TOPICS));
        for (var i = 0; i < 500; i++) {
            var at = NOW.minus(Duration.ofHours(500L - i));
            learner.learn(i, Moment.of(at, ZoneOffset.UTC), TOPICS.get(2 + i % 3), Signal.CALL);
        }
        var before = outage(learner.model());
        for (var i = 0; i < 10; i++) {
            learner.learn(1000 + i, now(), new Topic("outage"), Signal.CALL);
        }

        assertThat(before).isLessThan(0.05);
        assertThat(outage(learner.model())).isGreaterThan(3 * before);
    }

    private static double outage(Model model) {
        var soon = Moment.of(NOW.plusSeconds(60), ZoneOffset.UTC);
        return model.forecast(Situation.stranger(soon)).probability(new Topic("outage")::equals);
    }

    @Test
    void anOpenRequestSpeaksForItsTopicAndThoseBelow() {
        var circumstance =
                new Circumstance("request.repair", new Topic("billing"), "open repair request");
        var situation = new Situation(now(), Personal.nobody(), List.of(circumstance));

        var predictions =
                Model.of(TOPICS)
                        .forecast(situation)
                        .over(TELECOM, _ -> true, new Story(List.of(), List.of(circumstance), NOW));

        assertThat(predictions.get(3).probability())
                .isGreaterThan(predictions.get(0).probability());
        assertThat(predictions.get(3).because().reasons())
                .anyMatch(reason -> reason.words().equals("open repair request"));
    }

    @Test
    void aSignThatNeverComesTrueLosesItsWeight() {
        var model = Model.of(TOPICS);
        var circumstance = new Circumstance("fact.delivery", new Topic("mobile"), "a delivery");
        for (var i = 0; i < 300; i++) {
            var at = Moment.of(NOW.plusSeconds(600L * i), ZoneOffset.UTC);
            var situation = new Situation(at, Personal.nobody(), List.of(circumstance));
            model.learn(new Lesson(situation, new Topic("billing"), Signal.CALL, true));
        }

        assertThat(model.weights())
                .filteredOn(each -> each.name().equals("sign.fact.delivery"))
                .singleElement()
                .satisfies(each -> assertThat(each.value()).isLessThan(Weights.CIRCUMSTANCE - 0.1));
    }

    @Test
    void theSameLessonsInTheSameOrderGiveTheSameModelToTheBit() {
        var lessons = lessons(new Random(5), 800);

        var one = learned(lessons);
        var other = learned(lessons);

        assertSame(one.kept(), other.kept());
        assertSame(Model.of(one.kept()).kept(), one.kept());
    }

    @Test
    void aModelThatIsKeptAndReadAgainGoesOnAsIfNothingHadHappened() {
        var lessons = lessons(new Random(6), 400);
        var learner = new Learner<Integer>(Model.of(TOPICS));
        lessons.subList(0, 200).forEach(lesson -> lesson.teach(learner));
        var read = Model.of(learner.model().kept());

        assertThat(
                        read.forecast(Situation.stranger(now()))
                                .probability(new Topic("mobile")::equals))
                .isEqualTo(
                        learner.model()
                                .forecast(Situation.stranger(now()))
                                .probability(new Topic("mobile")::equals));
    }

    @Test
    void aCopyIsNotTaughtWithItsModel() {
        var model = learned(lessons(new Random(8), 50));
        var copy = model.copy();
        var before = copy.kept();

        model.learn(
                new Lesson(Situation.stranger(now()), new Topic("brand.new"), Signal.CALL, true));

        assertSame(copy.kept(), before);
        assertThat(model.topics()).contains(new Topic("brand.new"));
    }

    @Test
    void aReporterWithATopicForEveryOrderIsNotLearnedOrderByOrder() {
        var model = Model.of(List.of(new Topic("order")));
        for (var i = 0; i < 700; i++) {
            var topic = new Topic("order.n" + i);
            model.learn(new Lesson(Situation.stranger(now()), topic, Signal.CALL, true));
        }

        assertThat(model.topics()).hasSize(500);
        assertThat(model.personal(List.of(call("order.n699", Duration.ofDays(1)))).kept().topics())
                .containsExactly(0);
    }

    @Test
    void whatIsLearnedLateCountsAsWhatIsLeftOfIt() {
        var model = learned(lessons(new Random(9), 300));
        var late = Situation.stranger(Moment.of(NOW.minus(Duration.ofDays(400)), ZoneOffset.UTC));
        var before = model.copy();

        model.learn(new Lesson(late, new Topic("outage"), Signal.CALL, true));

        var stranger = Situation.stranger(now());
        assertThat(model.forecast(stranger).probability(new Topic("outage")::equals))
                .isCloseTo(
                        before.forecast(stranger).probability(new Topic("outage")::equals),
                        within(0.01));
    }

    @Test
    void aCustomersPastFoldsToWhatWasLearnedContactByContact() {
        var history = new ArrayList<PastContact>();
        var learner = new Learner<Integer>(Model.of(TOPICS));
        for (var i = 20; i > 0; i--) {
            var contact = call(TOPICS.get(i % 4).id(), Duration.ofHours(9L * i));
            history.add(contact);
            learner.learn(1, Moment.of(contact.at(), ZoneOffset.UTC), contact.topic(), Signal.CALL);
        }
        Collections.reverse(history);

        assertThat(learner.model().personal(history).kept())
                .usingRecursiveComparison()
                .isEqualTo(learner.of(1).kept());
    }

    private static void assertSame(Model.Kept one, Model.Kept other) {
        assertThat(one.topics()).isEqualTo(other.topics());
        assertThat(one.vectors().keySet()).isEqualTo(other.vectors().keySet());
        one.vectors()
                .forEach((name, row) ->
                        assertThat(row).as(name).isEqualTo(other.vectors().get(name)));
    }

    private record Taught(int customer, Moment moment, Topic topic, Signal signal) {
        void teach(Learner<Integer> learner) {
            learner.learn(customer, moment, topic, signal);
        }
    }

    private static List<Taught> lessons(Random random, int count) {
        var lessons = new ArrayList<Taught>();
        for (var i = 0; i < count; i++) {
            var at = NOW.minus(Duration.ofMinutes(40L * (count - i)));
            var channel = random.nextInt(4) == 0 ? Channel.CHAT : Channel.PHONE;
            var topic = TOPICS.get(Math.min(random.nextInt(6), random.nextInt(6)));
            lessons.add(
                    new Taught(
                            random.nextInt(30),
                            Moment.of(at, ZoneOffset.UTC),
                            topic,
                            new Signal(channel, Nature.INTERACTION)));
        }
        return lessons;
    }

    private static Model learned(List<Taught> lessons) {
        var learner = new Learner<Integer>(Model.of(List.of()));
        lessons.forEach(lesson -> lesson.teach(learner));
        return learner.model();
    }

    private static List<Prediction> predict(Model model, PastContact... history) {
        var past = List.of(history);
        var situation = new Situation(now(), model.personal(past), List.of());
        return model.forecast(situation)
                .over(
                        List.of(INTERNET, MOBILE, PAY_TV, BILLS, AGENT),
                        _ -> true,
                        new Story(past, List.of(), NOW));
    }

    private static MenuOption likeliest(List<Prediction> predictions) {
        return Collections.max(predictions, Comparator.comparingDouble(Prediction::probability))
                .option();
    }

    private static Moment now() {
        return Moment.of(NOW, ZoneOffset.UTC);
    }
}
