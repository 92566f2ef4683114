package io.recaller.cli;

import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.Stores;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.cli.option.Named;
import io.recaller.contact.Channel;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.reported.Intake;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.TestDatabase;
import io.recaller.settings.SettingsReader;
import io.recaller.text.Rough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look into the database or write to it, on a real one. */
class DatabaseCommandsTest {
    @TempDir private static Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void writeSettings() {
        var access = TestDatabase.freshSettings();
        var yaml =
                """
                time-zone: Asia/Almaty
                flows: %s
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret, port: 1}
                database: {url: "%s", user: "%s", password: "%s"}
                fields: {account: {kind: digits}}
                look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                speech: {command: [/nowhere/speak]}
                """
                        .formatted(
                                Path.of("../dialplans/flows").toAbsolutePath(),
                                access.url(),
                                access.user(),
                                access.password());
        try {
            Files.writeString(settings(), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatACustomerAgreedToIsKeptAndShown() {
        run("customer", "set", "+77015550204", "--create", "--agrees", "sms,email");
        assertThat(
                        run(
                                "customer",
                                "set",
                                "+77015550204",
                                "--withdraws",
                                "email",
                                "--prefers",
                                "sms"))
                .isZero();

        assertThat(terminal.out())
                .contains("prefers            sms", "sms                agreed since")
                .containsPattern("email +withdrawn since .*: recaller customer set");
        assertThat(run("customer", "set", "+77015550204", "--agrees", "fax")).isEqualTo(2);
        assertThat(terminal.err()).contains("--agrees fax: write one of call, sms, email");
        assertThat(run("customer", "set", "+77015550204", "--agrees", "vk", "--withdraws", "vk"))
                .isEqualTo(2);
    }

    @Test
    void aNoticeIsPostedListedAndCancelled() {
        run("customer", "set", "+77015550203", "--create", "--language", "ru");
        String[] add = {
            "notice",
            "add",
            "--topic",
            "billing",
            "--key",
            "k-1",
            "--until",
            LocalDate.now(ZoneOffset.UTC).plusDays(9) + "T10:00",
            "--text",
            "ru=Счёт готов.",
            "--to",
            "+77015550203"
        };

        assertThat(run(add)).isZero();
        assertThat(terminal.out()).startsWith("posted ");
        assertThat(run(add)).isZero();
        assertThat(terminal.out()).startsWith("was posted before: ");
        var id = terminal.out().strip().substring("was posted before: ".length());
        assertThat(run("notice", "list")).isZero();
        assertThat(terminal.out()).contains(id, "billing", "1 waiting");
        assertThat(run("notice", "cancel", id)).isZero();
        assertThat(terminal.out()).startsWith("cancelled");
        assertThat(run("notice", "list")).isZero();
        assertThat(terminal.out()).contains("1 cancelled");
    }

    @Test
    void recommendationsAreImportedListedReportedAndWithdrawn() throws IOException {
        var file = settings().resolveSibling("offers.csv");
        Files.writeString(
                file,
                """
                id;product;topic;until;segments;weight;text.en;reason.ru
                fibre-300;fibre;billing;31.12.2099;gold | Fibre 200;1,5;300 Mbit/s;Спрашивал
                Fibre;fibre;billing;2099-12-31;;;300 Mbit/s;
                tv;tv;billing;31.2.2099;;;TV;
                tv;tv;billing;2020-01-01;;;TV;
                tv;tv;billing;2099-01-01;;1e9;TV;
                tv;tv;billing;2099-01-01;;;;
                ever;tv;billing;31.12.9999;;;TV;
                tv;tv;billing;+12345-01-01;;;TV;
                """);

        assertThat(run("recommendation", "import", file.toString())).isEqualTo(1);
        assertThat(terminal.out()).contains("2 recommendations entered, 6 rows left out");
        assertThat(terminal.err())
                .contains(
                        "offers.csv:3: id: an id must be lower case words",
                        "offers.csv:4: until: write a day such as",
                        "offers.csv:5: until: is over already",
                        "offers.csv:6: weight: write a number from 0.01 to 100",
                        "offers.csv:7: text: is missing",
                        "offers.csv:9: until: write a day before the year 10000");
        assertThat(run("recommendation", "list")).isZero();
        assertThat(terminal.out())
                .containsPattern("fibre-300 +fibre +2100-01-01T00:00 +running")
                .containsPattern("ever +tv +.* +running");
        assertThat(run("report", "recommendations")).isZero();
        assertThat(terminal.out()).contains("Nothing was recommended.");
        assertThat(run("report", "recommendations", "--csv")).isZero();
        assertThat(terminal.out()).startsWith("recommendation,product,shown,accepted");
        assertThat(run("report", "recommendations", "--from", "2026-02-01", "--to", "2026-01-01"))
                .isEqualTo(2);
        assertThat(run("recommendation", "withdraw", "fibre-300")).isZero();
        assertThat(terminal.out()).contains("withdrawn");
        assertThat(run("recommendation", "withdraw", "fibre")).isEqualTo(2);
        Files.writeString(file, "id,product\n");
        assertThat(run("recommendation", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("offers.csv:1: the first line must name the columns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--until 2020-01-01T10:00 --text en=x --segment a | is over already",
                "--until soon --text en=x --segment a | write a time such as",
                "--until 2099-01-01T10:00 --text en=x | whom?",
                "--until 2099-01-01T10:00 --text en=x --segment a --area b | whom?",
                "--until 2099-01-01T10:00 --text English=x --segment a | write a language",
                "--until 2099-01-01T10:00 --text en=x --area b | facts.area-field",
                "--until 2099-01-01T10:00 --text en=x --segment a --tier sure | write claimed",
                "--until 2099-01-01T10:00 --text en=x --segment a --tier unknown | write claimed",
                "--until 2099-01-01T10:00 --text en=x --segment a --template none | no channel of the",
                "--until 2099-01-01T10:00 --text en=x --segment a | within 90 days",
            })
    void aNoticeThatCannotBeIsRefusedWithTheRemedy(String options, String told) {
        var arguments = new ArrayList<>(List.of("notice", "add", "--topic", "billing"));
        arguments.addAll(List.of(options.split(" ")));

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(terminal.err()).contains(told);
    }

    @Test
    void aCustomerIsDescribedAndShown() {
        run("user", "add", "dana", "--phone", "PJSIP/3");

        assertThat(run("customer", "set", "+77015550201", "--language", "kk")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number", "add --create");
        assertThat(run("customer", "set", "+77015550201", "--create", "--language", "kk")).isZero();
        assertThat(run("customer", "set", "+77015550201", "--agent", "Dana", "--segment", "gold"))
                .isZero();

        assertThat(run("customer", "show", "8 701 555 02 01")).isZero();
        assertThat(terminal.out()).contains("language           kk", "gold", "agent  dana");
        assertThat(run("customer", "set", "+77015550201", "--forget", "language,agent")).isZero();
        assertThat(run("customer", "show", "+77015550201")).isZero();
        assertThat(terminal.out()).contains("language           not known", "gold", "agent  none");
    }

    @ParameterizedTest
    @CsvSource({
        "--language, Russian, --language must be",
        "--segment, '  ', --segment must be",
        "--agent, nobody, no agent signs in as nobody",
        "--forget, policy, write one of",
    })
    void whatCannotBeSaidOfACustomerIsToldWithTheRemedy(String option, String value, String told) {
        run("customer", "set", "+77015550202", "--create", "--language", "ru");

        assertThat(run("customer", "set", "+77015550202", option, value)).isEqualTo(2);

        assertThat(terminal.err()).contains(told);
        assertThat(run("customer", "set", "+77015550202")).isEqualTo(2);
    }

    /** One place reads a number for all of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"customer show", "pin unlock", "link list", "customer set --segment gold"})
    void whoIsMeantIsReadTheSameByEveryCommand(String command) {
        assertThat(runs(command, "+33142685391")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number +33142685391", "--create");
        assertThat(runs(command, "web:v-none")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the handle web:v-none");
        assertThat(runs(command, "+10000000000")).isEqualTo(2);
        assertThat(terminal.err()).contains("+10000000000 names nobody: it is withheld");
        assertThat(runs(command, "+49112")).isEqualTo(2);
        assertThat(terminal.err()).contains("+49112: not a telephone number there can be");
    }

    private int runs(String command, String whom) {
        return run(
                Stream.of(command.split(" "), new String[] {whom})
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
    }

    @Test
    void aPinIsSetOnlyForSomebodyUnlessTheyAreToBeMade() {
        terminal.types("4711\n");

        assertThat(run("pin", "set", "8 (701) 555-01-01")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number", "add --create");
        assertThat(run("pin", "set", "8 (701) 555-01-01", "--create")).isZero();
        assertThat(terminal.out()).isEqualTo("the PIN is set" + System.lineSeparator());
        assertThat(run("pin", "set", "+77015550101")).as("the same number").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"٤٧١١", "۴۷۱۱", "४७११", "４７１１", "47११"})
    void aPinInOtherDigitsIsKeptInThoseThatCallersKeyAndItIsSaid(String pin) {
        terminal.types(pin + "\n");

        assertThat(run("pin", "set", "+77015550108", "--create")).isZero();

        assertThat(terminal.out())
                .startsWith("the PIN is set")
                .contains("it was written in other digits than 0 to 9, and is kept in these")
                .doesNotContain("4711", pin);
    }

    @Test
    void theDoctorTellsOfLanguagesThatThereAreNotAndThoseWithoutAVoice() throws IOException {
        var tone = Files.write(folder.resolve("tone.wav"), ToneSynthesizer.tone(8000, 8000, 300));
        var flows = Files.createDirectories(folder.resolve("voiceless"));
        Files.writeString(
                flows.resolve("small.yaml"),
                """
                flow: small
                languages: [en, sw, xq]
                start: person
                person: person
                nodes:
                  person: {hand_off: {say: {en: "Hold on.", sw: "Subiri.", xq: "Xu."}}}
                """);
        var given =
                Files.readString(settings())
                        .replaceFirst("flows: .*", "flows: " + flows)
                        .replaceFirst("8000: telecom", "8000: small")
                        .replaceFirst(
                                "speech: .*",
                                "speech: {command: [/bin/sh, -c, 'case \\$1 in sw) echo no such"
                                        + " voice >\\&2; exit 1;; esac; cp "
                                        + tone
                                        + " \\$2', speak, '{voice}', '{out}']}");
        var file = Files.writeString(folder.resolve("voiceless.yaml"), given);

        assertThat(terminal.run("doctor", "--settings", file.toString())).isEqualTo(1);

        assertThat(terminal.out())
                .contains("WARN flows      small.yaml:2: languages: xq is no language")
                .contains(
                        "BAD  prompts    the synthesiser has no voice for sw (it ended with 1: no")
                .contains("speech.voices.sw")
                .doesNotContain("for en", "for xq");
    }

    @Test
    void aPinThatNoCallerCanKeyIsSetAndToldOf() {
        terminal.types("4711471\n");

        assertThat(run("pin", "set", "+77015550107", "--create")).isZero();

        assertThat(terminal.out())
                .startsWith("the PIN is set")
                .contains("but it has 7 digits, and no caller can key it: the flow telecom takes")
                .contains("verify.digits")
                .doesNotContain("4711");
    }

    @Test
    void whatIsNoPinIsRefusedAndNotRepeated() {
        for (var wrong : new String[] {"", "471", "4711471147114", "47ll", "+4711"}) {
            terminal.types(wrong + "\n");

            assertThat(run("pin", "set", "+77015550102", "--create")).isEqualTo(2);

            assertThat(terminal.err()).contains("a PIN has 4 to 12 digits");
            assertThat(wrong.isEmpty() || !terminal.err().contains(wrong)).isTrue();
        }
    }

    @Test
    void aLockIsEndedForSomebodyWhoIsKnown() {
        terminal.types("4711\n");
        run("pin", "set", "+77015550104", "--create");

        assertThat(run("pin", "unlock", "8 701 555 01 04")).isZero();
        assertThat(terminal.out()).startsWith("unlocked");
        assertThat(run("pin", "unlock", "+77015550999")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number +77015550999");
    }

    @Test
    void pinsAreImportedAndWhatIsWrongIsToldByLineAndColumnWithoutThePin() throws IOException {
        var file = folder.resolve("pins.csv");
        Files.writeString(
                file,
                """
                \uFEFFname,Number,PIN
                "Ada, L.",+41446681800,0417
                Bob,+4930123456,12
                Cyd,+12345,9182
                Dan,+4930123457
                Eve,+33142685300,918273645546
                Fay;+33142685301;0417
                Gus,+33142685302,
                Hal,+33142685303,9182736455461
                Ivo,+33142685300,918273645546
                """);

        assertThat(run("pin", "import", file.toString(), "--create")).isEqualTo(1);

        assertThat(terminal.out()).startsWith("PINs set: 2; rows left out: 6");
        assertThat(terminal.err())
                .contains(
                        file
                                + ":7: 1 field; expected 3 as in the header; this row has a"
                                + " semicolon between them, the header a comma",
                        file + ":8: pin: is missing",
                        file + ":9: pin: is too long: has 4 to 12 digits, and this one has 13\n",
                        file + ":3: pin: has 4 to 12 digits",
                        file + ":4: number: ",
                        file + ":5: 2 fields; expected 3",
                        file
                                + ":6: pin: is set, but it has 12 digits, and no caller can key it:"
                                + " the flow telecom takes 4 to 6 digits; set one of that length")
                .doesNotContain("9182", ":2: pin");
        assertThat(run("pin", "unlock", "+41446681800")).isZero();
    }

    /** So a spreadsheet keeps the zeros in front. */
    @Test
    void aPinThatIsWrittenAsTextIsReadAsTheNumberBesideItIs() throws IOException {
        var file = folder.resolve("text.csv");
        Files.writeString(file, "number;pin\n=\"+4930123461\";=\"0417\"\n'+4930123462;'0417\n");

        assertThat(run("pin", "import", file.toString(), "--create")).isZero();

        assertThat(terminal.out()).startsWith("PINs set: 2; rows left out: 0");
    }

    @Test
    void aNumberThatTwoRowsGiveAnotherPinIsToldAndLeftOut() throws IOException {
        var file = folder.resolve("twice.csv");
        Files.writeString(
                file,
                """
                number,pin
                +4930123471,0417
                +4930123472,0418
                +49 (0)30 123471,0419
                +4930123472,0418
                +4930123473,04
                """);

        assertThat(run("pin", "import", file.toString(), "--create")).isEqualTo(1);

        assertThat(terminal.out()).startsWith("PINs set: 1; rows left out: 3");
        assertThat(terminal.err())
                .containsSubsequence(
                        "twice.csv:2: number: another row gives it another PIN",
                        "twice.csv:4: number: another row gives it another PIN",
                        "twice.csv:6: pin: has 4 to 12 digits")
                .doesNotContain("0419");
        assertThat(run("pin", "unlock", "+4930123471")).isEqualTo(2);
    }

    @Test
    void zerosThatASpreadsheetSeemsToHaveDroppedAreToldAndThoseItKeptAreRead() throws IOException {
        var file = folder.resolve("sheet.csv");
        Files.writeString(
                file, "number,pin\n+4930123461,48211\n+4930123462,9173\n+4930123463,55102\n");

        assertThat(run("pin", "import", file.toString(), "--create")).isZero();
        assertThat(terminal.err()).contains(file + ":3: pin: 1 shorter than the 2 of 5 digits");

        Files.writeString(file, "number,pin\n+4930123461,\"=\"\"04821\"\"\"\n+4930123462,'09173\n");
        assertThat(run("pin", "import", file.toString())).isZero();
        assertThat(terminal.err()).doesNotContain("shorter");
    }

    /** A file of another system may say who it is, too. */
    @Test
    void theColumnThatIsCalledNumberWinsOverOthersThatMayBeOne() throws IOException {
        var file = folder.resolve("crm.csv");
        Files.writeString(
                file, "customer,phone,number,pin\n1002003,+4930123459,+4930123458,0417\n");

        assertThat(run("pin", "import", file.toString(), "--create")).isZero();

        assertThat(run("pin", "unlock", "+4930123458")).isZero();
        assertThat(run("pin", "unlock", "+4930123459")).isNotZero();
    }

    @Test
    void emptyColumnsBehindTheLastOfASpreadsheetDoNoHarmAndOneNameTwiceIsTold() throws IOException {
        var file = folder.resolve("sheet.csv");
        Files.writeString(
                file, "id;product;topic;until;text.en;;\nodd-1;p;billing;2099-12-31;Faster;;\n");

        assertThat(run("recommendation", "import", file.toString())).isZero();

        Files.writeString(file, "id,product,topic,until,text.en,text.en\n");
        assertThat(run("recommendation", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("sheet.csv:1: the column text.en is there twice");

        Files.writeString(file, "id,,product,topic,until,,text.en\n");
        assertThat(run("recommendation", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("sheet.csv:1: no name is above column 2, 6; name it");
    }

    @Test
    void aClaimIsListedProvedByAnAgentsWordAndTakenBack() {
        var number = "+33142685377";
        try (var stores = stores()) {
            report(stores, "owner", TrustTier.VERIFIED, "tel:" + number);
            report(stores, "visit", TrustTier.UNKNOWN, "web:v-77", "tel:" + number);
        }

        assertThat(run("link", "list", number)).isZero();
        assertThat(terminal.out()).contains("tel:" + number + "  unknown  named by the visitor");
        assertThat(run("link", "prove", number, "web:v-77")).isZero();
        assertThat(run("link", "list", number)).isZero();
        assertThat(terminal.out()).contains("no claims");
        assertThat(run("link", "undo", number, "web:v-77")).isZero();
        assertThat(run("link", "undo", number, "web:v-77")).isEqualTo(2);
        assertThat(terminal.err()).contains("there is no link to web:v-77");
    }

    private static void report(Stores stores, String id, TrustTier trust, String... handles) {
        var read = Arrays.stream(handles).map(text -> Named.read(stores, text).handle()).toList();
        stores.database()
                .runInTransaction(tx ->
                        intake(stores)
                                .record(
                                        tx,
                                        List.of(
                                                new Reported(
                                                        "crm",
                                                        id,
                                                        Nature.INTERACTION,
                                                        Channel.WEB,
                                                        Direction.INBOUND,
                                                        read,
                                                        trust,
                                                        Optional.empty(),
                                                        Instant.parse("2026-11-20T10:00:00Z"),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Map.of())),
                                        Instant.parse("2026-11-21T10:00:00Z")));
    }

    @Test
    void whoSetsOrUnlocksPinsOrReadsClaimsIsOnTheAuditTrail() {
        var number = "+33142685391";
        terminal.types("4711\n");
        run("pin", "set", number, "--create");
        run("pin", "unlock", number);
        terminal.types("number,pin\n" + number + ",4821\n");
        run("pin", "import", "-");
        run("link", "list", number);

        try (var stores = stores()) {
            var handle = Named.read(stores, number).handle();
            var done =
                    stores.database()
                            .inTransaction(tx -> {
                                var who = stores.customers().resolve(tx, handle).single();
                                return tx.dsl()
                                        .select(AUDIT.ACTION)
                                        .from(AUDIT)
                                        .where(
                                                AUDIT.CUSTOMER_ID.eq(who.orElseThrow().value()),
                                                AUDIT.ACTOR_KIND.eq("cli"))
                                        .fetch(AUDIT.ACTION);
                            });
            assertThat(done)
                    .containsExactlyInAnyOrder("pin.set", "pin.unlock", "pin.set", "link.read");
        }
    }

    @Test
    void pinsCanComeFromStandardInputAndOnlyForWhoIsThere() {
        terminal.types("number,pin\r\n+33142685301,\u200f٤٨٢١\r\n");

        assertThat(run("pin", "import", "-")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("standard input:2: number: nobody has it; add --create");
        assertThat(run("pin", "import", "-", "--create")).isZero();
        assertThat(terminal.err())
                .contains("pin: of 1 row was written in other digits than 0 to 9")
                .doesNotContain("4821", "٤٨٢١");
        assertThat(run("pin", "import", "-")).isZero();
        assertThat(terminal.out()).startsWith("PINs set: 1; rows left out: 0");
    }

    @Test
    void aFileOfPinsWithoutItsColumnsIsRefusedAndOneInAnotherEncodingIsRead() throws IOException {
        var file = folder.resolve("other.csv");
        Files.writeString(file, "telephone;secret\n+33142685301;4821\n");
        assertThat(run("pin", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("number,pin").doesNotContain("4821");

        Files.writeString(file, "number,pin\n+33142685301,4821\n", StandardCharsets.UTF_16);
        assertThat(run("pin", "import", file.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("is read as: UTF-16").doesNotContain("4821");
    }

    @Test
    void whateverAFileOfPinsHoldsItIsTakenOrRefusedInWords() throws IOException {
        var file = folder.resolve("rough.csv");
        var rows = new StringBuilder("number,pin\n+33142685302,4821\n");
        for (var text : Rough.texts(41, 40)) {
            var rough = text.substring(0, Math.min(text.length(), 3_000));
            rows.append(rough).append(',').append(rough).append('\n').append(rough).append('\n');
        }
        for (var bytes :
                List.of(
                        rows.toString().getBytes(StandardCharsets.UTF_8),
                        rows.toString().replace("\"", "").getBytes(StandardCharsets.UTF_8),
                        new byte[] {0, 1, (byte) 0xFF},
                        ("number,pin\n\"" + "9".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
                        "номер,pin\n1,2\n".getBytes(Charset.forName("windows-1251")))) {
            Files.write(file, bytes);

            assertThat(run("pin", "import", file.toString(), "--create")).isIn(0, 1, 2);

            assertThat(terminal.err())
                    .contains(file.toString())
                    .doesNotContain("Exception", "4821", "\tat ", "\0", "\u001B");
        }
    }

    @Test
    void withoutThePepperFilePinsAreRefusedAndTheDoctorSaysWhy() throws IOException {
        terminal.types("4711\n");
        run("pin", "set", "+77015550105", "--create");
        var pepper = folder.resolve(".recaller/pin.pepper");
        assertThat(Files.getPosixFilePermissions(pepper))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var kept = Files.readString(pepper);
        Files.delete(pepper);

        assertThat(run("pin", "set", "+77015550105")).isEqualTo(2);
        assertThat(terminal.err()).contains(pepper + " is missing", "bring it back");
        run("doctor");
        assertThat(terminal.out()).contains("BAD  pins", pepper + " is missing");
        Files.writeString(pepper, "12".repeat(32));
        run("doctor");
        assertThat(terminal.out()).contains("BAD  pins", "PINs need the key");
        Files.writeString(pepper, kept);
        run("doctor");
        assertThat(terminal.out()).contains("ok   pins");
    }

    @Test
    void aContactNobodyKnowsHasNoWhy() {
        assertThat(run("why", "+77015550103")).isEqualTo(2);

        assertThat(terminal.err()).contains("no contact found for +77015550103");
    }

    @Test
    void ofANumberWithSeveralContactsItIsSaidThatThereAreMoreAndHowToSeeThem() {
        var line = new Handle(HandleKind.TEL, "+441632960961");
        List.of("many-1", "many-2", "many-3").forEach(id -> report(id, Optional.empty(), line));

        assertThat(run("why", "+441632960961")).isZero();
        assertThat(terminal.out().lines().filter(each -> each.startsWith("contact "))).hasSize(1);
        assertThat(terminal.out())
                .endsWith(
                        "(2 other contacts of this number: --last N tells the last ones, --list"
                                + " which there are)\n");
        assertThat(run("why", "+441632960961", "--last", "9")).isZero();
        assertThat(terminal.out().lines().filter(each -> each.startsWith("contact "))).hasSize(3);
        assertThat(terminal.out()).doesNotContain("--last N");
        assertThat(run("why", "+441632960961", "--list")).isZero();
        assertThat(terminal.out().lines())
                .hasSize(3)
                .allMatch(each ->
                        each.matches("2026-03-10 \\d\\d:00:00  [0-9a-f-]{36}  chat      .+, .+"))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(run("why", "+441632960961", "--list", "--json")).isZero();
        assertThat(terminal.out().lines())
                .hasSize(3)
                .allMatch(each ->
                        each.matches("\\{\"contact\":.*,\"channel\":\"chat\",.*\"end\":\".+\"}"));
        assertThat(run("why", "+441632960961", "--last", "0")).isEqualTo(2);
        assertThat(terminal.err()).contains("--last: write a number from 1 to 100");
    }

    @Test
    void whatIsNeitherAnIdNorANumberHasNoWhyEither() {
        for (var written : List.of("abc", "0199a2b4-6d10", "звонок")) {
            assertThat(run("why", written)).isEqualTo(2);
            assertThat(terminal.err())
                    .contains(written + " is neither the id of a contact", "nor a number");
        }
    }

    @Test
    void whoAsksWhyIsOnTheAuditTrailWithTheUserOfTheSystem() {
        report("why-1", Optional.empty(), new Handle(HandleKind.TEL, "+77015550188"));

        assertThat(run("why", "8 (701) 555-01-88")).isZero();
        assertThat(terminal.out()).contains("another system reported it");

        try (var stores = stores()) {
            var row =
                    stores.database()
                            .inTransaction(tx ->
                                    tx.dsl()
                                            .selectFrom(AUDIT)
                                            .where(AUDIT.ACTION.eq("contact.explained"))
                                            .orderBy(AUDIT.OCCURRED_AT.desc())
                                            .limit(1)
                                            .fetchSingle());
            assertThat(row.getActorKind()).isEqualTo("cli");
            assertThat(row.getActor()).isEqualTo(System.getProperty("user.name"));
            assertThat(row.getCustomerId()).isNotNull();
            assertThat(row.getContactId()).isNotNull();
        }
    }

    @Test
    void theMenuReportSaysWhatIsThereAndWhichPolicyIsOff() {
        assertThat(run("report", "menu")).isZero();
        assertThat(terminal.out()).contains("No customer heard such a menu");

        assertThat(run("policy", "off", "order", "--reason", "new flow")).isZero();
        assertThat(run("report", "menu")).isZero();
        assertThat(terminal.out().replaceAll("\\s+", " "))
                .contains("order: switched OFF since", "by an operator (new flow)")
                .contains("recaller policy on order");

        assertThat(run("policy", "on", "order")).isZero();
        assertThat(run("report", "menu", "--json")).isZero();
        assertThat(terminal.out()).contains("\"policies\":{}", "\"switchedOff\":[]");
    }

    @Test
    void whatIsNoPeriodAndWhatIsNoPolicyIsRefusedWithTheRemedy() {
        assertThat(run("report", "menu", "--from", "2026-11-02", "--to", "2026-11-01"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("the last day 2026-11-01 is before the first");

        assertThat(run("policy", "off", "control")).isEqualTo(2);
        assertThat(terminal.err()).contains("write popularity, order or recaller");
    }

    @Test
    void whatWasLearnedIsShownAndLearnedAnew() throws IOException {
        assertThat(run("learn")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "learned       0 contacts about 0 topics",
                        "waiting       0 contacts",
                        "stale         nothing",
                        "learning now  nobody; a server that runs does");

        chat("1", "mobile");
        chat("2", "billing");
        assertThat(run("learn", "--rebuild")).isZero();
        assertThat(terminal.err()).containsPattern("learned 2 contacts in \\d+\\.\\d s");
        assertThat(terminal.out())
                .contains("learned       2 contacts about 2 topics, the last one at 20")
                .containsPattern("\\+1\\.00  feature\\.trend +the same, lately \\(7 days\\)");

        correct("2", "mobile");
        assertThat(run("learn")).isZero();
        assertThat(terminal.out())
                .contains("1 topics corrected since they were learned: recaller learn --rebuild");
        assertThat(run("learn", "--rebuild", "--json")).isZero();
        var status = new ObjectMapper().readTree(terminal.out());
        assertThat(status.path("learned").asInt()).isEqualTo(2);
        assertThat(status.path("topics").asInt()).isEqualTo(1);
        assertThat(status.path("stale").isEmpty()).isTrue();
        assertThat(status.path("weights").path("feature.own_60d").asDouble()).isEqualTo(1);
    }

    private static void chat(String id, String topic) {
        report(id, Optional.of(topic), new Handle(HandleKind.TEL, "+77015550104"));
    }

    private static void report(String id, Optional<String> topic, Handle line) {
        var at = Instant.parse("2026-03-10T12:00:00Z");
        try (var stores = stores()) {
            var reported =
                    new Reported(
                            "crm",
                            id,
                            Nature.INTERACTION,
                            Channel.CHAT,
                            Direction.INBOUND,
                            List.of(line),
                            TrustTier.CLAIMED,
                            topic.map(Topic::new),
                            at,
                            Optional.of(at),
                            Optional.empty(),
                            Map.of());
            stores.database()
                    .runInTransaction(tx -> {
                        topic.map(Topic::new)
                                .ifPresent(known -> stores.topics().define(tx, known, Map.of()));
                        intake(stores).record(tx, List.of(reported), at);
                    });
        }
    }

    private static void correct(String id, String topic) {
        try (var stores = stores()) {
            stores.database()
                    .runInTransaction(tx ->
                            tx.dsl()
                                    .update(CONTACT)
                                    .set(CONTACT.TOPIC, topic)
                                    .where(CONTACT.EXTERNAL_ID.eq(id))
                                    .execute());
        }
    }

    private static Intake intake(Stores stores) {
        return new Intake(stores.ids(), stores.links(), stores.fields(), stores.topics());
    }

    private static Stores stores() {
        return Stores.open(SettingsReader.read(settings(), Map.of()));
    }

    @Test
    void theDoctorTellsWhatIsWellAndWhatIsNotWithItsRemedy() {
        assertThat(run("doctor")).isEqualTo(1);

        assertThat(terminal.out())
                .containsPattern("ok +flows +telecom")
                .containsPattern("ok +database +answers")
                .containsPattern("BAD +ami +no answer at 127.0.0.1:1 .*; include manager")
                .containsPattern("BAD +prompts");
    }

    private int run(String... arguments) {
        var all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--settings";
        all[arguments.length + 1] = settings().toString();
        return terminal.run(all);
    }

    private static Path settings() {
        return folder.resolve("recaller.yaml");
    }
}
