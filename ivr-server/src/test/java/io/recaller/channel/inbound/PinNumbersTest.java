package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.PIN_LINK;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinKeying.Shown;
import io.recaller.conversation.Archive;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.TrustTier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number that the page for a PIN shows proves who writes it where the link was. Real rows. */
class PinNumbersTest {
    @AutoClose private static final Archive archive = new Archive();

    private final PinWriter writer = new PinWriter(archive);
    private final Correspondence bot = writer.bot;
    private final PinKeying page = writer.page;
    private final Office office = writer.office;

    @Test
    void aRightPinOnThePageAndItsNumberInTheConversationProveIt() {
        var link = writer.link();
        assertThat(bot.last().text())
                .startsWith(
                        "what is yours\n"
                                + "To go on, key your PIN on this page: https://ivr.example/c/pin#")
                .doesNotContain("Please key your PIN");

        var number = writer.number(link);
        assertThat(writer.trust()).isEqualTo("claimed");
        writer.writes(number);

        assertThat(bot.last().text()).isEqualTo("Your balance is 70.\nWhich month?");
        assertThat(writer.trust()).isEqualTo("verified");
        assertThat(archive.row(writer.contact()).getCustomerId())
                .isEqualTo(writer.customer.value());
        writer.writesToAnother("333");
        assertThat(bot.last().text()).isEqualTo("Goodbye.");
    }

    @Test
    void aRightPinAloneProvesNothing() {
        var number = writer.number(writer.link());

        writer.writes("go on please");
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writer.writes(PinWriter.another(number));

        assertThat(writer.trust()).isEqualTo("claimed");
        assertThat(bot.last().text()).startsWith("Please write here the number");
    }

    @Test
    void whoGuessesTheNumberTwiceNeedsThePinOnceMore() {
        var link = writer.link();
        var number = writer.number(link);

        writer.writes(PinWriter.another(number), PinWriter.another(number));
        var next = PinWriter.link(bot.last());
        writer.writes(number);

        assertThat(writer.trust()).isEqualTo("claimed");
        assertThat(next).isNotEqualTo(link);
        assertThat(writer.keys(link, PinWriter.PIN)).isInstanceOf(Shown.NotGood.class);
        writer.writes(writer.number(next));
        assertThat(writer.trust()).isEqualTo("verified");
    }

    /** It opens no second time, and says that whatever is written gets another link. */
    @Test
    void whoLosesThePageAfterARightPinGetsAnotherLinkByTheSecondMessage() {
        var link = writer.link();
        var lost = writer.number(link);
        assertThat(page.look(link)).isInstanceOf(Shown.NotGood.class);

        writer.writes("another one please");
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writer.writes("the page is gone");

        var next = PinWriter.link(bot.last());
        writer.writes(lost);
        assertThat(writer.trust()).isEqualTo("claimed");
        writer.writes(writer.number(next));
        assertThat(writer.trust()).isEqualTo("verified");
    }

    @Test
    void aWrongNumberIsNoLostPage() {
        var number = writer.number(writer.link());

        writer.writes(PinWriter.another(number));
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writer.writes("wait");
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writer.writes(number);

        assertThat(writer.trust()).isEqualTo("verified");
    }

    /** It was written to no number of ours, so it guessed at none. */
    @Test
    void aNumberThatWasWrittenBeforeThePageHadOneIsNoGuess() {
        var link = writer.link();
        bot.pins = PinWriter.heardWhile(bot.pins, () -> writer.number(link));
        bot.write("100");
        bot.answer(bot.lane(archive::newContact));

        assertThat(
                        archive.db.<Boolean>inTransaction(tx ->
                                tx.dsl()
                                        .fetchExists(
                                                PIN_LINK,
                                                PIN_LINK.CONTACT_ID.eq(writer.contact().value()),
                                                PIN_LINK.WRONG_NUMBERS.eq(0))))
                .isTrue();
        assertThat(bot.last().text()).startsWith("Please write here the number");
    }

