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
import io.recaller.gateway.peer.NodePeer;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A message centre by node-smpp, which reads and writes SMPP by other hands than ours. */
@Tag("beside")
final class SmppCentreIT {
    private static final int UCS2 = 8;
    private static final int WITH_HEADER = 0x40;
    private static final int RECEIPT = 0x04;

    private final Database db = TestDatabase.fresh();
    private NodePeer centre;
    private SmsRows sms;
    private SmppDoor door;

    @BeforeEach
    void open() throws Exception {
        centre = NodePeer.start("smsc.mjs");
        sms =
                new SmsRows(
                        db,
                        SmsRows.plan(
                                "smpp", SmsPlan.Provider.SMPP, "smpp://127.0.0.1:" + centre.port()),
                        InstantSource.system());
        door =
                new SmppDoor(
                        sms.plan,
                        db,
                        sms.inbox(),
                        sms.receipts(),
                        new Holding(db, "one", InstantSource.system()),
                        new GatewayHealth(),
                        Duration.ofMillis(100),
                        InstantSource.system());
        door.start();
        centre.hears("bound");
        await().until(door::isHere);
    }

    @AfterEach
    void close() {
        if (door != null) {
            door.close();
            centre.close();
        }
        db.close();
    }

    @Test
    void segmentsAreReadThereAsTheyWereMeantAndTheReceiptIsTold() throws Exception {
        sms.inbox().take(SmsRows.from("+77019990001", "hello"));
        var cyrillic = "Здравствуйте! 😀 ".repeat(7).strip();
        var seq = sms.say("+77019990001", cyrillic);

        sms.sent(seq, door.carry(new Parcel(seq, "+77019990001", cyrillic)));
        var first = centre.hears("submitted");
        var second = centre.hears("submitted");
        door.carry(new Parcel(2, "+77019990001", "{price} ~ 5 € [Ω]"));
        var plain = centre.hears("submitted");
        centre.does("deliver", receipt("77019990001", second.getString("id")));

        assertThat(centre.hears("answered").getInteger("status")).isZero();
        assertThat(first.getString("text") + second.getString("text")).isEqualTo(cyrillic);
        assertThat(first.getJsonArray("header").getString(0)).startsWith("0003").endsWith("0201");
        assertThat(first.getInteger("receipt")).isZero();
        assertThat(second.getInteger("receipt")).isEqualTo(1);
        assertThat(plain.getInteger("coding")).isZero();
        assertThat(plain.getString("text")).isEqualTo("{price} ~ 5 € [Ω]");
        await().untilAsserted(() ->
                assertThat(sms.with("+77019990001").getLast().state())
                        .isEqualTo(MessageState.DELIVERED));
    }

    private static JsonObject receipt(String from, String id) {
        return new JsonObject()
                .put("from", from)
                .put("type", RECEIPT)
                .put("receipted", id)
                .put(
                        "text",
                        "id:"
                                + id
                                + " sub:001 dlvrd:001 submit date:2611270400 done date:2611270401"
                                + " stat:DELIVRD err:000 text:");
    }

    @Test
    void partsThatComeInAnyOrderAndTwiceAreOneMessage() {
        centre.does("deliver", part(2, "ра стоит?"));
        centre.does("deliver", part(1, "Сколько 😀 тепе"));
        centre.does("deliver", part(2, "ра стоит?"));
        centre.does("deliver", new JsonObject().put("from", "77019990002").put("text", "€ {5}"));
        for (var answers = 0; answers < 4; answers++) {
            assertThat(centre.hears("answered").getInteger("status")).isZero();
        }

        assertThat(sms.with("+77019990002"))
                .extracting(ThreadMessage::text)
                .containsExactly("Сколько 😀 тепера стоит?", "€ {5}");
    }

    private static JsonObject part(int number, String text) {
        return new JsonObject()
                .put("from", "77019990002")
                .put("type", WITH_HEADER)
                .put("coding", UCS2)
                .put("header", "0500034d020" + number)
                .put("text", text);
    }

    @Test
    void aLostLinkIsBoundAgainAndGoesOnWhereItStopped() throws Exception {
        centre.does("refuse", new JsonObject().put("with", new JsonArray().add(0).add(0x58)));
        var parcel = new Parcel(7, "+77019990003", "я".repeat(100));

        var busy = catchThrowableOfType(NotSentException.class, () -> door.carry(parcel));
        var before = centre.hears("submitted").getString("text");
        centre.hears("submitted");
        centre.does("drop", new JsonObject());
        centre.hears("closed");
        centre.hears("bound");
        await().until(door::isHere);
        door.carry(parcel);
        var after = centre.hears("submitted");
        centre.does("enquire", new JsonObject());

        assertThat(busy.remedy()).isInstanceOf(Remedy.Again.class);
        assertThat(before + after.getString("text")).isEqualTo("я".repeat(100));
        assertThat(centre.hears("alive").getInteger("status")).isZero();
    }
}
