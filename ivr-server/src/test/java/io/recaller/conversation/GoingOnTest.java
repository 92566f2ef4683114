package io.recaller.conversation;

import static io.recaller.db.generated.Tables.CALL_CODE;
import static io.recaller.db.generated.Tables.CALL_CODE_TRY;
import static io.recaller.db.generated.Tables.MOVED_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentStore;
import io.recaller.contact.ContactId;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.moving.Departures;
import io.recaller.conversation.moving.StoredCallCodes;
import io.recaller.conversation.moving.StoredLeftOff;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.voice.HangupException;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.pin.CodePrints;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.flow.engine.Reply;
import io.recaller.routing.step.Preference;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A contact goes on where another stood: by a code, or by the star. Real rows. */
class GoingOnTest {
    private static final Archive archive = new Archive();
    private static final String AT = "8300";
    private static final String CODE =
            "Please key the six digits of your code. Without a code press zero.";
    private static final String WRONG = "This code is not right, or is no longer good. " + CODE;
    private static final String NO_MORE = "No code can be taken now. You hear our menu instead.";
    private static final String STAR = "To go on where you stopped, press star.";
    private static final String AMOUNT = "tenge";
    private static int people;

    private final Office office = new Office();
    private final Handle someone = new Handle(HandleKind.TEL, "+770155500" + (10 + ++people));
    private final MovedDialogues moved =
            new MovedDialogues(
                    archive.contacts,
                    archive.catalogue,
                    (_, sha) ->
                            Optional.of(archive.flow)
                                    .filter(it -> it.source().sha256().equals(sha)));
    private final StoredCallCodes codes =
            new StoredCallCodes(
                    archive.db,
                    new Departures(moved, _ -> false),
                    new CodePrints(new Pepper.Keys(PepperKeys.parse("ab".repeat(32)))),
                    new StoredCallCodes.Place("+7 727 200 00 01", AT),
                    new SplittableRandom(people),
                    office);
    private final Elsewhere elsewhere =
            new Elsewhere(
                    new StoredLeftOff(
                            archive.db,
                            new Departures(moved, _ -> false),
                            Duration.ofMinutes(30),
                            new Budgeted(Runnable::run),
                            office),
                    codes);

    GoingOnTest() {
        office.store = archive.dialogues;
        office.newContact = archive::newContact;
        office.numbers = Map.of("8000", "telecom", AT, "telecom");
    }

