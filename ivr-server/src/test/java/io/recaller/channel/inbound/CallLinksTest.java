package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.continuation.AgentPages;
import io.recaller.continuation.AgentPages.Outcome;
import io.recaller.continuation.CallWithPage;
import io.recaller.continuation.ChannelLinks;
import io.recaller.continuation.PageBeside;
import io.recaller.continuation.PageBeside.Link;
import io.recaller.conversation.Archive;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.routing.step.Preference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who talks with an agent on the telephone goes on in a messenger, by a link that is sent. */
class CallLinksTest {
    private static final String NOT_GOOD = "The link that brought you here is not good any more.";
    private static final String WAITS = "An agent will answer you here.";
    private static final Archive archive = new Archive();
    private static int people = 3_000_000;

    private final CallWithPage call = call("+7702" + ++people);
    private final AgentPages agents = call.agentPages();
    private final Correspondence bot = person("bot");

    @AfterAll
    static void close() {
        archive.close();
    }

    private static CallWithPage call(String number) {
        return new CallWithPage(archive, number);
    }

    private Correspondence person(String gateway) {
        var person =
                new Correspondence(
                        archive, "call-" + ++people, gateway, call.office, call.messengers);
        call.office.numbers = Map.of("8000", "doors", "bot", "doors", "wa", "doors");
        return person;
    }

    private Outcome send(String to) {
        return agents.sendLink(call.contact(), to);
    }

    private String token() {
        var sent = call.sent().getLast().text();
        return sent.substring(sent.indexOf("go_"));
    }

    private void writes(Correspondence who, String words) {
        who.write(words);
        who.answer();
    }

    private PageBeside.MessengerLink beside() {
        return agents.of(call.contact()).orElseThrow().messengers().getFirst();
    }

    private ContactId there() {
        return bot.last().contact().orElseThrow();
    }

    private Optional<AgentId> waitsFirstFor(Correspondence who) {
        return archive.db
                .inTransaction(tx -> archive.queue.place(tx, who.last().contact().orElseThrow()))
                .map(place -> place.wish().preferred().get(Preference.CHOSEN));
    }

    @Test
    void theLinkGoesToTheCallingNumberAndLeadsToAnAgentOfTheSameConversation() {
        call.isHandedOff();
        assertThat(beside())
                .isEqualTo(new PageBeside.MessengerLink("bot", "Telegram", Link.NONE, true));

        assertThat(send("bot")).isEqualTo(Outcome.DONE);

        assertThat(beside())
                .isEqualTo(new PageBeside.MessengerLink("bot", "Telegram", Link.SENT, false));
        assertThat(call.shown()).containsExactly("Go on here: https://t.me/shop_bot?start=••••••");
        assertThat(call.sent().getLast().text()).matches(".*start=go_[A-Za-z0-9_-]{16}");
        writes(bot, token());
        assertThat(bot.last().text()).isEqualTo(WAITS);
        assertThat(archive.row(there()).getConversationId())
                .isEqualTo(archive.row(call.contact()).getConversationId());
        assertThat(archive.inQueue()).contains(there());
        assertThat(waitsFirstFor(bot)).contains(new AgentId(call.agent));
        assertThat(archive.row(call.contact()).getEndedAt()).isNull();
        assertThat(beside().link()).isEqualTo(Link.OPEN);
    }

    @Test
    void whoHasHungUpWithTheirAgentGoesOnAllTheSame() {
        call.isHandedOff();
        send("wa");
        call.isServed();
        var whatsApp = person("wa");

        writes(whatsApp, token());

        assertThat(whatsApp.last().text()).isEqualTo(WAITS);
        assertThat(waitsFirstFor(whatsApp)).contains(new AgentId(call.agent));
        assertThat(archive.row(call.contact()).getEndResult()).isEqualTo("served");
        assertThat(send("bot")).isEqualTo(Outcome.NOT_NOW);
    }

    /** Somebody claims another's number: its owner has the link. */
    @Test
    void whoeverOwnsTheNumberHasNothingOfWhatTheCallerTyped() {
        call.keys("1");
        call.keys("1234");
        call.isHandedOff();
        send("bot");

        writes(bot, token());

        assertThat(call.office.store.load(there()).orElseThrow().dialogue().data())
                .doesNotContainValue("1234");
        assertThat(archive.row(there()).getTrust()).isEqualTo("claimed");
        assertThat(bot.all()).noneMatch(each -> each.text().contains("1234"));
    }

