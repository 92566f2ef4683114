package io.recaller.gateway.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import io.recaller.message.ThreadMessage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Messages as a centre delivers them, whole and in parts, into real rows. */
class LongMessagesTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final int UDHI = 0x40;

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final SmsRows sms = rows(db);
    private final LongMessages longs = new LongMessages("smpp", db, sms.inbox(), () -> now);
    private final Deliveries deliveries = deliveries(sms, longs);

    private SmsRows rows(Database database) {
        return new SmsRows(
                database,
                SmsRows.plan("smpp", SmsPlan.Provider.SMPP, "smpp://127.0.0.1"),
                () -> now);
    }

    private Deliveries deliveries(SmsRows rows, LongMessages joined) {
        return new Deliveries(
                "smpp", rows.inbox(), joined, new SmppReceipts(rows.receipts()), () -> now);
    }

    @Test
    void partsAreOneMessageInWhateverOrderAndHoweverOftenTheyCome() throws ProcessRequestException {
        var parts = List.of("Здравствуйте, ", "у меня нет ", "интернета 😀");

        for (var number : List.of(3, 1, 1, 3, 2, 2)) {
            deliver("77018880001", 7, parts, number);
        }

        assertThat(texts("+77018880001")).containsExactly("Здравствуйте, у меня нет интернета 😀");
    }

    @Test
    void aReferenceThatComesAgainIsAnotherMessage() throws ProcessRequestException {
        deliver("77018880002", 7, List.of("один ", "два"), 1);
        deliver("77018880002", 7, List.of("один ", "два"), 2);
        now = now.plusSeconds(60);
        deliver("77018880002", 7, List.of("три ", "четыре"), 2);
        deliver("77018880002", 7, List.of("три ", "четыре"), 1);

        assertThat(texts("+77018880002")).containsExactly("один два", "три четыре");
    }

    @Test
    void aLongMessageThatBeginsAsTheLastDidIsWhole() throws ProcessRequestException {
        deliver("77018880012", 7, List.of("здравствуйте, ", "раз"), 1);
        deliver("77018880012", 7, List.of("здравствуйте, ", "раз"), 2);
        now = now.plusSeconds(600);
        deliver("77018880012", 7, List.of("здравствуйте, ", "два"), 1);
        deliver("77018880012", 7, List.of("здравствуйте, ", "два"), 2);

        assertThat(texts("+77018880012")).containsExactly("здравствуйте, раз", "здравствуйте, два");
    }

    @Test
    void theSameLongMessageSentAgainIsTakenAgain() throws ProcessRequestException {
        for (var minute = 0; minute < 3; minute++) {
            deliver("77018880013", 7, List.of("всё ещё ", "нет связи"), 1);
            deliver("77018880013", 7, List.of("всё ещё ", "нет связи"), 2);
            now = now.plusSeconds(180);
        }

        assertThat(texts("+77018880013"))
                .containsExactly("всё ещё нет связи", "всё ещё нет связи", "всё ещё нет связи");
    }

    @Test
    void whatACentreDeliversAgainBecauseItHeardNoAnswerIsTakenOnce()
            throws ProcessRequestException {
        for (var times = 0; times < 3; times++) {
            deliver("77018880015", 7, List.of("нет ", "связи"), 1);
            deliver("77018880015", 7, List.of("нет ", "связи"), 2);
            now = now.plusSeconds(30);
        }

        assertThat(texts("+77018880015")).containsExactly("нет связи");
    }

    @Test
    void aPartThatCameAgainIsNoPartOfTheNextMessage() throws ProcessRequestException {
        deliver("77018880016", 7, List.of("старое ", "целое"), 1);
        deliver("77018880016", 7, List.of("старое ", "целое"), 2);
        now = now.plusSeconds(10);
        deliver("77018880016", 7, List.of("старое ", "целое"), 2);
        now = now.plusSeconds(600);
        deliver("77018880016", 7, List.of("новое ", "тоже"), 1);
        var early = texts("+77018880016");
        deliver("77018880016", 7, List.of("новое ", "тоже"), 2);

        assertThat(early).containsExactly("старое целое");
        assertThat(texts("+77018880016")).containsExactly("старое целое", "новое тоже");
    }

    @Test
    void aPartThatAMessageWhichWasTakenInHadNotIsOfAnother() throws ProcessRequestException {
        deliver("77018880014", 7, List.of("старое ", "потеряно"), 1);
        now = now.plus(LongMessages.PATIENCE).plusSeconds(1);
        longs.look();
        deliver("77018880014", 7, List.of("новое ", "целое"), 2);
        deliver("77018880014", 7, List.of("новое ", "целое"), 1);

        assertThat(texts("+77018880014")).containsExactly("старое  […]", "новое целое");
    }

    @Test
    void aLetterThatItsSenderCutIsWholeAgain() throws ProcessRequestException {
        var octets = "ab😀cd".getBytes(StandardCharsets.UTF_16BE);

        deliver("77018880003", part(9, 2, 1, Arrays.copyOf(octets, 6)));
        deliver("77018880003", part(9, 2, 2, Arrays.copyOfRange(octets, 6, octets.length)));

        assertThat(texts("+77018880003")).containsExactly("ab😀cd");
    }

    @Test
    void whatIsMissingIsNotWaitedForForEver() throws ProcessRequestException {
        deliver("77018880004", 5, List.of("раз ", "два ", "три"), 1);
        deliver("77018880004", 5, List.of("раз ", "два ", "три"), 3);
        longs.look();
        var early = texts("+77018880004");

        now = now.plus(LongMessages.PATIENCE).plusSeconds(1);
        longs.look();
        longs.look();

        assertThat(early).isEmpty();
        assertThat(texts("+77018880004")).containsExactly("раз  […] три");
    }

    @Test
    void partsOfTwoSendersAreNotMixed() throws ProcessRequestException {
        deliver("77018880005", 7, List.of("я ", "первый"), 1);
        deliver("77018880006", 7, List.of("я ", "второй"), 2);
        deliver("77018880006", 7, List.of("я ", "второй"), 1);
        deliver("77018880005", 7, List.of("я ", "первый"), 2);

        assertThat(texts("+77018880005")).containsExactly("я первый");
        assertThat(texts("+77018880006")).containsExactly("я второй");
    }

    @Test
    void aWholeMessageIsReadInItsAlphabet() throws ProcessRequestException {
        deliver("77018880007", whole(0, new byte[] {0x1b, 0x28, 0x48, 0x69, 0x1b, 0x65, 0x00}));
        deliver("77018880007", whole(1, new byte[] {0x48, 0x1b, 0x28, 0x1b, 0x65}));
        deliver("77018880007", whole(1, "a_$ (e)".getBytes(StandardCharsets.US_ASCII)));
        deliver("77018880007", whole(3, "Grüße".getBytes(StandardCharsets.ISO_8859_1)));
        deliver("77018880007", whole(8, "Сәлем".getBytes(StandardCharsets.UTF_16BE)));
        deliver("77018880007", whole(0xf1, new byte[] {0x48, 0x69}));

        assertThat(texts("+77018880007"))
                .containsExactly("{Hi€@", "H{€", "a_$ (e)", "Grüße", "Сәлем", "Hi");
    }

    @Test
    void aMessageMayStandInAParameter() throws ProcessRequestException {
        var pdu = whole(8, new byte[0]);
        pdu.setOptionalParameters(
                new OptionalParameter.Message_payload(
                        "длинно".getBytes(StandardCharsets.UTF_16BE)));

        deliver("77018880008", pdu);

        assertThat(texts("+77018880008")).containsExactly("длинно");
    }

    @Test
    void aHeaderThatCannotBeDoesNotHideWhatIsSaid() throws ProcessRequestException {
        var pdu = whole(0, new byte[] {0x7f, 0x48, 0x69});
        pdu.setEsmClass((byte) UDHI);

        deliver("77018880009", pdu);

        assertThat(texts("+77018880009").getFirst()).endsWith("Hi");
    }

    @Test
    void whatCannotBeKeptIsLeftWithTheCentre() {
        var away = TestDatabase.freshSettings();
        try (var gone = TestDatabase.into(away)) {
            TestDatabase.shut(away);
            var rows = rows(gone);
            var lost = deliveries(rows, new LongMessages("smpp", gone, rows.inbox(), () -> now));

            for (var pdu : List.of(whole(0, new byte[] {0x48}), part(1, 2, 1, new byte[2]))) {
                pdu.setSourceAddr("77018880010");
                assertThatThrownBy(() -> lost.onAcceptDeliverSm(pdu))
                        .isInstanceOfSatisfying(
                                ProcessRequestException.class,
                                e -> assertThat(e.getErrorCode()).isEqualTo(0x64));
            }
        }
    }

    @Test
    void anIdIsFoundHoweverACentreWritesIt() {
        assertThat(SmppReceipts.spellings("00001A2b")).contains("1a2b", "6699");
        assertThat(SmppReceipts.spellings("6699")).contains("1a2b");
        assertThat(SmppReceipts.spellings("")).isEmpty();
        assertThat(SmppReceipts.spellings("b9f2c1e-7d55")).containsExactly("b9f2c1e-7d55");
    }

    private List<String> texts(String peer) {
        return sms.with(peer).stream().map(ThreadMessage::text).toList();
    }

    private void deliver(String from, int reference, List<String> parts, int number)
            throws ProcessRequestException {
        deliver(
                from,
                part(
                        reference,
                        parts.size(),
                        number,
                        parts.get(number - 1).getBytes(StandardCharsets.UTF_16BE)));
    }

    private void deliver(String from, DeliverSm pdu) throws ProcessRequestException {
        pdu.setSourceAddr(from);
        pdu.setSourceAddrTon((byte) 1);
        deliveries.onAcceptDeliverSm(pdu);
    }

    private static DeliverSm whole(int coding, byte[] octets) {
        var pdu = new DeliverSm();
        pdu.setDataCoding((byte) coding);
        pdu.setShortMessage(octets);
        return pdu;
    }

    private static DeliverSm part(int reference, int total, int number, byte[] octets) {
        var pdu =
                whole(
                        8,
                        Buffer.buffer(new byte[] {5, 0, 3})
                                .appendByte((byte) reference)
                                .appendByte((byte) total)
                                .appendByte((byte) number)
                                .appendBytes(octets)
                                .getBytes());
        pdu.setEsmClass((byte) UDHI);
        return pdu;
    }
}