    @BeforeEach
    void nobodyHasGuessed() {
        archive.db.runInTransaction(tx -> {
            tx.dsl().deleteFrom(CALL_CODE_TRY).execute();
            tx.dsl().deleteFrom(CALL_CODE).execute();
        });
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    /** In the form of a payment, with the account written and the amount asked. */
    private MessageDoor writes(Handle who) {
        return new MessageDoor(office::conversations, who, new Language("en"))
                .begins()
                .receives(new Reply.Picked("pay_tv"))
                .receives(new Reply.Text("12345678"));
    }

    private ScriptedLine calls(Handle who, String dialled, String... keys) {
        var line = new ScriptedLine().willPress(keys);
        try {
            new Calls(office.conversations(), elsewhere)
                    .serve(line, Office.arrival(Optional.empty(), Optional.of(who), dialled));
        } catch (HangupException _) {
            assertThat(line.left()).isEmpty();
        }
        return line;
    }

    private String code(ContactId written) {
        return made(written).digits();
    }

    private CallCodes.Code made(ContactId written) {
        return archive.db.inTransaction(tx -> codes.make(tx, written)).orElseThrow();
    }

    @Test
    void aCallWithTheCodeGoesOnWhereWritingStoodInTheSameConversation() {
        var written = writes(new Handle(HandleKind.WEB, "v-" + people)).contact();
        var conversation = archive.row(written).getConversationId();

        var line = calls(someone, AT, code(written), "1500");

        assertThat(line.heard()).startsWith(CODE).noneMatch(words -> words.contains("account"));
        assertThat(line.heard().get(1)).contains(AMOUNT);
        assertThat(line.left()).isEqualTo("hung up by us");
        assertThat(archive.row(written).getEndResult()).isEqualTo("switched");
        var call = archive.row(line.contact());
        assertThat(call.getConversationId()).isEqualTo(conversation);
        assertThat(call.getChannel()).isEqualTo("phone");
        assertThat(call.getTrust()).isEqualTo("claimed");
        assertThat(call.getEndResult()).isEqualTo("self-served");
        assertThat(call.getTopic()).endsWith("billing.tv");
    }

    /** What its server had written when it was killed is all there is. */
    @Test
    void aCallWhoseServerDiesRightAfterTheCodeIsAskedWhereWritingStood() {
        var written = writes(new Handle(HandleKind.WEB, "v-" + people)).contact();
        office.store = new Endless(archive.dialogues);
        var call = calls(someone, "8000").contact();
        office.store = archive.dialogues;
        var taken = codes.take(call, version(call), Optional.of(someone), code(written));
        assertThat(taken).isEqualTo(CallCodes.Keyed.GOES_ON);

        var line = new ScriptedLine().willPress("1500");
        new Calls(office.conversations(), elsewhere)
                .serve(line, Office.arrival(Optional.of(call), Optional.of(someone), AT));

        assertThat(line.heard().getFirst()).contains(AMOUNT);
        assertThat(line.left()).isEqualTo("hung up by us");
        assertThat(rows(written)).isOne();
    }

    @Test
    void aCodeIsGoodOnce() {
        var written = writes(new Handle(HandleKind.WEB, "v-" + people)).contact();
        var code = code(written);
        calls(someone, AT, code);

        var again = calls(someone, AT, code, "000001", "000002");

        assertThat(again.heard())
                .startsWith(CODE, WRONG, WRONG, NO_MORE, "Welcome to Aspan Telecom.");
    }

    @Test
    void theNewestCodeOfAContactIsItsOnlyOneAndItIsNotGoodForLong() {
        var written = writes(new Handle(HandleKind.WEB, "v-" + people)).contact();
        var older = code(written);
        var newer = code(written);
        assertThat(calls(someone, AT, older).heard()).containsExactly(CODE, WRONG);

        office.now = office.now.plus(Duration.ofMinutes(16));

        assertThat(calls(someone, AT, newer).heard()).containsExactly(CODE, WRONG);
        assertThat(archive.row(written).getEndedAt()).isNull();
    }

    @Test
    void whoKeysNoRightOneHearsTheMenuAndKeysAreNotTakenForItBefore() {
        var line = calls(someone, AT, "6", "000000", "000001", "000002", "6");

        assertThat(line.heard())
                .startsWith(CODE, CODE, WRONG, WRONG, NO_MORE, "Welcome to Aspan Telecom.");
        assertThat(line.heard().getLast()).contains("account");
    }

    /** Else some honest callers without a code would shut the codes for everybody. */
    @Test
    void whoHasNoCodeHearsTheMenuSoonAndNoneOfItIsAGuess() {
        assertThat(calls(someone, AT, "#", "#", "6").heard())
                .startsWith(CODE, CODE, "Welcome to Aspan Telecom.");
        assertThat(calls(someone, AT, "0", "6").heard())
                .startsWith(CODE, "Welcome to Aspan Telecom.");
        assertThat(guesses()).isZero();
    }

    private static int guesses() {
        return archive.db.inTransaction(tx -> tx.dsl().fetchCount(CALL_CODE_TRY));
    }

    @Test
    void aServerThatDiesLeavesTheTriesCountedAndTheCodeIsAskedForAnew() {
        office.store = new Endless(archive.dialogues);
        var first = calls(someone, AT, "000000", "000001");
        office.store = archive.dialogues;

        var line = new ScriptedLine().willPress("000002", "6");
        try {
            new Calls(office.conversations(), elsewhere)
                    .serve(
                            line,
                            Office.arrival(Optional.of(first.contact()), Optional.of(someone), AT));
        } catch (HangupException _) {
            assertThat(line.left()).isEmpty();
        }

        assertThat(line.heard()).startsWith(CODE, NO_MORE);
    }

    @Test
    void oneLineGuessesSoOftenOnlyAndManyLinesTogetherToo() {
        var written = writes(new Handle(HandleKind.WEB, "v-" + people)).contact();
        var code = code(written);
        calls(someone, AT, "000000", "000001", "000002");
        calls(someone, AT, "000000", "000001", "000002");

        assertThat(calls(someone, AT, code).heard()).startsWith(CODE, NO_MORE);

        for (var line = 0; line < 15; line++) {
            calls(
                    new Handle(HandleKind.TEL, "+7701666000" + line),
                    AT,
                    "000000",
                    "000001",
                    "000002");
        }
        var other = new Handle(HandleKind.TEL, "+77016670001");
        assertThat(calls(other, AT, code).heard()).startsWith(CODE, NO_MORE);
        office.now = office.now.plus(Duration.ofMinutes(40));
        var later = code(written);
        assertThat(calls(other, AT, later).heard().get(1)).contains(AMOUNT);
    }

    @Test
    void aCodeIsNeverKeptItself() {
        var written = writes(new Handle(HandleKind.WEB, "v-" + people)).contact();
        var code = code(written);

        var row =
                archive.db.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(CALL_CODE)
                                .where(CALL_CODE.CONTACT_ID.eq(written.value()))
                                .fetchSingle());

        assertThat(row.getCodeHmac()).hasSize(32);
        assertThat(made(written).toString()).doesNotContain(code);
    }

