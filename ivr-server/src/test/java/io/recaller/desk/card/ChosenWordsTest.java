package io.recaller.desk.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Flow;
import io.recaller.flow.engine.PathEntry;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import io.recaller.speech.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChosenWordsTest {
    private final Flow flow = telecom();

    @Test
    void aChosenOptionIsToldInItsOwnWords() {
        assertThat(
                        ChosenWords.of(flow, new PathEntry.OptionChosen("main", "pay_tv"))
                                .map(Words::in))
                .contains(
                        Map.of(
                                new Language("en"), "cable television payments",
                                new Language("ru"), "Оплата кабельного телевидения",
                                new Language("kk"), "Кабельдік теледидар ақысын төлеу"));
    }

    @Test
    void aTakenOfferIsToldByTheOptionThatMeansTheSame() {
        assertThat(
                        ChosenWords.of(flow, new PathEntry.OfferTaken("main", "outage_request"))
                                .map(Words::in))
                .contains(
                        Map.of(
                                new Language("en"), "no connection (offer taken)",
                                new Language("ru"), "Нет соединения (предложение принято)",
                                new Language("kk"), "Байланыс жоқ (ұсыныс қабылданды)"));
    }

    @Test
    void whatChoseNothingHasNoWords() {
        assertThat(ChosenWords.of(flow, new PathEntry.Entered("pin"))).isEmpty();
        assertThat(ChosenWords.of(flow, new PathEntry.ProofWrong("pin"))).isEmpty();
        assertThat(ChosenWords.of(flow, new PathEntry.OfferTaken("main", "unheard"))).isEmpty();
        assertThat(ChosenWords.of(flow, new PathEntry.PersonAsked("main"))).isEmpty();
    }

    private static Flow telecom() {
        try {
            var yaml = Files.readString(Path.of("../dialplans/flows/telecom.yaml"));
            return ((Reading.Read) new FlowReader().read("telecom.yaml", yaml)).flow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
