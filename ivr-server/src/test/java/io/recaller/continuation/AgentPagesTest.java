package io.recaller.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.continuation.AgentPages.Outcome;
import io.recaller.continuation.AgentPages.Wanted;
import io.recaller.continuation.Companion.Opening;
import io.recaller.continuation.Companion.Result;
import io.recaller.continuation.PageBeside.Link;
import io.recaller.continuation.PageTurn.Kind;
import io.recaller.conversation.Archive;
import io.recaller.customer.TrustTier;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.Signals;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What agents show on the page beside a call while they talk. */
final class AgentPagesTest {
    private static final DatabaseSettings SETTINGS = TestDatabase.freshSettings();
    private static final Archive archive = new Archive(TestDatabase.into(SETTINGS));
    private static final AtomicInteger numbers = new AtomicInteger(2_000_000);
    private static final Wanted CONTRACT = new Wanted.Form("contract");

    private final CallWithPage call =
            new CallWithPage(archive, "+7702" + numbers.incrementAndGet());
    private final AgentPages agents = call.agentPages();

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void aLinkGoesOutByTheRulesOfCallersAndThePageAsksFieldByField() {
        call.isHandedOff();
        assertThat(beside().link()).isEqualTo(Link.NONE);
        assertThat(beside().mayShow()).isTrue();

        assertThat(show(CONTRACT)).isEqualTo(Outcome.DONE);

        assertThat(beside().link()).isEqualTo(Link.SENT);
        var page = opensTheLink();
        assertThat(beside().link()).isEqualTo(Link.OPEN);
        var birthday = call.sees(page);
        assertThat(birthday.turn().kind()).isEqualTo(Kind.ASK);
        assertThat(birthday.turn().said()).containsExactly("Your birthday?");
        assertThat(birthday.turn().field().orElseThrow().kind()).isEqualTo("date");

        assertThat(call.answers(page, new PageReply.Text("1990-02-31"))).isEqualTo(Result.DONE);
        assertThat(call.sees(page).turn().said()).hasSize(2).last().isEqualTo("Your birthday?");
        call.answers(page, new PageReply.Text("21.11.1990"));

        assertThat(values()).containsExactly("born=1990-11-21", "pin is secret", "account");
        assertThat(call.sees(page).turn().said()).containsExactly("account");
        call.answers(page, new PageReply.Text("12 34"));
        assertThat(values()).containsExactly("born=1990-11-21", "pin is secret", "account=1234");
        assertThat(beside().given().orElseThrow().state()).isEqualTo("filled");
        assertThat(call.sees(page).turn().kind()).isEqualTo(Kind.TALKING);
        assertThat(call.sees(page).turn().said().getFirst()).startsWith("Thank you");
    }

    @Test
    void theCallIsLeftAloneWhateverThePageDoes() {
        var page = talksWithPageOpen();
        show(CONTRACT);
        call.fetched.clear();
        var version = call.talk.version();

        call.companion.typing(page, true);
        assertThat(beside().isTyping()).isTrue();
        assertThat(call.answers(page, new PageReply.Back())).isEqualTo(Result.NOT_HERE);
        assertThat(call.answers(page, new PageReply.Picked("0"))).isEqualTo(Result.NOT_HERE);
        assertThat(call.companion.match(page)).isEqualTo(Result.NOT_HERE);
        call.answers(page, new PageReply.Text("21.11.1990"));

        assertThat(beside().isTyping()).isFalse();
        assertThat(call.fetched).isEmpty();
        assertThat(archive.dialogues.load(call.talk.contact()).orElseThrow().version())
                .isEqualTo(version);
    }

    @Test
    void whatIsGivenIsKeptWithThePagesTrustAndReplacesNothingThatWasProved() {
        var page = talksWithPageOpen();
        show(CONTRACT);

        call.answers(page, new PageReply.Text("21.11.1990"));
        call.answers(page, new PageReply.Text("1234"));

        var account =
                Objects.requireNonNull(archive.known(archive.customer(call.number)).get("account"));
        assertThat(account.value()).isEqualTo("1234");
        assertThat(account.source()).isEqualTo("page");
        assertThat(account.trust()).isNotEqualTo(TrustTier.VERIFIED);
    }

    @Test
    void whateverHappensOnThePageIsToldToEveryServerAtOnce() throws InterruptedException {
        call.isHandedOff();
        var told = new LinkedBlockingQueue<Optional<UUID>>();
        try (var signals = new Signals(SETTINGS).tell(Signals.Subject.DIALOGUE, told::add)) {
            signals.start();
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(Optional.empty());

            show(CONTRACT);
            isTold(told);
            var page = opensTheLink();
            isTold(told);
            call.companion.typing(page, true);
            isTold(told);
            call.answers(page, new PageReply.Text("21.11.1990"));
            isTold(told);
            agents.takeBack(call.talk.contact());
            isTold(told);
            agents.sendLink(call.talk.contact(), "bot");
            isTold(told);
        }
    }

