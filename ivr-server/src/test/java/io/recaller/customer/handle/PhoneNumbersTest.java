package io.recaller.customer.handle;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.recaller.customer.Handle;
import io.recaller.customer.handle.Handles.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number is a person only when it can be one, and every spelling of it is that one. */
final class PhoneNumbersTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @CsvSource({
        "KZ, 2501234, local:2501234",
        "KZ, 101, local:101",
        "KZ, 112, local:112",
        "KZ, tel:1414, local:1414",
        "DE, 101, local:101",
        "DE, 112, local:112",
        "DE, 116117, local:116117",
        "DE, 40100, local:40100",
        "DE, 3012345, local:3012345",
        "AT, 1234, local:1234",
        "US, 911, local:911",
        "US, 5550123, local:5550123",
        "GB, 999, local:999",
        "AU, tel:106, local:106",
        "FR, 15, local:15",
        "MX, 5234 5678, local:52345678",
        "DK, 4711, local:4711",
        "RU, sip:205@pbx.example.com, local:205",
        "DE, tel:101;phone-context=+49, local:101",
        "KZ, tel:2501234;phone-context=+7, local:2501234",
        "KZ, local:12, local:12",
        "KZ, local:250-12-34, local:2501234"
    })
    void aNumberOfHereIsNoNumberOfTheWorld(String region, String written, String uri) {
        assertThat(uri(region, written)).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "KZ, tel:7042;phone-context=+1, ",
        "KZ, tel:2125550123;phone-context=+1, tel:+12125550123",
        "KZ, tel:555-0123;phone-context=+1-212, tel:+12125550123",
        "KZ, tel:030123456;phone-context=+49, tel:+4930123456",
        "DE, tel:7011234567;phone-context=+7, tel:+77011234567",
        "DE, tel:+77011234567;phone-context=+1, tel:+77011234567",
        "KZ, tel:7011234567;phone-context=example.com, ",
        "KZ, sip:2125550123;phone-context=+1@10.0.0.1;user=phone, tel:+12125550123",
        "KZ, sip:%2B77011234567@10.0.0.1, tel:+77011234567",
        "KZ, sip:87011234567:secret@10.0.0.1:5060, tel:+77011234567",
        "KZ, tel:+77011234567;npdi;rn=+77010000, tel:+77011234567",
        "KZ, tel:+77011234567;isub=12;ext=34, tel:+77011234567",
        "KZ, \"Ann\" <sip:+77011234567@example.com>;tag=1, tel:+77011234567"
    })
    void theContextOfALocalNumberCounts(String region, String written, String uri) {
        assertThat(uri(region, written)).isEqualTo(uri == null ? "none" : uri);
    }

    /** A plus before what is dialled at home: nobody abroad is meant. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    RU | +8 800 555-35-35       | tel:+78005553535
                    KZ | +8 800 080 77 77       | tel:+78000807777
                    KZ | +8 701 123-45-67       | tel:+77011234567
                    RU | +8 (812) 329-00-00     | tel:+78123290000
                    RU | +8 912 345 67 89       | tel:+79123456789
                    BY | +8 029 123-45-67       | tel:+375291234567
                    UA | +8 067 123 45 67       | tel:+380671234567
                    LT | +8 612 34567           | tel:+37061234567
                    TM | +8 65 12 34 56         | tel:+99365123456
                    GB | +0 20 7946 0123        | tel:+442079460123
                    DE | +0171 1234567          | tel:+491711234567
                    DE | +(0)171 1234567        | tel:+491711234567
                    IN | +0 98765 43210         | tel:+919876543210
                    FR | +06 12 34 56 78        | tel:+33612345678
                    IT | +06 6982 1234          | tel:+390669821234
                    HU | +06 20 123 4567        | tel:+36201234567
                    TR | +0 532 123 45 67       | tel:+905321234567
                    KE | +0712 345678           | tel:+254712345678
                    DE | +0044 20 7946 0123     | tel:+442079460123
                    US | +011 44 20 7946 0123   | tel:+442079460123
                    """)
    void aPlusBeforeATrunkPrefixIsDialledHere(String region, String written, String read) {
        assertThat(uri(region, written)).isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    RU | +880 1712-345678       | tel:+8801712345678
                    RU | 8 10 880 1712 345678   | tel:+8801712345678
                    KZ | +880 2 9123456         | tel:+88029123456
                    RU | +880 41 720147         | tel:+88041720147
                    RU | +880 1912345678        | tel:+8801912345678
                    RU | +84 95 123 4567        | tel:+84951234567
                    RU | +86 138 0013 8000      | tel:+8613800138000
                    KZ | +81 90 1234 5678       | tel:+819012345678
                    RU | +82 10 1234 5678       | tel:+821012345678
                    KZ | +852 9123 4567         | tel:+85291234567
                    BY | +855 12 345 678        | tel:+85512345678
                    UA | +886 912 345 678       | tel:+886912345678
                    US | +44 20 7946 0123       | tel:+442079460123
                    DE | +1 650 253 0000        | tel:+16502530000
                    RU | +870 773 123 456       | tel:+870773123456
                    """)
    void aNumberOfTheWorldStaysWhereItIs(String region, String written, String read) {
        assertThat(uri(region, written)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+70000000000",
                "8 (000) 000-00-00",
                "+71111111111",
                "+77777777777",
                "+79999999999",
                "+79000000000",
                "+71234567890",
                "+10000000000",
                "+8800000000000",
                "+8801000000000",
                "+8801111111111",
                "+1 (000) 000-0000",
                "+19999999999",
                "+550000000000",
                "+9710000000",
                "+861234567890",
                "+2340000000000",
                "+11111111111",
                "+15555555555",
                "+11234567890",
                "+12345678901",
                "+4900000000",
                "+380000000000",
                "+442222222222",
                "+6588888888",
                "+266696687",
                "+17378742833",
                "000",
                "000000",
                "1234567",
                "9999999",
                "0",
                "5"
            })
    void aPlaceholderIsNobody(String written) {
        assertThat(uri("KZ", written)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+101",
                "+112",
                "+49112",
                "+72501234",
                "+7701123456",
                "+770112345678",
                "+7701123456789012345",
                "+999123456789",
                "+15550100",
                "+1 555 0100",
                "+4912345",
                "+49110",
                "+44999",
                "+61000",
                "+1911",
                "+880999",
                "+88012345",
                "+34112",
                "+9714",
                "+49116117",
                "+39116000",
                "+31116123",
                "0043116117",
                "+358116117",
                "+86110",
                "+000",
                "12345678901234567890",
                "+7 701 123+45 67",
                "8|7011234567",
                "7011234567\u0000",
                "+1900 555 0123",
                "tel:",
                "+",
                "()",
                "local:+77011234567",
                "local:87011234567"
            })
    void whatNoPlanHasRoomForIsNobody(String written) {
        var reading = new Handles("KZ").parse(written);

        assertThat(reading).isNotInstanceOf(Reading.Read.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+52 1 55 1234 5678 | +525512345678",
                "+39 0347 1234567 | +393471234567",
                "+48 0601 123 456 | +48601123456",
                "+56 09 8765 4321 | +56987654321",
                "+5255 1234 5678 | +525512345678",
                "+54 9 11 2345-6789 | +541123456789",
                "+54 11 2345-6789 | +541123456789",
                "+55 11 8123-4567 | +5511981234567",
                "+55 (11) 98123-4567 | +5511981234567",
                "+225 07 12 34 56 | +2250707123456",
                "+241 07 12 34 56 | +24177123456",
                "+241 077 12 34 56 | +24177123456",
                "+241 06 12 34 56 | +24166123456",
                "+241 01 12 34 56 | +24111123456",
                "+241 74 12 34 56 | +24174123456",
                "+39 0549 886377 | +3780549886377",
                "+378 0549 886377 | +3780549886377",
                "+378 886377 | +3780549886377",
                "+225 45 12 34 56 | +2250545123456",
                "+225 01 12 34 56 | +2250101123456",
                "+225 20 31 23 45 | +2252720312345",
                "+225 07 07 12 34 56 | +2250707123456",
                "+229 90 12 34 56 | +2290190123456",
                "+229 01 90 12 34 56 | +2290190123456",
                "+237 77 12 34 56 | +237677123456",
                "+57 1 601 2345 | +576016012345",
                "+230 712 3456 | +23057123456",
                "+84 120 123 4567 | +84701234567",
                "+84 168 123 4567 | +84381234567",
                "+84 127 123 4567 | +84811234567",
                "+39 6 698 12345 | +390669812345",
                "+39 (0)6 698 12345 | +390669812345",
                "+39 333 123 4567 | +393331234567",
                "+44 (0)20 7946 0958 | +442079460958",
                "+44 020 7946 0958 | +442079460958",
                "+7 8 701 123 45 67 | +77011234567",
                "+8 701 123 45 67 | +77011234567",
                "+8 916 123 45 67 | +79161234567",
                "+49 (0) 30 / 123456 | +4930123456",
                "+36 06 30 123 4567 | +36301234567",
                "+375 (8029) 123-45-67 | +375291234567",
                "+77040000001 | +77040000001"
            })
    void everyFormOfANumberThatWasChangedIsThatNumber(String written, String e164) {
        assertThat(uri("KZ", written)).isEqualTo("tel:" + e164);
    }

    @ParameterizedTest
    @CsvSource({
        "MX, 01 55 1234 5678, +525512345678",
        "KR, 001 65 6123 4567, +6561234567",
        "KR, 001 212 664 7665, +12126647665",
        "KR, 00 44 20 7946 0958, +442079460958",
        "HK, 001 65 6123 4567, +6561234567",
        "SG, 001 82 10 1234 5678, +821012345678",
        "AU, 0011 7 701 123 4567, +77011234567",
        "AU, 00 44 20 7946 0958, +442079460958",
        "CO, 0057 301 234 5678, +573012345678",
        "BR, 0055 47 3333 4444, +554733334444",
        "KR, 0081 90 2876 5432, +819028765432",
        "HK, 0081 90 2876 5432, +819028765432",
        "ID, 0081 90 2876 5432, +819028765432",
        "SG, 0033 6 12 34 56 78, +33612345678",
        "TH, 0033 6 12 34 56 78, +33612345678",
        "TH, 001 44 20 7946 0958, +442079460958",
        "CL, 09 8765 4321, +56987654321",
        "PL, 0 601 123 456, +48601123456",
        "PL, 0 22 123 45 67, +48221234567",
        "IT, 0347 1234567, +393471234567",
        "IT, 0341 123456, +390341123456",
        "MX, 044 55 1234 5678, +525512345678",
        "MX, 55 1234 5678, +525512345678",
        "AR, 011 15 2345-6789, +541123456789",
        "AR, 11 2345-6789, +541123456789",
        "BR, 0 15 11 91234-5678, +5511912345678",
        "BR, (11) 8123-4567, +5511981234567",
        "CI, 07 12 34 56, +2250707123456",
        "CI, 07 07 12 34 56, +2250707123456",
        "BJ, 90 12 34 56, +2290190123456",
        "US, 1 (212) 555-0123, +12125550123",
        "US, 212.555.0123 x12, +12125550123",
        "US, 011 44 20 7946 0958, +442079460958",
        "GB, 020 7946 0958, +442079460958",
        "DE, 030/123456, +4930123456",
        "DE, 0049 (0)30-123456, +4930123456",
        "FR, 01 23 45 67 89, +33123456789",
        "IT, 06 698 12345, +390669812345",
        "RU, 8 (916) 123-45-67, +79161234567",
        "UZ, 90 123 45 67, +998901234567",
        "TR, 0 (532) 123 45 67, +905321234567",
        "IN, 098765 43210, +919876543210",
        "JP, 090-1234-5678, +819012345678",
        "CN, 138 1234 5678, +8613812345678",
        "CH, 044 668'18'00, +41446681800",
        "EE, 372 5123 456, +3725123456",
        "SG, 6123 4567, +6561234567",
        "FO, 201234, +298201234",
        "BY, 8 029 123-45-67, +375291234567",
        "KZ, 8(701)1234567, +77011234567",
        "KZ, (701) 123 45 67, +77011234567",
        "UA, 8 (067) 123-45-67, +380671234567",
        "UA, 80671234567, +380671234567",
        "UZ, 8 90 123 45 67, +998901234567",
        "TJ, 8 917 123 456, +992917123456",
        "GE, 8 (555) 12-34-56, +995555123456",
        "AZ, 8 050 123 45 67, +994501234567",
        "AM, 8 091 123456, +37491123456",
        "JP, 090~1234~5678, +819012345678",
        "JP, 090\u301c1234\u301c5678, +819012345678",
        "KR, 031-123-4567, +82311234567",
        "KZ, 8~701~123~45~67, +77011234567",
        "BE, 0475/12/34/56, +32475123456",
        "GA, 07 12 34 56, +24177123456",
        "SM, 0549 886377, +3780549886377",
        "IT, 0549 886377, +3780549886377",
        "BR, (11) 98123-4567 ramal 12, +5511981234567",
        "RU, 8~10 49 30 123456, +4930123456",
        "KZ, 8-701-123-45-67 доб. 12, +77011234567"
    })
    void aNationalNumberIsReadAsInItsCountry(String region, String written, String e164) {
        assertThat(uri(region, written)).isEqualTo("tel:" + e164);
    }

    @ParameterizedTest
    @CsvSource({
        "KR, 031-123-4567~8",
        "KR, 031-123-4567 ~ 68",
        "KR, 031-123-4567~4570",
        "KZ, +77011234567~570",
        "KR, 031~123~4567~8",
        "KR, 031-123-4567\u223c8",
        "KR, 031-123-4567\uff5e8",
        "KR, 031-123-4567\u301c8",
        "KR, +82 31-123-4567~8",
        "JP, 03-1234-567~9",
        "DE, 030 123456/7",
        "DE, 030 123456/57",
        "KZ, 8 727 250 12 34/35"
    })
    void aRangeOfNumbersIsNotOneLongerNumber(String region, String written) {
        assertThat(uri(region, written)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+7\u00a0701\u00a0123\u00a045\u00a067",
                "\u202a+77011234567\u202c",
                "\u200e+7\u2009701\u202f123\u200b4567\ufeff",
                "\uff0b\uff17\uff08\uff17\uff10\uff11\uff09\uff11\uff12\uff13\uff0d\uff14\uff15\uff16\uff17",
                "+\u0667\u0667\u0660\u0661\u0661\u0662\u0663\u0664\u0665\u0666\u0667",
                "+\u06f7 \u06f7\u06f0\u06f1 \u06f1\u06f2\u06f3 \u06f4\u06f5\u06f6\u06f7",
                "\u096d\u096d\u0966\u0967\u0967\u0968\u0969\u096a\u096b\u096c\u096d",
                "+7\u2013701\u2014123\u221245\u201167",
                "+7\u00ad(701)\u00ad123\u20104567",
                "8\u2044701\u2044123\u20444567",
                "+7.701.123.45.67",
                "[+7] 701 123 45 67",
                "(+7) 701-123-45-67",
                "+7 ( 701 ) 123 - 45 - 67",
                "tel:+7-701-123-45-67\r\n",
                "\t+77011234567\t",
                "8~7011234567",
                "+7\u034f701\ufffc123\u180b4567\u115f",
                "+7 701\udb40\udd00 123-45-67",
                "\u3164+7701\u30fc123\uff704567",
                "+7~701\u223c123~4567",
                "+7 701 123 45 67 внутр. 12",
                "0077011234567",
                "810 7 701 1234567"
            })
    void whateverIsPastedIsTheSameNumber(String written) {
        var plain = written.replace('~', ' ');

        assertThat(uri("KZ", plain)).isEqualTo("tel:+77011234567");
    }

    @ParameterizedTest
    @MethodSource("everyCountry")
    void everySpellingOfACountrysNumberIsOneHandleAndReadingItAgainChangesNothing(
            String region, PhoneNumber number) {
        var handles = new Handles(region);
        var abroad = new Handles(region.equals("CH") ? "KZ" : "CH");
        var e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
        var handle = read(handles, e164);

        for (var written : spellings(number, e164)) {
            assertThat(read(handles, written)).as(written).isEqualTo(handle);
        }

        assertThat(read(abroad, e164)).isEqualTo(handle);
        assertThat(read(handles, handle.uri())).isEqualTo(handle);
        assertThat(read(abroad, handle.value())).isEqualTo(handle);
    }

    static Stream<Arguments> everyCountry() {
        return NUMBERS.getSupportedRegions().stream()
                .sorted()
                .flatMap(region ->
                        Stream.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)
                                .map(type -> NUMBERS.getExampleNumberForType(region, type))
                                .filter(Objects::nonNull)
                                .filter(number -> !isPlaceholder(number))
                                .map(number -> Arguments.of(region, number)));
    }

    private static boolean isPlaceholder(PhoneNumber number) {
        return Placeholders.isWorlds(
                NUMBERS.format(number, PhoneNumberFormat.E164),
                NUMBERS.getNationalSignificantNumber(number));
    }

    private static List<String> spellings(PhoneNumber number, String e164) {
        var international = NUMBERS.format(number, PhoneNumberFormat.INTERNATIONAL);
        var spellings =
                new ArrayList<>(
                        List.of(
                                e164,
                                international,
                                NUMBERS.format(number, PhoneNumberFormat.RFC3966),
                                international.replace(' ', '\u00a0'),
                                international.replace(' ', '\u2011'),
                                "\u202d" + international + "\u202c",
                                "00" + e164.substring(1),
                                "sip:" + e164 + "@10.0.0.1:5060;user=phone",
                                e164.replaceFirst("\\+", "\uff0b")));
        var national = NUMBERS.format(number, PhoneNumberFormat.NATIONAL);
        if (national.replaceAll("\\D", "").length() > 7) {
            spellings.add(national);
            spellings.add(national.replace(' ', '\u202f').replace('-', '\u2013'));
        }
        return spellings;
    }

    private static Handle read(Handles handles, String written) {
        assertThat(handles.parse(written)).as(written).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) handles.parse(written)).handle();
    }

    private static String uri(String region, String written) {
        return switch (new Handles(region).parse(written)) {
            case Reading.Read(Handle handle) -> handle.uri();
            case Reading.Withheld _, Reading.Wrong _ -> "none";
        };
    }
}
