package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.channel.ClosedQueues;
import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.channel.QuietThreads;
import io.recaller.channel.Said;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.conversation.Archive;
import io.recaller.conversation.Office;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.SomePlans;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody writes: what the flow answers, once, whatever is killed in between. */
class LaneTest {
    private static final Archive archive = new Archive();
    private static int visitors;

    private final Correspondence site = site();

    private static Correspondence site() {
        return new Correspondence(archive, "visitor-" + ++visitors);
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void whoSaysHelloIsGreetedAndGetsTheMenuAsButtonsInOneMessage() {
        site.write("hello there");

        site.answer();

        assertThat(site.all())
                .extracting(ThreadMessage::author)
                .containsExactly(Author.CUSTOMER, Author.FLOW);
        assertThat(site.last().text()).startsWith("Welcome to Aspan Telecom.");
        assertThat(site.last().buttons())
                .extracting(Button::label)
                .contains("1 · internet at home", "0 · anything else");
        assertThat(site.last().state()).isEqualTo(MessageState.SENT);
        assertThat(site.waiting()).isEmpty();
    }

    @Test
    void whatIsPressedOrWrittenAsADigitOrALabelIsChosen() {
        site.write("hello");
        site.answer();

        site.press(site.button("1"));
        site.answer();
        var first = site.last().buttons();
        assertThat(site.last().text()).as("what was chosen").isEqualTo("internet at home");
        site.write("9");
        site.answer();

        assertThat(first).extracting(Button::label).anyMatch(label -> label.contains("connection"));
        assertThat(site.begun).hasSize(1);
    }

    @Test
    void whatIsPressedIsKeptWithTheWordsOfItsButton() {
        site.write("hello");
        site.answer();

        site.press(site.button("1"));
        site.press("v999:9");

        assertThat(site.waiting()).containsExactly("1 · internet at home", "");
    }

    @ParameterizedTest
    @EnumSource(
            value = Answers.class,
            names = {"RECEIPT", "NONE"})
    void whereNothingIsAskedWhateverComesIsForPeopleAtOnce(Answers answers) {
        site.answers = answers;
        site.write("The bill\n\nIt is wrong again.");

        site.answer();

        var contact = site.begun.getFirst();
        var place = site.archive.db.inTransaction(tx -> site.archive.queue.place(tx, contact));
        assertThat(place).isPresent();
        assertThat(site.waiting()).isEmpty();
        var said = site.all().stream().filter(each -> each.author() == Author.FLOW).toList();
        assertThat(said).hasSize(answers == Answers.NONE ? 0 : 1);
        assertThat(said)
                .allMatch(each -> each.text().endsWith("An agent will answer it."))
                .allMatch(each -> each.buttons().isEmpty());
    }

    @Test
    void aFormIsForPeopleAtOnceAlsoWhereItsAnswerGoesOutByAnotherDoor() {
        site.fillIn("📝 form: 1\nIt is wrong again.");

        site.answer();

        var contact = site.begun.getFirst();
        var place = site.archive.db.inTransaction(tx -> site.archive.queue.place(tx, contact));
        assertThat(place).isPresent();
        assertThat(site.all()).extracting(ThreadMessage::author).containsOnly(Author.CUSTOMER);
    }

    @Test
    void aFormInTheMiddleOfAMenuLeadsToPeopleToo() {
        site.write("hello");
        site.answer();
        site.fillIn("📝 form\nIt is wrong again.");

        site.answer();

        var contact = site.begun.getFirst();
        var place = site.archive.db.inTransaction(tx -> site.archive.queue.place(tx, contact));
        assertThat(place).isPresent();
        assertThat(site.begun).hasSize(1);
        assertThat(site.waiting()).isEmpty();
    }

    @Test
    void whoBeginsWithWhatTheyWantGetsItAtOnce() {
        site.write("Internet at home!");

        site.answer();

        assertThat(site.last().text()).startsWith("Welcome to Aspan Telecom.");
        assertThat(site.last().buttons())
                .extracting(Button::label)
                .anyMatch(label -> label.contains("connection"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi, my internet is terribly slow",
                "Здравствуйте, интернет очень медленный",
                "Сәлем, интернетім баяу"
            })
    void whoBeginsInTheirOwnWordsComesToWhoeverCanHelp(String text) {
        site.write(text);

        site.answer();

        assertThat(site.last().text())
                .startsWith("Welcome to Aspan Telecom.\nAbout: a slow connection.")
                .contains("internet specialist", "answer you here");
        assertThat(topic(site.begun.getFirst()))
                .as("as if its key had been pressed")
                .endsWith("internet.slow");
    }

    @Test
    void whatWordsWereTakenForIsSaidWithTheWayBackAndBackUndoesIt() {
        site.write("hello");
        site.answer();
        site.write("no internet since morning");
        site.answer();
        assertThat(site.last().text())
                .startsWith("About: no connection. Not that? Write BACK. What is your eight-digit");

        site.write("Back");
        site.answer();

        assertThat(site.last().buttons())
                .extracting(Button::label)
                .as("where they were")
                .contains("1 · internet at home", "5 · a question about your bill");
        site.write("5");
        site.answer();
        site.write("a person please");
        site.answer();
        assertThat(topic(site.begun.getFirst())).endsWith("billing");
    }

    @Test
    void ofTwoThingsTheMessageAsksWhich() {
        site.write("hello");
        site.answer();
        site.write("the router, and a wrong bill");
        site.answer();

        assertThat(site.last().text()).isEqualTo("Which of these is it about?");
        assertThat(site.last().buttons())
                .extracting(Button::label)
                .containsExactly(
                        "1 · internet at home",
                        "5 · a question about your bill",
                        "0 · anything else");
        site.press(site.button("5"));
        site.answer();
        assertThat(site.last().buttons()).extracting(Button::label).hasSize(3);
    }

    @Test
    void aServerKilledAfterWordsWereTakenStillSaysForWhat() {
        site.write("hello");
        site.answer();
        var contact = site.begun.getFirst();
        site.write("question about my bill");
        var message = site.next().orElseThrow();
        var version = archive.dialogues.load(contact).orElseThrow().version();
        site.answer();
        var said = site.last();
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.STATE, MessageState.RECEIVED.slug())
                        .where(MESSAGE.SEQ.eq(message.seq()))
                        .execute());
        assertThat(archive.dialogues.load(contact).orElseThrow().version()).isGreaterThan(version);

        site.answer();

        assertThat(site.last().seq()).isGreaterThan(said.seq());
        assertThat(site.last().text()).isEqualTo(said.text()).startsWith("About: a question");
    }

