package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.People;
import io.recaller.customer.Resolution;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What was stored before a rule changed is put right, as far as it can be known. */
class StoredHandlesTest {
    @AutoClose private static final Database DATABASE = TestDatabase.fresh();
    private final StoredHandles numbers = new StoredHandles(new Handles("KZ"), People.IDS);

    @Test
    void aLocalNumberThatWasTakenForOneOfTheWorldIsLocal() {
        var caller = owner("+72501234");
        var contact = contact("+72501234", caller);

        readAll();

        assertThat(users(new Handle(HandleKind.LOCAL, "2501234"))).isEqualTo(one(caller));
        assertThat(users(People.tel("+72501234"))).isEqualTo(new Resolution.Nobody());
        assertThat(handleOf(contact)).isEqualTo("local:2501234");
    }

    @Test
    void twoFormsOfOneNumberAreOneCustomer() {
        var older = owner("+5215512345601");
        var younger = owner("+525512345601");
        var contact = contact("+5215512345601", older);

        readAll();

        assertThat(users(People.tel("+525512345601"))).isEqualTo(one(older));
        Optional<CustomerId> survivor = in(tx -> People.CUSTOMERS.survivor(tx, younger));
        assertThat(survivor).contains(older);
        assertThat(handleOf(contact)).isEqualTo("tel:+525512345601");
        assertThat(actions(younger)).isEqualTo("customer.merged");
    }

    @Test
    void aFormerFormAloneBecomesTheNumberOfToday() {
        var caller = owner("+5491123456702");

        readAll();

        assertThat(users(People.tel("+541123456702"))).isEqualTo(one(caller));
    }

    @Test
    void twoFormsOfOneAddressAreOneCustomer() {
        var mail = email("anna@xn--e1afmkfd.xn--p1ai");
        var older = owner(email("anna@пример.рф"));
        var younger = owner(mail);
        var other = owner(email("ben@пример.рф"));

        readAll();

        assertThat(users(mail)).isEqualTo(one(older));
        Optional<CustomerId> survivor = in(tx -> People.CUSTOMERS.survivor(tx, younger));
        assertThat(survivor).contains(older);
        assertThat(users(email("ben@xn--e1afmkfd.xn--p1ai"))).isEqualTo(one(other));
    }

    private static Handle email(String address) {
        return new Handle(HandleKind.EMAIL, address);
    }

    @Test
    void aNumberThatSeveralShareStaysShared() {
        var some = owner("+551181234503");
        var other = owner("+5511981234503");
        in(tx -> {
            People.uses(tx, some, People.tel("+5511981234503"));
            return 0;
        });

        readAll();

        assertThat(users(People.tel("+5511981234503")))
                .isInstanceOfSatisfying(
                        Resolution.Several.class,
                        several ->
                                assertThat(several.customers())
                                        .containsExactlyInAnyOrder(some, other));
    }

    @Test
    void whoIsOnlySaidToUseAFormOfItIsNotMergedWithWhoUsesIt() {
        var stranger = owner("+525512345699");
        claim(stranger, "+5215512345605");
        var user = owner("+525512345605");

        readAll();

        assertThat(users(People.tel("+525512345605"))).isEqualTo(one(user));
        assertThat(users(People.tel("+525512345699"))).isEqualTo(one(stranger));
        List<Handle> claims = in(tx -> new UsedHandles().claimedOf(tx, stranger));
        assertThat(claims).containsExactly(People.tel("+525512345605"));
    }

    @Test
    void theSurerOfTwoLinksToFormsOfOneNumberStays() {
        var caller = owner("+5491123456706");
        claim(caller, "+541123456706");

        readAll();

        assertThat(users(People.tel("+541123456706"))).isEqualTo(one(caller));
    }

    @Test
    void aPlaceholderLosesWhomItJoined() {
        var strangers = owner("+70000000000");

        readAll();

        assertThat(users(People.tel("+70000000000"))).isEqualTo(new Resolution.Nobody());
        assertThat(actions(strangers)).isEqualTo("handle.dropped");
    }

