package io.recaller.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.continuation.Companion.Opening;
import io.recaller.continuation.Companion.Result;
import io.recaller.continuation.Companion.Sight;
import io.recaller.continuation.PageTurn.Kind;
import io.recaller.conversation.Archive;
import io.recaller.conversation.Office;
import io.recaller.conversation.ScriptedLine;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voice.LineLostException;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.People;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.register.ExplanationRows;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class CompanionTest {
    private static final Archive archive = new Archive();
    private static final AtomicInteger numbers = new AtomicInteger(1_000_000);

    private final CallWithPage call =
            new CallWithPage(archive, "+7701" + numbers.incrementAndGet());

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void aPageStandsAsItDidUntilItsDialogueOrItsCallGoesOn() {
        var page = call.opensPage();
        var before = call.companion.standings(List.of(page));
        assertThat(call.companion.standings(List.of(page))).isEqualTo(before);

        call.keys("1");
        var answered = call.companion.standings(List.of(page));
        var who = call.isOwnedBy();
        archive.db.runInTransaction(tx ->
                archive.contacts.identify(
                        tx, page.contact(), who, TrustTier.VERIFIED, Optional.empty()));
        var proved = call.companion.standings(List.of(page));
        call.hangsUp();
        var over = call.companion.standings(List.of(page));

        assertThat(before).containsOnlyKeys(page.id());
        assertThat(answered).isNotEqualTo(before);
        assertThat(proved).as("an agent has made sure who it is").isNotEqualTo(answered);
        assertThat(over.values()).extracting(PageStanding::over).containsExactly(true);
        assertThat(call.companion.standings(List.of())).isEmpty();
    }

    @Test
    void theLinkGoesToTheCallingNumberAndFitsOneMessageOfAnyLetters() {
        var link = call.asksForPage().orElseThrow();

        assertThat(link).startsWith("Your call: https://ivr.example/c#").hasSizeLessThan(71);
        assertThat(call.sent()).hasSize(1);
        assertThat(call.talk.turn()).isInstanceOf(Turn.Choose.class);
    }

    @Test
    void whoReadsAlongReadsNoSecretAndNobodyDoesOnceItIsSent() {
        var link = call.asksForPage().orElseThrow();

        assertThat(call.shown()).containsExactly("Your call: https://ivr.example/c#••••••");
        var leaving = call.leaving().orElseThrow();
        assertThat(leaving.text()).isEqualTo(link);
        call.goesOut(leaving);
        assertThat(call.sent().getLast().text()).isEqualTo(call.shown().getLast());
    }

    /** Else the call of whoever answers on the page would be lost. */
    @Test
    void whereCallsCannotBeFetchedNobodyIsSentAPage() {
        call.isHeard = false;

        assertThat(call.keys("9")).isNotInstanceOf(Turn.SwitchTo.class);
        assertThat(call.sent()).isEmpty();
    }

    @Test
    void theLinkGoesFirstToAnAccountThatIsTheOwnersAlone() {
        var account = new Handle(HandleKind.TELEGRAM, "tg" + numbers.incrementAndGet());
        var customer = call.isOwnedBy();
        var thread = call.wroteBy(account);

        var isUnproven = call.asksForPage();
        archive.db.runInTransaction(tx -> People.uses(tx, customer, account));
        var isSent = call.callsAgain().asksForPage();
        var told = call.said(thread);
        archive.db.runInTransaction(tx ->
                People.uses(
                        tx,
                        new CallWithPage(archive, "+7701" + numbers.incrementAndGet()).isOwnedBy(),
                        account));
        var isShared = call.callsAgain().asksForPage();

        assertThat(isUnproven).as("by a short message: whose it is is not known").isPresent();
        assertThat(isSent).as("by no short message").isEmpty();
        assertThat(told).singleElement().asString().startsWith("Your call: https://ivr.example/c#");
        assertThat(isShared).as("two use that account").isPresent();
    }

    @Test
    void oneLinkACallAndThreeADay() {
        assertThat(call.asksForPage()).isPresent();
        assertThat(call.asksForPage()).isEmpty();
        assertThat(call.callsAgain().asksForPage()).isPresent();
        assertThat(call.callsAgain().asksForPage()).isPresent();
        assertThat(call.callsAgain().asksForPage()).isEmpty();

        call.office.now = call.office.now.plus(Duration.ofHours(25));

        assertThat(call.callsAgain().asksForPage()).isPresent();
    }

    /** A server may have died before the caller heard of it; or the message is slow. */
    @Test
    void whoAsksAgainWhileTheLinkIsOnItsWayHearsThatItIs() {
        assertThat(call.asksForPage()).isPresent();

        call.keys("9");

        assertThat(((Turn.Say) call.hears()).speech().toString()).doesNotContain("not possible");
        assertThat(call.sent()).hasSize(1);
    }

    @Test
    void whoCallsFromElsewhereIsNotOfferedAPage() {
        var abroad = new CallWithPage(archive, "+4179" + numbers.incrementAndGet());

        assertThat(((Turn.Choose) abroad.talk.turn()).speech().toString()).doesNotContain("screen");
        assertThat(abroad.keys("9")).isInstanceOf(Turn.Choose.class);
        assertThat(abroad.sent()).isEmpty();
    }

    @Test
    void aLinkOpensOnceAndForTenMinutes() {
        var token = CallWithPage.token(call.asksForPage().orElseThrow());
        var late = new CallWithPage(archive, "+7701" + numbers.incrementAndGet());
        var old = CallWithPage.token(late.asksForPage().orElseThrow());
        late.office.now = late.office.now.plus(Duration.ofMinutes(10));

        assertThat(call.companion.open(token)).isInstanceOf(Opening.Opened.class);
        assertThat(call.companion.open(token)).isEqualTo(new Opening.Used());
        assertThat(late.companion.open(old)).isEqualTo(new Opening.Expired());
        assertThat(call.companion.open(PageSecret.of("A".repeat(16)).orElseThrow()))
                .isEqualTo(new Opening.Unknown());
    }

    @Test
    void halfOnThePageHalfOnTheTelephone() {
        var page = call.opensPage();
        assertThat(call.sees(page).turn().choices())
                .extracting(PageTurn.Button::id)
                .containsExactly("pay", "card", "owed");

        assertThat(call.answers(page, new PageReply.Picked("pay"))).isEqualTo(Result.DONE);

        assertThat(call.fetched).containsExactly(page.contact());
        assertThat(call.comesBack().turn()).isInstanceOf(Turn.Ask.class);
        assertThat(call.sees(page).turn().field().orElseThrow().name()).isEqualTo("account");
        call.keys("1234");
        assertThat(call.sees(page).turn().kind()).isEqualTo(Kind.SAY);
        assertThat(call.sees(page).turn().said()).containsExactly("Account 1234.");
    }

    @Test
    void ofTwoWhoAnswerAtOnceTheFirstCountsAndTheOtherSeesTheNewTurn() {
        var page = call.opensPage();
        var seen = call.sees(page);
        call.keys("2");

        var result =
                call.companion.answer(
                        page,
                        CallWithPage.shown(seen),
                        seen.version(),
                        new PageReply.Picked("pay"));

        assertThat(result).isEqualTo(Result.LATE);
        assertThat(call.fetched).isEmpty();
        assertThat(call.talk.turn()).isInstanceOf(Turn.Ask.class);
    }

    @Test
    void theCallThatWasTakenAwayDoesNotEndTheContact() {
        var page = call.opensPage();
        var before = call.talk;
        assertThat(call.answers(page, new PageReply.Picked("pay"))).isEqualTo(Result.DONE);

        var isGone = before.hungUp(HangUp.BY_CALLER);

        assertThat(isGone).isFalse();
        assertThat(archive.row(page.contact()).getEndedAt()).isNull();
    }

    /** Who served it would take the fetching for a hang-up, and end the contact. */
    @Test
    void aCallIsNotFetchedToWhatIsNotWritten() {
        var page = call.opensPage();
        var seen = call.sees(page);
        call.office.store = new Unwritten(archive.dialogues);
        var slow = call.companion();

        var answered =
                slow.answer(
                        page,
                        CallWithPage.shown(seen),
                        seen.version(),
                        new PageReply.Picked("pay"));

        assertThat(answered).isEqualTo(Result.AWAY);
        assertThat(slow.match(page)).isEqualTo(Result.AWAY);
        assertThat(call.fetched).isEmpty();
    }

    @Test
    void anAnswerToTheSameTurnCountsThoughTheCallHasJustComeBackToIt() {
        var page = call.opensPage();
        var seen = call.sees(page);
        call.comesBack();
        assertThat(call.sees(page).version()).isNotEqualTo(seen.version());

        assertThat(
                        call.companion.answer(
                                page,
                                CallWithPage.shown(seen),
                                seen.version(),
                                new PageReply.Picked("pay")))
                .isEqualTo(Result.DONE);
    }

    @Test
    void whatTakesAProofIsNotOnThePageBeforeTheCallerKeyedWhatItShows() {
        var page = call.opensPage();
        call.keys("3");
        assertThat(call.sees(page).turn().why()).isEqualTo("pin");
        assertThat(call.answers(page, new PageReply.Text(Office.PIN))).isEqualTo(Result.NOT_HERE);
        var _ = call.talk.reply(new Reply.Keys(Office.PIN));
        call.talk.settle();
        assertThat(call.sees(page).turn().why()).isEqualTo("private");
        assertThat(call.sees(page).turn().said()).isEmpty();

        assertThat(call.companion.match(page)).isEqualTo(Result.DONE);
        var digits = call.sees(page).digits().orElseThrow();
        assertThat(call.comesBack().turn()).isInstanceOf(Turn.Ask.class);
        call.keys(digits);

        assertThat(call.sees(page).matched()).isTrue();
        assertThat(call.sees(page).turn().said()).containsExactly("You owe a lot.");
        assertThat(archive.row(page.contact()).getTrust()).isEqualTo("verified");
    }

    @Test
    void wrongDigitsMatchNothingAndAreAskedForThreeTimes() {
        var page = call.opensPage();
        for (var i = 0; i < 3; i++) {
            assertThat(call.companion.match(page)).isEqualTo(Result.DONE);
            call.comesBack();
            call.keys("00");
            assertThat(call.sees(page).matched()).isFalse();
        }

        var before = call.fetched.size();
        assertThat(call.companion.match(page)).isEqualTo(Result.NOT_HERE);

        assertThat(call.sees(page).digits()).isEmpty();
        assertThat(call.fetched).hasSize(before);
    }

    @Test
    void aSecretIsNotAskedOnAPageThatMayBeAnothers() {
        var page = call.opensPage();
        call.keys("2");

        assertThat(call.sees(page).turn().why()).isEqualTo("private");
        assertThat(call.answers(page, new PageReply.Text("123"))).isEqualTo(Result.NOT_HERE);
    }

    /** It is in the memory of the visit only, which ends when the call is fetched. */
    @Test
    void aCallThatHoldsASecretIsNotTakenAwayBeforeTheFormIsOver() {
        var page = call.opensPage();
        call.keys("2");
        call.keys("123");

        assertThat(call.sees(page).turn().why()).isEqualTo("private");
        assertThat(call.answers(page, new PageReply.Text("1228"))).isEqualTo(Result.NOT_HERE);
        assertThat(call.companion.match(page)).isEqualTo(Result.NOT_HERE);
        call.companion.typing(page, true);
        assertThat(call.fetched).isEmpty();
        call.keys("1228");
        assertThat(call.sees(page).turn().kind()).isEqualTo(Kind.CHOOSE);
    }

    @Test
    void whatThePageDoesRaisesNoTrustOfTheCall() {
        var page = call.opensPage();
        call.answers(page, new PageReply.Picked("owed"));

        assertThat(call.comesBack().turn()).isInstanceOf(Turn.Verify.class);
        assertThat(archive.row(page.contact()).getTrust())
                .isEqualTo(TrustTier.CLAIMED.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void whatThePageTypesIsNotKeptAsTheWordOfWhoProvedWhoTheyAre() {
        var page = call.opensPage();
        call.proves();

        call.answers(page, new PageReply.Picked("pay"));
        call.comesBack();
        call.answers(page, new PageReply.Text("1234"));

        assertThat(archive.row(page.contact()).getTrust()).isEqualTo("verified");
        assertThat(call.trustOf("account")).isEqualTo(TrustTier.ATTESTED);
        call.comesBack();
        call.hears();
        call.keys("1");
        call.keys("4321");
        assertThat(call.trustOf("account")).isEqualTo(TrustTier.VERIFIED);
    }

    @Test
    void aPageOfANumberIsAStrangersWhereAnotherProvedWhoTheyAre() {
        var owner = archive.customer(call.number);
        var other = new CallWithPage(archive, "+7701" + numbers.incrementAndGet());
        var caller = archive.customer(other.number);
        call.office.proofs = (_, _, _) -> new PinChecks.Proof.Accepted(caller);
        call.office.contexts =
                new RememberedContext(
                        Map.of(
                                call.number, Caller.unknown().turnedOutToBe(owner),
                                other.number, Caller.unknown().turnedOutToBe(caller)),
                        Caller.unknown());
        var page = call.callsAgain().opensPage();
        call.proves();
        var pages = call.companion();

        call.answers(pages, page, new PageReply.Picked("pay"));
        call.comesBack();
        call.answers(pages, page, new PageReply.Text("1234"));

        assertThat(archive.row(page.contact()).getCustomerId()).isEqualTo(caller.value());
        assertThat(archive.known(caller).get("account"))
                .isNotNull()
                .extracting(KnownField::trust)
                .isEqualTo(TrustTier.UNKNOWN);
    }

    @Test
    void aPressOnThePageLeadsNowhereThatTakesAProofThoughTheCallGaveOne() {
        var page = call.opensPage();
        call.proves();

        assertThat(call.answers(page, new PageReply.Picked("owed"))).isEqualTo(Result.DONE);

        assertThat(call.comesBack().turn()).isInstanceOf(Turn.Verify.class);
        assertThat(call.sees(page).turn().why()).isEqualTo("pin");
        var owed = call.keys(Office.PIN);
        assertThat(((Turn.Choose) owed).speech().toString()).contains("You owe a lot.");
    }

    @Test
    void whatAMatchedPagePressesIsAsGoodAsAKeyOfTheCallers() {
        var page = call.opensPage();
        call.proves();
        call.companion.match(page);
        var digits = call.sees(page).digits().orElseThrow();
        call.comesBack();
        call.keys(digits);

        call.answers(page, new PageReply.Picked("owed"));

        assertThat(call.comesBack().turn()).isInstanceOf(Turn.Choose.class);
        assertThat(call.sees(page).turn().said()).containsExactly("You owe a lot.");
    }

    /** Whoever reads that number's messages has only to wait for the hang-up. */
    @Test
    void whatThePageWasNotToSeeIsNotInItsChatEither() {
        var page = call.opensPage();
        call.proves();
        call.keys("1");
        call.keys("1234");
        call.hangsUp();

        assertThat(call.chats().goOn(page, "visitor")).isTrue();

        assertThat(call.chatKnows().getFirst()).doesNotContainKey("account");
    }

    @Test
    void whoWaitedAndHungUpWaitsOnInTheChatWithTheirAge() {
        var page = call.opensPage();
        call.keys("0");
        call.hears();
        var since = call.office.now;
        call.office.now = since.plus(Duration.ofMinutes(7));
        call.hangsUp();

        assertThat(call.chats().goOn(page, "waiting")).isTrue();

        assertThat(call.waitedSince()).contains(since);
    }

    @Test
    void whoTypesIsWaitedForUntilTheAnswerOrHalfAMinuteAfterTheLastSign() {
        var page = call.opensPage();
        call.answers(page, new PageReply.Picked("pay"));
        call.comesBack();
        assertThat(call.companion.typing(page, true)).isEqualTo(Result.DONE);
        assertThat(call.comesBack().page().isTyping()).isTrue();
        assertThat(call.fetched).hasSize(2);
        call.companion.typing(page, true);
        assertThat(call.fetched).hasSize(2);

        assertThat(call.answers(page, new PageReply.Text("12 34"))).isEqualTo(Result.DONE);

        assertThat(call.fetched).hasSize(3);
        assertThat(call.comesBack().turn()).isInstanceOf(Turn.Say.class);
        assertThat(call.talk.page().isTyping()).isFalse();
        call.hears();
        call.companion.typing(page, true);
        call.office.now = call.office.now.plusSeconds(31);
        assertThat(call.comesBack().page().isTyping()).isFalse();
    }

    @Test
    void thePageComesBackToTheSameTurnOnAnotherServer() {
        var opened =
                (Opening.Opened)
                        call.companion.open(CallWithPage.token(call.asksForPage().orElseThrow()));
        call.keys("1");
        var fetched = new AtomicInteger();
        var other =
                new Companion(
                        archive.db,
                        call.office.conversations(),
                        call.office.views(),
                        (_, _) -> fetched.incrementAndGet() > 0,
                        call.showings(),
                        call.files,
                        call.office);

        var page = other.take(opened.cookie()).orElseThrow();
        var seen = ((Sight.Shown) other.look(page)).state();

        assertThat(seen.turn().field().orElseThrow().name()).isEqualTo("account");
        assertThat(
                        other.answer(
                                page,
                                CallWithPage.shown(seen),
                                seen.version(),
                                new PageReply.Text("1234")))
                .isEqualTo(Result.DONE);
        assertThat(fetched).hasValue(1);
        assertThat(call.comesBack().turn()).isInstanceOf(Turn.Say.class);
    }

    @Test
    void thePagesKeyIsNoMistakeInTheBooksOfTheMenu() {
        call.opensPage();
        call.keys("1");

        assertThat(call.menusHeard()).containsExactly("main chosen");
    }

    @Test
    void backLeadsToTheMenuBefore() {
        var page = call.opensPage();
        call.answers(page, new PageReply.Picked("pay"));

        assertThat(call.answers(page, new PageReply.Back())).isEqualTo(Result.DONE);

        assertThat(call.sees(page).turn().kind()).isEqualTo(Kind.CHOOSE);
    }

    @Test
    void theLastSocketOfAPageCountsAndOneThatWasLeftOpensNoMore() {
        var opened =
                (Opening.Opened)
                        call.companion.open(CallWithPage.token(call.asksForPage().orElseThrow()));
        var first = call.companion.take(opened.cookie()).orElseThrow();
        var second = call.companion.take(opened.cookie()).orElseThrow();
        assertThat(call.companion.look(first)).isEqualTo(new Sight.Replaced());
        assertThat(call.companion.look(second)).isInstanceOf(Sight.Shown.class);

        call.companion.leave(second);

        assertThat(call.companion.take(opened.cookie())).isEmpty();
        assertThat(call.companion.look(second)).isEqualTo(new Sight.Gone());
    }

    @Test
    void whoHandsOverSeesThatAnAgentIsWaitedForAndAnswersNothing() {
        var page = call.opensPage();
        call.answers(page, new PageReply.Picked("0"));
        call.comesBack();

        assertThat(call.sees(page).turn().kind()).isEqualTo(Kind.WAITING);
        assertThat(call.answers(page, new PageReply.Picked("pay"))).isEqualTo(Result.NOT_HERE);
    }

    @Test
    void whyTellsOfThePageWhatWasPressedThereAndTheStepsBack() {
        var page = call.opensPage();
        call.answers(page, new PageReply.Back());
        call.comesBack();
        call.answers(page, new PageReply.Picked("pay"));
        call.comesBack();
        call.answers(page, new PageReply.Back());
        call.comesBack();
        call.keys("2");

        var told =
                archive.db
                        .inTransaction(tx -> new ExplanationRows().read(tx, page.contact()))
                        .words();

        assertThat(told)
                .contains(
                        "menu main was read, and the key for a page was pressed in it",
                        "the link to a page beside the call was made",
                        "the page was opened",
                        "they went back from pay");
        assertThat(told)
                .filteredOn(words -> words.startsWith("menu main ("))
                .extracting(words -> words.replaceAll(".*; (.*) after .*", "$1"))
                .containsExactly(
                        "they went back on the page",
                        "1 was pressed on the page",
                        "key 2 was pressed");
    }

    @Test
    void whyTellsTheKeyThatThePageTookBackAndThatItDid() {
        var page = call.opensPage();
        call.keys("1");
        call.answers(page, new PageReply.Back());

        assertThat(
                        archive.db
                                .inTransaction(tx -> new ExplanationRows().read(tx, page.contact()))
                                .words())
                .anyMatch(words ->
                        words.startsWith("menu main") && words.contains("key 1 was pressed"))
                .contains("they went back from pay");
    }

    /** Between a page's answer and the Redirect a visit may begin, and read what was answered. */
    @Test
    void aVisitThatIsBrokenByTheNextFetchEndsNothing() {
        var page = call.opensPage();
        call.answers(page, new PageReply.Picked("pay"));
        var line = new ScriptedLine().willHangUpAt(2);

        assertThat(call.office.conversations().isBesideAPage(call.talk.contact())).isTrue();
        assertThatThrownBy(() -> call.isServedOn(line))
                .isInstanceOf(LineLostException.class)
                .hasMessage("visit is over, the call goes on in another");

        assertThat(call.sees(page).isLive()).isTrue();
        assertThat(call.answers(page, new PageReply.Text("1234"))).isEqualTo(Result.DONE);
    }

    @Test
    void aCallThatIsOverIsSeenAsEnded() {
        var page = call.opensPage();

        call.talk.hungUp(HangUp.BY_CALLER);

        assertThat(call.sees(page).isLive()).isFalse();
        assertThat(call.answers(page, new PageReply.Picked("pay"))).isEqualTo(Result.NOT_HERE);
    }
}