    @Test
    void howRequestsStandIsAskedByWordAndTheMenuStays() {
        site.write("hello");
        site.answer();
        var shown = site.last().buttons().stream().map(Button::label).toList();

        site.write("мәртебе");
        site.answer();

        assertThat(site.last().text())
                .isEqualTo("There is no open request that can be shown here.");
        assertThat(site.last().buttons()).extracting(Button::label).isEqualTo(shown);
    }

    /** A chat's window was opened before: the flow has begun, and nobody has said anything. */
    @Test
    void whoSaysHelloInAWindowThatWasOpenedIsShownTheMenuAndHasNotChosenWrongly() {
        site.take(new Said.Nothing(), "opened");
        site.answer();

        site.write("hello");
        site.answer();
        var greeted = site.last();
        site.write("hello");
        site.answer();

        assertThat(greeted.text()).doesNotContain("Sorry");
        assertThat(greeted.buttons()).isNotEmpty();
        assertThat(site.last().text()).startsWith("Sorry");
    }

    @Test
    void whoIsNotUnderstoodTwiceIsHelpedByAPerson() {
        site.write("hello");
        site.answer();
        site.write("blah");
        site.answer();
        assertThat(site.last().text()).startsWith("Sorry");

        site.write("blah blah");
        site.answer();

        var place = archive.db.inTransaction(tx -> archive.queue.place(tx, site.begun.getFirst()));
        assertThat(place).isPresent();
    }

    @Test
    void aMailInItsOwnWordsComesToWhoeverCanHelpAndAsksNothing() {
        site.answers = Answers.RECEIPT;
        site.write("Slow\n\nSince Monday the internet is slow in the evening.");

        site.answer();

        assertThat(site.last().text())
                .contains("About: a slow connection.", "An agent will answer it.")
                .doesNotContain("BACK");
        assertThat(topic(site.begun.getFirst())).endsWith("internet.slow");
    }

    @ParameterizedTest
    @CsvSource({
        "'Status\n\nWhat is the status of my request?', en, 'repair (March 9): engineer on Monday.'",
        "'Статус заявки', ru, 'repair (9 марта): engineer on Monday.'"
    })
    void whoAsksByMailHowARequestStandsIsToldThatAndNoPersonIs(
            String asked, String language, String told) {
        site.answers = Answers.RECEIPT;
        site.speaks = Optional.of(language);
        knows(request(TrustTier.CLAIMED));
        site.write(asked);

        site.answer();

        assertThat(site.last().text())
                .contains(told)
                .doesNotContain("An agent will answer it.", "Вам ответит сотрудник");
        assertThat(site.last().buttons()).isEmpty();
        assertThat(place()).isEmpty();
        assertThat(site.waiting()).isEmpty();
    }