    @Test
    void whatIsRightStaysAndReadingAgainChangesNothing() {
        var caller = owner("+77011234504");
        readAll();
        var before = rows();

        readAll();

        assertThat(rows()).isEqualTo(before);
        assertThat(users(People.tel("+77011234504"))).isEqualTo(one(caller));
        boolean here = in(numbers::areRead);
        boolean elsewhere = in(new StoredHandles(new Handles("DE"), People.IDS)::areRead);
        assertThat(here).isTrue();
        assertThat(elsewhere).isFalse();
    }

    private static String rows() {
        return in(tx -> tx.dsl().selectFrom(HANDLE).orderBy(HANDLE.ID).fetch().formatCSV());
    }

    private void readAll() {
        Optional<UUID> last = Optional.empty();
        do {
            var after = last;
            last = in(tx -> numbers.read(tx, after, 2, People.NOW));
        } while (last.isPresent());
        in(tx -> {
            numbers.areReadNow(tx, People.NOW);
            return 0;
        });
    }

    private static CustomerId owner(String number) {
        return owner(People.tel(number));
    }

    private static CustomerId owner(Handle handle) {
        return in(tx -> People.CUSTOMERS.createWhenNew(tx, handle, People.NOW))
                .single()
                .orElseThrow();
    }

    private static void claim(CustomerId customer, String number) {
        in(tx ->
                tx.dsl()
                        .insertInto(CUSTOMER_HANDLE)
                        .set(CUSTOMER_HANDLE.CUSTOMER_ID, customer.value())
                        .set(CUSTOMER_HANDLE.HANDLE_ID, People.HANDLES.idOf(tx, People.tel(number)))
                        .set(CUSTOMER_HANDLE.STANDING, "claimed")
                        .execute());
    }

    private static Resolution one(CustomerId customer) {
        return new Resolution.One(customer);
    }

    private static Resolution users(Handle handle) {
        return in(tx -> People.CUSTOMERS.resolve(tx, handle));
    }

    private static UUID contact(String number, CustomerId customer) {
        var id = People.IDS.get();
        return in(tx -> {
            tx.dsl()
                    .insertInto(CONTACT_KEY)
                    .set(CONTACT_KEY.CONTACT_ID, id)
                    .set(CONTACT_KEY.STARTED_AT, People.NOW)
                    .set(CONTACT_KEY.SOURCE, "test")
                    .set(CONTACT_KEY.EXTERNAL_ID, id.toString())
                    .execute();
            tx.dsl()
                    .insertInto(CONTACT)
                    .set(CONTACT.ID, id)
                    .set(CONTACT.STARTED_AT, People.NOW)
                    .set(CONTACT.SOURCE, "test")
                    .set(CONTACT.EXTERNAL_ID, id.toString())
                    .set(CONTACT.NATURE, "interaction")
                    .set(CONTACT.CHANNEL, "phone")
                    .set(CONTACT.DIRECTION, "inbound")
                    .set(CONTACT.HANDLE_ID, People.HANDLES.idOf(tx, People.tel(number)))
                    .set(CONTACT.CUSTOMER_ID, customer.value())
                    .execute();
            return id;
        });
    }

    private static String handleOf(UUID contact) {
        return in(tx ->
                tx.dsl()
                        .select(HANDLE.KIND, HANDLE.VALUE)
                        .from(CONTACT)
                        .join(HANDLE)
                        .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                        .where(CONTACT.ID.eq(contact))
                        .fetchSingle(row -> row.value1() + ":" + row.value2()));
    }

    private static String actions(CustomerId customer) {
        return in(tx ->
                tx.dsl()
                        .select(AUDIT.ACTION)
                        .from(AUDIT)
                        .where(AUDIT.CUSTOMER_ID.eq(customer.value()))
                        .fetchSingle(row -> String.valueOf(row.value1())));
    }

    private static <T> T in(Function<Tx, T> work) {
        return DATABASE.inTransaction(work);
    }
}
