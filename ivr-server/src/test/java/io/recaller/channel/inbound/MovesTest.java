package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callback;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.callback.CalledBack;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.Archive;
import io.recaller.conversation.Calling;
import io.recaller.conversation.Elsewhere;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.Switches;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.moving.CallbackMoves;
import io.recaller.conversation.moving.CodeMoves;
import io.recaller.conversation.moving.Departures;
import io.recaller.conversation.moving.Moves;
import io.recaller.conversation.moving.StoredCallCodes;
import io.recaller.conversation.moving.StoredLeftOff;
import io.recaller.conversation.moving.ThreadMoves;
import io.recaller.conversation.moving.WrittenCallbacks;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.People;
import io.recaller.customer.handle.Handles;
import io.recaller.customer.pin.CodePrints;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.db.generated.tables.records.CallbackRecord;
import io.recaller.flow.Flow;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.SwitchOutcome;
import io.recaller.message.Author;
import io.recaller.message.InboundMessages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A flow leads from one door to another: the dialogue goes on there, once. Real rows. */
class MovesTest {
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: main
            person: person
            nodes:
              main:
                menu:
                  options:
                    pay: {key: 1, say: {en: "a payment"}, next: account}
                    chat: {key: 2, say: {en: "writing instead"}, next: chat}
                    call: {key: 3, say: {en: "calling instead"}, next: call}
                    back: {key: 4, say: {en: "a call from us"}, next: back}
              account:
                form: {account: {digits: 4, say: {en: "Which account?"}}}
                next: leave
              leave:
                menu:
                  options:
                    chat: {key: 2, say: {en: "writing instead"}, next: chat}
                    call: {key: 3, say: {en: "calling instead"}, next: call}
                    back: {key: 4, say: {en: "a call from us"}, next: back}
              chat: {switch: {to: chat, next: amount}}
              call: {switch: {to: call, next: amount}}
              back: {switch: {to: call_back, next: amount}}
              amount:
                form: {amount: {amount: tenge, say: {en: "How many tenge for account {account}?"}}}
                next: done
              done: {end: {say: {en: "Paid."}}}
              person: {hand_off: {}}
            """;

    private static final String AT = "8300";
    private static final Archive archive = new Archive();
    private static int people;

    private final Flow flow = Office.flow(FLOW);
    private final Correspondence site = new Correspondence(archive, "mover-" + ++people);
    private final Handle number = new Handle(HandleKind.TEL, "+770188800" + (10 + people));
    private final MovedDialogues moved =
            new MovedDialogues(
                    archive.contacts, archive.fields.catalogue(), (_, _) -> Optional.of(flow));
    private final StoredCallCodes codes =
            new StoredCallCodes(
                    archive.db,
                    new Departures(moved, _ -> false),
                    new CodePrints(new Pepper.Keys(PepperKeys.parse("cd".repeat(32)))),
                    new StoredCallCodes.Place("+7 727 200 00 01", AT),
                    new SplittableRandom(people),
                    site.office);
    private final Supplier<ContactId> ids = archive::newContact;
    private final Switches moves =
            new Moves(
                    new ThreadMoves(
                            archive.db,
                            moved,
                            archive.contacts,
                            Map.of(SwitchTarget.CHAT, Set.of("site")),
                            ids,
                            site.office),
                    new CodeMoves(archive.db, Optional.of(codes), site.office),
                    new CallbackMoves(
                            archive.db,
                            moved,
                            new Callbacks(CalledBack.from("main")),
                            new CallableNumbers(_ -> Optional.empty(), Set.of()),
                            ids,
                            site.office));

    private final ContactEnds ends =
            new ContactEnds(
                    archive.db,
                    archive.contacts,
                    new Takeovers(archive.contacts, archive.customers, new Handles("KZ")::caller),
                    Runnable::run,
                    site.office);

    MovesTest() {
        archive.dialogues.keep(List.of(flow), site.office.now);
        site.office.served = Map.of("telecom", flow);
        site.office.numbers = Map.of("site", "telecom", "8000", "telecom", AT, "telecom");
        site.office.newContact = ids;
        site.office.switches = moves;
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    /** The number and the window are one person's. */
    private void isOnePerson() {
        var customer = archive.customer(number);
        archive.db.runInTransaction(
                tx -> People.uses(tx, customer, new Handle(HandleKind.WEB, site.peer)));
    }

    private Calling calls(String dialled, String... keys) {
        return Calling.in(
                site.office, new Elsewhere(LeftOff.nothing(), codes), number, dialled, keys);
    }

    private void writes(String... words) {
        for (var each : words) {
            site.write(each);
            site.answer();
        }
    }

    @Test
    void aCallGoesOnWhereThePersonWritesAndEndsWithWordsOfIt() {
        isOnePerson();
        writes("hello");
        var chat = site.begun.getFirst();

        var call = calls("8000", "1", "1234", "2");
        site.answer();

        assertThat(call.heard().getLast()).startsWith("We go on in writing");
        assertThat(call.left()).isEqualTo("hung up by us");
        assertThat(archive.row(call.contact()).getEndResult()).isEqualTo("switched");
        assertThat(archive.row(chat).getEndResult()).isEqualTo("switched");
        assertThat(site.last().text()).isEqualTo("How many tenge for account 1234?");
        writes("1500");
        assertThat(site.last().text()).isEqualTo("Paid.");
        var written = site.last().contact().orElseThrow();
        assertThat(archive.row(written).getConversationId())
                .isEqualTo(archive.row(call.contact()).getConversationId());
        assertThat(archive.row(written).getTrust()).isEqualTo("claimed");
        assertThat(archive.row(written).getChannel()).isEqualTo("chat");
    }

    @Test
    void aCallThatComesBackWhenItHasGoneOnHearsItsLastWordsAndIsNoOtherContact() {
        isOnePerson();
        writes("hello");
        var call = calls("8000", "1", "1234", "2");

        var again = call.comesBack(site.office, new Elsewhere(LeftOff.nothing(), codes));
        site.answer();

        assertThat(again.heard()).hasSize(1);
        assertThat(again.heard().getFirst()).startsWith("We go on in writing");
        assertThat(again.contact()).isEqualTo(call.contact());
        assertThat(archive.row(call.contact()).getEndResult()).isEqualTo("switched");
        assertThat(site.last().text()).isEqualTo("How many tenge for account 1234?");
    }

    @Test
    void whoWritesNowhereIsToldSoAndGoesOnOnTheTelephone() {
        writes("hello");

        var call = calls("8000", "1", "1234", "2", "1500");

        assertThat(call.heard())
                .contains("Sorry, that is not possible now. We go on here.", "Paid.");
        assertThat(archive.row(call.contact()).getEndResult()).isEqualTo("self-served");
    }

    @Test
    void whoTalksWithAnAgentThereStaysOnTheTelephone() {
        isOnePerson();
        writes("hello", "operator");

        var call = calls("8000", "1", "1234", "2", "1500");

        assertThat(call.heard()).contains("Sorry, that is not possible now. We go on here.");
        assertThat(archive.row(site.begun.getFirst()).getEndedAt()).isNull();
    }

    @Test
    void askedForAgainBecauseTheServerDiedItIsDoneOnce() {
        isOnePerson();
        writes("hello");
        var call = calls("8000", "1", "1234");
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CONTACT)
                        .setNull(CONTACT.ENDED_AT)
                        .setNull(CONTACT.END_REASON)
                        .setNull(CONTACT.END_RESULT)
                        .setNull(CONTACT.END_BY)
                        .setNull(CONTACT.END_PLACE)
                        .setNull(CONTACT.END_WHY)
                        .where(CONTACT.ID.eq(call.contact().value()))
                        .execute());
        var asked = call.asked(archive);

        assertThat(moves.to(SwitchTarget.CHAT, asked)).isEqualTo(SwitchOutcome.MOVED);
        assertThat(moves.to(SwitchTarget.CHAT, asked)).isEqualTo(SwitchOutcome.MOVED);
        site.answer();

        assertThat(site.all().stream().filter(each -> each.author() == Author.CUSTOMER))
                .extracting(ThreadMessage::text)
                .containsExactly("hello", "");
    }

    /** The server is killed after the contact stands there, and before that is said. */
    @Test
    void whoGoesOnInWritingIsShownTheQuestionOnceWhateverIsKilled() {
        isOnePerson();
        var call = calls("8000", "1", "1234");
        site.left =
                new StoredLeftOff(
                        archive.db,
                        new Departures(moved, _ -> false),
                        Duration.ofMinutes(30),
                        new Budgeted(Runnable::run),
                        site.office);
        writes("hello");
        assertThat(site.last().buttons().getLast().label()).isEqualTo("* · go on where I stopped");
        var contact = site.begun.getFirst();
        site.press(site.button("*"));
        var message = site.next().orElseThrow();
        var version = archive.dialogues.load(contact).orElseThrow().version();
        archive.db.runInTransaction(
                tx -> new InboundMessages().answers(tx, message.seq(), contact, version));
        assertThat(site.left.goOn(contact, version, call.contact())).isTrue();

        site.answer();

        assertThat(site.last().buttons()).hasSize(3);
        assertThat(site.last().buttons().getFirst().label()).isEqualTo("2 · writing instead");
        assertThat(site.waiting()).isEmpty();
        assertThat(site.all()).hasSize(4);
    }

    @Test
    void whatWasLeftIsOfferedOnceAndTheStarIsTheFlowsOwnAfterThat() {
        isOnePerson();
        var call = calls("8000", "1", "1234");
        site.left =
                new StoredLeftOff(
                        archive.db,
                        new Departures(moved, _ -> false),
                        Duration.ofMinutes(30),
                        new Budgeted(Runnable::run),
                        site.office);
        writes("hello", "*");
        assertThat(site.last().buttons().getFirst().label()).isEqualTo("2 · writing instead");

        writes("*");

        assertThat(site.last().buttons().getFirst().label()).isEqualTo("2 · writing instead");
        assertThat(archive.row(site.begun.getFirst()).getConversationId())
                .isEqualTo(archive.row(call.contact()).getConversationId());
        assertThat(site.begun).hasSize(1);
    }

    @Test
    void whoWritesIsToldANumberAndACodeAndTheCallGoesOnThere() {
        writes("hello", "1", "1234", "3");

        var told = site.last().text();
        var code = Pattern.compile("the code (\\d{3}) (\\d{3}):").matcher(told);
        assertThat(told).contains("+7 727 200 00 01").endsWith("How many tenge for account 1234?");
        assertThat(code.find()).isTrue();
        assertThat(told.lines()).contains("tel:+77272000001,," + code.group(1) + code.group(2));
        assertThat(site.readAlong().getLast()).contains("the code ••• •••:", ",,••••••");
        var call = calls(AT, code.group(1) + code.group(2), "1500");

        assertThat(call.heard())
                .containsExactly(
                        "Please key the six digits of your code. Without a code press zero.",
                        "How many tenge for account one two three four",
                        "Paid.");
        assertThat(site.last().text()).startsWith("You go on on another channel.");
        assertThat(site.last().buttons()).isEmpty();
        assertThat(site.all()).noneMatch(each -> each.text().contains(code.group(1)));
        assertThat(site.last().contact()).contains(site.begun.getFirst());
        assertThat(archive.row(site.begun.getFirst()).getEndResult()).isEqualTo("switched");
    }

    @Test
    void whoIsKnownByNoNumberIsNotCalledBack() {
        writes("hello", "1", "1234", "4");

        assertThat(site.last().text())
                .isEqualTo(
                        "Sorry, that is not possible now. We go on here.\n"
                                + "How many tenge for account 1234?");
        assertThat(archive.row(site.begun.getFirst()).getEndedAt()).isNull();
    }

    @Test
    void whoIsKnownByANumberIsCalledBackOnce() {
        isOnePerson();

        writes("hello", "1", "1234", "4");

        assertThat(site.last().text()).startsWith("We will call you back.");
        var kept = callbacks();
        assertThat(kept).extracting(CallbackRecord::getNumber).containsExactly(number.value());
        var contact = new ContactId(kept.getFirst().getContactId());
        assertThat(archive.inQueue()).contains(contact);
        assertThat(archive.row(contact).getTrust()).isEqualTo("claimed");
        var chat = site.begun.getFirst();
        assertThat(archive.row(chat).getEndResult()).isEqualTo("switched");
        assertThat(archive.row(contact).getConversationId())
                .isEqualTo(archive.row(chat).getConversationId());
        writes("hello again", "4");
        assertThat(site.last().text()).contains("not possible");
        assertThat(callbacks()).hasSize(1);
    }

    @Test
    void whoCallsIsCalledBackAtTheNumberTheyCallFrom() {
        var call = calls("8000", "4");

        assertThat(call.heard().getLast()).startsWith("We will call you back.");
        assertThat(archive.row(call.contact()).getEndResult()).isEqualTo("switched");
        assertThat(callbacks()).hasSize(1);
        assertThat(callbacks().getFirst().getNotBefore())
                .as("while they hear goodbye")
                .isAfter(site.office.instant());

        ends.gone(call.contact(), HangUp.BY_FLOW);

        assertThat(callbacks().getFirst().getNotBefore()).isBeforeOrEqualTo(site.office.instant());
    }

    @Test
    void aCallThatComesBackOnceItsCallBackIsKeptHearsSoAndNoneIsKeptAnew() {
        var call = calls("8000", "4");

        var again = call.comesBack(site.office, new Elsewhere(LeftOff.nothing(), codes));

        assertThat(again.heard()).hasSize(1);
        assertThat(again.heard().getFirst()).startsWith("We will call you back.");
        assertThat(again.contact()).isEqualTo(call.contact());
        assertThat(callbacks()).hasSize(1);
    }

    private void mayBeCalled() {
        site.instead = instead();
    }

    private WrittenCallbacks instead() {
        return instead(CalledBack.from("main"));
    }

    private WrittenCallbacks instead(CallbackRules rules) {
        return new WrittenCallbacks(
                archive.db,
                moved,
                new Callbacks(rules),
                new CallableNumbers(new Handles("KZ")::caller, Set.of()),
                ids,
                site.office);
    }

    /** As the door of short messages knows them; nobody knows who it is. */
    private Correspondence phone(Handle handle) {
        var phone =
                new Correspondence(
                        archive, number.value(), "bot", site.office, LinkArrivals.none());
        phone.handle = handle;
        phone.instead = instead();
        return phone;
    }

    private static void write(Correspondence by, String... words) {
        for (var each : words) {
            by.write(each);
            by.answer();
        }
    }

    @Test
    void whoWritesFromANumberIsCalledThere() {
        var phone = phone(number);

        write(phone, "hello", "operator", "call me back");

        assertThat(phone.last().text()).startsWith("We will call you back.");
        assertThat(callbacks())
                .extracting(CallbackRecord::getAskedFrom)
                .containsExactly(number.value());
    }

    /** Their id there is the number without its plus. */
    @Test
    void whoWritesByWhatsAppIsCalledThere() {
        var phone = phone(new Handle(HandleKind.WHATSAPP, number.value().substring(1)));

        write(phone, "hello", "operator");
        assertThat(phone.last().text()).endsWith("write “call me back”.");
        write(phone, "call me back");

        assertThat(phone.last().text()).startsWith("We will call you back.");
        assertThat(callbacks())
                .extracting(CallbackRecord::getAskedFrom)
                .containsExactly(number.value());
    }

    /** Asked for by telephone, while this waits. */
    @Test
    void whoseNumberHasACallBackAlreadyIsToldOfIt() {
        var sister = isAFamilys();
        var phone = phone(number);
        write(phone, "hello", "operator");
        keptForTheNumber(sister);

        write(phone, "call me back");

        assertThat(phone.last().text()).startsWith("We will call you back.");
        assertThat(callbacks()).hasSize(1);
        assertThat(archive.inQueue()).contains(phone.begun.getFirst());
    }

    @Test
    void whoseNumberWasAskedForOftenEnoughIsNotInvited() {
        var sister = isAFamilys();
        for (var times = 0; times < CallbackRules.usual().aDay(); times++) {
            keptForTheNumber(sister);
            archive.db.runInTransaction(tx ->
                    tx.dsl()
                            .update(CALLBACK)
                            .set(CALLBACK.CLOSED_AT, site.office.now)
                            .set(CALLBACK.OUTCOME, "talked")
                            .where(CALLBACK.NUMBER.eq(number.value()), CALLBACK.CLOSED_AT.isNull())
                            .execute());
        }
        var phone = phone(number);

        write(phone, "hello", "operator");

        assertThat(phone.last().text()).isEqualTo("An agent will answer you here.");
        write(phone, "call me back");
        assertThat(phone.last().text()).contains("not possible");
    }

    /** It tells nobody apart then. */
    private Handle isAFamilys() {
        var other = new Handle(HandleKind.TEL, "+770199900" + (10 + people));
        archive.customer(number);
        var sister = archive.customer(other);
        archive.db.runInTransaction(tx -> People.uses(tx, sister, number));
        return other;
    }

    private void keptForTheNumber(Handle sister) {
        var contact = archive.handedOff(sister, "other", site.office.now);
        archive.db.runInTransaction(tx ->
                new Callbacks(CallbackRules.usual())
                        .ask(
                                tx,
                                Callback.asked(
                                        contact,
                                        Optional.empty(),
                                        number,
                                        Optional.of(number),
                                        site.office.now,
                                        site.office.now)));
    }

    @Test
    void whoWaitsInWritingIsCalledInsteadAndKeepsTheirPlace() {
        isOnePerson();
        mayBeCalled();
        writes("hello", "operator");
        assertThat(site.last().text()).endsWith("write “call me back”.");
        var chat = site.begun.getFirst();
        var since = archive.enteredAt(chat);
        site.office.now = site.office.now.plusSeconds(90);

        writes("Please call me back!");

        assertThat(site.last().text()).startsWith("We will call you back.");
        var kept = callbacks();
        assertThat(kept).extracting(CallbackRecord::getNumber).containsExactly(number.value());
        assertThat(kept.getFirst().getNotBefore()).isEqualTo(site.office.instant());
        var contact = new ContactId(kept.getFirst().getContactId());
        assertThat(archive.inQueue()).contains(contact).doesNotContain(chat);
        assertThat(archive.enteredAt(contact)).isEqualTo(since);
        assertThat(archive.row(chat).getEndResult()).isEqualTo("switched");
        assertThat(archive.row(contact).getConversationId())
                .isEqualTo(archive.row(chat).getConversationId());
        writes("hello again", "operator", "перезвоните мне, пожалуйста");
        assertThat(site.last().text()).startsWith("We will call you back.");
        assertThat(callbacks())
                .filteredOn(each -> each.getClosedAt() == null)
                .as("of one person there is one, in whatever contact")
                .hasSize(1);
    }

    @Test
    void whoWaitsAndIsKnownByNoNumberIsAnsweredInWriting() {
        mayBeCalled();
        writes("hello", "operator");
        assertThat(site.last().text()).isEqualTo("An agent will answer you here.");

        writes("call me back");

        assertThat(site.last().text()).isEqualTo("Sorry, that is not possible now. We go on here.");
        assertThat(archive.inQueue()).contains(site.begun.getFirst());
    }

    @Test
    void whereTheQueueCallsNobodyBackTheWordsAreForPeople() {
        isOnePerson();
        site.instead = instead(CalledBack.from("other"));
        writes("hello", "operator");

        writes("call me back");

        assertThat(site.last().text()).as("no word of a robot").isEqualTo("call me back");
        assertThat(site.waiting()).isEmpty();
        assertThat(archive.inQueue()).contains(site.begun.getFirst());
    }

    @Test
    void whoseConversationIsClosedAsTheyAskIsAnsweredByTheFlow() {
        isOnePerson();
        mayBeCalled();
        writes("hello", "operator");
        var chat = site.begun.getFirst();
        site.write("call me back");
        var message = site.next().orElseThrow();
        var lane = site.lane();
        var asked =
                archive.db.inTransaction(tx ->
                        lane.look(
                                tx,
                                new Threads().locked(tx, message.thread()).orElseThrow(),
                                message));
        archive.db.runInTransaction(tx -> {
            var now = site.office.instant();
            archive.queue.leave(tx, chat, now);
            archive.contacts.finish(
                    tx,
                    chat,
                    new Ended.Served(Parting.OfAgent.HUNG_UP),
                    now,
                    Optional.empty(),
                    TopicSource.KEY);
        });

        lane.answer(asked);

        assertThat(site.begun).hasSize(2);
        assertThat(site.last().buttons()).as("the menu").isNotEmpty();
        assertThat(site.waiting()).isEmpty();
    }

    @Test
    void whomAnAgentAnswersAsksThatAgentToCall() {
        isOnePerson();
        mayBeCalled();
        writes("hello", "operator");
        var chat = site.begun.getFirst();
        archive.db.runInTransaction(tx -> archive.queue.leave(tx, chat, site.office.instant()));

        writes("call me back");

        assertThat(site.last().text()).isEqualTo("call me back");
        assertThat(site.waiting()).isEmpty();
        assertThat(callbacks()).isEmpty();
        assertThat(archive.row(chat).getEndedAt()).isNull();
    }

    private List<CallbackRecord> callbacks() {
        return archive.db.inTransaction(tx ->
                tx.dsl().selectFrom(CALLBACK).where(CALLBACK.NUMBER.eq(number.value())).fetch());
    }
}
