package io.recaller.conversation;

import static io.recaller.db.generated.Tables.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.context.ContextQuery;
import io.recaller.conversation.context.DatabaseContext;
import io.recaller.customer.Arms;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.People;
import io.recaller.customer.Resolution;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.identity.Links;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.menu.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A call from a number that somebody is only said to use, until a PIN proves it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClaimedLineTest {
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: hello
            person: person
            nodes:
              hello: {say: {en: "Hello."}, next: before}
              before: {branch: [{when: "fields.account == '12345678'", next: leak}], otherwise: pin}
              leak: {say: {en: "Leak."}, next: person}
              pin:
                verify:
                  digits: {min: 4, max: 6}
                  say: {en: "PIN?"}
                  wrong: {en: "Wrong."}
                next: after
                failed: person
              after: {branch: [{when: "fields.account == '12345678'", next: yours}], otherwise: person}
              yours: {say: {en: "Yours."}, next: bye}
              bye: {end: {say: {en: "Goodbye."}}}
              person: {hand_off: {}}
            """;

    private final Archive archive = new Archive();
    private final Pins pins =
            new Pins(archive.handles, new Pepper.Keys(PepperKeys.parse("ab".repeat(32))), 4);
    private int numbers = 1_000_000;
    private ContactId last = archive.newContact();
    private Office office = office();
    private Handle line = newLine();
    private CustomerId owner = owner("4711");

    @BeforeEach
    void aNewOwnerIsSaidToUseALine() {
        office = office();
        line = newLine();
        owner = owner("4711");
    }

    @AfterAll
    void close() {
        archive.close();
    }

    @Test
    void aRightPinProvesItAndTheRestOfTheCallIsTheCustomers() {
        claimed(owner);

        var heard = call("4711");

        assertThat(heard).containsExactly("Hello.", "PIN?", "Yours.", "Goodbye.");
        assertThat(resolve(line)).isEqualTo(new Resolution.One(owner));
        assertThat(claims()).isEmpty();
        var contact = archive.row(contact());
        assertThat(contact.getCustomerId()).isEqualTo(owner.value());
        assertThat(contact.getTrust()).isEqualTo("verified");
        assertThat(proofs()).containsExactly(contact().value());
    }

    @Test
    void theNextCallIsTheCustomersAndVerifiedOnlyByThePin() {
        claimed(owner);
        call("4711");
        office = office();

        call("0");

        assertThat(archive.row(contact()).getCustomerId()).isEqualTo(owner.value());
        assertThat(archive.row(contact()).getTrust()).isEqualTo("claimed");
    }

    @Test
    void aRightPinIsTheCallersAndTheLineStaysWithWhoUsedItBefore() {
        claimed(owner);
        call("0");
        var before = resolve(line).single().orElseThrow();
        assertThat(before).isNotEqualTo(owner);
        var earlier = contact();
        office = office();

        var heard = call("4711");

        assertThat(heard).contains("Yours.");
        assertThat(archive.row(contact()).getCustomerId()).isEqualTo(owner.value());
        assertThat(archive.row(contact()).getTrust()).isEqualTo("verified");
        assertThat(resolve(line)).isEqualTo(new Resolution.One(before));
        assertThat(archive.row(earlier).getCustomerId()).isEqualTo(before.value());
        assertThat(survivor(before)).isEqualTo(before);
        assertThat(claims()).containsExactly(line);
        assertThat(proofs()).isEmpty();
    }

    @Test
    void aRightPinTakesNobodyOverWhomABusinessKnowsByTheLine() {
        claimed(owner);
        var other = archive.customer(line);
        archive.db.runInTransaction(
                tx -> People.describe(tx, other, Optional.empty(), Optional.of("business")));

        call("4711");

        assertThat(resolve(line)).isEqualTo(new Resolution.One(other));
        assertThat(survivor(other)).isEqualTo(other);
    }

    @Test
    void wrongPinsAreAStrangersAndProveNothing() {
        claimed(owner);

        var heard = call("1111", "2222", "3333");

        assertThat(heard).startsWith("Hello.", "PIN?").doesNotContain("Yours.", "Leak.");
        assertThat(resolve(line).single()).isNotEqualTo(Optional.of(owner));
        assertThat(claims()).containsExactly(line);
        office = office();
        call("4444", "5555", "6666");
        office = office();
        assertThat(call("4711")).as("a stranger's tries are used up").doesNotContain("Yours.");
        assertThat(proofs()).isEmpty();
    }

    @Test
    void aStrangerWithAPinWhoNamesTheLineTooStandsInNobodysWay() {
        claimed(owner("4712"));
        claimed(owner);

        assertThat(call("4711")).contains("Yours.");
        assertThat(archive.row(contact()).getCustomerId()).isEqualTo(owner.value());
    }

    @Test
    void whoNamesALineAfterThoseWhoDidCannotPushThemOut() {
        claimed(owner);
        for (var stranger = 0; stranger < 5; stranger++) {
            claimed(owner("9" + stranger + "00"), Archive.NOW.plusSeconds(1));
        }

        assertThat(call("4711")).contains("Yours.");
    }

    @Test
    void aPinThatTwoOfThemHaveTellsNothing() {
        claimed(owner);
        claimed(owner("4711"));

        assertThat(call("4711")).doesNotContain("Yours.");
        assertThat(claims()).contains(line);
    }

    @Test
    void aClaimOfSomebodyWithoutAPinStandsInNobodysWay() {
        claimed(owner);
        claimed(archive.customer(newLine()));

        assertThat(call("4711")).contains("Yours.");
    }

    @Test
    void whoUsedTheLineBeforeItWasClaimedStaysThemselves() {
        var user = archive.customer(line);
        claimed(owner, Archive.NOW.plusSeconds(60));

        assertThat(call("4711")).doesNotContain("Yours.");
        assertThat(resolve(line)).isEqualTo(new Resolution.One(user));
    }

    private Office office() {
        var made = new Office();
        made.served = Map.of("telecom", Office.flow(FLOW));
        made.now = Archive.NOW;
        made.store = archive.dialogues;
        made.proofs = archive.proofs(pins, new SimpleMeterRegistry());
        made.contexts =
                new DatabaseContext(
                        archive.db,
                        new ContextQuery(archive.catalogue),
                        archive.customers,
                        Arms.of(0, "recaller"),
                        UnaryOperator.identity(),
                        () -> Model.of(List.of()),
                        Runnable::run);
        made.newContact = () -> last = archive.newContact();
        archive.dialogues.keep(made.served.values(), Archive.NOW);
        return made;
    }

    private Handle newLine() {
        return new Handle(HandleKind.TEL, "+7702" + ++numbers);
    }

    private CustomerId owner(String pin) {
        var customer = archive.customer(newLine());
        var account = new KnownField("account", "12345678", "web", Archive.NOW, TrustTier.VERIFIED);
        archive.db.runInTransaction(tx -> {
            pins.set(tx, customer, pin, Archive.NOW);
            archive.fields.add(tx, customer, account, Optional.empty(), Archive.NOW);
        });
        return customer;
    }

    private void claimed(CustomerId customer) {
        claimed(customer, Archive.NOW.minus(Duration.ofDays(1)));
    }

    private void claimed(CustomerId customer, Instant at) {
        archive.db.runInTransaction(tx -> {
            var theirs = new UsedHandles().of(tx, customer).getFirst();
            var contact =
                    Contact.inbound(
                            archive.newContact(),
                            Channel.WEB,
                            Optional.of(theirs),
                            Optional.of(customer),
                            TrustTier.CLAIMED,
                            at,
                            Optional.empty());
            archive.contacts.begin(tx, contact);
            archive.links()
                    .identify(
                            tx,
                            List.of(
                                    new Links.Named(
                                            List.of(theirs, line),
                                            TrustTier.CLAIMED,
                                            contact.id().value())),
                            at);
        });
    }

    private CustomerId survivor(CustomerId customer) {
        return archive.db
                .inTransaction(tx -> archive.customers.survivor(tx, customer))
                .orElseThrow();
    }

    private List<Handle> claims() {
        return archive.db.inTransaction(tx -> new UsedHandles().claimedOf(tx, owner));
    }

    private List<UUID> proofs() {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(AUDIT.CONTACT_ID)
                        .from(AUDIT)
                        .where(AUDIT.CUSTOMER_ID.eq(owner.value()))
                        .and(AUDIT.ACTION.eq("link.proved"))
                        .fetch(AUDIT.CONTACT_ID));
    }

    private List<String> call(String... keys) {
        return office.call(Office.from(line), new ScriptedLine().willPress(keys)).heard();
    }

    private ContactId contact() {
        return last;
    }

    private Resolution resolve(Handle handle) {
        return archive.db.inTransaction(tx -> archive.customers.resolve(tx, handle));
    }
}