    @Test
    void whoAsksAgainOrWritesOnWithinADayIsHelpedByAPerson() {
        site.answers = Answers.RECEIPT;
        knows(request(TrustTier.CLAIMED));
        site.write("What is the status of my request?");
        site.answer();

        site.write("status");
        site.answer();

        assertThat(site.last().text()).doesNotContain("engineer").contains("An agent will answer");
        assertThat(place()).isPresent();
        assertThat(site.begun).hasSize(1);
    }

    @Test
    void whatThisTrustMayNotHearOrIsNotThereIsForAPerson() {
        site.answers = Answers.RECEIPT;
        knows(request(TrustTier.VERIFIED));
        site.write("What is the status of my request?");

        site.answer();

        assertThat(site.last().text())
                .doesNotContain("engineer", "no open request")
                .contains("An agent will answer it.");
        assertThat(place()).isPresent();
    }

    @Test
    void whoSaysMoreThanThatInAMailIsForAPerson() {
        site.answers = Answers.RECEIPT;
        knows(request(TrustTier.CLAIMED));
        site.write(
                "Slow\n\nWhat is the status of my request? Since Monday the internet is slow in the"
                        + " evening, and nobody has come to look at it.");

        site.answer();

        assertThat(site.last().text()).doesNotContain("engineer").contains("An agent will answer");
        assertThat(place()).isPresent();
    }

    private static OpenRequest request(TrustTier tier) {
        return new OpenRequest(
                "crm/1",
                "repair",
                new Topic("other"),
                "engineer on Monday",
                Archive.NOW.minus(Duration.ofDays(1)),
                tier,
                Map.of());
    }

    private void knows(OpenRequest request) {
        var known = Office.known(request);
        site.office.contexts =
                new RememberedContext(
                        Map.of(),
                        new Caller(
                                Optional.empty(), Optional.empty(), known.model(), known.known()));
    }

    private Optional<?> place() {
        return archive.db.inTransaction(tx -> archive.queue.place(tx, site.begun.getFirst()));
    }

