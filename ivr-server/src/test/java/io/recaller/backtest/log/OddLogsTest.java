package io.recaller.backtest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.recaller.contact.Channel;
import io.recaller.customer.handle.Handles;
import io.recaller.text.CsvFormat;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contact logs as spreadsheets and systems of many countries write them. */
final class OddLogsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "windows-1251 | ; | Потери связи",
                "IBM866 | ; | Потери связи и ещё оплата",
                "KOI8-R | , | Потери связи и ещё оплата",
                "UTF-16 | ; | Потери связи",
                "UTF-16LE | , | Потери связи",
                "UTF-8 | ; | Байланыс үзілді",
                "windows-1256 | ; | فاتورة الهاتف والشكوى",
                "Shift_JIS | , | 請求書の確認をお願いします",
                "EUC-KR | , | 요금 청구서 문의",
                "windows-1252 | ; | Réclamation à Genève"
            })
    void theEncodingIsRecognisedAndTold(String encoding, String separator, String topic)
            throws IOException {
        var text = new StringBuilder("time,customer,channel,topic\n".replace(",", separator));
        for (var i = 0; i < 30; i++) {
            text.append(
                    "2026-11-21T10:00:%02dZ,c%d,phone,\"%s\"\n"
                            .formatted(i, i, topic)
                            .replace(",c", separator + "c")
                            .replace(",phone,", separator + "phone" + separator));
        }

        var log = read(text.toString().getBytes(Charset.forName(encoding)));

        assertThat(log.rows()).hasSize(30).allMatch(row -> row.topic().equals(topic));
        assertThat(log.mistakes()).isEmpty();
        assertThat(String.join("", log.notes()))
                .matches(told -> encoding.equals("UTF-8") || told.contains("is read as"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"GB18030 | 账单查询和投诉建议", "windows-1253 | Κινητό", "windows-1250 | Řešení účtu"})
    void anEncodingThatCannotBeToldIsAskedForAndTakenAsSaid(String encoding, String topic)
            throws IOException {
        var bytes = row("2026-11-21T10:00:00Z", "c1", topic).getBytes(Charset.forName(encoding));

        assertThatThrownBy(() -> read(bytes))
                .hasMessageContaining("its encoding cannot be told")
                .hasMessageContaining("--encoding windows-1251");

        var said = CsvFormat.named(Optional.of(encoding), Optional.empty());
        var log = read(bytes, new LogFormat(said, Optional.empty(), ZoneOffset.UTC, Map.of()));
        assertThat(log.rows().getFirst().topic()).isEqualTo(topic);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01T00:04:59Z, taken",
        "2026-12-01T05:04:00+05:00, taken",
        "2026-12-01T00:05:01Z, refused",
        "2026-12-01 00:06, refused",
        "2027-03-01T10:00:00Z, refused",
    })
    void aContactThatHasNotTakenPlaceYetIsRefusedAsByTheApi(String time, String what)
            throws IOException {
        var log = read("time,customer,channel,topic\n" + time + ",c1,phone,billing\n");

        assertThat(log.rows()).hasSize(what.equals("taken") ? 1 : 0);
        assertThat(log.mistakes())
                .allMatch(mistake -> mistake.words().contains(":2: time is "))
                .allMatch(mistake -> mistake.words().contains("more than 5 minutes after"))
                .hasSize(what.equals("taken") ? 0 : 1);
    }

    @Test
    void aMarkInFrontALineThatTellsTheSeparatorAndEmptyColumnsOfASpreadsheetDoNoHarm()
            throws IOException {
        var log =
                read(
                        String.join(
                                "\r\n",
                                "\uFEFFsep=;",
                                "Time;Customer;Channel;Topic;;",
                                "21.11.2026 10:00;c-1;phone;\"TV; internet\";;",
                                ";;;;;",
                                "\u00a021.11.2026 9:05\u00a0;c-2;mail;billing;;"));

        assertThat(log.mistakes()).isEmpty();
        assertThat(log.rows())
                .extracting(ContactLog.Row::at, ContactLog.Row::topic, ContactLog.Row::line)
                .containsExactly(
                        tuple(Instant.parse("2026-11-21T09:05:00Z"), "billing", 5),
                        tuple(Instant.parse("2026-11-21T10:00:00Z"), "TV; internet", 3));
        assertThat(log.notes().getFirst())
                .contains("separated by ;", "times without a zone are of UTC");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "21.11.2026 10:00 | 2026-11-21T05:00:00Z",
                "21.11.26 10:00:30 | 2026-11-21T05:00:30Z",
                "21/11/2026 10:00 | 2026-11-21T05:00:00Z",
                "11/21/2026 10:00 AM | 2026-11-21T05:00:00Z",
                "11/21/26, 9:05 p.m. | 2026-11-21T16:05:00Z",
                "11/21/2026 12:30\u202fAM | 2026-11-20T19:30:00Z",
                "21-11-2026 10.00 | 2026-11-21T05:00:00Z",
                "21-Nov-2026 10:00 | 2026-11-21T05:00:00Z",
                "Nov 21, 2026 10:00 PM | 2026-11-21T17:00:00Z",
                "2026/11/21 10:00:00.5 | 2026-11-21T05:00:00.500Z",
                "2026-11-21 10:00:00+00 | 2026-11-21T10:00:00Z",
                "2026-11-21 10:00:00 UTC | 2026-11-21T10:00:00Z",
                "2026-11-21T10:00:00.123456+0300 | 2026-11-21T07:00:00.123456Z",
                "20261121100000 | 2026-11-21T05:00:00Z",
                "1795255200 | 2026-11-21T10:00:00Z",
                "1795255200000 | 2026-11-21T10:00:00Z",
                "٢١.١١.٢٠٢٦ ١٠:٠٠ | 2026-11-21T05:00:00Z",
                "21/11/2026 10:00 a. m. | 2026-11-21T05:00:00Z",
                "21/11/2026 10:00\u00a0p.\u00a0m. | 2026-11-21T17:00:00Z",
                "Sat, 21 Nov 2026 10:00:00 +0300 | 2026-11-21T07:00:00Z",
                "Saturday, November 21, 2026 10:00 AM | 2026-11-21T05:00:00Z",
                "сб, 21 ноября 2026 г., 10:00 | 2026-11-21T05:00:00Z",
                "21 ноя 2026 10:00 | 2026-11-21T05:00:00Z",
                "21 қараша 2026 10:00 | 2026-11-21T05:00:00Z",
                "21 листопада 2026 р., 10:00 | 2026-11-21T05:00:00Z",
                "21-мар-26 10:00 | 2026-03-21T05:00:00Z",
                "21 мая 2026 г. в 10:00 | 2026-05-21T05:00:00Z",
                "21. März 2026 10:00 Uhr | 2026-03-21T05:00:00Z",
                "21. Mrz. 2026, 10:00 | 2026-03-21T05:00:00Z",
                "21-dic-2025 10:00 | 2025-12-21T05:00:00Z",
                "21 juil. 2026 à 10:00 | 2026-07-21T05:00:00Z",
                "21 de octubre de 2026 10:00 | 2026-10-21T05:00:00Z",
                "21 set. 2026 10:00 | 2026-09-21T05:00:00Z",
                "21 Ağu 2026 10:00 | 2026-08-21T05:00:00Z",
                "21 januari 2026 10:00 | 2026-01-21T05:00:00Z",
                "21 februari 2026 10:00 | 2026-02-21T05:00:00Z",
                "21 augustus 2026 10:00 | 2026-08-21T05:00:00Z",
                "21 augusti 2026 10:00 | 2026-08-21T05:00:00Z",
                "21. marts 2026 10:00 | 2026-03-21T05:00:00Z",
                "21 aprilie 2026 10:00 | 2026-04-21T05:00:00Z",
                "21 septembrie 2026 10:00 | 2026-09-21T05:00:00Z",
                "21 julius 2026 10:00 | 2026-07-21T05:00:00Z",
                "21 aprel 2026 10:00 | 2026-04-21T05:00:00Z",
                "21. decembar 2025 10:00 | 2025-12-21T05:00:00Z",
                "21 Mar 2026 10:00 | 2026-03-21T05:00:00Z",
                "21. marraskuuta 2026 10:00 | 2026-11-21T05:00:00Z",
                "21. 11. 2026 10:00 | 2026-11-21T05:00:00Z",
                "2026. 11. 21. 10:00:05 | 2026-11-21T05:00:05Z"
            })
    void timesAreReadAsTheyAreWrittenAndLocalOnesInTheZoneSaid(String written, String at)
            throws IOException {
        var log = read(row('"' + written + '"', "c1", "billing"), format(Optional.empty(), ALMATY));

        assertThat(log.mistakes()).isEmpty();
        assertThat(log.rows().getFirst().at()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05/06/2026 10:00", "5-6-26 10:00", "05/06/2026 10:00 PM"})
    void aDayThatMayBeAMonthIsAskedForAndNeverGuessed(String written) throws IOException {
        var rows = row(written, "c1", "billing");

        assertThatThrownBy(() -> read(rows))
                .isInstanceOf(ContactLog.UnreadableException.class)
                .hasMessageContaining("line 2, " + written)
                .hasMessageContaining("--dates day-first or --dates month-first");

        var dayFirst = read(rows, format(Optional.of(DayOrder.DAY_FIRST), ZoneOffset.UTC));
        var monthFirst = read(rows, format(Optional.of(DayOrder.MONTH_FIRST), ZoneOffset.UTC));
        assertThat(dayFirst.rows().getFirst().at().toString()).startsWith("2026-06-05");
        assertThat(monthFirst.rows().getFirst().at().toString()).startsWith("2026-05-06");
    }

    @ParameterizedTest
    @ValueSource(strings = {"21. listopada 2026. 10:00", "21 lip 2026 10:00", "21-lis-26 10:00"})
    void aMonthThatIsAnotherInAnotherLanguageIsNeverGuessed(String written) throws IOException {
        var rows = row(written, "c1", "billing");

        assertThatThrownBy(() -> read(rows))
                .isInstanceOf(ContactLog.UnreadableException.class)
                .hasMessageContaining("is another month in another language")
                .hasMessageContaining("line 2, " + written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "21. listopada 2026. 10:00 | 3. ožujka 2026. 10:00 | 2026-10-21T10:00:00Z",
                "21 listopada 2026 10:00 | 3 marca 2026 10:00 | 2026-11-21T10:00:00Z",
                "21 lip 2026 10:00 | 3 svi 2026 10:00 | 2026-06-21T10:00:00Z",
                "21 lip 2026 10:00 | 3 sty 2026 10:00 | 2026-07-21T10:00:00Z",
                "21 lis 2026 10:00 | 3 kol 2026 10:00 | 2026-10-21T10:00:00Z"
            })
    void theOtherMonthsOfAFileTellItsLanguage(String written, String other, String at)
            throws IOException {
        var log = read(row(written, "c1", "a") + other + ",c1,phone,a\n");

        assertThat(log.mistakes()).isEmpty();
        assertThat(log.rows()).extracting(row -> row.at().toString()).contains(at);
    }

    @Test
    void oneRowThatCanOnlyBeReadOneWayTellsForAllAndTwoThatDisagreeAreTold() throws IOException {
        var log = read(row("05/06/2026 10:00", "c1", "a") + "06/25/2026 10:00,c1,phone,a\n");

        assertThat(log.rows().getFirst().at()).isEqualTo("2026-05-06T10:00:00Z");
        assertThat(log.notes().getFirst()).contains("dates with the month first");
        assertThatThrownBy(() ->
                        read(row("25/06/2026 10:00", "c1", "a") + "06/25/2026 10:00,c1,phone,a\n"))
                .hasMessageContaining("written in two ways")
                .hasMessageContaining("line 2, 25/06/2026 10:00")
                .hasMessageContaining("line 3, 06/25/2026 10:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7,70123E+10\"",
                "7.70123E+10",
                "7.7e10",
                "7E+10",
                "\"4,3664E+12\"",
                "########",
                "#N/A",
                "#REF!"
            })
    void whatASpreadsheetLostIsToldWithItsLineAndWhatToDo(String customer) throws IOException {
        var log = read(row("2026-11-21T10:00:00Z", customer, "billing"));

        assertThat(log.rows()).isEmpty();
        assertThat(log.skipped()).isOne();
        assertThat(log.mistakes().getFirst().words())
                .contains("log.csv:2: customer '", "a spreadsheet", "save it again")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KZ | 87011234567 | +7 701 123-45-67 | 77011234567.0 | '+77011234567",
                "DE | 030 1234567 | 0049 30 1234567 | +49 (0)30/1234567 | 4930123456 7",
                "ES | 612345678 | 34612345678 | +34 612 34 56 78 | 612 34 56 78",
                "NO | 40612345 | 4740612345 | +47 406 12 345 | 406 12 345",
                "FR | 0612345678 | 612345678 | +33 6 12 34 56 78 | 33612345678",
                "GB | 07911 123456 | 7911123456 | 447911123456 | +44 (0)7911 123456",
                "US | (415) 555-2671 | 14155552671 | 415.555.2671 | +1 415 555 2671",
                "IN | 09876543210 | 919876501234 | +91 98765 01234 | 9876501234",
                "BR | 11 96123-4567 | 5511961234567 | +55 (11) 96123-4567 | 11961234567",
                "UZ | 901234567 | 998901234567 | +998 90 123 45 67 | 90 123-45-67"
            })
    void oneNumberInManySpellingsIsOnePerson(
            String region, String one, String two, String three, String four) {
        var names = new CustomerNames(new Handles(region));

        var people =
                List.of(two, three, four).stream()
                        .map(each -> names.of(each, 2))
                        .distinct()
                        .toList();

        assertThat(people).hasSize(1);
        assertThat(people.getFirst()).startsWith("+");
        if (!region.equals("IN")) {
            assertThat(names.of(one, 3)).isEqualTo(people.getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "\\N", "nan", "None", "n/a", "-", "?", "anonymous"})
    void whatATableWritesForNobodyIsAnotherStrangerEachTime(String written) throws IOException {
        var log =
                read(
                        row("2026-11-21T10:00:00Z", written, "a")
                                + "2026-11-21T11:00:00Z,%s,phone,a\n".formatted(written));

        assertThat(log.rows()).extracting(ContactLog.Row::customer).doesNotHaveDuplicates();
    }

    @Test
    void aCustomerWhoHasMostOfTheContactsIsTold() throws IOException {
        var log = read(row("2026-11-21T10:00:00Z", "12345", "a") + rows(40, "12345"));

        assertThat(log.notes().getFirst())
                .contains("log.csv:2: more than half of the contacts are of this customer")
                .doesNotContain("12345");
    }

    @Test
    void numbersOfAnotherCountryAreToldOnceWithTheRemedy() throws IOException {
        var log =
                read(
                        row("2026-11-21T10:00:00Z", "(11) 98123-4567", "a")
                                + "2026-11-21T11:00:00Z,11 98123 4568,loja,a\n"
                                + "2026-11-21T11:05:00Z,11 98123 4568,telefone,a\n"
                                + "2026-11-21T12:00:00Z,4711,phone,a\n"
                                + "2026-11-21T13:00:00Z,+77011234567,phone,a\n");

        assertThat(log.notes().getLast())
                .contains("log.csv:2: (••) •••••-••67 looks like a telephone number of another")
                .contains(", and so does one more;")
                .contains("--region BR");
        assertThat(log.strangeChannels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Входящий звонок, PHONE",
        "тел., PHONE",
        "ГОРЯЧАЯ\u00A0ЛИНИЯ, PHONE",
        "Телефон қоңырауы, PHONE",
        "Эл.  почта, EMAIL",
        "электрондық хат, EMAIL",
        "SMS-сообщение, SMS",
        "смс-хабарлама, SMS",
        "Чат на сайте, CHAT",
        "Ватсап, MESSENGER",
        "Telegram, MESSENGER",
        "Личный кабинет, WEB",
        "жеке кабинет, WEB",
        "Салон, SHOP",
        "Бөлімше, SHOP",
    })
    void channelsAreKnownInTheWordsOfTheirLogs(String written, Channel channel) throws IOException {
        var log =
                read(
                        "time,customer,channel,topic\n2026-11-21T10:00:00Z,+77011234567,"
                                + written
                                + ",a\n");

        assertThat(log.strangeChannels()).isEmpty();
        assertThat(log.rows().get(0).channel()).isEqualTo(channel);
    }

    @Test
    void topicsThatDifferInCapitalsAreOne() throws IOException {
        var log =
                read(
                        row("2026-11-21T10:00:00Z", "c1", "Billing TV")
                                + "2026-11-21T11:00:00Z,c2,phone,billing tv\n");

        assertThat(log.rows()).extracting(ContactLog.Row::topic).containsOnly("Billing TV");
    }

    @Test
    void columnsOfOtherNamesAreNamedAndTwoAreJoined() throws IOException {
        var text = "Datum;Zeit;Anrufer;Kanal;Grund\n21.11.2026;10:00;c1;phone;Rechnung\n";
        var columns =
                Map.of(
                        "time", List.of("datum", "zeit"),
                        "customer", List.of("Anrufer"),
                        "channel", List.of("Kanal"),
                        "topic", List.of("Grund"));
        var format =
                new LogFormat(CsvFormat.recognised(), Optional.empty(), ZoneOffset.UTC, columns);

        var log = read(text, format);

        assertThat(log.rows().getFirst())
                .isEqualTo(
                        new ContactLog.Row(
                                2,
                                Instant.parse("2026-11-21T10:00:00Z"),
                                "c1",
                                Channel.PHONE,
                                "Rechnung"));
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining("no column time")
                .hasMessageContaining("Datum, Zeit, Anrufer, Kanal, Grund");
    }

    @Test
    void ofTwoColumnsOfOneNameNoneIsGuessed() {
        var text = "time,customer,channel,topic,Topic\n2026-11-21T10:00:00Z,c1,phone,a,b\n";

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ContactLog.UnreadableException.class)
                .hasMessageContaining("log.csv:1: the columns 4 and 5 are all named topic; rename");
    }

    @Test
    void aRowThatIsNoneIsToldAndTheOthersStayInTheOrderOfTime() throws IOException {
        var log =
                read(
                        row("2026-11-21T10:00:00Z", "c1", "late")
                                + "31.02.2026 10:00,c1,phone,never\n"
                                + "2026-11-20T10:00:00Z,c2,phone,early\n"
                                + "2026-11-20T10:00:00Z,c3,phone,same\n"
                                + "21.11.2026,c3,phone,whole day\n");

        assertThat(log.rows())
                .extracting(ContactLog.Row::topic)
                .containsExactly("early", "same", "late");
        assertThat(log.mistakes()).extracting(ContactLog.Mistake::line).containsExactly(3, 6);
    }

    private static String row(String time, String customer, String topic) {
        return "time,customer,channel,topic\n%s,%s,phone,%s\n".formatted(time, customer, topic);
    }

    private static String rows(int rows, String customer) {
        return "2026-11-22T10:00:00Z,%s,phone,a\n".formatted(customer).repeat(rows);
    }

    private static LogFormat format(Optional<DayOrder> days, ZoneId zone) {
        return new LogFormat(CsvFormat.recognised(), days, zone, Map.of());
    }

    private ContactLog read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private ContactLog read(byte[] bytes) throws IOException {
        return read(bytes, LogFormat.recognised());
    }

    private ContactLog read(String text, LogFormat format) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), format);
    }

    private ContactLog read(byte[] bytes, LogFormat format) throws IOException {
        var file = Files.write(folder.resolve("log.csv"), bytes);
        return ContactLog.read(
                file, new CustomerNames(new Handles("KZ")), format, NOW, _ -> _ -> {});
    }
}
