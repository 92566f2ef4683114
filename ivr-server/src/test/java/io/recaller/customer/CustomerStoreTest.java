package io.recaller.customer;

import static io.recaller.customer.People.CUSTOMERS;
import static io.recaller.customer.People.NOW;
import static io.recaller.customer.People.email;
import static io.recaller.customer.People.tel;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class CustomerStoreTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    @Test
    void aHandleNobodyUsedIdentifiesNobody() {
        var resolution = resolve(tel("+77010000001"));

        assertThat(resolution).isEqualTo(new Resolution.Nobody());
    }

    @Test
    void aCustomerIsMadeAtTheFirstContactAndFoundAtTheNext() {
        var first = create(tel("+77010000002"));

        var second = create(tel("+77010000002"));

        assertThat(first).isInstanceOf(Resolution.One.class).isEqualTo(second);
    }

    @Test
    void twentyFirstContactsAtOnceMakeOneCustomer() throws Exception {
        var phone = tel("+77010000003");
        var mail = email("twenty@example.com");
        var start = new CountDownLatch(1);
        var begun = new ArrayList<Future<Resolution>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 20; i++) {
                var handles = i % 2 == 0 ? List.of(phone, mail) : List.of(mail, phone);
                Callable<Resolution> work =
                        () -> {
                            start.await();
                            return db.inTransaction(tx -> CUSTOMERS.findOrCreate(tx, handles, NOW));
                        };
                begun.add(threads.submit(work));
            }
            start.countDown();
        }

        assertThat(begun.stream().map(CustomerStoreTest::result).distinct())
                .hasSize(1)
                .hasOnlyElementsOfType(Resolution.One.class);
    }

    @Test
    void aHandleOfSeveralCustomersIdentifiesNoneOfThem() {
        var shared = tel("+77010000004");
        var one = created(email("one@example.com"));
        var other = created(email("other@example.com"));

        db.runInTransaction(tx -> People.uses(tx, one, shared));
        db.runInTransaction(tx -> People.uses(tx, other, shared));

        var resolution = resolve(shared);
        assertThat(resolution).isInstanceOf(Resolution.Several.class);
        assertThat(((Resolution.Several) resolution).customers())
                .containsExactlyInAnyOrder(one, other);
        assertThat(find(shared, email("one@example.com"))).isEqualTo(new Resolution.One(one));
        assertThat(find(email("one@example.com"), email("other@example.com")))
                .isInstanceOf(Resolution.Several.class);
    }

    @Test
    void aNewHandleGivenWithAKnownOneBecomesTheirs() {
        var customer = created(tel("+77010000005"));

        find(tel("+77010000005"), email("five@example.com"));

        assertThat(resolve(email("five@example.com"))).isEqualTo(new Resolution.One(customer));
    }

    @Test
    void mergesAreFollowedToTheEnd() {
        var first = created(tel("+77010000006"));
        var second = created(tel("+77010000007"));
        var third = created(tel("+77010000008"));

        merge(first, second);
        merge(second, third);

        var survivor = db.inTransaction(tx -> CUSTOMERS.survivor(tx, first));
        var family = db.inTransaction(tx -> tx.dsl().fetch(Merges.familyOf(third)));
        assertThat(resolve(tel("+77010000006"))).isEqualTo(new Resolution.One(third));
        assertThat(survivor).contains(third);
        assertThat(family).hasSize(3);
    }

    @Test
    void whatIsKnownOfACustomerIsKept() {
        var customer = created(tel("+77010000009"));

        db.runInTransaction(
                tx -> People.describe(tx, customer, Optional.of("ru"), Optional.empty()));
        db.runInTransaction(
                tx -> People.describe(tx, customer, Optional.empty(), Optional.of("gold")));

        var profile = db.inTransaction(tx -> CUSTOMERS.profile(tx, customer));
        assertThat(profile)
                .contains(
                        new Profile(
                                customer,
                                Optional.of("ru"),
                                Optional.of("gold"),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void aPolicyIsDrawnOnceAndKept() {
        var customer = created(tel("+77010000010"));

        var drawn =
                db.inTransaction(tx -> CUSTOMERS.policy(tx, customer, Arms.of(1, "order"), NOW));
        var later =
                db.inTransaction(tx -> CUSTOMERS.policy(tx, customer, Arms.of(0, "order"), NOW));

        assertThat(drawn).isEqualTo("control");
        assertThat(later).isEqualTo("control");
        var profile = db.inTransaction(tx -> CUSTOMERS.profile(tx, customer));
        assertThat(profile.flatMap(Profile::policy)).contains("control");
    }

    private static Resolution resolve(Handle handle) {
        return db.inTransaction(tx -> CUSTOMERS.resolve(tx, handle));
    }

    private static Resolution create(Handle handle) {
        return db.inTransaction(tx -> CUSTOMERS.createWhenNew(tx, handle, NOW));
    }

    private static CustomerId created(Handle handle) {
        return create(handle).single().orElseThrow();
    }

    private static Resolution find(Handle... handles) {
        return db.inTransaction(tx -> CUSTOMERS.findOrCreate(tx, List.of(handles), NOW));
    }

    private static void merge(CustomerId from, CustomerId into) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER)
                        .set(CUSTOMER.MERGED_INTO, into.value())
                        .where(CUSTOMER.ID.eq(from.value()))
                        .execute());
    }

    private static Resolution result(Future<Resolution> done) {
        try {
            return done.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
