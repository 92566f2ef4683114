package io.recaller.backtest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.handle.Handles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CustomerNamesTest {
    private final CustomerNames names = new CustomerNames(new Handles("KZ"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+77011234567",
                "8 (701) 123-45-67",
                "tel:+7-701-123-45-67",
                "+7\u00a0701\u00a0123\u00a045\u00a067",
                "7011234567"
            })
    void everySpellingOfANumberIsOneCustomer(String written) {
        assertThat(names.of(written, 2)).isEqualTo("+77011234567");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+70000000000", "anonymous", "Unknown", "8 000 000 00 00"})
    void aNumberThatIsNobodysIsAnotherStrangerInEachLine(String written) {
        assertThat(names.of(written, 2)).isNotEqualTo(names.of(written, 3));
    }

    @ParameterizedTest
    @CsvSource({"17", "000017", "1234567", "2501234", "a9f3e1", "client-7", "ann@example.com"})
    void accountsAndHashesStayAsTheyAre(String written) {
        assertThat(names.of(written, 2)).isEqualTo(written);
    }

    @Test
    void theCountryCounts() {
        assertThat(new CustomerNames(new Handles("DE")).of("030 1234567", 2))
                .isEqualTo("+49301234567");
    }
}
