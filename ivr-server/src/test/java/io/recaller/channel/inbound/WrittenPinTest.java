package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.PIN_LINK;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.continuation.AgedPages;
import io.recaller.continuation.PageSecret;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinKeying.Shown;
import io.recaller.continuation.PinLinks;
import io.recaller.conversation.Archive;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.PinProofs;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import io.recaller.message.Author;
import io.recaller.message.ContactMessages;
import io.recaller.message.LeavingMessages;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must prove who they are where it is written keys their PIN on a page. Real rows. */
class WrittenPinTest {
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: main
            person: person
            verify: pin
            nodes:
              main:
                menu:
                  options:
                    mine: {key: 1, say: {en: "what is yours"}, next: mine}
                    ask: {key: 2, say: {en: "a question"}, next: person}
              mine: {tier: verified, say: {en: "Your balance is 70."}, next: more}
              more:
                form: {code: {digits: 3, say: {en: "Which month?"}}}
                next: bye
              bye: {tier: verified, end: {say: {en: "Goodbye."}}}
              pin:
                verify: {digits: {min: 4, max: 6}, say: {en: "Please key your PIN."}}
                failed: failed
              failed: {say: {en: "It cannot be proved."}, next: person}
              person: {hand_off: {}}
            """;

    private static final String PIN = "4711";
    private static final String LINK_TOKEN = "go_0123456789abcdef";
    private static final Pattern LINK = Pattern.compile("https://ivr\\.example/c/pin#(\\S+)");
    private static final Archive archive = new Archive();
    private static final Pins pins =
            new Pins(archive.handles, new Pepper.Keys(PepperKeys.parse("ab".repeat(32))), 4);
    private static int people;

    private final Flow flow = Office.flow(FLOW);
    private final Office office = new Office();
    private final PinProofs proofs = archive.proofs(pins, archive.meters);
    private final List<ThreadId> told = new ArrayList<>();
    private final PinKeying page = new PinKeying(archive.db, proofs, moved(), told::add, office);
    private final Correspondence bot;
    private final CustomerId customer;

    WrittenPinTest() {
        archive.dialogues.keep(List.of(flow), office.now);
        office.served = Map.of("telecom", flow);
        office.newContact = archive::newContact;
        bot = new Correspondence(archive, "7701000" + ++people, "bot", office, LinkArrivals.none());
        bot.pins = new PinLinks(archive.db, proofs, URI.create("https://ivr.example/c"), office);
        customer = customer(bot.handle, Optional.of(PIN));
        knows(bot.handle, customer);
    }

    private MovedDialogues moved() {
        return new MovedDialogues(
                archive.contacts,
                archive.fields.catalogue(),
                (_, _) -> Optional.ofNullable(office.served.get("telecom")));
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    private CustomerId customer(Handle line, Optional<String> pin) {
        var who =
                archive.db
                        .inTransaction(tx -> archive.customers.createWhenNew(tx, line, office.now))
                        .single()
                        .orElseThrow();
        pin.ifPresent(
                each -> archive.db.runInTransaction(tx -> pins.set(tx, who, each, office.now)));
        return who;
    }

    private void knows(Handle line, CustomerId who) {
        office.contexts =
                new RememberedContext(
                        Map.of(line, Caller.unknown().turnedOutToBe(who)), Caller.unknown());
    }

    private void writes(String... words) {
        for (var each : words) {
            bot.write(each);
            bot.answer();
        }
    }

    /** Another server has nothing in memory. */
    private void writesToAnother(String words) {
        bot.write(words);
        bot.answer(bot.lane(archive::newContact));
    }

    /** Where the PIN is asked for. */
    private PageSecret link() {
        writes("hello", "1");
        return link(bot.last());
    }

    private static PageSecret link(ThreadMessage message) {
        var found = LINK.matcher(message.text());
        assertThat(found.find()).as(message.text()).isTrue();
        return PageSecret.of(found.group(1)).orElseThrow();
    }

    private Shown keys(PageSecret link, String pin) {
        return page.prove(link, attempt(), pin);
    }

    private static PageSecret attempt() {
        return PageSecret.of(String.format("%022d", ++people)).orElseThrow();
    }

    private String number(PageSecret link) {
        return ((Shown.Right) keys(link, PIN)).digits();
    }

    private static String another(String number) {
        return number.equals("100") ? "101" : "100";
    }

    private ContactId contact() {
        return bot.begun.getLast();
    }

    private String trust() {
        return archive.row(contact()).getTrust();
    }

    private boolean waits() {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .fetchExists(
                                WAITING_CONTACT, WAITING_CONTACT.CONTACT_ID.eq(contact().value())));
    }

    @Test
    void aRightPinOnThePageAndItsNumberInTheConversationProveIt() {
        var link = link();
        assertThat(bot.last().text())
                .startsWith(
                        "what is yours\n"
                                + "To go on, key your PIN on this page: https://ivr.example/c/pin#")
                .doesNotContain("Please key your PIN");

        var number = number(link);
        assertThat(trust()).isEqualTo("claimed");
        writes(number);

        assertThat(bot.last().text()).isEqualTo("Your balance is 70.\nWhich month?");
        assertThat(trust()).isEqualTo("verified");
        assertThat(archive.row(contact()).getCustomerId()).isEqualTo(customer.value());
        writesToAnother("333");
        assertThat(bot.last().text()).isEqualTo("Goodbye.");
    }

    @Test
    void whoCameByALinkThatIsNotGoodIsToldSoBeforeTheLinkToThePage() {
        servesFrom("mine");
        var other = linked("bot");

        other.write(LINK_TOKEN);
        other.answer();
        assertThat(other.last().text())
                .startsWith(
                        "The link that brought you here is not good any more. Let us begin anew.\n"
                                + "To go on, key your PIN on this page: https://ivr.example/c/pin#");
        other.write("what?");
        other.answer();

        assertThat(other.last().text()).startsWith("Please key your PIN on the page");
    }

    /** Words before it would cut it off. */
    @Test
    void inShortMessagesTheLinkToThePageIsInOneOfItsOwn() {
        var sms = linked("sms");
        sms.write("hello");
        sms.answer();
        sms.write("1");
        sms.answer();

        var said = sms.all();
        assertThat(said.get(said.size() - 2).text()).isEqualTo("what is yours");
        assertThat(said.getLast().text()).startsWith("Key your PIN on https://ivr.example/c/pin#");
    }

    @ParameterizedTest
    @CsvSource({"en, The link that", "ru, Ссылка", "kk, Сізді осында"})
    void soItIsWhereWhatIsToldBeforeItIsOfALinkThatIsNotGood(String language, String words) {
        servesFrom("mine", language);
        var sms = linked("sms");

        sms.write(LINK_TOKEN);
        sms.answer();

        var said = sms.all();
        assertThat(said).hasSize(3);
        assertThat(said.get(1).text()).startsWith(words);
        assertThat(link(said.getLast())).isNotNull();
        assertThat(page.look(link(said.getLast()))).isInstanceOf(Shown.Open.class);
    }

    private Correspondence linked(String gateway) {
        var other =
                new Correspondence(
                        archive, "4477001" + ++people, gateway, office, NoGoodLinks.AT_ALL);
        other.pins = bot.pins;
        knows(other.handle, customer(other.handle, Optional.of(PIN)));
        return other;
    }

    private void servesFrom(String node) {
        servesFrom(node, "en");
    }

    private void servesFrom(String node, String language) {
        serves(
                FLOW.replace("start: main", "start: " + node)
                        .replace("languages: [en]", "languages: [" + language + "]")
                        .replace("{en: ", "{" + language + ": "));
    }

    private void serves(String text) {
        var other = Office.flow(text);
        archive.dialogues.keep(List.of(other), office.now);
        office.served = Map.of("telecom", other);
    }

    @Test
    void thePageSaysWhereAndAsWhomAndChangesNothing() {
        var link = link();

        var shown = page.look(link);

        assertThat(shown).isInstanceOf(Shown.Open.class).isEqualTo(page.look(link));
        assertThat(((Shown.Open) shown).who()).contains("•••••").doesNotContain(bot.peer);
        assertThat(((Shown.Open) shown).left()).isEqualTo(3);
    }

    @Test
    void aRightPinAloneProvesNothing() {
        var number = number(link());

        writes("go on please");
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writes(another(number));

        assertThat(trust()).isEqualTo("claimed");
        assertThat(bot.last().text()).startsWith("Please write here the number");
    }

    @Test
    void whoGuessesTheNumberTwiceNeedsThePinOnceMore() {
        var link = link();
        var number = number(link);

        writes(another(number), another(number));
        var next = link(bot.last());
        writes(number);

        assertThat(trust()).isEqualTo("claimed");
        assertThat(next).isNotEqualTo(link);
        assertThat(keys(link, PIN)).isInstanceOf(Shown.NotGood.class);
        writes(number(next));
        assertThat(trust()).isEqualTo("verified");
    }

    /** It opens no second time, and says that whatever is written gets another link. */
    @Test
    void whoLosesThePageAfterARightPinGetsAnotherLinkByTheSecondMessage() {
        var link = link();
        var lost = number(link);
        assertThat(page.look(link)).isInstanceOf(Shown.NotGood.class);

        writes("another one please");
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writes("the page is gone");

        var next = link(bot.last());
        writes(lost);
        assertThat(trust()).isEqualTo("claimed");
        writes(number(next));
        assertThat(trust()).isEqualTo("verified");
    }

    @Test
    void aWrongNumberIsNoLostPage() {
        var number = number(link());

        writes(another(number));
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writes("wait");
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writes(number);

        assertThat(trust()).isEqualTo("verified");
    }

    @Test
    void whoLosesEachPageIsGivenNoMoreThanFiveLinks() {
        var link = link();
        for (var i = 0; i < 4; i++) {
            number(link);
            writes("what?", "what?");
            link = link(bot.last());
        }
        number(link);

        writes("what?", "what?", "what?", "what?");
        assertThat(waits()).isFalse();
        writes("what?");

        assertThat(waits()).isTrue();
    }

    @Test
    void whoGuessesAtTheFifthPageGetsNoSixthLink() {
        var link = link();
        for (var i = 0; i < 4; i++) {
            guessesTwice(number(link));
            link = link(bot.last());
        }

        guessesTwice(number(link));

        assertThat(links()).isEqualTo(5);
        assertThat(waits()).isTrue();
        assertThat(bot.last().text()).startsWith("It cannot be proved.");
    }

    private void guessesTwice(String number) {
        writes(another(number), another(number));
    }

    private int links() {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(PIN_LINK.LINKS)
                        .from(PIN_LINK)
                        .where(PIN_LINK.CONTACT_ID.eq(contact().value()))
                        .fetchSingle(Record1::value1));
    }

    /** The message is heard in time, and answered when the last link is too old. */
    @Test
    void aFifthLinkThatEndsWhileAMessageIsHeardIsTheLastOne() {
        link();
        for (var i = 0; i < 4; i++) {
            office.now = office.now.plus(Duration.ofMinutes(11));
            writes("once more");
        }
        bot.pins = heardWhile(bot.pins, () -> office.now = office.now.plus(Duration.ofMinutes(11)));

        writesToAnother("what?");

        assertThat(links()).isEqualTo(5);
        assertThat(waits()).isTrue();
    }

    /** It was written to no number of ours, so it guessed at none. */
    @Test
    void aNumberThatWasWrittenBeforeThePageHadOneIsNoGuess() {
        var link = link();
        bot.pins = heardWhile(bot.pins, () -> number(link));
        bot.write("100");
        bot.answer(bot.lane(archive::newContact));

        assertThat(
                        archive.db.<Boolean>inTransaction(tx ->
                                tx.dsl()
                                        .fetchExists(
                                                PIN_LINK,
                                                PIN_LINK.CONTACT_ID.eq(contact().value()),
                                                PIN_LINK.WRONG_NUMBERS.eq(0))))
                .isTrue();
        assertThat(bot.last().text()).startsWith("Please write here the number");
    }

    /** Something happens between hearing a message and answering it. */
    private static PinPages heardWhile(PinPages pages, Runnable meanwhile) {
        return new PinPages() {
            @Override
            public Possible mayAsk(Asked asked) {
                return pages.mayAsk(asked);
            }

            @Override
            public Heard hear(Asked asked, ThreadMessage message) {
                var heard = pages.hear(asked, message);
                meanwhile.run();
                return heard;
            }

            @Override
            public Words ask(Tx tx, Asked asked, Channel channel, boolean isGuess) {
                return pages.ask(tx, asked, channel, isGuess);
            }
        };
    }

    @Test
    void severalNumbersInOneMessageAreOneGuess() {
        var number = number(link());

        writes(another(number) + " " + number);

        assertThat(trust()).isEqualTo("claimed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", " %s ", "число %s", "%s.", "*%s*"})
    void theNumberIsFoundInWhatPeopleWrite(String words) {
        var number = number(link());

        writes(words.formatted(number));

        assertThat(trust()).isEqualTo("verified");
    }

    @Test
    void digitsOfOtherScriptsAreDigits() {
        var number = number(link());
        var arabic = new StringBuilder();
        number.chars().forEach(each -> arabic.append((char) ('٠' + each - '0')));

        writes(arabic.toString());

        assertThat(trust()).isEqualTo("verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {PIN, "my PIN is 4711", "4 7 1 1", "٤٧١١", "pin:4711!"})
    void aPinThatIsWrittenInSpiteOfAllIsKeptNowhereAndProvesNothing(String written) {
        var link = link();

        writes(written);

        assertThat(bot.last().text()).startsWith("Please key your PIN on the page");
        assertThat(bot.readAlong()).doesNotContain(written).contains("•••");
        assertThat(trust()).isEqualTo("claimed");
        assertThat(page.look(link)).isInstanceOf(Shown.Open.class);
    }

    @Test
    void noRowHasTheTokenOnceItIsUsedNorEverThePin() {
        var link = link();
        writes(number(link));

        var kept =
                archive.db.inTransaction(tx ->
                        tx.dsl()
                                .fetchCount(
                                        MESSAGE,
                                        DSL.condition(
                                                "message::text like {0}",
                                                DSL.val("%" + link.value() + "%"))));

        assertThat(kept).isZero();
        assertThat(bot.readAlong().toString()).contains("••••••").doesNotContain(link.value());
        assertThat(link.value()).hasSize(22);
    }

    @Test
    void threeWrongOnesLeadToAPersonAtOnce() {
        var link = link();

        assertThat(keys(link, "1111")).isEqualTo(new Shown.Wrong(2));
        assertThat(keys(link, "2222")).isEqualTo(new Shown.Wrong(1));
        assertThat(keys(link, "3333")).isEqualTo(new Shown.Failed());
        assertThat(told).containsExactly(bot.thread());
        bot.answer();

        assertThat(waits()).isTrue();
        assertThat(bot.last().text())
                .isEqualTo("It cannot be proved.\nAn agent will answer you here.");
        assertThat(keys(link, PIN)).isInstanceOf(Shown.NotGood.class);
    }

    /** By telephone each round is answered; here nothing but a person would end it. */
    @Test
    void aFlowThatAsksForItAgainAndAgainLeadsToAPerson() {
        failedLeadsTo("pin");
        var link = link();

        List.of("1111", "2222", "3333").forEach(each -> keys(link, each));
        bot.answer();

        assertThat(bot.last().text())
                .isEqualTo("It cannot be proved.\nAn agent will answer you here.");
        assertThat(waits()).isTrue();
    }

    @Test
    void wrongOnesAreCountedWithThoseOfTheTelephone() {
        var asked =
                new PinChecks.Asked(
                        archive.newContact(),
                        Optional.of(customer),
                        Optional.of(bot.handle),
                        TrustTier.CLAIMED);
        List.of("1000", "1001", "1002", "1003")
                .forEach(each -> proofs.check(asked, each, office.now));

        assertThat(keys(link(), "1004")).isEqualTo(new Shown.Failed());
        bot.answer();

        assertThat(waits()).isTrue();
    }

    @Test
    void oneThatIsSaidAgainIsOneTry() {
        var link = link();
        var attempt = attempt();

        assertThat(page.prove(link, attempt, "1111")).isEqualTo(new Shown.Wrong(2));
        assertThat(page.prove(link, attempt, "1111")).isEqualTo(new Shown.Wrong(2));
        var right = attempt();
        var first = page.prove(link, right, PIN);

        assertThat(page.prove(link, right, PIN)).isEqualTo(first);
        assertThat(page.prove(link, attempt(), PIN)).isInstanceOf(Shown.NotGood.class);
        assertThat(page.look(link)).isInstanceOf(Shown.NotGood.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "1234567890123", "12a4", "4 711", "٤٧", "四七一一"})
    void whatCanBeNoPinCountsForNothing(String keyed) {
        var link = link();

        assertThat(keys(link, keyed)).isEqualTo(new Shown.NoPin());
        assertThat(((Shown.Open) page.look(link)).left()).isEqualTo(3);
    }

    /** It is kept in those of ASCII: what a keyboard calls them makes no other PIN. */
    @ParameterizedTest
    @ValueSource(strings = {"٤٧١١", "۴۷۱۱", "४७११", "４７１１", "4۷١1", " 4711 ", "\u200f4711"})
    void inTheDigitsOfAnyKeyboardItIsTheSamePin(String keyed) {
        assertThat(keys(link(), keyed)).isInstanceOf(Shown.Right.class);
    }

    @Test
    void aWrongOneInOtherDigitsCountsAsAnyWrongOne() {
        var link = link();

        assertThat(keys(link, "١١١١")).isEqualTo(new Shown.Wrong(2));
        assertThat(keys(link, "۱۱۱۱")).isEqualTo(new Shown.Wrong(1));
    }

    @Test
    void whoeverGotSomebodyElsesLinkEndsIt() {
        var link = link();

        assertThat(page.refuse(link)).isEqualTo(new Shown.Refused());
        assertThat(page.refuse(link)).isEqualTo(new Shown.Refused());
        bot.answer();

        assertThat(keys(link, PIN)).isInstanceOf(Shown.NotGood.class);
        assertThat(waits()).isTrue();
    }

    /**
     * They wrote nothing: no page shows it, and nobody may be answered for longer because of it.
     */
    @Test
    void nobodySeesTheMessageByWhichThePageLetsTheFlowGoOn() {
        var link = link();
        var heard = lastHeard();
        office.now = office.now.plusSeconds(60);

        page.refuse(link);
        bot.answer();

        assertThat(lastHeard()).isEqualTo(heard);
        assertThat(theirs(bot.all())).containsExactly("hello", "1");
        assertThat(bot.readAlong()).hasSameSizeAs(bot.all());
        assertThat(theirs(written())).containsExactly("hello", "1");
    }

    private Optional<Instant> lastHeard() {
        return archive.db.inTransaction(tx -> new LeavingMessages().lastHeard(tx, bot.thread()));
    }

    private List<ThreadMessage> written() {
        return archive
                .db
                .inTransaction(tx -> new ContactMessages().after(tx, contact(), 0, 100))
                .stream()
                .map(ContactMessages.Written::message)
                .toList();
    }

    private static List<String> theirs(List<ThreadMessage> messages) {
        return messages.stream()
                .filter(each -> each.author() == Author.CUSTOMER)
                .map(ThreadMessage::text)
                .toList();
    }

    @Test
    void aPressOfNoButtonIsNotTakenForThePage() {
        link();

        bot.press("page");
        bot.answer();

        assertThat(bot.all()).extracting(ThreadMessage::pressed).contains(Optional.of(""));
    }

    /** Somebody may be deceiving a customer there: no menu is the answer to that. */
    @Test
    void whoeverIsSaidToBeAnotherIsLookedAtByAPersonWhereverTheFlowWouldLead() {
        failedLeadsTo("main");
        var link = link();

        page.refuse(link);
        bot.answer();

        assertThat(bot.last().text()).isEqualTo("An agent will answer you here.");
        assertThat(waits()).isTrue();
    }

    @Test
    void afterThreeWrongOnesTheFlowGoesOnWhereItLeads() {
        failedLeadsTo("main");
        var link = link();

        List.of("1111", "2222", "3333").forEach(each -> keys(link, each));
        bot.answer();
        assertThat(bot.last().buttons()).hasSize(2);
        writes("1");

        assertThat(bot.last().buttons()).hasSize(2);
        assertThat(waits()).isFalse();
    }

    private void failedLeadsTo(String node) {
        serves(
                FLOW.replace(
                        "failed: {say: {en: \"It cannot be proved.\"}, next: person}",
                        "failed: {say: {en: \"It cannot be proved.\"}, next: " + node + "}"));
    }

    @Test
    void afterTenMinutesThereIsAnotherLinkForWhateverIsWritten() {
        var link = link();

        office.now = office.now.plus(Duration.ofMinutes(10));
        assertThat(page.look(link)).isInstanceOf(Shown.NotGood.class);
        writes("what now?");

        var next = link(bot.last());
        assertThat(keys(link, PIN)).isInstanceOf(Shown.NotGood.class);
        writes(number(next));
        assertThat(trust()).isEqualTo("verified");
    }

    @Test
    void theNumberIsTakenForTenMinutes() {
        var number = number(link());

        office.now = office.now.plus(Duration.ofMinutes(10));
        writes(number);

        assertThat(trust()).isEqualTo("claimed");
        assertThat(link(bot.last())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "operator", "оператор", "оператормен сөйлескім келеді"})
    void whoWantsAPersonGetsOneAndTheLinkIsDoneFor(String words) {
        var link = link();

        writes(words);

        assertThat(waits()).isTrue();
        assertThat(page.look(link)).isInstanceOf(Shown.NotGood.class);
        assertThat(keys(link, PIN)).isInstanceOf(Shown.NotGood.class);
    }

    @Test
    void whoDoesNotSeeWhatToDoIsHelpedByAPerson() {
        link();

        writes("what?", "how?", "why?", "who?");
        assertThat(waits()).isFalse();
        writes("where?");

        assertThat(waits()).isTrue();
    }

    @Test
    void ofOneConversationThereAreFiveLinks() {
        link();
        for (var i = 0; i < 4; i++) {
            office.now = office.now.plus(Duration.ofMinutes(11));
            writes("once more");
            assertThat(link(bot.last())).isNotNull();
        }
        office.now = office.now.plus(Duration.ofMinutes(11));

        writes("once more");

        assertThat(waits()).isTrue();
    }

    @Test
    void whoHasNoPinIsHelpedByAPersonAtOnce() {
        var without = new Handle(bot.handle.kind(), bot.peer + "9");
        var none = customer(without, Optional.empty());
        knows(bot.handle, none);
        var stranger =
                new Correspondence(
                        archive, "stranger-" + ++people, "bot", office, LinkArrivals.none());
        stranger.pins = bot.pins;

        stranger.write("hello");
        stranger.answer();
        stranger.write("1");
        stranger.answer();

        assertThat(stranger.last().text()).isEqualTo("An agent will answer you here.");
    }

    @Test
    void withoutPagesAPersonHelps() {
        bot.pins = PinPages.none();

        writes("hello", "1");

        assertThat(bot.last().text()).isEqualTo("An agent will answer you here.");
    }

    @Test
    void anotherServerGoesOnByTheRowsAlone() {
        var number = number(link());

        writesToAnother("what?");
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writesToAnother(number);

        assertThat(bot.last().text()).isEqualTo("Your balance is 70.\nWhich month?");
        assertThat(trust()).isEqualTo("verified");
    }

    @Test
    void aNumberThatWasHeardByAServerThatDiedIsHeardOnceMore() {
        var number = number(link());
        bot.write(number);
        var message = bot.next().orElseThrow();
        var asked =
                office.conversations()
                        .goOn(
                                new Arrival(
                                        Channel.MESSENGER,
                                        "bot",
                                        Optional.of(bot.handle),
                                        TrustTier.CLAIMED,
                                        Optional.of(contact()),
                                        new Address.Thread("bot", bot.peer),
                                        Optional.empty()),
                                contact())
                        .orElseThrow()
                        .within(Duration.ofSeconds(5))
                        .orElseThrow()
                        .mustProve()
                        .orElseThrow();
        assertThat(bot.pins.hear(asked, message)).isEqualTo(new PinPages.Heard.Proved(customer));

        bot.answer(bot.lane(archive::newContact));

        assertThat(bot.last().text()).isEqualTo("Your balance is 70.\nWhich month?");
        assertThat(trust()).isEqualTo("verified");
    }

    @Test
    void anothersNumberProvesNothingHere() {
        var mine = link();
        var number = number(mine);
        var other =
                new Correspondence(
                        archive, "other-" + ++people, "bot", office, LinkArrivals.none());
        other.pins = bot.pins;
        customer(other.handle, Optional.of("9999"));
        office.contexts =
                new RememberedContext(
                        Map.of(
                                bot.handle, Caller.unknown().turnedOutToBe(customer),
                                other.handle, Caller.unknown().turnedOutToBe(customer)),
                        Caller.unknown());
        other.write("hello");
        other.answer();
        other.write("1");
        other.answer();

        other.write(number);
        other.answer();

        assertThat(other.last().text()).startsWith("Please key your PIN on the page");
        assertThat(archive.row(other.begun.getLast()).getTrust()).isEqualTo("claimed");
    }

    /** Nothing is lost, and no person is called for it. */
    @Test
    void aDatabaseThatIsLateIsWaitedFor() {
        writes("hello");
        var pages = bot.pins;
        bot.pins = late();
        bot.write("1");
        assertThatThrownBy(() -> bot.answer(bot.lane(archive::newContact)))
                .isInstanceOf(RuntimeException.class);
        assertThat(bot.waiting()).containsExactly("1");

        bot.pins = pages;
        bot.answer(bot.lane(archive::newContact));
        var number = number(link(bot.last()));
        writesToAnother(number);

        assertThat(trust()).isEqualTo("verified");
    }

    private PinPages late() {
        var closed = TestDatabase.fresh();
        closed.close();
        return new PinLinks(closed, proofs, URI.create("https://ivr.example/c"), office);
    }

    @Test
    void triesOfAConversationThatGoesOnForDaysAreCountedTogether() {
        var link = link();
        keys(link, "1111");
        keys(link, "2222");

        office.now = office.now.plus(Duration.ofDays(3));
        forget();
        writes("I am back");
        var next = link(bot.last());

        assertThat(links()).isEqualTo(2);
        assertThat(keys(next, "3333")).isEqualTo(new Shown.Failed());
    }

    @Test
    void retentionClearsThemTwoDaysAfterTheirContactHasEnded() {
        link();
        var contact = contact();
        office.now = office.now.plus(Duration.ofDays(3));
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CONTACT)
                        .set(CONTACT.ENDED_AT, office.now)
                        .where(CONTACT.ID.eq(contact.value()))
                        .execute());

        office.now = office.now.plus(Duration.ofDays(2));
        forget();
        assertThat(isKept(contact)).isTrue();
        office.now = office.now.plusSeconds(1);
        forget();

        assertThat(isKept(contact)).isFalse();
    }

    private void forget() {
        archive.db.runInTransaction(tx -> new AgedPages().forget(tx, office.now, 500));
    }

    private static boolean isKept(ContactId contact) {
        return archive.db.inTransaction(
                tx -> tx.dsl().fetchExists(PIN_LINK, PIN_LINK.CONTACT_ID.eq(contact.value())));
    }
}
