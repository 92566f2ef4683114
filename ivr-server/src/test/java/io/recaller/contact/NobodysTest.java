package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.context.CallerContext;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.reported.Recorded;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.identity.Links;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contacts of which nothing is known and that nothing tells from others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NobodysTest {
    private final Memory memory = new Memory("outage", "billing");
    private int reports;

    @AfterAll
    void close() {
        memory.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TEL, +41446681800",
        "TEL, +5215512345678",
        "LOCAL, 101",
        "EMAIL, aigul+web@example.com",
        "CARD, 4000-1"
    })
    void howeverManyThereAreTheyMakeNoCustomer(HandleKind kind, String value) {
        var named = new Handle(kind, value);
        var before = customers();

        var first = report(TrustTier.UNKNOWN, List.of(named), "1");
        var second = report(TrustTier.UNKNOWN, List.of(named, memory.newLine()), "2");

        assertThat(customers()).isEqualTo(before);
        assertThat(List.of(first, second)).allMatch(told -> told.customer().isEmpty());
        assertThat(memory.entry(first.contact()).topic())
                .as("it is kept, and learned from")
                .contains(new Topic("outage"));
        assertThat(resolved(named)).isEmpty();
    }

    @Test
    void aBrowserWhoseOwnerIsKnownMakesNoCustomerByComingBackUnknown() {
        var browser = browser();
        var owner = report(TrustTier.VERIFIED, List.of(memory.newLine(), browser), "1");
        var before = customers();

        var told = report(TrustTier.UNKNOWN, List.of(browser), "2");

        assertThat(told.customer()).isEmpty();
        assertThat(customers()).isEqualTo(before);
        assertThat(history(owner.customer().orElseThrow())).hasSize(1);
    }

    @Test
    void aBrowserOfItsOwnIsAGuestAsBefore() {
        var browser = browser();

        var first = report(TrustTier.UNKNOWN, List.of(memory.newLine(), browser), "1");
        var second = report(TrustTier.UNKNOWN, List.of(browser), "2");

        assertThat(first.customer()).isPresent().isEqualTo(second.customer());
    }

    @Test
    void itIsListedToWhoseNumberItNamed() {
        var line = memory.newLine();
        var owner = memory.customer(line);
        var told = report(TrustTier.UNKNOWN, List.of(line), "1");

        var claims = claims(owner);

        assertThat(claims).hasSize(1);
        assertThat(claims.getFirst().customer()).isEmpty();
        assertThat(claims.getFirst().handle()).isEqualTo(line);
        assertThat(claims.getFirst().contact()).contains(told.contact().value());
    }

    @Test
    void onceSomebodySaysWhoseItIsItIsTheirsWithAllThatWasGiven() {
        var line = memory.newLine();
        var owner = memory.customer(line);
        var told = report(TrustTier.UNKNOWN, List.of(line), "99998888");
        assertThat(history(owner)).isEmpty();

        assertThat(prove(owner, told)).isTrue();

        var entry = memory.entry(told.contact());
        assertThat(entry.customer()).contains(owner);
        assertThat(entry.trust()).isEqualTo(TrustTier.CLAIMED);
        assertThat(history(owner)).hasSize(1);
        assertThat(account(owner)).contains("99998888");
        assertThat(conversations(owner)).isEqualTo(1);
        assertThat(claims(owner)).as("no claim is open").isEmpty();
        assertThat(prove(owner, told)).as("once").isFalse();
        assertThat(prove(memory.customer(memory.newLine()), told)).as("and theirs").isFalse();
    }

    @Test
    void whatItGaveIsNobodysUntilThen() {
        var line = memory.newLine();
        var owner = memory.customer(line);

        var told = report(TrustTier.UNKNOWN, List.of(line), "99998888");

        assertThat(account(owner)).isEmpty();
        assertThat(
                        memory.db.<Integer>inTransaction(tx ->
                                tx.dsl()
                                        .fetchCount(
                                                KNOWN_FIELD,
                                                KNOWN_FIELD.CONTACT_ID.eq(told.contact().value()),
                                                KNOWN_FIELD.CUSTOMER_ID.isNull())))
                .isEqualTo(1);
    }

    @Test
    void takenBackItIsNobodysAgain() {
        var line = memory.newLine();
        var owner = report(TrustTier.VERIFIED, List.of(line), "1").customer().orElseThrow();
        var mail = new Handle(HandleKind.EMAIL, "who" + ++reports + "@example.com");
        var told = report(TrustTier.UNKNOWN, List.of(line, mail), "99998888");
        prove(owner, told);

        memory.db.runInTransaction(tx -> memory.links.undo(tx, owner, mail));

        assertThat(memory.entry(told.contact()).customer()).isEmpty();
        assertThat(account(owner)).contains("1");
    }

    private Handle browser() {
        return new Handle(HandleKind.WEB, "nobodys-" + ++reports);
    }

    private Recorded report(TrustTier trust, List<Handle> handles, String account) {
        return memory.report(
                new Reported(
                        "webform",
                        "nobodys-" + ++reports,
                        Nature.INTERACTION,
                        Channel.WEB,
                        Direction.INBOUND,
                        handles,
                        trust,
                        Optional.of(new Topic("outage")),
                        Memory.NOW.minus(Duration.ofMinutes(1000 - reports)),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("account", account)));
    }

    private boolean prove(CustomerId customer, Recorded told) {
        return memory.db.inTransaction(
                tx -> memory.links.proveContact(tx, customer, told.contact().value(), Memory.NOW));
    }

    private int customers() {
        return memory.db.inTransaction(tx -> tx.dsl().fetchCount(CUSTOMER));
    }

    private int conversations(CustomerId customer) {
        return memory.db.inTransaction(tx ->
                tx.dsl().fetchCount(CONVERSATION, CONVERSATION.CUSTOMER_ID.eq(customer.value())));
    }

    private Optional<CustomerId> resolved(Handle handle) {
        return memory.db.inTransaction(tx -> memory.customers.resolve(tx, handle)).single();
    }

    private List<Links.Claim> claims(CustomerId customer) {
        return memory.db.inTransaction(tx -> memory.links.claims(tx, customer));
    }

    private List<PastContact> history(CustomerId customer) {
        return known(customer).history();
    }

    private Optional<String> account(CustomerId customer) {
        return Optional.ofNullable(known(customer).fields().get("account"))
                .map(field -> field.value());
    }

    private CallerContext.Known known(CustomerId customer) {
        return memory.db
                .inTransaction(tx -> memory.context.read(tx, customer, Memory.NOW))
                .known()
                .orElseThrow();
    }
}