    /** Of an account that was typed, perhaps another's. */
    @Test
    void norOfWhatWasLookedUpForThemThoughTheyAreKnownAlike() {
        var owner = archive.customer(call.number);
        call.office.contexts =
                new RememberedContext(Map.of(), Caller.unknown().turnedOutToBe(owner));
        call.isHandedOff();
        archive.db.runInTransaction(tx -> {
            tx.dsl()
                    .update(CONTACT)
                    .set(CONTACT.CUSTOMER_ID, owner.value())
                    .where(CONTACT.ID.eq(call.contact().value()))
                    .execute();
            tx.dsl()
                    .update(DIALOGUE)
                    .set(DIALOGUE.DATA, JSONB.valueOf("{\"balance\": \"4200\"}"))
                    .where(DIALOGUE.CONTACT_ID.eq(call.contact().value()))
                    .execute();
        });
        send("bot");

        writes(bot, token());

        assertThat(archive.row(there()).getCustomerId()).isEqualTo(owner.value());
        assertThat(call.office.store.load(there()).orElseThrow().dialogue().data())
                .doesNotContainKey("balance");
    }

    @Test
    void aLinkThatIsUsedOrOldOrReplacedByOneToAnotherMessengerLeadsNowhere() {
        call.isHandedOff();
        send("bot");
        var first = token();
        send("wa");
        var second = token();
        writes(bot, first);
        assertThat(bot.last().text()).startsWith(NOT_GOOD);
        assertThat(beside().link()).isEqualTo(Link.EXPIRED);
        var whatsApp = person("wa");
        writes(whatsApp, second);
        var other = person("wa");

        writes(other, second);

        assertThat(other.last().text()).startsWith(NOT_GOOD);
        assertThat(whatsApp.last().text()).isEqualTo(WAITS);
    }

    @Test
    void whoeverWasOnTheCallBeforeATransferIsNotLedToWhoIsThereNow() {
        call.isHandedOff();
        send("bot");
        var token = token();
        call.isPassedTo("+7705" + ++people);

        writes(bot, token);

        assertThat(bot.last().text()).startsWith(NOT_GOOD);
    }

    @Test
    void itIsGoodForTenMinutes() {
        call.isHandedOff();
        send("bot");
        var token = token();
        call.office.now = call.office.now.plus(ChannelLinks.GOOD);

        writes(bot, token);

        assertThat(bot.last().text()).startsWith(NOT_GOOD);
        assertThat(archive.row(call.contact()).getEndedAt()).isNull();
    }

    @Test
    void eachMessengerOnceACallAndANumberThreeTimesADayPagesIncluded() {
        call.asksForPage();
        call.isHandedOff();
        assertThat(send("bot")).isEqualTo(Outcome.DONE);
        assertThat(send("bot")).isEqualTo(Outcome.NO_LINK);
        assertThat(send("wa")).isEqualTo(Outcome.DONE);
        assertThat(send("viber")).isEqualTo(Outcome.UNKNOWN);
        var again = call(call.number.value());
        assertThat(again.asksForPage()).isEmpty();
        again.isHandedOff();

        assertThat(again.agentPages().sendLink(again.contact(), "bot")).isEqualTo(Outcome.NO_LINK);
        again.office.now = again.office.now.plus(Duration.ofDays(1));
        assertThat(again.agentPages().sendLink(again.contact(), "bot")).isEqualTo(Outcome.DONE);
    }

    @Test
    void otherNumbersThanThoseAllowedGetNone() {
        var foreign = call("+41791234567").isHandedOff();

        var there = foreign.agentPages();

        assertThat(there.of(foreign.contact()).orElseThrow().messengers())
                .noneMatch(PageBeside.MessengerLink::maySend);
        assertThat(there.sendLink(foreign.contact(), "bot")).isEqualTo(Outcome.NO_LINK);
        assertThat(foreign.sent()).isEmpty();
    }
}
