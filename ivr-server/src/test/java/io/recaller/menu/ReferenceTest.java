package io.recaller.menu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.contact.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The model against an independent implementation of the same formulas, probability by probability.
 */
final class ReferenceTest {
    /** Both round differently; anything else is a difference in what is computed. */
    private static final double ROUNDING = 1e-9;

    @Test
    void everyProbabilityIsTheReferences() {
        var contacts = rows(Path.of("src/test/resources/menu/made-up-contacts.csv"));
        var reference = rows(Path.of("src/test/resources/menu/reference-probabilities.csv"));
        var options = Stream.of(reference.getFirst()).skip(1).map(Topic::new).toList();
        var learner = new Learner<String>(Model.of(options));

        var first = contacts.size() - reference.size() + 1;
        for (var i = 1; i < contacts.size(); i++) {
            var contact = contacts.get(i);
            var moment = Moment.of(Instant.parse(contact[0]), ZoneOffset.UTC);
            if (i >= first) {
                var situation = new Situation(moment, learner.of(contact[1]), List.of());
                var forecast = learner.model().forecast(situation);
                assertSame(forecast, reference.get(i - first + 1));
            }
            learner.learn(contact[1], moment, new Topic(contact[3]), Signal.CALL);
        }
    }

    private static void assertSame(Forecast forecast, String[] expected) {
        for (var x = 0; x < forecast.size(); x++) {
            assertThat(forecast.probability(x))
                    .as(forecast.topic(x) + " of " + String.join(",", expected))
                    .isCloseTo(Double.parseDouble(expected[x + 1]), within(ROUNDING));
        }
    }

    private static List<String[]> rows(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