    /** Empty where it has none. */
    private static String topic(ContactId contact) {
        return archive.db
                .inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.TOPIC)
                                .from(CONTACT)
                                .where(CONTACT.ID.eq(contact.value()))
                                .fetchOptional(CONTACT.TOPIC))
                .orElse("");
    }

    @Test
    void anOldButtonDoesNotActAndTheMenuIsShownAgain() {
        site.write("hello");
        site.answer();
        var old = site.button("1");
        site.press(old);
        site.answer();
        var shown = site.last().buttons();

        site.press(old);
        site.answer();

        assertThat(site.last().author()).isEqualTo(Author.FLOW);
        assertThat(site.last().buttons()).isEqualTo(shown);
    }

    @Test
    void whoIsAnsweredByTwoServersInTurnGoesOnWhereTheyStand() {
        var byOne = said(site(), 1);
        var byTwo = said(site(), 2);

        assertThat(byOne).hasSize(8).isEqualTo(byTwo);
    }

    /** What the flow and its visitor say in a short walk. */
    private static List<String> said(Correspondence site, int servers) {
        var lanes = IntStream.range(0, servers).mapToObj(_ -> site.lane()).toList();
        site.write("hello");
        site.answer(lanes.getFirst());
        site.press(site.button("1"));
        site.answer(lanes.getLast());
        site.write("9");
        site.answer(lanes.getFirst());
        site.write("2");
        site.answer(lanes.getLast());
        assertThat(site.begun).hasSize(1);
        return site.all().stream().map(ThreadMessage::text).toList();
    }

    @Test
    void whoAnswersSoonIsAnsweredWithoutReadingAllOnceMoreAndLaterNot() {
        var reads = new AtomicInteger();
        site.office.contexts = counting(reads);
        site.write("hello");
        site.answer();
        var atFirst = reads.get();
        site.press(site.button("1"));
        site.answer();
        var soon = reads.get();
        site.office.now = site.office.instant().plus(Duration.ofMinutes(3));
        site.write("9");
        site.answer();

        assertThat(soon).isEqualTo(atFirst);
        assertThat(reads).hasValueGreaterThan(soon);
    }

    private static ContextSource counting(AtomicInteger reads) {
        return new ContextSource() {
            @Override
            public Caller read(Handle handle, Instant now) {
                return stranger(now);
            }

            @Override
            public Caller read(CustomerId customer, Instant now) {
                return stranger(now);
            }

            @Override
            public Caller stranger(Instant now) {
                reads.incrementAndGet();
                return Caller.unknown();
            }
        };
    }

    @Test
    void theSameMessageTwiceIsAnsweredOnce() {
        site.take(new Said.Words("hello"), "one");
        var again = site.take(new Said.Words("hello"), "one");

        site.answer();

        assertThat(again.seq()).isEmpty();
        assertThat(site.all()).hasSize(2);
    }

    @Test
    void whoWantsAPersonWaitsInTheQueueAndWhatTheyWriteThenIsForPeople() {
        site.write("hello");
        site.answer();
        site.press(site.button("0"));
        site.answer();
        var contact = site.begun.getFirst();

        site.write("are you there?");
        site.answer();

        var place = site.archive.db.inTransaction(tx -> site.archive.queue.place(tx, contact));
        assertThat(place).isPresent();
        var address =
                site.archive.db.inTransaction(tx -> site.archive.contacts.address(tx, contact));
        assertThat(address).contains(new Address.Thread("site", site.peer));
        assertThat(site.last().text()).isEqualTo("are you there?");
        assertThat(site.last().state()).isEqualTo(MessageState.HANDLED);
        assertThat(site.last().contact()).contains(contact);
        assertThat(site.all())
                .extracting(ThreadMessage::text)
                .anyMatch(text -> text.contains("answer you here"));
    }

    @Test
    void aServerKilledAfterTheTurnWasWrittenGivesTheAnswerNotTwice() {
        site.write("hello");
        site.answer();
        var contact = site.begun.getFirst();
        site.press(site.button("1"));
        var message = site.next().orElseThrow();
        var version = site.archive.dialogues.load(contact).orElseThrow().version();
        site.archive.db.runInTransaction(
                tx -> new InboundMessages().answers(tx, message.seq(), contact, version - 1));

        site.answer();

        assertThat(site.archive.dialogues.load(contact).orElseThrow().version())
                .as("nothing was answered once more")
                .isEqualTo(version);
        assertThat(site.last().buttons())
                .extracting(Button::label)
                .contains("1 · internet at home");
    }

    @Test
    void aTurnAndWhatAsksOnAreWrittenTogetherOrNotAtAll() {
        site.write("hello");
        site.answer();
        var contact = site.begun.getFirst();
        var asked = site.last();
        var version = site.archive.dialogues.load(contact).orElseThrow().version();
        site.press(site.button("1"));
        site.office.store = new BrokenOff(site.archive.dialogues);
        var message = site.next().orElseThrow();
        var breaking = site.lane();

        assertThatThrownBy(() -> site.answer(breaking, message))
                .isInstanceOf(NotNowException.class);
        var after = site.archive.dialogues.load(contact).orElseThrow().version();
        var waiting = site.waiting();
        site.office.store = site.archive.dialogues;
        site.answer(site.lane());

        assertThat(after).as("the turn").isEqualTo(version);
        assertThat(waiting).as("the message waits").containsExactly("1 · internet at home");
        assertThat(site.all())
                .filteredOn(each -> each.seq() > asked.seq())
                .extracting(ThreadMessage::author)
                .as("it is answered once")
                .containsExactly(Author.CUSTOMER, Author.FLOW);
        assertThat(site.archive.dialogues.load(contact).orElseThrow().version())
                .isEqualTo(version + 1);
    }

    @Test
    void aServerKilledBeforeItsContactBeganBeginsItUnderItsName() {
        site.write("hello");
        var lost = site.archive.newContact();
        site.archive.db.runInTransaction(tx -> new Threads().begins(tx, site.thread(), lost));

        site.answer();

        assertThat(site.begun).isEmpty();
        assertThat(site.last().contact()).contains(lost);
    }

    @Test
    void aDatabaseThatIsAwayLosesNothing() {
        site.write("hello");
        var message = site.next().orElseThrow();
        var lane =
                site.lane(() -> {
                    throw new IllegalStateException("killed");
                });

        assertThatThrownBy(() -> site.answer(lane, message)).hasMessage("killed");
        site.answer();

        assertThat(site.all()).hasSize(2);
    }

    @Test
    void whoWritesAfterTheEndBeginsAnew() {
        site.write("hello");
        site.answer();
        var first = site.begun.getFirst();
        site.archive.db.runInTransaction(tx ->
                site.archive.contacts.finish(
                        tx,
                        first,
                        new Ended.SelfServed(),
                        site.office.instant(),
                        Optional.empty(),
                        TopicSource.KEY));

        site.write("hello again");
        site.answer();

        assertThat(site.begun).hasSize(2);
        assertThat(site.last().text()).startsWith("Welcome to Aspan Telecom.");
    }

    @Test
    void whoIsAskedAndWritesNothingForADayHasLeftAndWhoWaitsForAPersonHasNot() {
        site.write("hello");
        site.answer();
        var waits = new Correspondence(archive, "visitor-" + ++visitors);
        waits.write("hello");
        waits.answer();
        waits.press(waits.button("0"));
        waits.answer();
        var quiet = new QuietThreads(archive.db, archive.contacts, site.office);

        quiet.run();
        assertThat(ended(site)).as("so soon").isFalse();
        site.office.now = site.office.now.plus(Duration.ofHours(25));
        quiet.run();

        assertThat(ended(site)).isTrue();
        assertThat(ended(waits)).isFalse();
        site.write("1");
        site.answer();
        assertThat(site.begun).hasSize(2);
    }

    private static boolean ended(Correspondence of) {
        return archive.db
                .inTransaction(tx -> archive.contacts.endReason(tx, of.begun.getFirst()))
                .isPresent();
    }

    @Test
    void nobodyIsAskedForAPinInWritingAPersonHelpsInstead() {
        site.write("hello");
        site.answer();

        site.write("7");
        site.answer();

        var place = archive.db.inTransaction(tx -> archive.queue.place(tx, site.begun.getFirst()));
        assertThat(place).isPresent();
        assertThat(site.all())
                .extracting(ThreadMessage::text)
                .noneMatch(text -> text.contains("PIN"));
    }

    @Test
    void whileTheQueueIsClosedItIsSaidWhenItOpens() {
        var monday = new Week(Map.of(DayOfWeek.MONDAY, Spans.parse(List.of("09:00-18:00"))));
        var office = new Hours(ZoneOffset.UTC, monday, SpecialDays.none(), List.of());
        site.closed =
                new ClosedQueues(
                        QueuePlans.of(SomePlans.overflowing("office", Map.of())),
                        () -> new OpeningHours(Map.of("office", office)),
                        site.office);
        site.write("hello");
        site.answer();
        site.write("0");

        site.answer();

        assertThat(site.last().text()).contains("We are closed now.", "Monday, November 23");
    }

    /** Its overflow has words of its own, which come by themselves. */
    @Test
    void thatTheQueueIsClosedIsNotSaidTwice() {
        var never = new Hours(ZoneOffset.UTC, new Week(Map.of()), SpecialDays.none(), List.of());
        site.closed =
                new ClosedQueues(
                        QueuePlans.of(
                                SomePlans.overflowing(
                                        "office",
                                        Map.of(
                                                OverflowCause.CLOSED,
                                                SomePlans.saying(
                                                        "Closed.", new Overflow.Way.End())))),
                        () -> new OpeningHours(Map.of("office", never)),
                        site.office);
        site.write("hello");
        site.answer();
        site.write("0");

        site.answer();

        assertThat(site.all())
                .extracting(ThreadMessage::text)
                .noneMatch(text -> text.contains("closed") || text.contains("answer you here"));
        assertThat(archive.inQueue()).contains(site.begun.getFirst());
    }

    @Test
    void aServerKilledBetweenTheHandOffAndItsWordGivesThemToPeopleOnce() {
        site.write("hello");
        site.answer();
        site.press(site.button("0"));
        site.answer();
        var contact = site.begun.getFirst();
        var version = archive.dialogues.load(contact).orElseThrow().version();
        archive.db.runInTransaction(tx -> {
            new Threads().begins(tx, site.thread(), contact);
            archive.queue.leave(tx, contact, site.office.instant());
        });
        site.write("are you there?");

        site.answer();

        var waits = archive.db.inTransaction(tx -> archive.queue.place(tx, contact));
        assertThat(waits).as("handed off once").isEmpty();
        assertThat(archive.dialogues.load(contact).orElseThrow().version()).isEqualTo(version);
        assertThat(site.last().text()).contains("answer you here");
        site.write("hello?");
        site.answer();
        assertThat(site.last().text()).isEqualTo("hello?");
    }
}
