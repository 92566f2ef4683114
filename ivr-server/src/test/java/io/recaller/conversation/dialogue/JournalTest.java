package io.recaller.conversation.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.Office;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.DialogueStore.Given;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.customer.TrustTier;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.PathEntry;
import io.recaller.flow.engine.Position;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final ContactId CONTACT = new ContactId(new UUID(1, 1));
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(5);

    private final MemoryDialogues kept = new MemoryDialogues();
    private final AtomicInteger missed = new AtomicInteger();

    @Test
    void aWriteThatIsLateIsFinishedInTheBackgroundInItsOrder() {
        var gate = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var journal = journal(behind(gate, workers), SHORT);

            journal.begin();
            assertThat(journal.save(turn("one"))).isFalse();
            assertThat(journal.save(turn("two"))).isFalse();
            assertThat(kept.load(CONTACT)).isEmpty();
            gate.countDown();
            assertThat(journal.finish(end(), LONG)).as("the last of all").isTrue();
        }

        assertThat(kept.turns())
                .extracting(turn -> turn.dialogue().node())
                .containsExactly("one", "two");
        assertThat(kept.load(CONTACT))
                .hasValueSatisfying(saved -> assertThat(saved.version()).isEqualTo(2));
    }

    @Test
    void whatAFailedWriteHadToTellIsToldByTheNextAndOnlyOnce() {
        var store = flaky(kept, false, true, false, false);
        var journal = new Journal(store, beginning(), Runnable::run, LONG, missed::incrementAndGet);

        journal.begin();
        assertThat(journal.save(turn("one", new Given("account", "1", TrustTier.CLAIMED))))
                .isFalse();
        assertThat(journal.save(turn("two", new Given("name", "2", TrustTier.CLAIMED)))).isTrue();
        assertThat(journal.save(turn("three"))).isTrue();

        assertThat(kept.turns())
                .extracting(turn -> turn.given().stream().map(Given::key).toList())
                .containsExactly(List.of("account", "name"), List.of());
    }

    @Test
    void aContactWhoseBeginningFailedBeginsWithTheNextWrite() {
        var journal =
                new Journal(
                        flaky(kept, true, false, false),
                        beginning(),
                        Runnable::run,
                        LONG,
                        missed::incrementAndGet);

        journal.begin();
        assertThat(journal.save(turn("one"))).isTrue();

        assertThat(kept.load(CONTACT)).isPresent();
    }

    @Test
    void theBeginningIsWrittenLaterButBeforeWhatFollows() {
        var waiting = new ArrayDeque<Runnable>();
        var journal =
                new Journal(
                        kept,
                        beginning(),
                        Runnable::run,
                        waiting::add,
                        Duration.ofMillis(50),
                        missed::incrementAndGet);

        journal.begin();
        assertThat(kept.load(CONTACT)).isEmpty();
        journal.post(turn("one"));
        assertThat(kept.turns()).isEmpty();

        waiting.forEach(Runnable::run);
        assertThat(kept.load(CONTACT)).isPresent();
        assertThat(kept.turns()).hasSize(1);
    }

    @Test
    void theEndWritesWhatTheLastTurnCouldNot() {
        var journal =
                new Journal(
                        flaky(kept, false, true, false, false),
                        beginning(),
                        Runnable::run,
                        LONG,
                        missed::incrementAndGet);
        journal.begin();
        journal.save(turn("one", new Given("account", "1", TrustTier.CLAIMED)));

        assertThat(journal.finish(end(), LONG)).isTrue();

        assertThat(kept.turns()).flatExtracting(TurnTaken::given).hasSize(1);
        assertThat(kept.ends()).hasSize(1);
    }

    @Test
    void theEndDoesNotWaitForATurnThatCannotBeWritten() {
        var journal =
                new Journal(
                        flaky(kept, false, true, true, false),
                        beginning(),
                        Runnable::run,
                        LONG,
                        missed::incrementAndGet);
        journal.begin();
        journal.save(turn("one"));

        assertThat(journal.finish(end(), LONG)).isTrue();

        assertThat(kept.turns()).isEmpty();
        assertThat(kept.ends()).hasSize(1);
    }

    @Test
    void whoeverIsSupersededWritesNothingAnyMore() {
        var stale = new Journal(kept, beginning(), Runnable::run, LONG, missed::incrementAndGet);
        stale.begin();
        var fresh =
                new Journal(kept, beginning(), Runnable::run, LONG, missed::incrementAndGet)
                        .resumingAfter(0);
        fresh.save(turn("fresh"));

        assertThatThrownBy(() -> stale.save(turn("stale"))).isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> stale.save(turn("stale"))).isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> stale.finish(end(), LONG)).isInstanceOf(SupersededException.class);

        assertThat(kept.ends()).isEmpty();
        assertThat(fresh.finish(end(), LONG)).isTrue();
    }

    @Test
    void aPostedTurnIsNotWaitedForAndWrittenInItsOrder() {
        var gate = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var journal = journal(behind(gate, workers), LONG);

            journal.begin();
            assertThat(kept.load(CONTACT)).as("the prompt starts now").isEmpty();
            gate.countDown();
            journal.post(turn("one"));
            journal.post(turn("two"));
            assertThat(journal.save(turn("three"))).isTrue();
        }

        assertThat(kept.turns())
                .extracting(turn -> turn.dialogue().node())
                .containsExactly("one", "two", "three");
        assertThat(missed).hasValue(0);
    }

    @Test
    void aPostedTurnThatIsLateIsCountedWhenTheNextComesWhichDoesNotWaitForIt() {
        var gate = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var journal = journal(behind(gate, workers), Duration.ZERO);
            journal.post(turn("one"));

            journal.post(turn("two"));

            assertThat(missed).hasValue(1);
            gate.countDown();
            journal.finish(end(), LONG);
        }
        assertThat(kept.turns()).hasSize(2);
    }

    @Test
    void whatAFailedPostHadToTellIsToldByTheNextTurn() {
        var store = flaky(kept, false, true, false);
        var journal = new Journal(store, beginning(), Runnable::run, LONG, missed::incrementAndGet);
        journal.begin();

        journal.post(turn("one", new Given("account", "1", TrustTier.CLAIMED)));
        journal.post(turn("two"));

        assertThat(kept.turns()).flatExtracting(TurnTaken::given).hasSize(1);
        assertThat(missed).hasValue(1);
    }

    @Test
    void whoLostTheDialogueWhilePostingSpeaksOnePromptMoreAtMost() {
        var gate = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var stale = journal(behind(gate, workers), LONG);
            stale.begin();
            gate.countDown();
            stale.save(turn("one"));
            new Journal(kept, beginning(), Runnable::run, LONG, missed::incrementAndGet)
                    .resumingAfter(1)
                    .save(turn("fresh"));

            assertThatThrownBy(
                            () -> {
                                stale.post(turn("stale"));
                                stale.post(turn("stale again"));
                            })
                    .isInstanceOf(SupersededException.class);
            assertThatThrownBy(() -> stale.finish(end(), LONG))
                    .isInstanceOf(SupersededException.class);
        }

        assertThat(kept.turns())
                .extracting(turn -> turn.dialogue().node())
                .containsExactly("one", "fresh");
    }

    @Test
    void aTurnTellsTheContactOnlyWhatTheOneBeforeDidNot() {
        var journal = journal(Runnable::run, LONG);
        journal.begin();

        journal.save(turn("one"));
        journal.save(trusted(turn("two"), TrustTier.VERIFIED));
        journal.save(trusted(turn("three"), TrustTier.VERIFIED));
        journal.save(trusted(turn("four"), TrustTier.CLAIMED));

        assertThat(kept.turns())
                .extracting(TurnTaken::isNews)
                .containsExactly(false, true, false, true);
    }

    @Test
    void whatItIsAboutIsTheDialoguesToKnowUntilTheHandOffOrTheEnd() {
        var journal = journal(Runnable::run, LONG);
        journal.begin();

        journal.save(about(turn("one"), "billing"));
        journal.save(about(turn("two"), "outage"));

        assertThat(kept.turns()).extracting(TurnTaken::isNews).containsExactly(false, false);
    }

    @Test
    void whoTakesADialogueOverDoesNotKnowWhatTheContactWasTold() {
        journal(Runnable::run, LONG).begin();
        var journal = journal(Runnable::run, LONG).resumingAfter(0);

        journal.save(turn("one"));
        journal.save(turn("two"));

        assertThat(kept.turns()).extracting(TurnTaken::isNews).containsExactly(true, false);
    }

    private static TurnTaken trusted(TurnTaken turn, TrustTier trust) {
        return new TurnTaken(
                turn.contact(),
                turn.dialogue(),
                turn.channel(),
                turn.customer(),
                trust,
                turn.heard(),
                turn.given(),
                turn.language(),
                turn.topic(),
                turn.at());
    }

    private static TurnTaken about(TurnTaken turn, String topic) {
        return new TurnTaken(
                turn.contact(),
                turn.dialogue(),
                turn.channel(),
                turn.customer(),
                turn.trust(),
                turn.heard(),
                turn.given(),
                turn.language(),
                Optional.of(new Topic(topic)),
                turn.at());
    }

    private Journal journal(Executor executor, Duration deadline) {
        return new Journal(kept, beginning(), executor, deadline, missed::incrementAndGet);
    }

    private static Executor behind(CountDownLatch gate, ExecutorService workers) {
        return work ->
                workers.execute(() -> {
                    try {
                        gate.await();
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    @Test
    void noThreadWaitsForATurnThatTheStoreWritesItself() {
        var store = new Posting(kept);
        var journal = new Journal(store, beginning(), Runnable::run, LONG, missed::incrementAndGet);
        journal.begin();

        journal.post(turn("one"));

        assertThat(kept.turns()).isEmpty();
        store.write(0);
        journal.post(turn("two"));
        store.write(1);
        journal.settle();
        assertThat(kept.turns())
                .extracting(turn -> turn.dialogue().node())
                .containsExactly("one", "two");
        assertThat(kept.load(CONTACT))
                .hasValueSatisfying(saved -> assertThat(saved.version()).isEqualTo(2));
        assertThat(missed).hasValue(0);
    }

    @Test
    void whatTheStoreHasNotWrittenIsSavedByItself() {
        var store = new Posting(kept);
        var journal = new Journal(store, beginning(), Runnable::run, LONG, missed::incrementAndGet);
        journal.begin();

        journal.post(turn("one"));
        store.posts.getFirst().done().complete(false);
        journal.settle();

        assertThat(kept.turns()).singleElement().satisfies(JournalTest::isOne);
        assertThat(missed).hasValue(0);
    }

    @Test
    void whatTheStoreFailedToWriteIsToldByTheNext() {
        var store = new Posting(kept);
        var journal = new Journal(store, beginning(), Runnable::run, LONG, missed::incrementAndGet);
        journal.begin();

        journal.post(turn("one", new Given("account", "1", TrustTier.CLAIMED)));
        store.posts.getFirst().done().completeExceptionally(new IllegalStateException("down"));
        assertThat(journal.save(turn("two", new Given("name", "2", TrustTier.CLAIMED)))).isTrue();

        assertThat(kept.turns())
                .extracting(turn -> turn.given().stream().map(Given::key).toList())
                .containsExactly(List.of("account", "name"));
        assertThat(missed).hasValue(1);
    }

    @Test
    void whatComesAfterAPostedTurnWaitsForIt() {
        var store = new Posting(kept);
        var journal =
                new Journal(store, beginning(), Runnable::run, SHORT, missed::incrementAndGet);
        journal.begin();

        journal.post(turn("one"));
        assertThat(journal.save(turn("two"))).as("in time").isFalse();
        assertThat(kept.turns()).isEmpty();
        store.write(0);

        assertThat(journal.finish(end(), LONG)).isTrue();
        assertThat(kept.turns())
                .extracting(turn -> turn.dialogue().node())
                .containsExactly("one", "two");
    }

    @Test
    void whileTheDiskDoesNotAnswerTheNinthTurnIsWaitedFor() {
        var store = new Posting(kept);
        var journal = new Journal(store, beginning(), Runnable::run, LONG, missed::incrementAndGet);
        journal.begin();

        for (var i = 0; i < 8; i++) {
            journal.post(turn("turn" + i));
            store.write(i);
        }
        assertThat(store.asked).as("after the fourth, and not again").hasSize(1);
        assertThat(store.unhurried).isZero();
        journal.post(turn("turn8"));

        assertThat(store.posts).hasSize(8);
        assertThat(store.unhurried).isEqualTo(1);
    }

    @Test
    void whileTheDiskAnswersNoTurnIsWaitedFor() {
        var store = new Posting(kept);
        var journal = new Journal(store, beginning(), Runnable::run, LONG, missed::incrementAndGet);
        journal.begin();

        for (var i = 0; i < 30; i++) {
            journal.post(turn("turn" + i));
            store.write(i);
            store.asked.forEach(asked -> asked.complete(true));
        }

        assertThat(store.posts).hasSize(30);
        assertThat(store.asked).hasSize(7);
        assertThat(store.unhurried).isZero();
    }

    @Test
    void whatTheDiskHasLostIsNotTakenForSure() {
        var store = new Posting(kept);
        var journal = new Journal(store, beginning(), Runnable::run, LONG, missed::incrementAndGet);
        journal.begin();

        for (var i = 0; i < 8; i++) {
            journal.post(turn("turn" + i));
            store.write(i);
            store.asked.forEach(asked -> asked.complete(false));
        }
        journal.post(turn("turn8"));

        assertThat(store.unhurried).isEqualTo(1);
    }

    private static void isOne(TurnTaken turn) {
        assertThat(turn.dialogue().node()).isEqualTo("one");
    }

    private static Beginning beginning() {
        return new Beginning(
                CONTACT,
                Office.from(Office.STRANGER),
                Optional.empty(),
                TrustTier.CLAIMED,
                dialogue("start"),
                Office.NOW);
    }

    private static TurnTaken turn(String node, Given... given) {
        return new TurnTaken(
                CONTACT,
                dialogue(node),
                Channel.PHONE,
                Optional.empty(),
                TrustTier.CLAIMED,
                List.of(),
                List.of(given),
                Optional.empty(),
                Optional.empty(),
                Office.NOW);
    }

    private static Finish end() {
        return new Finish(
                beginning(),
                SomeEnds.HUNG_UP,
                Optional.empty(),
                TopicSource.KEY,
                Optional.empty(),
                Office.NOW);
    }

    private static Dialogue dialogue(String node) {
        return new Dialogue(
                "telecom",
                "sha",
                node,
                Position.ENTRY,
                new Language("en"),
                Map.of(),
                List.of(new PathEntry.Entered(node)));
    }

    /** Fails at its writes as told, in order; afterwards it works. */
    private static DialogueStore flaky(DialogueStore inner, Boolean... failures) {
        var left = new ArrayDeque<>(List.of(failures));
        return new BeforeWrites(
                inner,
                () -> {
                    if (Boolean.TRUE.equals(left.poll())) {
                        throw new IllegalStateException("down");
                    }
                });
    }

    /** Writes what is posted when the test says so. */
    private static final class Posting implements DialogueStore {
        private final MemoryDialogues inner;
        private final List<Post> posts = new ArrayList<>();

        private final List<CompletableFuture<Boolean>> asked = new ArrayList<>();
        private int unhurried;

        private record Post(TurnTaken turn, long version, CompletableFuture<Boolean> done) {}

        Posting(MemoryDialogues inner) {
            this.inner = inner;
        }

        void write(int number) {
            var post = posts.get(number);
            inner.save(post.turn(), post.version());
            post.done().complete(true);
        }

        @Override
        public Optional<CompletableFuture<Boolean>> post(TurnTaken turn, long version) {
            posts.add(new Post(turn, version, new CompletableFuture<>()));
            return Optional.of(posts.getLast().done());
        }

        @Override
        public CompletableFuture<Boolean> onDisk(ContactId contact, long version) {
            asked.add(new CompletableFuture<>());
            return asked.getLast();
        }

        @Override
        public void saveUnhurried(TurnTaken turn, long version) {
            unhurried++;
            inner.save(turn, version);
        }

        @Override
        public Optional<Saved> load(ContactId contact) {
            return inner.load(contact);
        }

        @Override
        public void begin(Beginning beginning) {
            inner.begin(beginning);
        }

        @Override
        public void save(TurnTaken turn, long version, long next) {
            inner.save(turn, version, next);
        }

        @Override
        public void handOff(TurnTaken turn, long version, Place place) {
            inner.handOff(turn, version, place);
        }

        @Override
        public void finish(Finish finish, long version) {
            inner.finish(finish, version);
        }

        @Override
        public void finish(KeptEnd end) {
            inner.finish(end);
        }
    }
}