    /** At least once; how often is all the same. */
    private void isTold(LinkedBlockingQueue<Optional<UUID>> told) throws InterruptedException {
        assertThat(told.poll(1, TimeUnit.SECONDS)).contains(call.talk.contact().value());
        while (told.poll(100, TimeUnit.MILLISECONDS) != null) {
            // Of the same deed.
        }
    }

    @Test
    void anAnswerToWhatIsNoLongerShownCountsForNothing() {
        var page = talksWithPageOpen();
        show(CONTRACT);
        var before = call.sees(page);
        show(new Wanted.Document("tariffs"));

        var late =
                call.companion.answer(
                        page,
                        CallWithPage.shown(before),
                        before.version(),
                        new PageReply.Text("21.11.1990"));

        assertThat(late).isEqualTo(Result.LATE);
        var shown = call.sees(page);
        assertThat(shown.version()).isGreaterThan(before.version());
        assertThat(shown.turn().document().orElseThrow())
                .isEqualTo(new PageTurn.Document("Tariffs", "https://telecom.example/tariffs.pdf"));
        agents.takeBack(call.talk.contact());
        assertThat(call.sees(page).turn().document()).isEmpty();
        assertThat(call.sees(page).version()).isGreaterThan(shown.version());
        assertThat(beside().given().orElseThrow().state()).isEqualTo("taken-back");
    }

    @Test
    void whoSaidThatItIsNotTheirCallGetsNoOtherLink() {
        var page = talksWithPageOpen();
        call.companion.leave(page);

        assertThat(beside().link()).isEqualTo(Link.LEFT);
        assertThat(beside().mayShow()).isFalse();
        assertThat(show(CONTRACT)).isEqualTo(Outcome.NO_LINK);
        assertThat(beside().given()).isEmpty();
    }

    @Test
    void aLinkThatNobodyOpenedIsSentOnceACallAllTheSame() {
        call.isHandedOff();
        show(CONTRACT);
        call.office.now = call.office.now.plus(Duration.ofMinutes(11));

        assertThat(beside().link()).isEqualTo(Link.EXPIRED);
        assertThat(show(new Wanted.Document("tariffs"))).isEqualTo(Outcome.NO_LINK);
    }

    @Test
    void whatTheFlowOrTheSettingsDoNotHaveCannotBeShown() {
        call.isHandedOff();

        assertThat(show(new Wanted.Form("card\u0000"))).isEqualTo(Outcome.UNKNOWN);
        assertThat(show(new Wanted.Form("main"))).isEqualTo(Outcome.UNKNOWN);
        assertThat(show(new Wanted.Document("prices"))).isEqualTo(Outcome.UNKNOWN);
        assertThat(call.sent()).isEmpty();
        assertThat(beside().forms())
                .containsExactly(
                        new PageBeside.Form("pay", List.of("account")),
                        new PageBeside.Form("card", List.of("until")),
                        new PageBeside.Form("contract", List.of("born", "account")));
    }

    @Test
    void whoHangsUpIsShownNothing() {
        call.isHandedOff();
        call.hangsUp();

        assertThat(show(CONTRACT)).isEqualTo(Outcome.NOT_NOW);
        assertThat(beside().mayShow()).isFalse();
    }

    @Test
    void otherNumbersThanThoseAllowedGetNoPage() {
        var foreign = new CallWithPage(archive, "+41791234567").isHandedOff();

        var there = foreign.agentPages();

        assertThat(there.of(foreign.talk.contact()).orElseThrow().mayShow()).isFalse();
        assertThat(there.show(foreign.agent, foreign.talk.contact(), CONTRACT))
                .isEqualTo(Outcome.NO_LINK);
    }

    private Joined talksWithPageOpen() {
        var page = call.opensPage();
        call.isHandedOff();
        return page;
    }

    private Joined opensTheLink() {
        var token = CallWithPage.token(call.sent().getLast().text());
        var opened = (Opening.Opened) call.companion.open(token);
        return call.companion.take(opened.cookie()).orElseThrow();
    }

    private Outcome show(Wanted wanted) {
        return agents.show(call.agent, call.talk.contact(), wanted);
    }

    private PageBeside beside() {
        return agents.of(call.talk.contact()).orElseThrow();
    }

    private List<String> values() {
        return beside().given().stream()
                .flatMap(given -> given.fields().stream())
                .map(each ->
                        each.name()
                                + each.value().map(value -> "=" + value).orElse("")
                                + (each.isSecret() ? " is secret" : ""))
                .toList();
    }
}
