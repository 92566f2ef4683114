package io.recaller.conversation.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.recaller.conversation.OutsideSystem;
import io.recaller.db.Storable;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import io.recaller.text.Rough;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HttpLookUpsTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Map<String, String> RESULTS =
            Map.of("outage", "/line/outage", "second", "/list/1", "none", "/nowhere");

    private final OutsideSystem outside = new OutsideSystem();

    @AfterEach
    void close() {
        outside.close();
    }

    @Test
    void aGetCarriesItsArgumentsInTheQueryAndItsAnswerIsReadByPointer() {
        outside.answers(200, "{\"line\": {\"outage\": true}, \"list\": [1, \"zwei\"]}");
        var source = outside.source(false, LONG, Optional.of("s3cret"), RESULTS);

        var answer = ask(source, Map.of("account", "12 34&5=ü", "b", ""));

        assertThat(answer).isEqualTo(new Input.Found(Map.of("outage", "true", "second", "zwei")));
        assertThat(outside.requests())
                .containsExactly(
                        new OutsideSystem.Request(
                                "GET",
                                "/status?account=12+34%265%3D%C3%BC&b=",
                                "",
                                "contact/node/3",
                                "Bearer s3cret"));
    }

    @Test
    void aPostCarriesThemAsJson() {
        var source = outside.source(true, LONG, Optional.empty(), Map.of("outage", "/outage"));

        var answer = ask(source, Map.of("account", "12\"34"));

        assertThat(answer).isEqualTo(new Input.Found(Map.of("outage", "no")));
        assertThat(outside.requests())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.method()).isEqualTo("POST");
                    assertThat(request.body()).isEqualTo("{\"account\":\"12\\\"34\"}");
                    assertThat(request.target()).isEqualTo("/status");
                });
    }

    /** Of those that are asked to change to HTTP/2, some never end their answer, some refuse. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobodyIsAskedToSpeakAnotherProtocol(boolean post) {
        ask(outside.source(post, LONG, Optional.empty(), RESULTS), Map.of("account", "4711"));

        assertThat(outside.requests()).hasSize(1);
        assertThat(outside.upgrades()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 404, 500})
    void anythingButA200IsNothingFound(int status) {
        outside.answers(status, status == 204 ? "" : "{\"outage\": \"yes\"}");

        assertThat(ask(outside.source(), Map.of())).isEqualTo(new Input.NotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"outage\":"})
    void whatIsNotJsonIsNothingFound(String body) {
        outside.answers(200, body);

        assertThat(ask(outside.source(), Map.of())).isEqualTo(new Input.NotFound());
    }

    @Test
    void aValueThatCannotBeKeptIsLeftOutAndTheRestIsTaken() {
        outside.answers(200, "{\"line\": {\"outage\": \"y\\u0000s\"}, \"list\": [1, \"zwei\"]}");
        var source = outside.source(false, LONG, Optional.empty(), RESULTS);

        assertThat(ask(source, Map.of())).isEqualTo(new Input.Found(Map.of("second", "zwei")));
    }

    @Test
    @Timeout(30)
    void whateverItAnswersIsFoundOrNotAndWhatIsFoundCanBeKept() {
        var source = outside.source(false, LONG, Optional.empty(), Map.of("outage", "/a"));
        for (var text : Rough.texts(9, 60)) {
            for (var body :
                    List.of(
                            text,
                            "{\"a\": " + text + "}",
                            new JsonObject().put("a", text).encode())) {
                outside.answers(200, body);

                if (ask(source, Map.of()) instanceof Input.Found(var results)) {
                    assertThat(results.values())
                            .allSatisfy(value -> assertThat(Storable.flaw(value)).isEmpty());
                }
            }
        }
    }

    @Test
    void anAnswerNestedAHundredThousandDeepIsNothingFound() {
        outside.answers(200, "[".repeat(100_000));

        assertThat(ask(outside.source(), Map.of())).isEqualTo(new Input.NotFound());
    }

    @Test
    void anAnswerLargerThanAMegabyteIsNothingFound() {
        outside.answers(200, "\"" + "x".repeat(1_000_001) + "\"");

        assertThat(ask(outside.source(), Map.of())).isEqualTo(new Input.NotFound());
    }

    @Test
    void anAnswerOfMoreValuesThanAnybodyAsksForIsNothingFound() {
        outside.answers(200, "{\"outage\": \"yes\", \"rest\": [" + "{},".repeat(300_000) + "{}]}");

        assertThat(ask(outside.source(), Map.of())).isEqualTo(new Input.NotFound());
    }

    @Test
    void aBodyThatDoesNotEndHoldsTheCallerNoLongerThanTheTimeout() {
        outside.hangsInItsBody();
        var source = outside.source(false, Duration.ofMillis(200), Optional.empty(), Map.of());
        var before = System.nanoTime();

        assertThat(ask(source, Map.of())).isEqualTo(new Input.NotFound());

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void nobodyThereIsNothingFound() {
        var source = outside.source();
        outside.close();

        assertThat(ask(source, Map.of())).isEqualTo(new Input.NotFound());
    }

    @Test
    void aLookUpTheSettingsDoNotHaveIsNothingFound() {
        var answer = new HttpLookUps(Map.of()).ask(lookUp(Map.of()), "contact/node/3");

        assertThat(answer).isEqualTo(new Input.NotFound());
    }

    @Test
    void neitherSecretNorArgumentNorAnswerIsLogged() {
        var logger = (Logger) LoggerFactory.getLogger(HttpLookUps.class);
        var written = new ListAppender<ILoggingEvent>();
        written.start();
        logger.addAppender(written);
        outside.answers(200, "Ivan Petrov");
        var source = outside.source(false, LONG, Optional.of("s3cret"), Map.of());

        ask(source, Map.of("account", "12345678"));

        logger.detachAppender(written);
        assertThat(written.list).isNotEmpty();
        assertThat(written.list.toString() + written.list.getFirst().getKeyValuePairs() + source)
                .doesNotContain("s3cret", "12345678", "Ivan");
    }

    @Test
    void aPointerThatIsNoneIsRefusedWhenTheSettingsAreRead() {
        assertThatThrownBy(
                        () -> outside.source(false, LONG, Optional.empty(), Map.of("a", "outage")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyWaitsForASystemThatFailedAgainAndAgainAndOneCallerTriesItLater() {
        var now = new AtomicReference<>(Instant.parse("2026-11-26T10:00:00Z"));
        outside.answers(503, "down");
        var lookUps = new HttpLookUps(Map.of("status", outside.source()), now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(lookUps.ask(lookUp(Map.of()), "k" + i)).isEqualTo(new Input.NotFound());
        }
        assertThat(outside.requests()).hasSize(3);

        now.set(now.get().plusSeconds(11));
        lookUps.ask(lookUp(Map.of()), "tried");
        lookUps.ask(lookUp(Map.of()), "not tried");
        assertThat(outside.requests()).hasSize(4);

        now.set(now.get().plusSeconds(11));
        outside.answers(200, "{\"outage\": \"yes\"}");
        var found = new Input.Found(Map.of("outage", "yes"));
        assertThat(lookUps.ask(lookUp(Map.of()), "again")).isEqualTo(found);
        assertThat(lookUps.ask(lookUp(Map.of()), "and again")).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "--, false",
        "---, true",
        "+--, false",
        "--+, false",
        "-+-, false",
        "+--+, false",
        "+--+-, true",
        "--++-, true",
        "-+++-+-, false",
        "-----, true"
    })
    void threeFailuresAmongTheLastFiveQuestionsLeaveASystemAlone(String answers, boolean isAlone) {
        var now = new AtomicReference<>(Instant.parse("2026-11-26T10:00:00Z"));
        var lookUps = new HttpLookUps(Map.of("status", outside.source()), now::get);

        assertThat(isLeftAloneAfter(answers, lookUps)).as("at first").isEqualTo(isAlone);

        isLeftAloneAfter("---", lookUps);
        now.set(now.get().plusSeconds(11));
        assertThat(isLeftAloneAfter("+", lookUps)).as("it answers again").isFalse();
        assertThat(isLeftAloneAfter(answers, lookUps)).as("from then on").isEqualTo(isAlone);
    }

    /** + is answered, - is not; whether one question more reaches it is told. */
    private boolean isLeftAloneAfter(String answers, HttpLookUps lookUps) {
        answers.chars()
                .forEach(answer -> {
                    outside.answers(answer == '+' ? 200 : 502, "{}");
                    lookUps.ask(lookUp(Map.of()), "k");
                });
        outside.answers(200, "{}");
        return lookUps.ask(lookUp(Map.of()), "one more").equals(new Input.NotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[[[", "longer than is taken"})
    void aSystemThatAnswersNonsenseInTimeIsAlive(String nonsense) {
        outside.answers(200, nonsense.startsWith("longer") ? "x".repeat(1_000_001) : nonsense);
        var lookUps = new HttpLookUps(Map.of("status", outside.source()));

        for (int i = 0; i < 10; i++) {
            assertThat(lookUps.ask(lookUp(Map.of()), "k" + i)).isEqualTo(new Input.NotFound());
        }

        assertThat(outside.requests()).hasSize(10);
    }

    @Test
    void aQuestionThatNeverReachedASystemSaysNothingOfIt() {
        var source = outside.source(false, LONG, Optional.of("a secret\nof two lines"), Map.of());
        var lookUps = new HttpLookUps(Map.of("status", source));

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> lookUps.ask(lookUp(Map.of()), "key"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aCallerWhoHungUpLeavesTheTryToTheNext() {
        var now = new AtomicReference<>(Instant.parse("2026-11-26T10:00:00Z"));
        var lookUps = new HttpLookUps(Map.of("status", outside.source()), now::get);
        isLeftAloneAfter("---", lookUps);
        now.set(now.get().plusSeconds(11));

        // An answer that is there before the interruption is noticed counts: let it be no good one.
        outside.answers(502, "{}");
        Thread.currentThread().interrupt();
        lookUps.ask(lookUp(Map.of()), "interrupted");
        assertThat(Thread.interrupted()).isTrue();

        assertThat(isLeftAloneAfter("-", lookUps)).as("still dead").isTrue();
    }

    @Test
    void aSystemThatKnowsNothingOfSomebodyIsAlive() {
        outside.answers(404, "{}");
        var lookUps = new HttpLookUps(Map.of("status", outside.source()));

        for (int i = 0; i < 10; i++) {
            lookUps.ask(lookUp(Map.of()), "k" + i);
        }

        assertThat(outside.requests()).hasSize(10);
    }

    private static Input ask(HttpLookUps.Source source, Map<String, String> arguments) {
        return new HttpLookUps(Map.of("status", source)).ask(lookUp(arguments), "contact/node/3");
    }

    private static Turn.LookUp lookUp(Map<String, String> arguments) {
        return new Turn.LookUp("status", arguments, Speech.silence());
    }
}
