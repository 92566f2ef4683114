package io.recaller.gateway.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Outbound;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadMessage;
import io.recaller.notice.Audience;
import io.recaller.notice.NewNotice;
import io.recaller.notice.NoticeGateway;
import io.recaller.notice.Notices;
import io.recaller.notice.RoundWithoutCalls;
import io.recaller.notice.TellingRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who writes, who wants no more, and what became of what was sent: as rows. */
class SmsInboxTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final InstantSource clock =
            InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));

    private final SmsRows sms =
            new SmsRows(
                    db,
                    SmsRows.plan("sms", SmsPlan.Provider.KANNEL, "http://127.0.0.1:1/sendsms"),
                    clock);
    private final List<Carrier.Parcel> carried = new ArrayList<>();
    private final SmsGateway gateway =
            sms.gateway(parcel -> {
                carried.add(parcel);
                return "id-" + parcel.seq();
            });

    @ParameterizedTest
    @CsvSource({
        "+7 701 123-45-67, +77011234567",
        "77011234568, +77011234568",
        "87011234569, +77011234569",
        "385916242493, +385916242493",
        "+14155552671, +14155552671",
        "tel:+442079460123, +442079460123",
        "BANK, BANK",
        "7878, 7878",
    })
    void aNumberIsOnePeerHoweverItIsWritten(String from, String peer) {
        sms.inbox().take(SmsRows.from(from, "hello"));

        assertThat(sms.thread(peer).trust())
                .isEqualTo(peer.equals("BANK") ? TrustTier.UNKNOWN : TrustTier.CLAIMED);
        assertThat(sms.with(peer)).extracting(ThreadMessage::text).containsExactly("hello");
    }

    /** A centre that ends texts with a zero, or cuts a letter in two, would send it for ever. */
    @Test
    void aStopIsOneWhateverSignsTheCentreLeavesAroundIt() {
        var texts = List.of("STOP\u0000", "\u0000STOP", "Стоп \ud83d", "STOP\u0000\u0000");
        for (var text : texts) {
            var peer = "+7701555017" + texts.indexOf(text);
            sms.inbox().take(SmsRows.from(peer, text));

            assertThat(sms.with(peer).getLast().author()).as(text).isEqualTo(Author.FLOW);
        }
        sms.inbox().take(SmsRows.from("+77015550199", "hello\u0000"));
        assertThat(sms.with("+77015550199").getLast().text()).isEqualTo("hello");
    }

    @Test
    void whoWritesStopIsToldSoOnceAndGetsNothingUntilTheyWriteAgain() throws NotSentException {
        var peer = "+77015550001";
        sms.inbox().take(SmsRows.from(peer, "Стоп!"));
        sms.inbox().take(SmsRows.from(peer, "STOP"));
        var said = sms.with(peer).stream().filter(each -> each.author() == Author.FLOW).toList();

        gateway.send(outbound(said.getFirst().seq(), peer, said.getFirst().text()));
        assertThatThrownBy(() -> gateway.send(outbound(sms.say(peer, "more"), peer, "more")))
                .isInstanceOfSatisfying(
                        NotSentException.class,
                        e -> assertThat(e.remedy()).isInstanceOf(Remedy.GiveUp.class))
                .hasMessageContaining("STOP");
        sms.inbox().take(SmsRows.from(peer, "привет"));
        gateway.send(outbound(sms.say(peer, "здравствуйте"), peer, "здравствуйте"));

        assertThat(said).hasSize(1);
        assertThat(said.getFirst().text()).startsWith("Больше писать не будем");
        assertThat(carried)
                .extracting(Carrier.Parcel::text)
                .containsExactly(said.getFirst().text(), "здравствуйте");
        assertThat(sms.with(peer))
                .filteredOn(each -> each.author() == Author.CUSTOMER)
                .extracting(ThreadMessage::state)
                .containsExactly(MessageState.HANDLED, MessageState.HANDLED, MessageState.RECEIVED);
    }

    @Test
    void whoAgreedIsSentANoticeAndNoMoreOnceTheyWroteStop() throws NotSentException {
        Supplier<UUID> ids = UUID::randomUUID;
        var customers = new CustomerStore(ids, new HandleStore(ids));
        var fields = new KnownFields(ids, new FieldCatalogue(List.of()));
        var topics = new TopicStore();
        var number = new Handle(HandleKind.TEL, "+77015550010");
        var customer =
                db.inTransaction(tx -> customers.createWhenNew(tx, number, clock.instant()))
                        .single()
                        .orElseThrow();
        db.runInTransaction(tx ->
                new Consents()
                        .say(tx, customer, ConsentChannel.SMS, true, "a form", clock.instant()));
        var notices = new Notices(db, clock, ids, customers, topics, fields.catalogue());
        var round =
                RoundWithoutCalls.of(
                        db,
                        customers,
                        fields,
                        new ContactStore(ids, new HandleStore(ids), topics),
                        List.of(
                                new NoticeGateway(
                                        "sms",
                                        ConsentChannel.SMS,
                                        Channel.SMS,
                                        true,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("ru"))),
                        new TellingRules(
                                LocalTime.MIDNIGHT,
                                LocalTime.MIDNIGHT,
                                ZoneOffset.UTC,
                                Optional.empty(),
                                5,
                                5),
                        new SimpleMeterRegistry(),
                        clock);

        notices.post(AuditTrail.Actor.atTheCommandLine(), notice("n-1", customer));
        round.run();
        var told = sms.with(number.value()).getLast();
        gateway.send(outbound(told.seq(), number.value(), told.text()));
        sms.inbox().take(SmsRows.from(number.value(), "STOP"));
        var second = notices.post(AuditTrail.Actor.atTheCommandLine(), notice("n-2", customer));
        round.run();

        assertThat(carried).extracting(Carrier.Parcel::text).containsExactly("Счёт готов.");
        var id = ((Notices.Outcome.Posted) second).notice().id();
        assertThat(notices.read(id).orElseThrow().reasons()).isEqualTo(Map.of("no-consent", 1));
    }

    private static NewNotice notice(String key, CustomerId customer) {
        return new NewNotice(
                key,
                new Topic("billing"),
                TrustTier.CLAIMED,
                Map.of("ru", "Счёт готов."),
                new Audience.Named(List.of(customer)),
                clock.instant().plus(Duration.ofDays(1)));
    }

    @Test
    void aRepeatOfWhatCameBeforeItAndACryForHelpDoNotUndoAStop() {
        var peer = "+77015550009";
        var hello = new ShortMessage(peer, "hello", Optional.of("SM8"), Instant.EPOCH, false);
        sms.inbox().take(hello);
        sms.inbox().take(SmsRows.from(peer, "STOP"));

        sms.inbox().take(hello);
        sms.inbox().take(SmsRows.from(peer, "HELP"));

        assertThatThrownBy(() -> gateway.send(outbound(sms.say(peer, "more"), peer, "more")))
                .hasMessageContaining("STOP");
    }

    @Test
    void aStopOfOneGatewayIsNoneOfAnother() throws NotSentException {
        var other = new SmsRows(db, SmsRows.plan("other", SmsPlan.Provider.KANNEL, "x:y"), clock);
        var peer = "+77015550002";
        other.inbox().take(SmsRows.from(peer, "STOP"));
        sms.inbox().take(SmsRows.from(peer, "hello"));

        gateway.send(outbound(sms.say(peer, "hi"), peer, "hi"));

        assertThat(carried).hasSize(1);
    }

    @Test
    void aStopThatTheProviderAnsweredIsNotAnsweredTwice() {
        var peer = "+77015550003";

        sms.inbox().take(new ShortMessage(peer, "STOP", Optional.of("SM1"), Instant.EPOCH, true));

        assertThat(sms.with(peer)).hasSize(1);
        assertThatThrownBy(() -> gateway.send(outbound(sms.say(peer, "more"), peer, "more")))
                .hasMessageContaining("STOP");
    }

    @Test
    void helpIsAnsweredInTheLanguageOfTheWord() {
        var peer = "+77015550004";

        sms.inbox().take(SmsRows.from(peer, "Көмек"));

        assertThat(sms.with(peer).getLast().text()).startsWith("Не керегін жазыңыз");
    }

    @Test
    void aRepeatIsTakenOnce() {
        var peer = "+77015550005";
        var hello = new ShortMessage(peer, "hello", Optional.of("m1"), Instant.EPOCH, false);
        var help = new ShortMessage(peer, "help", Optional.of("m2"), Instant.EPOCH, false);

        for (var each : List.of(hello, hello, help, help)) {
            sms.inbox().take(each);
        }

        assertThat(sms.with(peer))
                .extracting(ThreadMessage::author)
                .containsExactly(Author.CUSTOMER, Author.CUSTOMER, Author.FLOW);
    }

    @Test
    void aQuestionMarkWithoutAMenuIsForTheFlow() {
        var peer = "+77015550006";

        sms.inbox().take(SmsRows.from(peer, "?"));

        assertThat(sms.with(peer))
                .extracting(ThreadMessage::state)
                .containsExactly(MessageState.RECEIVED);
    }

    @Test
    void whatBecameOfAMessageOnlyGetsFurther() {
        var peer = "+77015550007";
        sms.inbox().take(SmsRows.from(peer, "hello"));
        var seq = sms.say(peer, "hi");
        sms.sent(seq, "id-1");

        var isKnown = sms.receipts().take(receipt("id-1", MessageState.DELIVERED));
        sms.receipts().take(receipt("id-1", MessageState.FAILED));
        sms.receipts().take(receipt("id-1", MessageState.SENT));

        assertThat(isKnown).isTrue();
        assertThat(sms.with(peer).getLast().state()).isEqualTo(MessageState.DELIVERED);
        assertThat(sms.receipts().take(receipt("id-2", MessageState.READ))).isFalse();
    }

    @Test
    void aReceiptMayBeQuickerThanTheAnswer() {
        var peer = "+77015550008";
        sms.inbox().take(SmsRows.from(peer, "hello"));
        var seq = sms.say(peer, "hi");

        sms.receipts().take(new Receipt(OptionalLong.of(seq), "", MessageState.DELIVERED, ""));
        sms.sent(seq, "id-9");

        assertThat(sms.with(peer).getLast().state()).isEqualTo(MessageState.DELIVERED);
    }

    @Test
    void aFailureSaysWhy() {
        var peer = "+77015550009";
        sms.inbox().take(SmsRows.from(peer, "hello"));
        var seq = sms.say(peer, "hi");

        sms.receipts()
                .take(
                        new Receipt(
                                OptionalLong.of(seq),
                                "",
                                MessageState.FAILED,
                                "it was not\u0000 delivered"));

        assertThat(sms.with(peer).getLast().state()).isEqualTo(MessageState.FAILED);
        assertThat(sms.with(peer).getLast().reason()).contains("delivered");
    }

    @Test
    void aReceiptOfAnotherGatewayChangesNothing() {
        var other = new SmsRows(db, SmsRows.plan("third", SmsPlan.Provider.KANNEL, "x:y"), clock);
        var peer = "+77015550010";
        sms.inbox().take(SmsRows.from(peer, "hello"));
        var seq = sms.say(peer, "hi");

        other.receipts().take(new Receipt(OptionalLong.of(seq), "", MessageState.READ, ""));

        assertThat(sms.with(peer).getLast().state()).isEqualTo(MessageState.QUEUED);
    }

    @Test
    void anAgentsWordsGoWholeAndGoOnWhereTheyStopped() throws NotSentException {
        var peer = "+77015550011";
        sms.inbox().take(SmsRows.from(peer, "hello"));
        var text = "Мы проверили вашу линию и нашли обрыв. ".repeat(40).strip();
        var seq = sms.say(peer, text);
        var tries = new ArrayList<String>();
        var shaky =
                sms.gateway(parcel -> {
                    tries.add(parcel.text());
                    if (tries.size() == 2) {
                        throw new NotSentException(new Remedy.Again(Duration.ZERO, "busy"));
                    }
                    return "id";
                });
        var message = new Outbound(seq, peer, text, List.of(), Author.AGENT);

        assertThatThrownBy(() -> shaky.send(message)).isInstanceOf(NotSentException.class);
        shaky.send(message);

        tries.remove(1);
        assertThat(tries).hasSizeGreaterThan(2);
        assertThat(String.join(" ", tries)).isEqualTo(text);
    }

    @Test
    void aSenderWithoutANumberCannotBeAnswered() {
        assertThatThrownBy(() -> gateway.send(outbound(1, "BANK", "hi")))
                .hasMessageContaining("only numbers can be answered");
    }

    private static Outbound outbound(long seq, String peer, String text) {
        return new Outbound(seq, peer, text, List.of());
    }

    private static Receipt receipt(String id, MessageState state) {
        return new Receipt(OptionalLong.empty(), id, state, "it was not delivered");
    }
}
