package io.recaller.customer.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.customer.handle.Handles.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HandlesTest {
    private final Handles handles = new Handles("KZ");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tel:+77011234567                  | tel:+77011234567
                    +7 (701) 123-45-67                | tel:+77011234567
                    8 701 123 45 67                   | tel:+77011234567
                    87011234567                       | tel:+77011234567
                    77011234567                       | tel:+77011234567
                    7011234567                        | tel:+77011234567
                    0077011234567                     | tel:+77011234567
                    810 41 44 668 18 00               | tel:+41446681800
                    TEL:+41 44 668 18 00              | tel:+41446681800
                    tel:+7-701-123-4567;ext=12        | tel:+77011234567
                    sip:+77011234567@10.0.0.1:5060    | tel:+77011234567
                    sips:87011234567@host;user=phone  | tel:+77011234567
                    Ann.Example@Example.COM           | email:ann.example@example.com
                    mailto: ann@example.com           | email:ann@example.com
                    email:ANN@example.com             | email:ann@example.com
                    anna@Пример.РФ                    | email:anna@xn--e1afmkfd.xn--p1ai
                    anna@XN--E1AFMKFD.xn--p1ai        | email:anna@xn--e1afmkfd.xn--p1ai
                    mailto:ann@bu\u0308cher.example  | email:ann@xn--bcher-kva.example
                    ann@bücher.example                | email:ann@xn--bcher-kva.example
                    Jose\u0301@example.com           | email:josé@example.com
                    ann@example.com.                  | email:ann@example.com
                    telegram:@Ann                     | telegram:ann
                    VK: 5005                          | vk:5005
                    viber:01234567890Ab+/=            | viber:01234567890Ab+/=
                    web:visitor-17                    | web:visitor-17
                    card:9000 1234-5678               | card:900012345678
                    """)
    void everyWayToWriteItIsOneHandle(String written, String uri) {
        var reading = handles.parse(written);

        assertThat(reading).isInstanceOf(Reading.Read.class);
        assertThat(((Reading.Read) reading).handle().uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "anonymous", "Anonymous", "Restricted", "sip:anonymous@anonymous"})
    void aWithheldNumberIsNoHandle(String callerId) {
        assertThat(handles.parse(callerId)).isInstanceOf(Reading.Withheld.class);
        assertThat(handles.caller(callerId)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asterisk",
                "sip:alice@example.com",
                "1",
                "+7701123456789012345",
                "email:nobody",
                "fax:123456",
                "card: "
            })
    void whatIsNoHandleIsAProblemThatDoesNotRepeatIt(String junk) {
        var reading = handles.parse(junk);

        assertThat(reading).isInstanceOf(Reading.Wrong.class);
        assertThat(((Reading.Wrong) reading).problem()).doesNotContain("7701123456", "alice");
        assertThat(handles.caller(junk)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+77011234567", "ann@example.com", "telegram:ab", "card:123456", "web:x"})
    void aMaskNeverShowsTheWholeValue(String written) {
        var handle = ((Reading.Read) handles.parse(written)).handle();

        assertThat(handle.toString()).contains("•").doesNotContain(handle.value());
    }

    @Test
    void anUnknownRegionIsAMistakeInTheSettings() {
        assertThatThrownBy(() -> new Handles("XX")).hasMessageContaining("XX");
    }
}
