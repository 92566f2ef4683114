package io.recaller.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br", "zstd", "deflate", "identity, gzip", "x-unknown"})
    void aPackedBodyIsRefusedWithTheRemedy(String coding) {
        var refusal = BodyCoding.refusal(headers("Content-Encoding", coding)).orElseThrow();

        assertThat(refusal.status()).isEqualTo(415);
        assertThat(refusal.detail()).contains("uncompressed", "Content-Encoding");
        assertThat(refusal.isLost()).isFalse();
    }

    /** Some write the letters' name there, and their bodies are as they should be. */
    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "Identity", "utf-8", "UTF8"})
    void whatIsNoCodingIsTaken(String coding) {
        assertThat(BodyCoding.refusal(headers("Content-Encoding", coding))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, chunked    | 415 | false",
                "x, Chunked       | 415 | false",
                "gzip             | 400 | true",
                "identity         | 400 | true",
                "chunked, gzip    | 400 | true",
                "chunked, chunked | 400 | true",
                "chunked;q=1      | 400 | true",
            })
    void onlyChunksAreUnderstoodOnTheWay(String coding, int status, boolean isLost) {
        var refusal = BodyCoding.refusal(headers("Transfer-Encoding", coding)).orElseThrow();

        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.isLost()).isEqualTo(isLost);
        assertThat(refusal.detail()).contains("Transfer-Encoding: chunked");
    }

    @Test
    void severalHeadersAreOneList() {
        var headers = headers("Transfer-Encoding", "chunked").add("Transfer-Encoding", "gzip");

        assertThat(BodyCoding.refusal(headers("Transfer-Encoding", "Chunked "))).isEmpty();
        assertThat(BodyCoding.refusal(MultiMap.caseInsensitiveMultiMap())).isEmpty();
        assertThat(BodyCoding.refusal(headers)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                          | true",
                "application/json;                         | true",
                "application/json; charset=utf-8           | true",
                "application/json;CHARSET = \"UTF-8\"      | true",
                "application/json; a=b; charset=utf8 ; c=d | true",
                "application/json; charset=us-ascii        | true",
                "application/json; charset=                | true",
                "application/json; charset=utf-16          | false",
                "application/json; charset=\"UTF-16LE\"    | false",
                "application/json; charset=windows-1251    | false",
                "application/json; charset=iso-8859-1      | false",
                "application/json; charset=klingon         | false",
                "application/json; charset=?               | false",
            })
    void lettersThatAreSaidToBeOthersAreSeen(String type, boolean isUtf8) {
        assertThat(BodyCoding.isUtf8(type)).isEqualTo(isUtf8);
    }

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
