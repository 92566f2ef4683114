package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written, as it would be keyed. */
final class ReplyTest {
    @ParameterizedTest
    @CsvSource({
        "1234 5678, 12345678",
        "12-34-56-78, 12345678",
        "\u200f١٢٣٤٥٦٧٨\u200f, 12345678",
        "\u202a12\u200b34\ufeff5678\u202c, 12345678",
        "\u200f۲\u200f, 2",
        "2., 2"
    })
    void whatNobodySeesIsNotKeyed(String written, String keyed) {
        assertThat(new Reply.Text(written).keyed()).isEqualTo(keyed);
    }
}
