package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recaller.agent.AgentStore;
import io.recaller.callback.Callback;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.FileSpool;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.LastWords.LastWord;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.PathEntry;
import io.recaller.routing.plan.SomePlans;
import io.recaller.routing.ring.AsteriskLink;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.skill.Requirement;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.text.Rough;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How contacts end that nobody serves any more: told by Asterisk, or replayed from the spool. */
class EndsTest {
    private static final Archive ARCHIVE = new Archive();
    private static final Handle LINE = new Handle(HandleKind.TEL, "+77020000001");
    private static final Address MOVED = new Address.Call("pbx1", "1.12", "PJSIP/other");
    private static final String NEWCOMER = "+41446681800";
    private static final List<PathEntry> CHOSEN =
            List.of(new PathEntry.OptionChosen("main", "pay_tv"));
    private static final Takeovers TAKEOVERS =
            new Takeovers(ARCHIVE.contacts, ARCHIVE.customers, new Handles("KZ")::caller);
    private static final Instant NOW = Archive.NOW;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final ContactEnds ends =
            new ContactEnds(ARCHIVE.db, ARCHIVE.contacts, TAKEOVERS, Runnable::run, () -> NOW);

    @TempDir private Path folder;

    @AfterAll
    static void close() {
        ARCHIVE.close();
    }

    @Test
    void whoIsGoneFromTheQueueHasAbandonedIt() {
        var contact = begun("1.1", Duration.ofMinutes(2));
        ARCHIVE.dialogues.handOff(turn(contact), 0, place(contact));

        ends.gone(contact, HangUp.BY_CALLER);
        ends.gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
    }

