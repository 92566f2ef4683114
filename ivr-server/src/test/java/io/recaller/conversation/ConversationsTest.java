package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.ContactId;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.SwitchOutcome;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationsTest {
    private static final Reply SAID = new Reply.Silence();

    private final Office office = new Office();

    @Test
    void aSlowMemoryHoldsTheCallerNoLongerThanTheBudgetAndIsAdoptedLater()
            throws InterruptedException {
        var memory = new SlowMemory();
        office.contexts = memory;
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            office.executor = workers;
            var before = System.nanoTime();

            var service = arrive(Office.from(Office.KNOWN));

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(office.count("recaller.context.late")).isEqualTo(1);
            Office.next(service, SAID);
            assertThat(first(service)).isEqualTo("internet");
            memory.answers(Office.known());
            workers.shutdown();
            assertThat(workers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
            office.executor = Runnable::run;
            Office.next(service, new Reply.Keys("1"));
            Office.next(service, new Reply.Keys("1"));
            assertThat(service.turn())
                    .as("known now: must prove it, then is not asked")
                    .isInstanceOf(Turn.Verify.class);
        }
    }

    @Test
    void aMemoryThatFailsIsAPlainMenuAndCounted() {
        var memory = new SlowMemory();
        memory.fails();
        office.contexts = memory;

        var service = arrive(Office.from(Office.KNOWN));

        assertThat(Office.next(service, SAID)).isInstanceOf(Turn.Choose.class);
        assertThat(office.count("recaller.context.late")).isEqualTo(1);
        assertThat(Office.next(service, new Reply.Keys("6"))).isInstanceOf(Turn.Ask.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, en",
                "-, -, ru, ru",
                "-, kk, ru, kk",
                "ru, kk, -, ru",
                "de, kk, ru, kk",
                "-, de, ru, ru",
                "-, de, -, en",
            })
    void theLanguageIsTheCallsOwnElseThePreferredOneElseTheNumbersElseTheFlowsFirst(
            @Nullable String dialplan,
            @Nullable String preferred,
            @Nullable String number,
            String spoken) {
        var known = Office.known();
        office.contexts =
                new RememberedContext(
                        Map.of(
                                Office.KNOWN,
                                new Caller(
                                        known.customer(),
                                        language(preferred),
                                        known.model(),
                                        known.known())),
                        Caller.unknown());
        language(number).ifPresent(one -> office.languages = Map.of("8000", one));

        var service = arrive(Office.from(Office.KNOWN, language(dialplan)));

        Office.next(service, SAID);
        var dialogue = office.dialogues.turns().getLast().dialogue();
        assertThat(dialogue.language().tag()).isEqualTo(spoken);
        assertThat(office.dialogues.turns().getLast().language())
                .as("what nobody chose is not learned")
                .isEmpty();
    }

    @Test
    void aPreferenceThatCameLateIsHeardFromTheNextTurnOnUnlessTheCallerChose() throws Exception {
        var known = Office.known();
        var kazakh = Optional.of(new Language("kk"));
        for (var chosen : List.of("", "8")) {
            var memory = new SlowMemory();
            office.contexts = memory;
            try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
                office.executor = workers;
                var service = arrive(Office.from(Office.KNOWN));
                Office.next(service, SAID);
                if (!chosen.isEmpty()) {
                    Office.next(service, new Reply.Keys(chosen));
                }
                memory.answers(new Caller(known.customer(), kazakh, known.model(), known.known()));
                workers.shutdown();
                assertThat(workers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
                office.executor = Runnable::run;

                var bill = (Turn.Choose) Office.next(service, new Reply.Keys("5"));

                assertThat(bill.speech().prompts().getFirst().language().tag())
                        .isEqualTo(chosen.isEmpty() ? "kk" : "ru");
            }
        }
    }

    @Test
    void whoIsKnownInTimeIsGreetedSoThoughTheWordsAreLate() {
        var known = Office.known();
        var memory = new SlowMemory();
        var here = Thread.currentThread();
        var late = new CountDownLatch(1);
        office.contexts = memory;
        office.switches = new BusyElsewhere(here, late);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            office.executor = workers;
            var service = office.conversations().expect(Office.from(Office.KNOWN)).orElseThrow();
            memory.answers(
                    new Caller(
                            known.customer(),
                            Optional.of(new Language("kk")),
                            known.model(),
                            known.known()));

            Office.next(service.get(), SAID);

            late.countDown();
        }
        var dialogue = office.dialogues.turns().getLast().dialogue();
        assertThat(dialogue.language().tag()).isEqualTo("kk");
        assertThat(office.count("recaller.context.late")).isZero();
    }

    /** Has no time on any other thread until it is late. */
    private record BusyElsewhere(Thread here, CountDownLatch late) implements Switches {
        @Override
        public SwitchOutcome to(SwitchTarget target, Asked asked) {
            return SwitchOutcome.IMPOSSIBLE;
        }

        @Override
        public boolean offersPage(Arrival arrival) {
            try {
                return !Thread.currentThread().equals(here) && !late.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aLanguageTheCallerChoosesIsToldOnce() {
        var service = arrive(Office.from(Office.STRANGER));
        Office.next(service, SAID);

        Office.next(service, new Reply.Keys("9"));
        Office.next(service, new Reply.Keys("5"));

        assertThat(office.dialogues.turns())
                .flatExtracting(turn -> turn.language().stream().toList())
                .containsExactly(new Language("kk"));
        var again = arrive(Office.back(service.contact(), Office.STRANGER));
        assertThat(again.turn()).isEqualTo(service.turn());
    }

    private static Optional<Language> language(@Nullable String tag) {
        return Optional.ofNullable(tag).map(Language::new);
    }

    @Test
    void aCallThatComesBackHearsTheSameQuestion() {
        var first = arrive(Office.from(Office.STRANGER));
        Office.next(first, SAID);
        Office.next(first, new Reply.Keys("6"));
        var asked = Office.next(first, new Reply.Keys("12345678"));

        var again = arrive(Office.back(first.contact(), Office.STRANGER));

        assertThat(again.contact()).isEqualTo(first.contact());
        assertThat(again.turn()).isEqualTo(asked);
        var end = Office.next(again, new Reply.Keys("1500"));
        assertThat(end).isInstanceOf(Turn.End.class);
        assertThat(office.dialogues.turns())
                .flatExtracting(DialogueStore.TurnTaken::given)
                .as("what was given before is not given again")
                .hasSize(1);
    }

    @Test
    void whoeverServedItBeforeIsFencedOffAndCannotEndIt() {
        var stale = arrive(Office.from(Office.STRANGER));
        Office.next(stale, SAID);

        arrive(Office.back(stale.contact(), Office.STRANGER));

        assertThatThrownBy(() -> Office.next(stale, new Reply.Keys("6")))
                .isInstanceOf(SupersededException.class);
        stale.hungUp(HangUp.BY_CALLER);
        assertThat(office.dialogues.ends()).isEmpty();
        assertThat(office.spooled).isEmpty();
    }

    @Test
    void trustIsKeptForTheSameContactAndNotForTheNext() {
        var first = arrive(Office.from(Office.KNOWN));
        Office.next(first, SAID);
        Office.next(first, new Reply.Keys("1"));
        Office.next(first, new Reply.Keys("1"));
        Office.next(first, new Reply.Keys(Office.PIN));

        var same = arrive(Office.back(first.contact(), Office.KNOWN));
        var next = arrive(Office.from(Office.KNOWN));

        assertThat(same.turn()).isInstanceOf(Turn.Ask.class).isEqualTo(first.turn());
        Office.next(next, SAID);
        Office.next(next, new Reply.Keys("1"));
        assertThat(Office.next(next, new Reply.Keys("1"))).isInstanceOf(Turn.Verify.class);
    }

    @Test
    void aCallGoesOnWithTheVersionOfTheFlowItBeganOn() {
        var first = arrive(Office.from(Office.STRANGER));
        Office.next(first, SAID);
        var changed = Office.flow(Office.telecom().replace("paying in parts", "instalments"));
        office.served = Map.of("telecom", changed);
        office.older = Map.of(office.flow.source().sha256(), office.flow);

        var again = arrive(Office.back(first.contact(), Office.STRANGER));
        var next = arrive(Office.from(Office.STRANGER));

        assertThat(again.turn()).isEqualTo(first.turn());
        Office.next(next, SAID);
        assertThat(next.turn()).isNotEqualTo(first.turn());
    }

    @Test
    void aCallWhoseVersionCannotBeReadIsLedToAPersonInTheSameContact() {
        var first = arrive(Office.from(Office.STRANGER));
        Office.next(first, SAID);
        var changed = Office.flow(Office.telecom().replace("paying in parts", "instalments"));
        office.served = Map.of("telecom", changed);

        var again = arrive(Office.back(first.contact(), Office.STRANGER));

        assertThat(again.contact()).isEqualTo(first.contact());
        assertThat(again.turn()).isInstanceOf(Turn.HandOff.class);
        assertThat(again.reply(SAID)).isEqualTo(new Next.Wait());
        assertThat(office.dialogues.queue()).containsKey(first.contact());
    }

    @Test
    void aCallWhoseBeginningWasLostIsSpokenToInTheLanguageTheDialplanWants() {
        var carried = new ContactId(new UUID(3, 4));
        var back = Office.back(carried, Office.STRANGER);
        var russian = Office.spokenTo(back, language("ru"));

        var service = arrive(russian);

        Office.next(service, SAID);
        var dialogue = office.dialogues.turns().getLast().dialogue();
        assertThat(service.contact()).isEqualTo(carried);
        assertThat(dialogue.language().tag()).isEqualTo("ru");
    }

    @Test
    void aContactThatIsOverIsNotWrittenOn() {
        var first = arrive(Office.from(Office.STRANGER));
        first.hungUp(HangUp.BY_CALLER);

        var again = arrive(Office.back(first.contact(), Office.STRANGER));

        assertThat(again.contact()).isNotEqualTo(first.contact());
        assertThat(Office.next(again, SAID)).isInstanceOf(Turn.Choose.class);
    }

    @Test
    void aContactThatWasNeverWrittenKeepsItsId() {
        var carried = new ContactId(new UUID(3, 3));

        var service = arrive(Office.back(carried, Office.STRANGER));

        assertThat(service.contact()).isEqualTo(carried);
        assertThat(Office.next(service, SAID)).isInstanceOf(Turn.Choose.class);
    }

    @Test
    void theSameLookUpHasTheSameKeyWhenTheCallComesBack() {
        try (var outside = new OutsideSystem()) {
            office.lookUps = new HttpLookUps(Map.of("outage_status", outside.source()));
            var first = arrive(Office.from(Office.STRANGER));
            Office.next(first, SAID);
            Office.next(first, new Reply.Keys("1"));
            Office.next(first, new Reply.Keys("1"));
            Office.next(first, new Reply.Keys("12345678"));

            var again = arrive(Office.back(first.contact(), Office.STRANGER));
            again.reply(SAID);

            assertThatThrownBy(() -> first.reply(SAID)).isInstanceOf(SupersededException.class);

            assertThat(outside.requests())
                    .hasSize(2)
                    .extracting(OutsideSystem.Request::idempotencyKey)
                    .doesNotContain("")
                    .containsOnly(outside.requests().getFirst().idempotencyKey());
        }
    }

    @Test
    void anAttestedNumberIsTrustedMoreAndAWithheldOneNotAtAll() {
        var plain = Office.from(Office.STRANGER);
        var attested =
                new Arrival(
                        plain.channel(),
                        plain.entry(),
                        plain.handle(),
                        TrustTier.ATTESTED,
                        Optional.empty(),
                        plain.address(),
                        Optional.empty());
        var withheld = Office.arrival(Optional.empty(), Optional.empty(), "8000");

        arrive(plain).reply(SAID);
        arrive(attested).reply(SAID);
        arrive(withheld).reply(SAID);

        assertThat(office.dialogues.turns())
                .extracting(DialogueStore.TurnTaken::trust)
                .containsExactly(TrustTier.CLAIMED, TrustTier.ATTESTED, TrustTier.UNKNOWN);
    }

    private SelfService arrive(Arrival arrival) {
        var conversations = office.conversations();
        return arrival.resuming()
                .map(contact -> conversations.comeBack(arrival, contact).orElseThrow())
                .flatMap(reentry -> reentry.within(Duration.ofSeconds(2)))
                .or(() -> conversations.arrive(arrival))
                .orElseThrow();
    }

    private static String first(SelfService service) {
        return ((Turn.Choose) service.turn()).layout().options().getFirst().option().id();
    }

    /** Answers when told. */
    private static final class SlowMemory implements ContextSource {
        private final CompletableFuture<Caller> answer = new CompletableFuture<>();

        void answers(Caller caller) {
            answer.complete(caller);
        }

        void fails() {
            answer.completeExceptionally(new IllegalStateException("down"));
        }

        @Override
        public Caller read(Handle handle, Instant now) {
            return answer.join();
        }

        @Override
        public Caller read(CustomerId customer, Instant now) {
            return answer.join();
        }

        @Override
        public Caller stranger(Instant now) {
            return answer.join();
        }
    }
}