    @Test
    void aCallerWhoWroteIsOfferedToGoOnAndWhatTakesMoreTrustIsAskedAnew() {
        var written = writes(someone).contact();

        var line = calls(someone, "8000", "*", "12345678", "1500");

        assertThat(line.heard().get(1)).startsWith(STAR);
        assertThat(line.heard().get(2)).contains("account");
        assertThat(line.heard().get(3)).contains(AMOUNT);
        assertThat(archive.row(written).getEndResult()).isEqualTo("switched");
        assertThat(archive.row(line.contact()).getConversationId())
                .isEqualTo(archive.row(written).getConversationId());
    }

    @Test
    void itIsOfferedBeforeTheFirstMenuAndNotAgainWhenACallComesBackFurtherOn() {
        writes(someone);
        office.store = new Endless(archive.dialogues);
        var call = calls(someone, "8000", "1").contact();
        office.store = archive.dialogues;

        var line = new ScriptedLine();
        try {
            new Calls(office.conversations(), elsewhere)
                    .serve(line, Office.arrival(Optional.of(call), Optional.of(someone), "8000"));
        } catch (HangupException _) {
            assertThat(line.left()).isEmpty();
        }

        assertThat(line.heard()).isNotEmpty().noneMatch(words -> words.contains(STAR));
    }

    @Test
    void anyOtherKeyIsTheMenusAndNobodyElseIsOfferedIt() {
        var written = writes(someone).contact();

        assertThat(calls(someone, "8000", "6").heard().getLast()).contains("account");
        assertThat(calls(Office.STRANGER, "8000", "6").heard())
                .noneMatch(words -> words.contains(STAR));
        assertThat(archive.row(written).getEndedAt()).isNull();
    }

    @Test
    void whoHungUpInTheFlowGoesOnInWritingOnceAndOnlyForAWhile() {
        var call = calls(someone, "8000", "1", "9").contact();
        assertThat(archive.row(call).getEndResult()).isEqualTo("unfinished");
        var chat = new MessageDoor(office::conversations, someone, new Language("en")).begins();
        var left = elsewhere.left().of(chat.contact());
        var version = chat.open().version();
        var node = archive.dialogues.load(call).orElseThrow().dialogue().node();

        assertThat(left).contains(call);
        assertThat(elsewhere.left().goOn(chat.contact(), version, call)).isTrue();
        assertThat(elsewhere.left().goOn(chat.contact(), version + 1, call)).isFalse();

        assertThat(archive.dialogues.load(chat.contact()).orElseThrow().dialogue().node())
                .isEqualTo(node);
        assertThat(archive.row(call).getEndResult()).isEqualTo("unfinished");
        assertThat(archive.row(chat.contact()).getConversationId())
                .isEqualTo(archive.row(call).getConversationId());
        var second = calls(someone, "8000", "1", "9").contact();
        office.now = office.now.plus(Duration.ofMinutes(31));
        var late = new MessageDoor(office::conversations, someone, new Language("en")).begins();
        assertThat(elsewhere.left().of(late.contact())).isEmpty();
        assertThat(archive.row(second).getEndResult()).isEqualTo("unfinished");
    }