    @Test
    void whoseTalkIsHeardOfOnlyAfterTheirEndWasServed() {
        var contact = begun("1.2", Duration.ofMinutes(2));
        ARCHIVE.dialogues.handOff(turn(contact), 0, place(contact));
        ends.gone(contact, HangUp.BY_CALLER);

        ARCHIVE.db.runInTransaction(tx -> {
            var agent = new AgentStore().put(tx, "late", "Late", Optional.empty(), Map.of());
            ARCHIVE.contacts.servedBy(tx, contact, agent.value());
        });

        var row = ARCHIVE.row(contact);
        var served = new Ended.Served(Parting.OfLine.HUNG_UP);
        assertThat(Ended.of(row.getEndResult(), row.getEndBy(), row.getEndPlace(), row.getEndWhy()))
                .contains(served);
        assertThat(row.getEndReason()).isEqualTo(served.result().endReason());
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFIED, +77020000001, claimed",
        "ATTESTED, 8 702 000-00-01, claimed",
        "CLAIMED, +77020000001, claimed",
        "UNKNOWN, +77020000001, unknown",
    })
    void whoTakesACallersPlaceFromTheSameNumberHasProvedNothing(
            TrustTier proved, String number, String left) {
        var contact = begun("1.9", Duration.ofMinutes(2));
        var other = begun("1.10", Duration.ofMinutes(2));
        for (var each : List.of(contact, other)) {
            ARCHIVE.dialogues.save(turn(each, proved), 0);
        }
        var before = ARCHIVE.row(contact).getTrust();

        ends.replaced(contact, number);
        ends.replaced(contact, number);

        assertThat(before).isEqualTo(proved.name().toLowerCase(Locale.ROOT));
        assertThat(ARCHIVE.row(contact).getTrust()).isEqualTo(left);
        assertThat(ARCHIVE.row(contact).getTrustedUntil()).isNull();
        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
        assertThat(ARCHIVE.row(contact).getCustomerId())
                .isEqualTo(ARCHIVE.row(other).getCustomerId());
        assertThat(ARCHIVE.row(other).getTrust()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "+41 44 668 18 00, claimed",
        "0041446681800, claimed",
        "+5215512345678, claimed",
        "anonymous, unknown",
        "'', unknown",
        "+70000000000, unknown",
    })
    void aContactIsTheirsWhoTookTheCallersPlaceAsFarAsTheirNumberTells(
            String number, String trust) {
        var contact = begun("1.11", Duration.ofMinutes(2));
        ARCHIVE.dialogues.save(keyed(contact), 0);
        var first = ARCHIVE.row(contact).getCustomerId();

        ends.replaced(contact, number);
        ends.replaced(contact, number);

        var row = ARCHIVE.row(contact);
        var newcomer = new Handles("KZ").caller(number).map(ARCHIVE::customer);
        assertThat(row.getTrust()).isEqualTo(trust);
        assertThat(row.getCustomerId())
                .isNotEqualTo(first)
                .isEqualTo(newcomer.map(CustomerId::value).orElse(null));
        var saved = ARCHIVE.dialogues.load(contact).orElseThrow();
        assertThat(saved.handle()).isEqualTo(new Handles("KZ").caller(number));
        assertThat(saved.dialogue().data()).as("what the first one keyed").isEmpty();
        assertThat(saved.dialogue().path()).as("what it is about").isEqualTo(CHOSEN);
        assertThat(row.getEndedAt()).isNull();
    }

    @Test
    void whoTakesACallersPlaceDuringAHandOffIsInNobodysWay() throws Exception {
        var contact = begun("1.12", Duration.ofMinutes(2));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var passed =
                    ARCHIVE.db.inTransaction(tx -> {
                        ARCHIVE.held(tx, contact);
                        var taken = threads.submit(() -> ends.replaced(contact, NEWCOMER));
                        await().until(() -> ARCHIVE.waiting() > 0);
                        ARCHIVE.contacts.moved(tx, contact, MOVED);
                        return taken;
                    });
            passed.get(20, TimeUnit.SECONDS);
        }

        assertThat(address(contact)).isEqualTo(MOVED);
        assertThat(ARCHIVE.dialogues.load(contact).orElseThrow().handle())
                .isEqualTo(new Handles("KZ").caller(NEWCOMER));
    }

    @Test
    void whoTookACallersPlaceDuringAnOutageIsWrittenAtTheNextLook() {
        var settings = TestDatabase.freshSettings();
        try (var archive = new Archive(Database.open(settings));
                var hasty = Database.open(Archive.hasty(settings))) {
            var late =
                    new ContactEnds(
                            hasty,
                            archive.contacts,
                            new Takeovers(
                                    archive.contacts, archive.customers, new Handles("KZ")::caller),
                            Runnable::run,
                            () -> NOW);
            var contact = archive.newContact();
            archive.dialogues.begin(beginning(contact, "1.13", NOW.minusSeconds(120)));
            var there = Map.of(contact, AddressJson.read(archive.row(contact).getAddress().data()));
            archive.db.runInTransaction(tx -> {
                archive.held(tx, contact);
                late.replaced(contact, "+41446681801");
                late.replaced(contact, NEWCOMER);
                late.alive("pbx1", there);
            });
            var before = archive.dialogues.load(contact).orElseThrow().handle();

            late.alive("pbx1", there);

            assertThat(before).contains(LINE);
            assertThat(archive.dialogues.load(contact).orElseThrow().handle())
                    .isEqualTo(new Handles("KZ").caller(NEWCOMER));
        }
    }

    @Test
    void toldAgainThatACallerIsInTheRingGroupNothingIsWritten() {
        var contact = begun("1.14", Duration.ofMinutes(2));
        ARCHIVE.define("ringing");
        ARCHIVE.dialogues.save(about(turn(contact), "ringing"), 0);
        ends.ledToRingGroup(contact, Optional.empty());
        var first = ARCHIVE.writtenBy(contact);

        ends.ledToRingGroup(contact, Optional.empty());
        ends.gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.row(contact).getTopic()).isEqualTo("ringing");
        assertThat(ARCHIVE.writtenBy(contact)).isEqualTo(first);
    }

    /** The server that kept the place died before it could say so. */
    @Test
    void whoAskedToBeCalledBackAndIsLedToTheRingGroupIsCalledBackNoMore() {
        var contact = begun("1.15", Duration.ofMinutes(2));
        var number = new Handle(HandleKind.TEL, "+77020000099");
        var kept = new Callbacks(CallbackRules.usual());
        ARCHIVE.dialogues.handOff(turn(contact), 0, place(contact));
        var answer =
                ARCHIVE.db.inTransaction(tx ->
                        kept.ask(
                                tx,
                                Callback.asked(
                                        contact,
                                        Optional.empty(),
                                        number,
                                        Optional.of(number),
                                        NOW,
                                        NOW.plusSeconds(10))));

        ends.ledToRingGroup(contact, Optional.empty());

        var left = ARCHIVE.db.inTransaction(tx -> kept.find(tx, contact));
        assertThat(answer).isEqualTo(Callbacks.Answer.KEPT);
        assertThat(left).isEmpty();
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
    }

    @Test
    void whoIsGoneFromTheMenuHungUp() {
        var contact = begun("1.2", Duration.ofMinutes(2));

        ends.gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("caller-hung-up");
    }

    @Test
    void callsThatAsteriskDoesNotHaveAnyMoreAreOverButNotOnesThatJustBegan() {
        var lost = begun("2.1", Duration.ofMinutes(2));
        var alive = begun("2.2", Duration.ofMinutes(2));
        var justBegun = begun("2.3", Duration.ofSeconds(1));

        ends.alive("pbx1", Map.of(alive, new Address.Call("pbx1", "2.2", "c")));

        assertThat(ARCHIVE.row(lost).getEndReason()).isEqualTo("caller-hung-up");
        assertThat(ARCHIVE.row(alive).getEndedAt()).isNull();
        assertThat(ARCHIVE.row(justBegun).getEndedAt()).isNull();
    }

    @Test
    void aCallThatWasLeftOpenDaysAgoIsOverToo() {
        var old = begun("2.11", Duration.ofDays(4));
        ARCHIVE.dialogues.handOff(turn(old), 0, place(old));

        ends.alive("pbx1", Map.of());

        assertThat(ARCHIVE.row(old).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(old);
    }

    @Test
    void aCallOfAnAsteriskThatWasTakenOutOfServiceIsOverAfterADay() {
        var fresh = begun("2.12", Duration.ofHours(20));
        var old = begun("2.13", Duration.ofHours(25));
        ARCHIVE.dialogues.handOff(turn(old), 0, place(old));

        ends.alive("pbx2", Map.of());
        var meanwhile = ARCHIVE.row(fresh).getEndedAt();
        ends.gone(fresh, HangUp.BY_CALLER);

        assertThat(meanwhile).isNull();
        assertThat(ARCHIVE.row(old).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(old);
    }

    @Test
    void anOldCallOfAnAsteriskThatSomebodyLooksAtIsTheirs() {
        var old = begun("2.14", Duration.ofHours(25));
        var links = new AsteriskLinks(ARCHIVE.db, () -> NOW);
        links.announce(new AsteriskLink("other", "pbx1", "a", "10.0.0.1:5038"));

        ends.alive("pbx2", Map.of());
        links.leave("other");

        assertThat(ARCHIVE.row(old).getEndedAt()).isNull();
        ends.gone(old, HangUp.BY_CALLER);
    }

    @Test
    void aCallThatEndedWhileNobodyListenedEndedThenAndWhereItWas() {
        var rang = begun("2.4", Duration.ofMinutes(10));
        var queued = begun("2.5", Duration.ofMinutes(10));
        ARCHIVE.dialogues.handOff(turn(queued), 0, place(queued));
        var fast = begun("2.6", Duration.ofMinutes(10));
        var kept =
                Map.of(
                        rang,
                                new LastWord(
                                        true,
                                        NOW.minusSeconds(300),
                                        HangUp.UNTOLD,
                                        Optional.empty()),
                        queued,
                                new LastWord(
                                        false,
                                        NOW.minusSeconds(200),
                                        HangUp.UNTOLD,
                                        Optional.empty()),
                        fast,
                                new LastWord(
                                        false,
                                        NOW.plusSeconds(3600),
                                        HangUp.UNTOLD,
                                        Optional.empty()));
        var late =
                new ContactEnds(
                        ARCHIVE.db,
                        ARCHIVE.contacts,
                        TAKEOVERS,
                        Runnable::run,
                        () -> NOW,
                        contact -> Optional.ofNullable(kept.get(contact)));

        for (var contact : List.of(rang, queued, fast)) {
            late.gone(contact, HangUp.BY_CALLER);
        }

        assertThat(ARCHIVE.row(rang).getEndReason()).isEqualTo("ring-group");
        assertThat(ARCHIVE.row(rang).getEndedAt()).isEqualTo(NOW.minusSeconds(300));
        assertThat(ARCHIVE.row(queued).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.row(queued).getEndedAt()).isEqualTo(NOW.minusSeconds(200));
        assertThat(ARCHIVE.row(fast).getEndedAt()).isEqualTo(NOW);
    }

    @Test
    void aCallGivenToTheRingGroupEndsWhenTheDialplanSaysSoAndNotAtTheHandOff() {
        var given = begun("2.7", Duration.ofMinutes(10));
        var handedOff = NOW.minusSeconds(400);
        ARCHIVE.db.runInTransaction(tx ->
                ARCHIVE.contacts.finish(
                        tx,
                        given,
                        SomeEnds.RING_GROUP,
                        handedOff,
                        Optional.empty(),
                        TopicSource.KEY));
        var word = new AtomicReference<>(Optional.<LastWord>empty());
        var told =
                new ContactEnds(
                        ARCHIVE.db,
                        ARCHIVE.contacts,
                        TAKEOVERS,
                        Runnable::run,
                        () -> NOW,
                        _ -> word.get());

        told.gone(given, HangUp.BY_CALLER);
        var unheard = ARCHIVE.row(given).getEndedAt();
        word.set(
                Optional.of(
                        new LastWord(
                                true, NOW.minusSeconds(100), HangUp.UNTOLD, Optional.empty())));
        told.gone(given, HangUp.BY_CALLER);
        told.gone(given, HangUp.BY_CALLER);

        assertThat(unheard).isEqualTo(handedOff);
        assertThat(ARCHIVE.row(given).getEndedAt()).isEqualTo(NOW.minusSeconds(100));
        assertThat(ARCHIVE.row(given).getEndReason()).isEqualTo("ring-group");
    }

    @Test
    void whoTheDialplanLedToTheRingGroupIsNobodyToRingAnAgentFor() {
        var waiting = begun("2.9", Duration.ofMinutes(3));
        var inMenu = begun("2.10", Duration.ofMinutes(3));
        ARCHIVE.dialogues.handOff(turn(waiting), 0, place(waiting));

        for (var contact : List.of(waiting, inMenu, waiting)) {
            ends.ledToRingGroup(contact, Optional.empty());
        }

        for (var contact : List.of(waiting, inMenu)) {
            assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
            assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("ring-group");
        }
    }

    @Test
    void anEndInTheRingGroupThatNobodyHeardIsAskedForOnceAsteriskIsThereAgain() {
        var given = begun("2.15", Duration.ofMinutes(10));
        ARCHIVE.db.runInTransaction(tx ->
                ARCHIVE.contacts.finish(
                        tx,
                        given,
                        SomeEnds.RING_GROUP,
                        NOW.minusSeconds(400),
                        Optional.empty(),
                        TopicSource.KEY));
        var asked = new ArrayList<ContactId>();
        var word = new LastWord(true, NOW.minusSeconds(100), HangUp.UNTOLD, Optional.empty());
        var back =
                new ContactEnds(
                        ARCHIVE.db,
                        ARCHIVE.contacts,
                        TAKEOVERS,
                        Runnable::run,
                        () -> NOW,
                        contact -> {
                            asked.add(contact);
                            return contact.equals(given) ? Optional.of(word) : Optional.empty();
                        });

        back.backInReach("pbx2");
        var elsewhere = List.copyOf(asked);
        back.backInReach("pbx1");

        assertThat(elsewhere).doesNotContain(given);
        assertThat(ARCHIVE.row(given).getEndedAt()).isEqualTo(NOW.minusSeconds(100));
    }

    @Test
    void anEndThatIsNoticedLateWaitsUntilAsteriskCanSayHowItWas() {
        var contact = begun("2.8", Duration.ofMinutes(10));
        var answers = new AtomicBoolean();
        var late =
                new ContactEnds(
                        ARCHIVE.db,
                        ARCHIVE.contacts,
                        TAKEOVERS,
                        Runnable::run,
                        () -> NOW,
                        _ -> {
                            if (!answers.get()) {
                                throw new IllegalStateException("no answer within 3 s");
                            }
                            return Optional.of(
                                    new LastWord(
                                            true,
                                            NOW.minusSeconds(60),
                                            HangUp.UNTOLD,
                                            Optional.empty()));
                        });

        assertThatThrownBy(() -> late.alive("pbx1", Map.of()))
                .isInstanceOf(IllegalStateException.class);
        var meanwhile = ARCHIVE.row(contact).getEndedAt();
        answers.set(true);
        late.alive("pbx1", Map.of());

        assertThat(meanwhile).isNull();
        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("ring-group");
        assertThat(ARCHIVE.row(contact).getEndedAt()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void callsOfAnotherAsteriskAreNotTouched() {
        var contact = begun("3.1", Duration.ofMinutes(2));

        ends.alive("pbx2", Map.of());

        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
    }

    @Test
    void aContactFollowsItsCallerToAnotherChannelAndKeepsItsPlace() {
        var contact = begun("3.2", Duration.ofMinutes(2));
        ARCHIVE.dialogues.handOff(turn(contact), 0, place(contact));
        var place = ARCHIVE.inQueue().indexOf(contact);

        ends.alive(
                "pbx1", Map.of(contact, new Address.Call("pbx1", "3.9", "PJSIP/trunk-00000009")));

        assertThat(address(contact))
                .isEqualTo(new Address.Call("pbx1", "3.9", "PJSIP/trunk-00000009"));
        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
        assertThat(ARCHIVE.waitsAt(contact))
                .isEqualTo(new Address.Call("pbx1", "3.9", "PJSIP/trunk-00000009"));
        assertThat(ARCHIVE.inQueue().indexOf(contact)).isEqualTo(place);
        ends.gone(contact, HangUp.BY_CALLER);
    }

    @Test
    void anEndInTheSpoolIsReadableByItsOwnerOnly() throws IOException {
        var spool = spool(folder.resolve("spool"));

        spool.keep(kept(ARCHIVE.newContact(), "4.1"));

        assertThat(mode(folder.resolve("spool"))).isEqualTo("rwx------");
        assertThat(mode(spool.waiting().getFirst())).isEqualTo("rw-------");
    }

    @Test
    void aReplayedEndMakesTheContactThatWasNeverWritten() {
        var spool = spool(folder);
        var contact = ARCHIVE.newContact();
        spool.keep(kept(contact, "4.2"));

        assertThat(spool.replay()).isEqualTo(1);

        var row = ARCHIVE.row(contact);
        assertThat(row.getEndReason()).isEqualTo("ring-group");
        assertThat(row.getCustomerId()).isEqualTo(ARCHIVE.customer(LINE).value());
        assertThat(row.getTopic()).isEqualTo("other.billing.tv");
        assertThat(address(contact)).isEqualTo(new Address.Call("pbx1", "4.2", "c"));
        assertThat(row.getEndedAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(spool.waiting()).isEmpty();
        assertThat(spool.replay()).isZero();
    }

    @Test
    void anEndThatTheDiskDoesNotTakeEitherIsWrittenOnceTheDatabaseTakesIt() throws IOException {
        var place = folder.resolve("gone");
        var spool = spool(place);
        Files.delete(place);
        var contact = ARCHIVE.newContact();

        spool.keep(kept(contact, "4.8"));

        assertThat(spool.replay()).isEqualTo(1);
        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("ring-group");
        assertThat(spool.replay()).isZero();
    }

    @Test
    void aReplayedEndInTheRingGroupIsWhenTheCallEndedAndNotWhenItWasGivenAway() {
        var contact = ARCHIVE.newContact();
        var spool = spool(folder.resolve("given"));
        spool.keep(kept(contact, "4.9"));
        var last = NOW.plusSeconds(90);
        var told =
                new ContactEnds(
                        ARCHIVE.db,
                        ARCHIVE.contacts,
                        TAKEOVERS,
                        Runnable::run,
                        () -> NOW.plusSeconds(300),
                        _ ->
                                Optional.of(
                                        new LastWord(true, last, HangUp.UNTOLD, Optional.empty())));

        spool.replay(contact1 -> told.gone(contact1, HangUp.UNTOLD));

        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("ring-group");
        assertThat(ARCHIVE.row(contact).getEndedAt()).isEqualTo(last);
    }

    @Test
    void aReplayedEndTakesTheContactOutOfTheQueueAndKeepsAnEarlierEnd() {
        var spool = spool(folder);
        var queued = begun("4.3", Duration.ofMinutes(1));
        ARCHIVE.dialogues.handOff(turn(queued), 0, place(queued));
        var ended = begun("4.4", Duration.ofMinutes(1));
        ends.gone(ended, HangUp.BY_CALLER);
        spool.keep(kept(queued, "4.3"));
        spool.keep(kept(ended, "4.4"));

        assertThat(spool.replay()).isEqualTo(2);

        assertThat(ARCHIVE.inQueue()).doesNotContain(queued);
        assertThat(ARCHIVE.row(ended).getEndReason()).isEqualTo("caller-hung-up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2999-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void anEndKeptWhileAClockWasAheadIsOfNow(Instant ahead) throws IOException {
        var spool = spool(folder);
        var contact = ARCHIVE.newContact();
        spool.keep(kept(contact, "4.6"));
        var file = spool.waiting().getFirst();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\"(startedAt|at)\":\"[^\"]*\"", "\"$1\":\"" + ahead + "\""));

        assertThat(spool.replay()).isEqualTo(1);

        assertThat(ARCHIVE.row(contact).getStartedAt()).isEqualTo(NOW.plusSeconds(300));
        assertThat(ARCHIVE.row(contact).getEndedAt()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void aFileThatIsNoEndIsSetAsideAndDoesNotHoldUpTheOthers() throws IOException {
        var spool = spool(folder);
        Files.writeString(folder.resolve("00.json"), "{\"contact\": 5}");
        Files.writeString(folder.resolve("01.json"), "half a fi");
        spool.keep(kept(ARCHIVE.newContact(), "4.5"));

        assertThat(spool.replay()).isEqualTo(1);

        assertThat(spool.waiting()).isEmpty();
        assertThat(folder.resolve("00.json.bad")).exists();
        assertThat(folder.resolve("01.json.bad")).exists();
    }

    @Test
    void anEndThatWasKeptBeforeContactsHadAddressesIsStillWritten() throws IOException {
        var spool = spool(folder);
        var contact = ARCHIVE.newContact();
        Files.writeString(
                folder.resolve(contact + ".json"),
                """
                {"contact":"%s","trust":"CLAIMED","startedAt":"%s","asteriskSystem":"pbx2",
                 "linkedId":"8.1","reason":"RING_GROUP","topicSource":"KEY","at":"%s",
                 "callerKind":"TEL","caller":"+4940123456"}
                """
                        .formatted(contact, NOW, NOW));

        assertThat(spool.replay()).isEqualTo(1);

        assertThat(address(contact)).isEqualTo(new Address.Call("pbx2", "8.1", ""));
        assertThat(ARCHIVE.row(contact).getChannel()).isEqualTo("phone");
    }

    @Test
    void whatTheDatabaseCannotHoldNeverKeepsTheRestOfTheSpoolFromBeingWritten() throws IOException {
        var spool = spool(folder);
        var odd = ARCHIVE.newContact();
        spool.keep(kept(odd, "4.8"));
        var file = folder.resolve(odd + ".json");
        Files.writeString(file, Files.readString(file).replace("4.8", "4.8\\u0000\\ud83d"));
        var good = ARCHIVE.newContact();
        spool.keep(kept(good, "4.9"));
        Files.write(folder.resolve("0-cut.json"), new byte[] {'{', (byte) 0xC3, '}'});
        Files.writeString(
                folder.resolve("0-late.json"),
                Files.readString(folder.resolve(good + ".json"))
                        .replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"-999999999-01-01T00:00:00Z\"")
                        .replace(good.toString(), ARCHIVE.newContact().toString()));

        assertThat(spool.replay()).isEqualTo(2);

        assertThat(spool.waiting()).isEmpty();
        assertThat(address(odd)).isEqualTo(new Address.Call("pbx1", "4.8\uFFFD\uFFFD", "c"));
        assertThat(ARCHIVE.row(good).getEndReason()).isNotNull();
        assertThat(folder.resolve("0-cut.json.bad")).exists();
        assertThat(folder.resolve("0-late.json.bad")).exists();
    }

    @Test
    @Timeout(60)
    void whateverIsInASpooledFileTheOthersAreWritten() throws IOException {
        var spool = spool(folder);
        spool.keep(kept(ARCHIVE.newContact(), "4.7"));
        var kept = Files.readString(spool.waiting().getFirst());
        var fields = new JsonObject(kept).fieldNames();
        var number = 0;
        for (var text : Rough.texts(14, 10)) {
            for (var field : List.copyOf(fields)) {
                var json = new JsonObject(kept).put("contact", ARCHIVE.newContact().toString());
                Files.writeString(
                        folder.resolve("1-" + number++ + ".json"),
                        escaped(json.put(field, text).encode()));
            }
            Files.writeString(folder.resolve("2-" + number++ + ".json"), escaped(text));
        }
        var last = ARCHIVE.newContact();
        Files.writeString(
                folder.resolve("9.json"),
                new JsonObject(kept).put("contact", last.toString()).encode());

        assertThat(spool.replay()).isGreaterThan(1);

        assertThat(spool.waiting()).isEmpty();
        assertThat(ARCHIVE.row(last).getEndReason()).isNotNull();
    }

    private static String escaped(String text) {
        return text.replace("\uD83D", "\\ud83d").replace("\uDD11", "\\udd11");
    }

    @Test
    void aFullSpoolKeepsWhatItHas() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(folder.resolve(i + ".json"));
        }
        var spool = spool(folder);

        spool.keep(kept(ARCHIVE.newContact(), "4.6"));

        assertThat(spool.waiting()).hasSize(10_000);
    }

    @Test
    void aWaitingCallerHearsTheirPlaceWhenTheyPressAKeyAndMusicOtherwise() {
        var wait = waitingAtMost(Duration.ofMinutes(15));
        var first = begun("5.1", Duration.ofMinutes(3));
        var second = begun("5.2", Duration.ofMinutes(3));
        ARCHIVE.dialogues.handOff(turn(first), 0, place(first));
        ARCHIVE.dialogues.handOff(turn(second), 0, place(second));

        assertThat(words(wait.visit(second, ""))).isEmpty();
        assertThat(words(wait.visit(first, "1"))).contains("You are next.");
        assertThat(words(wait.visit(second, "1"))).contains("There is one caller before you.");
        ends.gone(first, HangUp.BY_CALLER);
        ends.gone(second, HangUp.BY_CALLER);
    }

    @Test
    void aWaitingCallerIsToldTheirPlaceAfterAMinuteWithoutAKeyInTheirOwnLanguage() {
        var wait = waitingAtMost(Duration.ofMinutes(15));
        var caller = begun("5.4", Duration.ofMinutes(3));
        var kazakh =
                new TurnTaken(
                        caller,
                        dialogue().speaking(new Language("kk")),
                        Channel.PHONE,
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        NOW);
        ARCHIVE.dialogues.handOff(kazakh, 0, place(caller));
        var heard = new ArrayList<Integer>();

        for (var second = 15; second <= 300; second += 15) {
            now.set(NOW.plusSeconds(second));
            var words = words(wait.visit(caller, second == 150 ? "1" : ""));
            if (!words.isEmpty()) {
                assertThat(words).isEqualTo("Келесі кезек сіздікі. Желіде қалыңыз.");
                heard.add(second);
            }
        }

        assertThat(heard).as("once, and by a key: nothing has changed").containsExactly(60, 150);
        ends.gone(caller, HangUp.BY_CALLER);
    }

    @Test
    void aWaitingCallerWhomNoAgentWillReachGoesToTheRingGroup() {
        var forgotten = ARCHIVE.newContact();
        var tooLong = begun("5.3", Duration.ofMinutes(30));
        ARCHIVE.dialogues.handOff(turn(tooLong), 0, place(tooLong));

        assertThat(waitingAtMost(Duration.ofMinutes(15)).visit(forgotten, ""))
                .isInstanceOf(Waiting.RingGroup.class);
        assertThat(waitingAtMost(Duration.ofMinutes(-2)).visit(tooLong, ""))
                .isInstanceOf(Waiting.RingGroup.class);
    }

    private StillWaiting waitingAtMost(Duration longest) {
        return ARCHIVE.waiting(SomePlans.waitingAtMost(longest), now::get);
    }

    private static String words(Waiting waiting) {
        assertThat(waiting).isInstanceOf(Waiting.On.class);
        var prompts = ((Waiting.On) waiting).announcement().prompts();
        return String.join(" ", prompts.stream().map(Prompt::words).toList());
    }

    private FileSpool spool(Path where) {
        return new FileSpool(
                where, ARCHIVE.db, ARCHIVE.customers, ARCHIVE.contacts, () -> NOW.plusSeconds(300));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static ContactId begun(String linkedId, Duration ago) {
        var contact = ARCHIVE.newContact();
        ARCHIVE.dialogues.begin(beginning(contact, linkedId, NOW.minus(ago)));
        return contact;
    }

    private static Beginning beginning(ContactId contact, String linkedId, Instant at) {
        var arrival =
                new Arrival(
                        Channel.PHONE,
                        "8000",
                        Optional.of(LINE),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        new Address.Call("pbx1", linkedId, "c"),
                        Optional.empty());
        return new Beginning(contact, arrival, Optional.empty(), TrustTier.CLAIMED, dialogue(), at);
    }

    private static Address address(ContactId contact) {
        return AddressJson.read(ARCHIVE.row(contact).getAddress().data());
    }

    private static KeptEnd kept(ContactId contact, String linkedId) {
        return KeptEnd.of(
                new Finish(
                        beginning(contact, linkedId, NOW),
                        SomeEnds.RING_GROUP,
                        Optional.of(new Topic("billing.tv")),
                        TopicSource.KEY,
                        Optional.empty(),
                        NOW.plusSeconds(60)));
    }

    private static TurnTaken turn(ContactId contact) {
        return turn(contact, TrustTier.CLAIMED);
    }

    private static TurnTaken turn(ContactId contact, TrustTier trust) {
        return new TurnTaken(
                contact,
                dialogue(),
                Channel.PHONE,
                Optional.empty(),
                trust,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    private static TurnTaken about(TurnTaken turn, String topic) {
        return new TurnTaken(
                turn.contact(),
                turn.dialogue(),
                turn.channel(),
                turn.customer(),
                turn.trust(),
                turn.heard(),
                turn.given(),
                turn.language(),
                Optional.of(new Topic(topic)),
                turn.at());
    }

    private static TurnTaken keyed(ContactId contact) {
        var fresh = dialogue();
        var filled =
                new Dialogue(
                        fresh.flow(),
                        fresh.flowSha(),
                        fresh.node(),
                        fresh.position(),
                        fresh.language(),
                        Map.of("account", "12345678"),
                        CHOSEN);
        return new TurnTaken(
                contact,
                filled,
                Channel.PHONE,
                Optional.empty(),
                TrustTier.VERIFIED,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    private static Place place(ContactId contact) {
        return Places.of(Requirement.none(), 5, "PJSIP/" + contact);
    }

    private static Dialogue dialogue() {
        return Dialogue.fresh(ARCHIVE.flow, "person", new Language("en"));
    }
}
