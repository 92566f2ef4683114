package io.recaller.callback;

import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.callback.Callbacks.Answer;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Superseding;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who may ask for a call-back, and how often: what a stranger could do with it costs little. */
class CallbacksTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");

    private final Callbacks callbacks = new Callbacks(CallbackRules.usual());

    @Test
    void ofTenRequestsADayForOneNumberThreeAreTaken() {
        var answers =
                IntStream.range(0, 10)
                        .mapToObj(hour -> askAndEnd("+77010000001", "+77010000001", hour))
                        .toList();

        assertThat(answers.subList(0, 3)).containsOnly(Answer.KEPT);
        assertThat(answers.subList(3, 10)).containsOnly(Answer.TOO_OFTEN);
        assertThat(askAndEnd("+77010000001", "+77010000001", 24)).isEqualTo(Answer.KEPT);
    }

    @Test
    void whoAsksForAnotherNumberEachTimeIsCountedByTheirOwn() {
        var answers =
                IntStream.range(0, 10)
                        .mapToObj(i -> askAndEnd("+7701000010" + i, "+77010000002", i))
                        .toList();

        assertThat(answers).filteredOn(Answer.KEPT::equals).hasSize(3);
    }

    @Test
    void aNumberThatManyAskForIsCalledThreeTimesADay() {
        var answers =
                IntStream.range(0, 10)
                        .mapToObj(i -> askAndEnd("+77010000003", "+7701000020" + i, i))
                        .toList();

        assertThat(answers).filteredOn(Answer.KEPT::equals).hasSize(3);
    }

    @Test
    void onePersonHasOneWhateverNumberTheyKey() {
        var customer = customer();

        assertThat(ask("+77010000004", Optional.of(customer))).isEqualTo(Answer.KEPT);
        assertThat(ask("+77010000005", Optional.of(customer))).isEqualTo(Answer.HAS_ONE);
        assertThat(ask("+77010000006", Optional.empty())).isEqualTo(Answer.KEPT);
        assertThat(ask("+77010000006", Optional.empty())).isEqualTo(Answer.HAS_ONE);
    }

    @Test
    void ofManyWhoAskForOnePersonAtOnceOneIsTaken() throws Exception {
        var customer = Optional.of(customer());
        Callable<Answer> one = () -> ask("+77010000007", customer);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads.invokeAll(Collections.nCopies(8, one)).stream()
                            .map(Future::resultNow)
                            .toList();

            assertThat(answers).filteredOn(Answer.KEPT::equals).hasSize(1);
        }
    }

    @Test
    void whoIsMergedIntoAnotherIsFoundByThem() {
        var former = customer();
        var now = customer();
        ask("+77010000008", Optional.of(former));
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER)
                        .set(CUSTOMER.MERGED_INTO, now.value())
                        .where(CUSTOMER.ID.eq(former.value()))
                        .execute());

        List<Callback> theirs =
                db.inTransaction(tx -> callbacks.of(tx, Optional.of(now), Optional.empty()));

        assertThat(theirs).hasSize(1);
    }

    private Answer askAndEnd(String number, String from, int hours) {
        var at = NOW.plus(Duration.ofHours(hours)).plusSeconds(1);
        return db.inTransaction(tx -> {
            var asked =
                    Callback.asked(contact(), Optional.empty(), tel(number), from(from), at, at);
            var answer = callbacks.ask(tx, asked);
            callbacks.close(tx, asked.contact(), new Ended.Superseded(Superseding.CALLED_IN), at);
            return answer;
        });
    }

    private Answer ask(String number, Optional<CustomerId> customer) {
        return db.inTransaction(tx ->
                callbacks.ask(
                        tx,
                        Callback.asked(contact(), customer, tel(number), from(number), NOW, NOW)));
    }

    private static Optional<Handle> from(String number) {
        return Optional.of(tel(number));
    }

    private static Handle tel(String number) {
        return new Handle(HandleKind.TEL, number);
    }

    private static ContactId contact() {
        var id = new ContactId(UUID.randomUUID());
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(CONTACT_KEY)
                        .set(CONTACT_KEY.CONTACT_ID, id.value())
                        .set(CONTACT_KEY.SOURCE, "test")
                        .set(CONTACT_KEY.EXTERNAL_ID, id.toString())
                        .set(CONTACT_KEY.STARTED_AT, NOW)
                        .execute());
        return id;
    }

    private static CustomerId customer() {
        var id = UUID.randomUUID();
        db.runInTransaction(tx -> tx.dsl().insertInto(CUSTOMER).set(CUSTOMER.ID, id).execute());
        return new CustomerId(id);
    }
}