    @Test
    void ofManyWhoGoOnAtOnceOneDoes() throws Exception {
        var written = writes(new Handle(HandleKind.WEB, "v-" + people)).contact();
        var code = code(written);
        var lines = new ArrayList<ScriptedLine>();
        for (var i = 0; i < 4; i++) {
            lines.add(calls(new Handle(HandleKind.TEL, "+7701777000" + i), "8000"));
        }
        var keyed = Collections.synchronizedList(new ArrayList<CallCodes.Keyed>());
        var threads =
                lines.stream()
                        .map(line ->
                                Thread.ofVirtual()
                                        .start(() ->
                                                keyed.add(
                                                        codes.take(
                                                                line.contact(),
                                                                version(line.contact()),
                                                                Optional.empty(),
                                                                code))))
                        .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(keyed).filteredOn(CallCodes.Keyed.GOES_ON::equals).hasSize(1);
        assertThat(rows(written)).isOne();
    }

    @Test
    void whoWaitsForAnAgentKeepsTheirAgeOnTheTelephone() {
        var chat =
                new MessageDoor(office::conversations, someone, new Language("en"))
                        .begins()
                        .receives(new Reply.Picked("agent"));
        var since = office.now;
        office.now = office.now.plus(Duration.ofMinutes(7));

        var line = calls(someone, "8000", "*");

        assertThat(line.left()).isEqualTo("queue");
        assertThat(archive.row(chat.contact()).getEndResult()).isEqualTo("switched");
        assertThat(archive.inQueue()).contains(line.contact()).doesNotContain(chat.contact());
        var place =
                archive.db
                        .inTransaction(tx -> archive.queue.place(tx, line.contact()))
                        .orElseThrow();
        assertThat(place.since()).isEqualTo(since);
    }

    @Test
    void whoWritesWithAnAgentWaitsBesideItAndForThatAgentFirst() {
        var chat =
                new MessageDoor(office::conversations, someone, new Language("en"))
                        .begins()
                        .receives(new Reply.Picked("agent"));
        var agent =
                archive.db.inTransaction(
                        tx -> new AgentStore().put(tx, "ann", "Ann", Optional.empty(), Map.of()));
        archive.db.runInTransaction(tx -> {
            archive.queue.leave(tx, chat.contact(), office.now);
            archive.contacts.servedBy(tx, chat.contact(), agent.value());
        });

        var line = calls(someone, "8000", "*");

        assertThat(line.left()).isEqualTo("queue");
        assertThat(archive.row(chat.contact()).getEndedAt()).isNull();
        assertThat(archive.row(line.contact()).getConversationId())
                .isEqualTo(archive.row(chat.contact()).getConversationId());
        var place =
                archive.db
                        .inTransaction(tx -> archive.queue.place(tx, line.contact()))
                        .orElseThrow();
        assertThat(place.wish().preferred())
                .containsEntry(Preference.LAST, agent)
                .containsEntry(Preference.CHOSEN, agent);
    }

    private long version(ContactId contact) {
        return archive.dialogues.load(contact).orElseThrow().version();
    }

    private static int rows(ContactId left) {
        return archive.db.inTransaction(tx ->
                tx.dsl().fetchCount(MOVED_CONTACT, MOVED_CONTACT.CONTACT_ID.eq(left.value())));
    }
}