    @Test
    void severalNumbersInOneMessageAreOneGuess() {
        var number = writer.number(writer.link());

        writer.writes(PinWriter.another(number) + " " + number);

        assertThat(writer.trust()).isEqualTo("claimed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", " %s ", "число %s", "%s.", "*%s*"})
    void theNumberIsFoundInWhatPeopleWrite(String words) {
        var number = writer.number(writer.link());

        writer.writes(words.formatted(number));

        assertThat(writer.trust()).isEqualTo("verified");
    }

    @Test
    void digitsOfOtherScriptsAreDigits() {
        var number = writer.number(writer.link());
        var arabic = new StringBuilder();
        number.chars().forEach(each -> arabic.append((char) ('٠' + each - '0')));

        writer.writes(arabic.toString());

        assertThat(writer.trust()).isEqualTo("verified");
    }

    @Test
    void theNumberIsTakenForTenMinutes() {
        var number = writer.number(writer.link());

        office.now = office.now.plus(Duration.ofMinutes(10));
        writer.writes(number);

        assertThat(writer.trust()).isEqualTo("claimed");
        assertThat(PinWriter.link(bot.last())).isNotNull();
    }

    @Test
    void anotherServerGoesOnByTheRowsAlone() {
        var number = writer.number(writer.link());

        writer.writesToAnother("what?");
        assertThat(bot.last().text()).startsWith("Please write here the number");
        writer.writesToAnother(number);

        assertThat(bot.last().text()).isEqualTo("Your balance is 70.\nWhich month?");
        assertThat(writer.trust()).isEqualTo("verified");
    }

    @Test
    void aNumberThatWasHeardByAServerThatDiedIsHeardOnceMore() {
        var number = writer.number(writer.link());
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
                                        Optional.of(writer.contact()),
                                        new Address.Thread("bot", bot.peer),
                                        Optional.empty()),
                                writer.contact())
                        .orElseThrow()
                        .within(Duration.ofSeconds(5))
                        .orElseThrow()
                        .proof()
                        .asked()
                        .orElseThrow();
        assertThat(bot.pins.hear(asked, message))
                .isEqualTo(new PinPages.Heard.Proved(writer.customer));

        bot.answer(bot.lane(archive::newContact));

        assertThat(bot.last().text()).isEqualTo("Your balance is 70.\nWhich month?");
        assertThat(writer.trust()).isEqualTo("verified");
    }

    @Test
    void anothersNumberProvesNothingHere() {
        var mine = writer.link();
        var number = writer.number(mine);
        var other =
                new Correspondence(
                        archive,
                        "other-" + PinWriter.nobodyElse(),
                        "bot",
                        office,
                        LinkArrivals.none());
        other.pins = bot.pins;
        writer.customer(other.handle, Optional.of("9999"));
        office.contexts =
                new RememberedContext(
                        Map.of(
                                bot.handle, Caller.unknown().turnedOutToBe(writer.customer),
                                other.handle, Caller.unknown().turnedOutToBe(writer.customer)),
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

    @ParameterizedTest
    @ValueSource(strings = {PinWriter.PIN, "my PIN is 4711", "4 7 1 1", "٤٧١١", "pin:4711!"})
    void aPinThatIsWrittenInSpiteOfAllIsKeptNowhereAndProvesNothing(String written) {
        var link = writer.link();

        writer.writes(written);

        assertThat(bot.last().text()).startsWith("Please key your PIN on the page");
        assertThat(bot.readAlong()).doesNotContain(written).contains("•••");
        assertThat(writer.trust()).isEqualTo("claimed");
        assertThat(page.look(link)).isInstanceOf(Shown.Open.class);
    }

    @Test
    void noRowHasTheTokenOnceItIsUsedNorEverThePin() {
        var link = writer.link();
        writer.writes(writer.number(link));

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
}
