package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.conversation.dialogue.BeforeWrites;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.recommendation.FlowRecommendations;
import io.recaller.recommendation.RecommendationId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which turns are spoken before they are written down, and which are not. */
class PromptsBeforeWritesTest {
    private static final Reply SAID = new Reply.Silence();

    private static final String RECOMMENDS =
            """
            flow: telecom
            languages: [en]
            start: more
            person: person
            nodes:
              more: {recommend: {accepted: person, next: main}}
              main: {menu: {options: {bill: {key: 1, say: {en: "your bill"}, next: person}}}}
              person: {hand_off: {}}
            """;

    private final Office office = new Office();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Held held = new Held(office.dialogues);

    @BeforeEach
    void holdTheWrites() {
        office.executor = workers;
        office.store = held.store;
        office.writeDeadline = Duration.ofSeconds(30);
    }

    @AfterEach
    void letThemGo() {
        held.release();
        workers.close();
    }

    @Test
    void theFirstPromptDoesNotWaitForTheBeginning() {
        held.hold();

        assertThat(arrive().turn()).isInstanceOf(Turn.Say.class);
    }

    @Test
    void aQuestionDoesNotWaitForTheAnswerToTheOneBefore() {
        var service = arrive();
        Office.next(service, SAID);
        held.hold();

        assertThat(Office.next(service, new Reply.Keys("6"))).isInstanceOf(Turn.Ask.class);
    }

    @Test
    void theHandOffsWordsWaitForTheKeyThatLedThere() {
        var service = arrive();
        Office.next(service, SAID);
        held.hold();

        assertThat(waits(() -> Office.next(service, new Reply.Keys("4"))))
                .isInstanceOf(Turn.HandOff.class);
    }

    @Test
    void theEndWaitsForWhatItPromises() {
        var service = arrive();
        Office.next(service, SAID);
        Office.next(service, new Reply.Keys("6"));
        Office.next(service, new Reply.Keys("12345678"));
        held.hold();

        assertThat(waits(() -> Office.next(service, new Reply.Keys("1500"))))
                .isInstanceOf(Turn.End.class);
    }

    @Test
    void aPinIsCountedBeforeAnythingElseIsSaid() {
        var service = atThePin();
        held.hold();

        assertThat(waits(() -> Office.next(service, new Reply.Keys("1111"))))
                .isInstanceOf(Turn.Verify.class);
    }

    @Test
    void whatAPinProvedIsWrittenBeforeAnythingElseIsSaid() {
        var service = atThePin();
        held.hold();

        assertThat(waits(() -> Office.next(service, new Reply.Keys(Office.PIN))))
                .isInstanceOf(Turn.Ask.class);
    }

    /** What is lost is looked up once more. */
    @Test
    void whomNothingIsRecommendedDoesNotWaitUntilThatIsWritten()
            throws InterruptedException, ExecutionException, TimeoutException {
        office.recommendations = new NothingFits();
        office.served = Map.of("telecom", Office.flow(RECOMMENDS));
        var service = arrive();
        assertThat(service.turn()).isInstanceOf(Turn.Recommend.class);
        assertThat(service.isWritten(Duration.ofSeconds(10))).isTrue();
        held.hold();

        workers.submit(() -> service.reply(SAID)).get(10, TimeUnit.SECONDS);

        assertThat(service.turn()).isInstanceOf(Turn.Choose.class);
    }

    private SelfService arrive() {
        return office.conversations().arrive(Office.from(Office.KNOWN)).orElseThrow();
    }

    private SelfService atThePin() {
        var service = arrive();
        Office.next(service, SAID);
        Office.next(service, new Reply.Keys("1"));
        assertThat(Office.next(service, new Reply.Keys("1"))).isInstanceOf(Turn.Verify.class);
        return service;
    }

    /** What the work returns, once the writes are let go and not before. */
    private Turn waits(Supplier<Turn> work) {
        try {
            Future<Turn> turn = workers.submit(work::get);
            held.awaitWriter();
            assertThat(turn.isDone()).as("spoken before it was written").isFalse();
            held.release();
            return turn.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Something runs, and is for nobody. */
    private static final class NothingFits implements FlowRecommendations {
        @Override
        public boolean mayBe() {
            return true;
        }

        @Override
        public Optional<Question> find(Whom whom, String language) {
            return Optional.empty();
        }

        @Override
        public boolean begin(Whom whom, RecommendationId one, BooleanSupplier isWanted) {
            return false;
        }

        @Override
        public void answered(boolean accepted) {}
    }

    /** Writes stop in here until they are let go. */
    private static final class Held {
        private final DialogueStore store;
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);
        private volatile boolean holding;

        Held(DialogueStore inner) {
            this.store = new BeforeWrites(inner, this::pass);
        }

        void hold() {
            holding = true;
        }

        void release() {
            gate.countDown();
        }

        void awaitWriter() throws InterruptedException {
            assertThat(arrived.await(10, TimeUnit.SECONDS)).as("a write under way").isTrue();
        }

        private void pass() {
            if (holding) {
                arrived.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
