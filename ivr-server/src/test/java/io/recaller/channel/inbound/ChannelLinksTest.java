package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.CHANNEL_LINK;
import static io.recaller.db.generated.Tables.CHANNEL_LINK_ARRIVAL;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.continuation.ChannelLinks;
import io.recaller.continuation.LinkPlace;
import io.recaller.continuation.LinkPlace.Messenger;
import io.recaller.conversation.Archive;
import io.recaller.conversation.LinkToken;
import io.recaller.conversation.Office;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.moving.Departures;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.message.InboundMessages;
import io.recaller.message.ThreadMessage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who writes in a chat goes on in a messenger, by a link that they are shown. Real rows. */
class ChannelLinksTest {
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
                    ask: {key: 2, say: {en: "a question"}, next: person}
              account:
                form: {account: {digits: 4, say: {en: "Which account?"}}}
                next: amount
              amount:
                form: {amount: {amount: tenge, say: {en: "How many tenge for account {account}?"}}}
                next: done
              done: {end: {say: {en: "Paid."}}}
              person: {hand_off: {}}
            """;

    private static final String NOT_GOOD =
            "The link that brought you here is not good any more. Let us begin anew.";
    private static final String QUESTION = "How many tenge for account 1234?";
    private static final String MADE_UP = "go_AAAAAAAAAAAAAAAA";
    private static final Archive archive = new Archive();
    private static int people;

    private final Flow flow = Office.flow(FLOW);
    private final Office office = new Office();
    private final ChannelLinks links =
            new ChannelLinks(
                    archive.db,
                    new Departures(
                            new MovedDialogues(
                                    archive.contacts,
                                    archive.fields.catalogue(),
                                    (_, _) -> Optional.of(flow)),
                            "bot"::equals),
                    List.of(
                            new LinkPlace("bot", Messenger.TELEGRAM, "shop_bot"),
                            new LinkPlace("wa", Messenger.WHATSAPP, "77272000001")),
                    office);
    private final Correspondence site = person("site");
    private final Correspondence bot = person("bot");

    ChannelLinksTest() {
        archive.dialogues.keep(List.of(flow), office.now);
        office.served = Map.of("telecom", flow);
        office.newContact = archive::newContact;
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    @BeforeEach
    void nobodyHasGuessed() {
        archive.db.runInTransaction(tx -> tx.dsl().deleteFrom(CHANNEL_LINK_ARRIVAL).execute());
    }

    private Correspondence person(String gateway) {
        return new Correspondence(archive, "link-" + ++people, gateway, office, links);
    }

    private void writes(Correspondence who, String... words) {
        for (var each : words) {
            who.write(each);
            who.answer();
        }
    }

    /** Where the amount is asked. */
    private void stopsInAForm() {
        writes(site, "hello", "1", "1234");
        assertThat(site.last().text()).isEqualTo(QUESTION);
    }

    private String shown(String gateway) {
        return links.make(site.thread(), gateway).orElseThrow().url();
    }

    private String token() {
        return shown("bot").substring("https://t.me/shop_bot?start=".length());
    }

    private ContactId there() {
        return bot.last().contact().orElseThrow();
    }

    @Test
    void whoFollowsItGoesOnWhereTheChatStoodInTheSameConversation() {
        stopsInAForm();
        var chat = site.begun.getFirst();
        var token = token();

        writes(bot, token);

        assertThat(bot.last().text()).isEqualTo(QUESTION);
        assertThat(archive.row(there()).getConversationId())
                .isEqualTo(archive.row(chat).getConversationId());
        assertThat(archive.row(there()).getTrust()).isEqualTo("claimed");
        assertThat(archive.row(there()).getChannel()).isEqualTo("messenger");
        assertThat(archive.row(chat).getEndResult()).isEqualTo("switched");
        assertThat(site.last().text()).startsWith("You go on on another channel.");
        assertThat(bot.readAlong().getFirst()).isEqualTo("••••••");
        assertThat(kept(token)).isZero();
        writes(bot, "1500");
        assertThat(bot.last().text()).isEqualTo("Paid.");
        writes(site, "hello again");
        assertThat(site.all()).extracting(ThreadMessage::text).doesNotContain("1500", "Paid.");
        assertThat(site.last().buttons().getFirst().label()).isEqualTo("1 · a payment");
    }

    /** Of rows of this database, whichever has it in any text. */
    private static int kept(String token) {
        var secret = LinkToken.in(token).orElseThrow().secret();
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .fetchSingle(
                                "select (select count(*) from message where message::text like {0})"
                                        + " + (select count(*) from channel_link"
                                        + " where channel_link::text like {0})",
                                org.jooq.impl.DSL.val("%" + secret + "%"))
                        .get(0, Integer.class));
    }

    @Test
    void inWhatsAppTheTokenStandsInTheirFirstMessage() {
        stopsInAForm();
        var link = shown("wa");
        var prefilled =
                URLDecoder.decode(
                        link.substring(link.indexOf("text=") + 5), StandardCharsets.UTF_8);
        var whatsApp = person("wa");

        writes(whatsApp, prefilled);

        assertThat(link)
                .startsWith("https://wa.me/77272000001?text=I%20go%20on%20here%3A%20go_")
                .doesNotContain("+");
        assertThat(whatsApp.last().text()).isEqualTo(QUESTION);
        assertThat(whatsApp.readAlong().getFirst()).isEqualTo("I go on here: ••••••");
    }

    @Test
    void aLinkIsGoodOnce() {
        stopsInAForm();
        var token = token();
        writes(bot, token);
        var other = person("bot");

        writes(other, token);

        assertThat(other.last().text()).startsWith(NOT_GOOD);
        assertThat(other.last().buttons().getFirst().label()).isEqualTo("1 · a payment");
        assertThat(bot.last().text()).isEqualTo(QUESTION);
    }

    @Test
    void whoPressesTwiceIsWhereTheyWantedToBe() {
        stopsInAForm();
        var token = token();

        writes(bot, token, token);
        assertThat(bot.last().text()).isEqualTo(QUESTION);
        writes(bot, "1500", token);

        assertThat(bot.last().text()).startsWith(NOT_GOOD);
    }

    @Test
    void noButtonThatSomebodyMadeUpIsALink() {
        writes(bot, "hello");
        bot.press("link");
        bot.answer();

        assertThat(bot.last().text()).doesNotContain("not good");
    }

    /** Their thread is tidied up later. */
    @Test
    void whoseAgentHasEndedTheConversationThereGoesOnByIt() {
        writes(bot, "operator");
        archive.db.runInTransaction(tx ->
                archive.contacts.finish(
                        tx,
                        bot.begun.getFirst(),
                        new Ended.Switched(true),
                        office.now,
                        Optional.empty(),
                        TopicSource.KEY));
        stopsInAForm();

        writes(bot, token());

        assertThat(bot.last().text()).isEqualTo(QUESTION);
    }

    @Test
    void aLinkIsGoodForTenMinutesAndUntilTheNextOne() {
        stopsInAForm();
        var late = token();
        office.now = office.now.plus(ChannelLinks.GOOD);
        writes(bot, late);
        assertThat(bot.last().text()).startsWith(NOT_GOOD);
        var replaced = token();
        var newest = token();

        writes(bot, replaced);
        assertThat(bot.last().text()).startsWith(NOT_GOOD);
        writes(bot, newest);

        assertThat(bot.last().text()).isEqualTo(QUESTION);
    }

    @Test
    void whatIsGuessedCutOrOfAnotherChannelLeadsNowhere() {
        stopsInAForm();
        var whatsApp = shown("wa");

        writes(bot, MADE_UP);
        assertThat(bot.last().text()).startsWith(NOT_GOOD);
        writes(bot, whatsApp.substring(whatsApp.indexOf("go_")));
        assertThat(bot.last().text()).startsWith(NOT_GOOD);
        writes(bot, "go_cut");

        assertThat(bot.last().text()).doesNotContain("link");
        assertThat(archive.row(site.begun.getFirst()).getEndedAt()).isNull();
    }

    @Test
    void anAccountThatGuessesIsHeardNoMoreWhileOthersAre() {
        stopsInAForm();
        for (var i = 0; i < 6; i++) {
            writes(bot, "go_AAAAAAAAAAAAAAA" + i);
        }
        var token = token();

        writes(bot, token);
        assertThat(bot.last().text()).startsWith(NOT_GOOD);
        var other = person("bot");
        writes(other, token);

        assertThat(other.last().text()).isEqualTo(QUESTION);
    }

    @Test
    void manyAccountsThatGuessKeepNobodyElseOut() {
        stopsInAForm();
        for (var i = 0; i < 50; i++) {
            person("bot").write(MADE_UP);
        }
        var guesser = person("bot");
        guesser.write(MADE_UP);
        var token = token();

        writes(guesser, token);
        assertThat(guesser.last().text()).startsWith(NOT_GOOD);
        writes(bot, token);

        assertThat(bot.last().text()).isEqualTo(QUESTION);
    }

    /** It was passed on: what took more trust than they have is not theirs. */
    @Test
    void whoHasItFromSomebodyWithMoreTrustIsAskedAnew() {
        site.trust = TrustTier.VERIFIED;
        stopsInAForm();

        writes(bot, token());

        assertThat(bot.last().text()).isEqualTo("Which account?");
        assertThat(archive.row(there()).getTrust()).isEqualTo("claimed");
        var chat = archive.row(site.begun.getFirst()).getCustomerId();
        assertThat(archive.row(there()).getCustomerId()).isNotEqualTo(chat);
        writes(bot, "5678");
        assertThat(bot.last().text()).isEqualTo("How many tenge for account 5678?");
    }

    @Test
    void whoWaitsForAnAgentWaitsOnThereWithTheirAge() {
        writes(site, "hello", "2");
        var since = since(site.begun.getFirst());
        var token = token();
        office.now = office.now.plus(Duration.ofMinutes(5));

        writes(bot, token);

        assertThat(bot.last().text()).isEqualTo("An agent will answer you here.");
        assertThat(since(there())).isEqualTo(since);
        assertThat(archive.inQueue()).doesNotContain(site.begun.getFirst());
    }

    private static Instant since(ContactId contact) {
        return archive.db
                .inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(WAITING_CONTACT)
                                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                                .fetchSingle())
                .getEnteredAt();
    }

    @Test
    void whoTalksWithAnAgentThereStaysAndTheLinkIsGoodYet() {
        stopsInAForm();
        writes(bot, "operator");
        var token = token();

        writes(bot, token);
        assertThat(bot.readAlong().getLast()).isEqualTo("••••••");
        var other = person("bot");
        writes(other, token);

        assertThat(other.last().text()).isEqualTo(QUESTION);
    }

    /** After the contact stands there, and before that is said. */
    @Test
    void whateverIsKilledInBetweenItIsDoneOnceAndSaidOnce() {
        stopsInAForm();
        writes(bot, "hello");
        var contact = bot.begun.getFirst();
        bot.write(token());
        var message = bot.next().orElseThrow();
        var version = archive.dialogues.load(contact).orElseThrow().version();
        archive.db.runInTransaction(
                tx -> new InboundMessages().answers(tx, message.seq(), contact, version));
        assertThat(links.goOn(contact, version, message.seq())).isTrue();

        bot.answer(bot.lane());

        assertThat(bot.last().text()).isEqualTo(QUESTION);
        assertThat(bot.last().contact()).contains(contact);
        assertThat(bot.all()).hasSize(4);
    }

    @Test
    void noMoreThanTenAreMadeForOneContactADayAndNoneForWhoIsDone() {
        stopsInAForm();
        for (var i = 0; i < 10; i++) {
            assertThat(links.make(site.thread(), "bot")).isPresent();
        }
        assertThat(links.make(site.thread(), "bot")).isEmpty();
        assertThat(links.make(site.thread(), "none")).isEmpty();
        var made = made();

        writes(site, "1500");

        assertThat(shown("bot")).isEqualTo("https://t.me/shop_bot");
        assertThat(made()).isEqualTo(made);
    }

    private int made() {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .fetchCount(
                                CHANNEL_LINK,
                                CHANNEL_LINK.CONTACT_ID.eq(site.begun.getFirst().value())));
    }
}
