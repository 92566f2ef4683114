package io.recaller.gateway.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One bind to a message centre, over a socket. */
class SmppDoorTest {
    private static final int RECEIPT = 0x04;

    private final Database db = TestDatabase.fresh();
    private final GatewayHealth health = new GatewayHealth();
    private Centre centre;
    private SmsRows sms;
    private SmppDoor door;

    @BeforeEach
    void open() throws Exception {
        centre = new Centre();
        sms =
                new SmsRows(
                        db,
                        SmsRows.plan(
                                "smpp", SmsPlan.Provider.SMPP, "smpp://127.0.0.1:" + centre.port()),
                        InstantSource.system());
        door = door("one");
        door.start();
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        centre.close();
        db.close();
    }

    private SmppDoor door(String server) {
        return new SmppDoor(
                sms.plan,
                db,
                sms.inbox(),
                sms.receipts(),
                new Holding(db, server, InstantSource.system()),
                health,
                Duration.ofMillis(100),
                InstantSource.system());
    }

    @Test
    void aMessageGoesOutInSegmentsWithAHeaderAndAReceiptIsAskedOfTheLast() throws Exception {
        var session = centre.session();
        await().until(door::isHere);
        sms.inbox().take(SmsRows.from("+77019990001", "hello"));
        var text = "Здравствуйте! ".repeat(8).strip();
        var seq = sms.say("+77019990001", text);

        var id = door.carry(new Parcel(seq, "+77019990001", text));
        sms.sent(seq, id);
        Centre.deliver(
                session,
                "77019990001",
                RECEIPT,
                ("id:" + Integer.parseInt(id, 16) + " sub:001 dlvrd:001 stat:DELIVRD err:000 text:")
                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(centre.submitted()).hasSize(2).allMatch(pdu -> pdu.getEsmClass() == 0x40);
        assertThat(centre.submitted())
                .extracting(SubmitSm::getRegisteredDelivery)
                .containsExactly((byte) 0, (byte) 1);
        assertThat(centre.submitted().getFirst().getDestAddress()).isEqualTo("77019990001");
        assertThat(joined()).isEqualTo(text);
        await().untilAsserted(() ->
                assertThat(sms.with("+77019990001").getLast().state())
                        .isEqualTo(MessageState.DELIVERED));
    }

    private String joined() {
        var text = new StringBuilder();
        for (var pdu : centre.submitted()) {
            var octets = pdu.getShortMessage();
            text.append(
                    new String(
                            Arrays.copyOfRange(octets, 6, octets.length),
                            StandardCharsets.UTF_16BE));
        }
        return text.toString();
    }

    @Test
    void whatPeopleWriteIsARowBeforeItIsAcknowledged() throws Exception {
        var session = centre.session();

        Centre.deliver(session, "77019990002", 0, "hi".getBytes(StandardCharsets.US_ASCII));

        assertThat(sms.with("+77019990002")).extracting(ThreadMessage::text).containsExactly("hi");
    }

    @Test
    void aCentreThatIsBusyIsAskedAgainAndGoesOnWhereItStopped() throws Exception {
        var _ = centre.session();
        await().until(door::isHere);
        var parcel = new Parcel(5, "+77019990003", "я".repeat(100));
        centre.refuse(0x58);

        var refused = catchThrowableOfType(NotSentException.class, () -> door.carry(parcel));
        door.carry(parcel);

        assertThat(refused.remedy()).isInstanceOf(Remedy.Again.class);
        assertThat(centre.submitted()).hasSize(2);
    }

    @Test
    void ofAMessageThatIsGivenUpNothingIsKept() throws Exception {
        var _ = centre.session();
        await().until(door::isHere);
        var parcel = new Parcel(7, "+77019990005", "я".repeat(100));
        centre.refuse(0x0b, 1);

        var refused = catchThrowableOfType(NotSentException.class, () -> door.carry(parcel));
        door.carry(parcel);

        assertThat(refused.remedy()).isInstanceOf(Remedy.GiveUp.class);
        assertThat(centre.submitted()).as("it would begin anew").hasSize(3);
    }

    @Test
    void aNumberThatIsRefusedIsGivenUpAndOurOwnIsForSomebodyToMend() throws Exception {
        var _ = centre.session();
        await().until(door::isHere);
        var parcel = new Parcel(6, "+77019990004", "hi");

        centre.refuse(0x0b);
        var theirs = catchThrowableOfType(NotSentException.class, () -> door.carry(parcel));
        centre.refuse(0x0a);
        var ours = catchThrowableOfType(NotSentException.class, () -> door.carry(parcel));

        assertThat(theirs.remedy()).isInstanceOf(Remedy.GiveUp.class);
        assertThat(ours.remedy()).isInstanceOf(Remedy.Dead.class);
    }

    @Test
    void oneServerBindsAndTheNextWhenItStops() throws Exception {
        var _ = centre.session();
        try (var other = door("two")) {
            other.start();
            await().pollDelay(Duration.ofMillis(500)).until(() -> !other.isHere());
            door.close();

            var _ = centre.session();
            await().until(other::isHere);
            assertThat(door.isHere()).isFalse();
        }
    }

    @Test
    void aLostLinkIsBoundAgain() throws Exception {
        var first = centre.session();

        first.close();

        var _ = centre.session();
        await().until(door::isHere);
        assertThat(health.whyDead("smpp")).isEmpty();
    }
}
