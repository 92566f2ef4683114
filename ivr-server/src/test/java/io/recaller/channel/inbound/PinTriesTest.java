package io.recaller.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinKeying.Shown;
import io.recaller.conversation.Archive;
import io.recaller.conversation.Office;
import io.recaller.conversation.context.PinChecks;
import io.recaller.customer.TrustTier;
import io.recaller.message.Author;
import io.recaller.message.ContactMessages;
import io.recaller.message.LeavingMessages;
import io.recaller.message.ThreadMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs that are keyed on the page, and what becomes of the conversation. Real rows. */
class PinTriesTest {
    @AutoClose private static final Archive archive = new Archive();

    private final PinWriter writer = new PinWriter(archive);
    private final Correspondence bot = writer.bot;
    private final PinKeying page = writer.page;
    private final Office office = writer.office;

    @Test
    void thePageSaysWhereAndAsWhomAndChangesNothing() {
        var link = writer.link();

        var shown = page.look(link);

        assertThat(shown).isInstanceOf(Shown.Open.class).isEqualTo(page.look(link));
        assertThat(((Shown.Open) shown).who()).contains("•••••").doesNotContain(bot.peer);
        assertThat(((Shown.Open) shown).left()).isEqualTo(3);
    }

    @Test
    void oneThatIsSaidAgainIsOneTry() {
        var link = writer.link();
        var attempt = PinWriter.attempt();

        assertThat(page.prove(link, attempt, "1111")).isEqualTo(new Shown.Wrong(2));
        assertThat(page.prove(link, attempt, "1111")).isEqualTo(new Shown.Wrong(2));
        var right = PinWriter.attempt();
        var first = page.prove(link, right, PinWriter.PIN);

        assertThat(page.prove(link, right, PinWriter.PIN)).isEqualTo(first);
        assertThat(page.prove(link, PinWriter.attempt(), PinWriter.PIN))
                .isInstanceOf(Shown.NotGood.class);
        assertThat(page.look(link)).isInstanceOf(Shown.NotGood.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "1234567890123", "12a4", "4 711", "٤٧", "四七一一"})
    void whatCanBeNoPinCountsForNothing(String keyed) {
        var link = writer.link();

        assertThat(writer.keys(link, keyed)).isEqualTo(new Shown.NoPin());
        assertThat(((Shown.Open) page.look(link)).left()).isEqualTo(3);
    }

    /** It is kept in those of ASCII: what a keyboard calls them makes no other PIN. */
    @ParameterizedTest
    @ValueSource(strings = {"٤٧١١", "۴۷۱۱", "४७११", "４７１１", "4۷١1", " 4711 ", "\u200f4711"})
    void inTheDigitsOfAnyKeyboardItIsTheSamePin(String keyed) {
        assertThat(writer.keys(writer.link(), keyed)).isInstanceOf(Shown.Right.class);
    }

    @Test
    void aWrongOneInOtherDigitsCountsAsAnyWrongOne() {
        var link = writer.link();

        assertThat(writer.keys(link, "١١١١")).isEqualTo(new Shown.Wrong(2));
        assertThat(writer.keys(link, "۱۱۱۱")).isEqualTo(new Shown.Wrong(1));
    }

    @Test
    void threeWrongOnesLeadToAPersonAtOnce() {
        var link = writer.link();

        assertThat(writer.keys(link, "1111")).isEqualTo(new Shown.Wrong(2));
        assertThat(writer.keys(link, "2222")).isEqualTo(new Shown.Wrong(1));
        assertThat(writer.keys(link, "3333")).isEqualTo(new Shown.Failed());
        assertThat(writer.told).containsExactly(bot.thread());
        bot.answer();

        assertThat(writer.waits()).isTrue();
        assertThat(bot.last().text())
                .isEqualTo("It cannot be proved.\nAn agent will answer you here.");
        assertThat(writer.keys(link, PinWriter.PIN)).isInstanceOf(Shown.NotGood.class);
    }

    /** By telephone each round is answered; here nothing but a person would end it. */
    @Test
    void aFlowThatAsksForItAgainAndAgainLeadsToAPerson() {
        failedLeadsTo("pin");
        var link = writer.link();

        List.of("1111", "2222", "3333").forEach(each -> writer.keys(link, each));
        bot.answer();

        assertThat(bot.last().text())
                .isEqualTo("It cannot be proved.\nAn agent will answer you here.");
        assertThat(writer.waits()).isTrue();
    }

    @Test
    void afterThreeWrongOnesTheFlowGoesOnWhereItLeads() {
        failedLeadsTo("main");
        var link = writer.link();

        List.of("1111", "2222", "3333").forEach(each -> writer.keys(link, each));
        bot.answer();
        assertThat(bot.last().buttons()).hasSize(2);
        writer.writes("1");

        assertThat(bot.last().buttons()).hasSize(2);
        assertThat(writer.waits()).isFalse();
    }

    @Test
    void wrongOnesAreCountedWithThoseOfTheTelephone() {
        var asked =
                new PinChecks.Asked(
                        archive.newContact(),
                        Optional.of(writer.customer),
                        Optional.of(bot.handle),
                        TrustTier.CLAIMED);
        List.of("1000", "1001", "1002", "1003")
                .forEach(each -> writer.proofs.check(asked, each, office.now));

        assertThat(writer.keys(writer.link(), "1004")).isEqualTo(new Shown.Failed());
        bot.answer();

        assertThat(writer.waits()).isTrue();
    }

    @Test
    void triesOfAConversationThatGoesOnForDaysAreCountedTogether() {
        var link = writer.link();
        writer.keys(link, "1111");
        writer.keys(link, "2222");

        office.now = office.now.plus(Duration.ofDays(3));
        writer.forget();
        writer.writes("I am back");
        var next = PinWriter.link(bot.last());

        assertThat(writer.links()).isEqualTo(2);
        assertThat(writer.keys(next, "3333")).isEqualTo(new Shown.Failed());
    }

    @Test
    void whoeverGotSomebodyElsesLinkEndsIt() {
        var link = writer.link();

        assertThat(page.refuse(link)).isEqualTo(new Shown.Refused());
        assertThat(page.refuse(link)).isEqualTo(new Shown.Refused());
        bot.answer();

        assertThat(writer.keys(link, PinWriter.PIN)).isInstanceOf(Shown.NotGood.class);
        assertThat(writer.waits()).isTrue();
    }

    /** Somebody may be deceiving a customer there: no menu is the answer to that. */
    @Test
    void whoeverIsSaidToBeAnotherIsLookedAtByAPersonWhereverTheFlowWouldLead() {
        failedLeadsTo("main");
        var link = writer.link();

        page.refuse(link);
        bot.answer();

        assertThat(bot.last().text()).isEqualTo("An agent will answer you here.");
        assertThat(writer.waits()).isTrue();
    }

    private void failedLeadsTo(String node) {
        writer.serves(
                PinWriter.FLOW.replace(
                        "failed: {say: {en: \"It cannot be proved.\"}, next: person}",
                        "failed: {say: {en: \"It cannot be proved.\"}, next: " + node + "}"));
    }

    /**
     * They wrote nothing: no page shows it, and nobody may be answered for longer because of it.
     */
    @Test
    void nobodySeesTheMessageByWhichThePageLetsTheFlowGoOn() {
        var link = writer.link();
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
                .inTransaction(tx -> new ContactMessages().after(tx, writer.contact(), 0, 100))
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
        writer.link();

        bot.press("page");
        bot.answer();

        assertThat(bot.all()).extracting(ThreadMessage::pressed).contains(Optional.of(""));
    }
}
