package io.recaller.conversation;

import static io.recaller.db.generated.Tables.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.voice.HangupException;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Tx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that carries a contact comes back while the database is late, over a real one. */
@Timeout(60)
class ReentryTest {
    private static final Archive ARCHIVE = new Archive();
    private static final Handle CALLER = new Handle(HandleKind.TEL, "+4930123456");
    private static final Calls.Patience QUICK = new Calls.Patience(Duration.ofMillis(300), 60);
    private static final Calls.Patience SHORT = new Calls.Patience(Duration.ofMillis(200), 3);
    private static final String WORD = "One moment, please.";
    private static final String ACCOUNT = "Please key your eight-digit account number.";

    private final Office office = new Office();
    private ExecutorService workers;

    @BeforeEach
    void overTheRealDatabase() {
        workers = Executors.newVirtualThreadPerTaskExecutor();
        office.executor = workers;
        office.store = ARCHIVE.dialogues;
        office.newContact = ARCHIVE::newContact;
    }

    @AfterEach
    void end() {
        workers.close();
    }

    @AfterAll
    static void close() {
        ARCHIVE.close();
    }

    @Test
    void whileTheDialogueCannotBeReadTheCallerHearsAWordAndThenTheSameQuestion() {
        var contact = leftAtTheAccount();
        var before = contacts();
        var line = new ScriptedLine().willPress("12345678");

        try (var _ = new Locked("dialogue", "contact")) {
            var back = Thread.ofPlatform().daemon().start(() -> serve(line, contact, QUICK));
            await().atMost(30, TimeUnit.SECONDS).until(() -> line.heard().contains(WORD));
            assertThat(back.isAlive()).isTrue();
        }

        await().until(() -> line.heard().size() > 2 && !line.heard().getLast().equals(WORD));
        assertThat(line.heard()).contains(ACCOUNT).doesNotContain("Welcome to Aspan Telecom.");
        assertThat(line.contact()).isEqualTo(contact);
        assertThat(contacts()).isEqualTo(before);
    }

    @Test
    void whenItCannotBeReadForLongAPersonHelpsAndNoSecondContactIsBegun() {
        var contact = leftAtTheAccount();
        var before = contacts();
        var line = new ScriptedLine();

        try (var _ = new Locked("dialogue", "contact")) {
            serve(line, contact, SHORT);
        }

        assertThat(line.left()).isEqualTo("ring group");
        assertThat(line.heard()).containsExactly(WORD, WORD);
        assertThat(contacts()).isEqualTo(before);
    }

    /** The place in the queue is waited for; its end is not, once that was in vain. */
    @Test
    void whoIsHandedOffWhileNothingCanBeWrittenIsKeptInSilenceOnlyOnce() {
        var line = new ScriptedLine().willPress("0");
        office.writeDeadline = Duration.ofMillis(100);

        Duration took;
        try (var _ = new Locked("dialogue", "contact")) {
            var began = System.nanoTime();
            office.call(Office.from(CALLER), line);
            took = Duration.ofNanos(System.nanoTime() - began);
        }

        assertThat(line.left()).isEqualTo("ring group");
        assertThat(took).isLessThan(Duration.ofMillis(3700));
    }

    @Test
    void aDatabaseThatRefusesIsAskedAgainRatherThanTakenForANewCaller() {
        var contact = leftAtTheAccount();
        var broken = new Refusing(ARCHIVE.dialogues, 2);
        office.store = broken;
        var line = new ScriptedLine();

        serve(line, contact, QUICK);

        assertThat(line.heard()).contains(WORD, ACCOUNT);
        assertThat(line.contact()).isEqualTo(contact);
    }

    @Test
    void aCallWhoseContactWasTakenForOverGoesOnAtItsPlaceAsAnotherContact() {
        var contact = leftAtTheAccount();
        var ends =
                new ContactEnds(
                        ARCHIVE.db,
                        ARCHIVE.contacts,
                        new Takeovers(ARCHIVE.contacts, ARCHIVE.customers, _ -> Optional.empty()),
                        Runnable::run,
                        office);
        ends.gone(contact, HangUp.BY_CALLER);
        var line = new ScriptedLine();

        serve(line, contact, QUICK);

        assertThat(line.heard()).first().isEqualTo(ACCOUNT);
        assertThat(line.contact()).isNotEqualTo(contact);
    }

    /** As a killed server leaves it: in the middle of a question. */
    private ContactId leftAtTheAccount() {
        office.store = new Endless(ARCHIVE.dialogues);
        var line = office.call(Office.from(CALLER), new ScriptedLine().willPress("6"));
        office.store = ARCHIVE.dialogues;
        assertThat(line.heard()).contains(ACCOUNT);
        await().atMost(30, TimeUnit.SECONDS).until(() -> isAtTheAccount(line.contact()));
        return line.contact();
    }

    private static boolean isAtTheAccount(ContactId contact) {
        return ARCHIVE.dialogues.load(contact).filter(saved -> saved.version() >= 2).isPresent();
    }

    private void serve(ScriptedLine line, ContactId contact, Calls.Patience patience) {
        var back = Office.arrival(Optional.of(contact), Optional.of(CALLER), "8000");
        try {
            new Calls(office.conversations(), patience, Elsewhere.nothing()).serve(line, back);
        } catch (HangupException _) {
            assertThat(line.left()).isEmpty();
        }
    }

    private static int contacts() {
        return ARCHIVE.db.inTransaction(tx -> tx.dsl().fetchCount(CONTACT));
    }

    /** Holds tables as a careless administrator's open transaction does. */
    private static final class Locked implements AutoCloseable {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final Thread holder;

        Locked(String... tables) {
            holder =
                    Thread.ofVirtual()
                            .start(() -> ARCHIVE.db.runInTransaction(tx -> hold(tx, tables)));
            latch(held);
        }

        private void hold(Tx tx, String... tables) {
            for (var table : tables) {
                tx.dsl().execute("lock table " + table + " in access exclusive mode");
            }
            held.countDown();
            latch(released);
        }

        private static void latch(CountDownLatch latch) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            released.countDown();
            try {
                holder.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A store whose database refuses to be read a few times. */
    private static final class Refusing extends Broken {
        private final DialogueStore inner;
        private int left;

        Refusing(DialogueStore inner, int times) {
            this.inner = inner;
            this.left = times;
        }

        @Override
        public Optional<Saved> load(ContactId contact) {
            return left-- > 0 ? super.load(contact) : inner.load(contact);
        }

        @Override
        public void save(TurnTaken turn, long version) {
            inner.save(turn, version);
        }

        @Override
        public void finish(Finish finish, long version) {
            inner.finish(finish, version);
        }
    }
}
