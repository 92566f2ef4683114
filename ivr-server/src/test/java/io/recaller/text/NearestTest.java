package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody may have meant who wrote a name that is none. */
class NearestTest {
    private static final Nearest NAMES =
            new Nearest(
                    new TreeSet<>(
                            List.of(
                                    "numbers.8000.flow",
                                    "numbers.8000.language",
                                    "agi.port",
                                    "http.host",
                                    "http.port",
                                    "menu.policies.order")));

    @ParameterizedTest
    @CsvSource({
        "numbers.8000.lang, numbers.8000.language",
        "numbers.8000.flwo, numbers.8000.flow",
        "apiport.agi.prt, ''",
        "agi.prot, agi.port",
        "server.port, agi.port"
    })
    void theBeginningOfANameIsCloserThanAnyOther(String wrong, String meant) {
        assertThat(NAMES.remedy(wrong))
                .startsWith(meant.isEmpty() ? "; remove it" : "; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({
        "menu.polices.recaller, '; did you mean menu.policies?'",
        "http.bind, '; http has host, port'",
        "http.listen.address, '; http has host, port'",
        "bind, '; remove it (docs/configuration.md lists all keys)'",
    })
    void whatIsNotCloseToAnyNameIsToldWhatThereIsBesideIt(String wrong, String remedy) {
        assertThat(NAMES.remedy(wrong)).isEqualTo(remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "pin, p, false",
        "p, pin, false",
        "sale, main, false",
        "no, on, true",
        "a, b, false",
        "ping, pin, true",
        "mian, main, true",
        "MAIN, main, true",
        "Счет, счёт, true",
        "kassa, касса, false",
        "quueu, queue, true",
        "--fone, --phone, true",
        "simualte, simulate, true",
        "internet, intranet, true",
        "outage, storage, false",
    })
    void aSlipOfTheFingerIsSmallAgainstWhatWasWritten(String wrong, String name, boolean isSlip) {
        assertThat(Nearest.to(wrong, List.of(name)))
                .isEqualTo(isSlip ? Optional.of(name) : Optional.empty());
    }
}
