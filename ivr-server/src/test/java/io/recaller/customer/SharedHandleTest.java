package io.recaller.customer;

import static io.recaller.customer.People.CUSTOMERS;
import static io.recaller.customer.People.HANDLES;
import static io.recaller.customer.People.IDS;
import static io.recaller.customer.People.NOW;
import static io.recaller.customer.People.email;
import static io.recaller.customer.People.tel;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.identity.Links;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A firm's number, which many use who are known by other things too. */
final class SharedHandleTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final Links links = new Links(CUSTOMERS, HANDLES);

    @Test
    void aVerifiedContactByANumberOfManyHoldsNoneOfThem() {
        var number = tel("+77010005001");
        var users = users(number, "identified");

        var found =
                whileHeld(
                        users,
                        tx -> {
                            var contact =
                                    new Links.Named(List.of(number), TrustTier.VERIFIED, IDS.get());
                            return links.identify(tx, List.of(contact), NOW);
                        });

        assertThat(found)
                .singleElement()
                .satisfies(one -> assertThat(one.resolution().single()).isEmpty());
    }

    @Test
    void whoProvesThatANumberOfManyIsTheirsHoldsNoneOfTheOthers() {
        var number = tel("+77010005002");
        var users = users(number, "proved");
        var customer = db.inTransaction(tx -> CUSTOMERS.create(tx, NOW));

        boolean proved = whileHeld(users, tx -> links.prove(tx, customer, number, NOW));

        assertThat(proved).isTrue();
        assertThat(survivors(users)).isEqualTo(users);
    }

    @Test
    void whoIsKnownOnlyByTheNumberStillTurnsOutToBeWhoProvesIt() {
        var number = tel("+77010005003");
        var users = users(number, "joined");
        var only =
                db.inTransaction(tx -> {
                    var one = CUSTOMERS.create(tx, NOW);
                    People.uses(tx, one, number);
                    return one;
                });
        var customer = db.inTransaction(tx -> CUSTOMERS.create(tx, NOW));

        whileHeld(users, tx -> links.prove(tx, customer, number, NOW));

        assertThat(survivors(List.of(only))).containsExactly(customer);
        assertThat(survivors(users)).isEqualTo(users);
    }

    private static List<CustomerId> users(Handle number, String name) {
        return IntStream.range(0, 40)
                .mapToObj(i ->
                        db.inTransaction(tx -> {
                            var one = CUSTOMERS.create(tx, NOW);
                            People.uses(tx, one, number);
                            People.uses(tx, one, email(name + i + "@example.com"));
                            return one;
                        }))
                .toList();
    }

    private static List<CustomerId> survivors(List<CustomerId> those) {
        return db.inTransaction(tx ->
                those.stream().map(one -> CUSTOMERS.survivor(tx, one).orElseThrow()).toList());
    }

    /** Fails when it would wait for any of them. */
    private static <T> T whileHeld(List<CustomerId> those, Function<Tx, T> work) {
        return db.inTransaction(holding -> {
            var ids = those.stream().map(CustomerId::value).toList();
            holding.dsl()
                    .select(CUSTOMER.ID)
                    .from(CUSTOMER)
                    .where(CUSTOMER.ID.in(ids))
                    .forNoKeyUpdate()
                    .execute();
            return db.inTransaction(tx -> {
                tx.dsl().execute("set local lock_timeout = '300ms'");
                return work.apply(tx);
            });
        });
    }
}
