package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.PIN_LINK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.ContactId;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinKeying.Shown;
import io.recaller.continuation.PinLinks;
import io.recaller.conversation.Archive;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.PinPages;
import io.recaller.customer.Handle;
import io.recaller.db.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must prove who they are is sent a link to a page, or helped by a person. Real rows. */
class PinLinksTest {
    private static final String LINK_TOKEN = "go_0123456789abcdef";
    @AutoClose private static final Archive archive = new Archive();

    private final PinWriter writer = new PinWriter(archive);
    private final Correspondence bot = writer.bot;
    private final PinKeying page = writer.page;
    private final Office office = writer.office;

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
        assertThat(PinWriter.link(said.getLast())).isNotNull();
        assertThat(page.look(PinWriter.link(said.getLast()))).isInstanceOf(Shown.Open.class);
    }

    private Correspondence linked(String gateway) {
        var other =
                new Correspondence(
                        archive,
                        "4477001" + PinWriter.nobodyElse(),
                        gateway,
                        office,
                        NoGoodLinks.AT_ALL);
        other.pins = bot.pins;
        writer.knows(other.handle, writer.customer(other.handle, Optional.of(PinWriter.PIN)));
        return other;
    }

    private void servesFrom(String node) {
        servesFrom(node, "en");
    }

    private void servesFrom(String node, String language) {
        writer.serves(
                PinWriter.FLOW
                        .replace("start: main", "start: " + node)
                        .replace("languages: [en]", "languages: [" + language + "]")
                        .replace("{en: ", "{" + language + ": "));
    }

    @Test
    void afterTenMinutesThereIsAnotherLinkForWhateverIsWritten() {
        var link = writer.link();

        office.now = office.now.plus(Duration.ofMinutes(10));
        assertThat(page.look(link)).isInstanceOf(Shown.NotGood.class);
        writer.writes("what now?");

        var next = PinWriter.link(bot.last());
        assertThat(writer.keys(link, PinWriter.PIN)).isInstanceOf(Shown.NotGood.class);
        writer.writes(writer.number(next));
        assertThat(writer.trust()).isEqualTo("verified");
    }

    @Test
    void ofOneConversationThereAreFiveLinks() {
        writer.link();
        for (var i = 0; i < 4; i++) {
            office.now = office.now.plus(Duration.ofMinutes(11));
            writer.writes("once more");
            assertThat(PinWriter.link(bot.last())).isNotNull();
        }
        office.now = office.now.plus(Duration.ofMinutes(11));

        writer.writes("once more");

        assertThat(writer.waits()).isTrue();
    }

    @Test
    void whoLosesEachPageIsGivenNoMoreThanFiveLinks() {
        var link = writer.link();
        for (var i = 0; i < 4; i++) {
            writer.number(link);
            writer.writes("what?", "what?");
            link = PinWriter.link(bot.last());
        }
        writer.number(link);

        writer.writes("what?", "what?", "what?", "what?");
        assertThat(writer.waits()).isFalse();
        writer.writes("what?");

        assertThat(writer.waits()).isTrue();
    }

    @Test
    void whoGuessesAtTheFifthPageGetsNoSixthLink() {
        var link = writer.link();
        for (var i = 0; i < 4; i++) {
            guessesTwice(writer.number(link));
            link = PinWriter.link(bot.last());
        }

        guessesTwice(writer.number(link));

        assertThat(writer.links()).isEqualTo(5);
        assertThat(writer.waits()).isTrue();
        assertThat(bot.last().text()).startsWith("It cannot be proved.");
    }

    private void guessesTwice(String number) {
        writer.writes(PinWriter.another(number), PinWriter.another(number));
    }

    /** The message is heard in time, and answered when the last link is too old. */
    @Test
    void aFifthLinkThatEndsWhileAMessageIsHeardIsTheLastOne() {
        writer.link();
        for (var i = 0; i < 4; i++) {
            office.now = office.now.plus(Duration.ofMinutes(11));
            writer.writes("once more");
        }
        bot.pins =
                PinWriter.heardWhile(
                        bot.pins, () -> office.now = office.now.plus(Duration.ofMinutes(11)));

        writer.writesToAnother("what?");

        assertThat(writer.links()).isEqualTo(5);
        assertThat(writer.waits()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "operator", "оператор", "оператормен сөйлескім келеді"})
    void whoWantsAPersonGetsOneAndTheLinkIsDoneFor(String words) {
        var link = writer.link();

        writer.writes(words);

        assertThat(writer.waits()).isTrue();
        assertThat(page.look(link)).isInstanceOf(Shown.NotGood.class);
        assertThat(writer.keys(link, PinWriter.PIN)).isInstanceOf(Shown.NotGood.class);
    }

    @Test
    void whoDoesNotSeeWhatToDoIsHelpedByAPerson() {
        writer.link();

        writer.writes("what?", "how?", "why?", "who?");
        assertThat(writer.waits()).isFalse();
        writer.writes("where?");

        assertThat(writer.waits()).isTrue();
    }

    @Test
    void whoHasNoPinIsHelpedByAPersonAtOnce() {
        var without = new Handle(bot.handle.kind(), bot.peer + "9");
        var none = writer.customer(without, Optional.empty());
        writer.knows(bot.handle, none);
        var stranger =
                new Correspondence(
                        archive,
                        "stranger-" + PinWriter.nobodyElse(),
                        "bot",
                        office,
                        LinkArrivals.none());
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

        writer.writes("hello", "1");

        assertThat(bot.last().text()).isEqualTo("An agent will answer you here.");
    }

    /** Nothing is lost, and no person is called for it. */
    @Test
    void aDatabaseThatIsLateIsWaitedFor() {
        writer.writes("hello");
        var pages = bot.pins;
        bot.pins = late();
        bot.write("1");
        assertThatThrownBy(() -> bot.answer(bot.lane(archive::newContact)))
                .isInstanceOf(RuntimeException.class);
        assertThat(bot.waiting()).containsExactly("1");

        bot.pins = pages;
        bot.answer(bot.lane(archive::newContact));
        var number = writer.number(PinWriter.link(bot.last()));
        writer.writesToAnother(number);

        assertThat(writer.trust()).isEqualTo("verified");
    }

    private PinPages late() {
        var closed = TestDatabase.fresh();
        closed.close();
        return new PinLinks(closed, writer.proofs, URI.create("https://ivr.example/c"), office);
    }

    @Test
    void retentionClearsThemTwoDaysAfterTheirContactHasEnded() {
        writer.link();
        var contact = writer.contact();
        office.now = office.now.plus(Duration.ofDays(3));
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CONTACT)
                        .set(CONTACT.ENDED_AT, office.now)
                        .where(CONTACT.ID.eq(contact.value()))
                        .execute());

        office.now = office.now.plus(Duration.ofDays(2));
        writer.forget();
        assertThat(isKept(contact)).isTrue();
        office.now = office.now.plusSeconds(1);
        writer.forget();

        assertThat(isKept(contact)).isFalse();
    }

    private static boolean isKept(ContactId contact) {
        return archive.db.inTransaction(
                tx -> tx.dsl().fetchExists(PIN_LINK, PIN_LINK.CONTACT_ID.eq(contact.value())));
    }
}
