package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of every age are read as they were meant. */
class EncodedWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    plain words                                          | plain words
                    =?UTF-8?B?0J3QtdGCINC40L3RgtC10YDQvdC10YLQsA==?=     | Нет интернета
                    =?koi8-r?B?7sXUIMnO1MXSzsXUwQ==?=                    | Нет интернета
                    =?windows-1251?Q?=CD=E5=F2_=F1=E2=FF=E7=E8?=         | Нет связи
                    =?iso-8859-1?q?Jos=E9?= Pérez                        | José Pérez
                    =?utf-8?B?0J0=?= =?utf-8?B?0LU=?=                    | Не
                    =?utf-8?B?0A==?= =?utf-8?B?nQ==?=                    | Н
                    =?utf-8*ru?Q?=D0=9D?= и =?UTF-8?Q?=D0=9D?=           | Н и Н
                    =?x-nobody-knows?Q?abc?=                             | abc
                    =?utf-8?B?0J3*broken                                 | =?utf-8?B?0J3*broken
                    100 =25 sure                                         | 100 =25 sure
                    """)
    void encodedWordsAreRead(String raw, String meant) {
        assertThat(EncodedWords.read(raw)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1251", "KOI8-R"})
    void bytesThatNobodyEncodedAreGuessed(String charset) {
        var bytes = "Не работает интернет на улице Абая".getBytes(Charset.forName(charset));

        var read = EncodedWords.read(new String(bytes, StandardCharsets.ISO_8859_1));

        assertThat(read).isEqualTo("Не работает интернет на улице Абая");
    }
}
