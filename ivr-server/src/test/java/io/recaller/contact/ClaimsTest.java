package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.context.CallerContext;
import io.recaller.contact.fact.Concern;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.reported.Recorded;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.Resolution;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.field.KnownField;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a contact that proves nothing does to a customer who has proved who they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClaimsTest {
    private static final Instant NOW = Memory.NOW;

    private final Memory memory = new Memory("outage", "billing");
    private int reports;

    @AfterAll
    void close() {
        memory.close();
    }

    @ParameterizedTest(name = "{0}, its own handle named first: {1}")
    @CsvSource({
        "UNKNOWN, true",
        "UNKNOWN, false",
        "CLAIMED, true",
        "CLAIMED, false",
        "ATTESTED, true",
        "ATTESTED, false",
    })
    void anUnprovenVisitorWhoNamesANumberNeitherRevealsNorChangesItsOwner(
            TrustTier trust, boolean first) {
        var line = memory.newLine();
        var visitor = visitor();
        var owner = owner(line, "11112222");

        report(trust, first ? List.of(visitor, line) : List.of(line, visitor), "99998888");

        assertThat(fields(owner)).containsEntry("account", "11112222");
        assertThat(resolve(line)).isEqualTo(new Resolution.One(owner));
        assertThat(resolve(visitor).single()).as("by the visitor's handle").isNotEqualTo(of(owner));
        assertThat(context(visitor)).as("what a GET would show").doesNotContain("11112222");
    }

    @Test
    void aVisitorOfWhomNothingIsKnownIsAGuestAndLeavesNoTraceWithTheOwner() {
        var line = memory.newLine();
        var visitor = visitor();
        var owner = owner(line, "11112222");

        var told = report(TrustTier.UNKNOWN, List.of(line, visitor), "99998888");

        var guest = told.customer().orElseThrow();
        assertThat(guest).isNotEqualTo(owner);
        assertThat(resolve(visitor).single()).contains(guest);
        assertThat(fields(guest)).containsEntry("account", "99998888");
        assertThat(history(owner)).extracting(PastContact::topic).hasSize(1);
        assertThat(report(TrustTier.UNKNOWN, List.of(visitor), "99998888").customer())
                .as("the same browser again")
                .contains(guest);
    }

    @Test
    void aNumberNamedBeforeItsOwnerEverCalledIsNotTheVisitors() {
        var line = memory.newLine();
        var visitor = visitor();
        report(TrustTier.UNKNOWN, List.of(line, visitor), "99998888");
        report(TrustTier.CLAIMED, List.of(visitor, line), "99998888");

        var owner = memory.customer(line);

        assertThat(resolve(visitor).single()).isNotEqualTo(of(owner));
        assertThat(fields(owner)).isEmpty();
    }

    @Test
    void aNumberThatOnlyAClaimNamesHasNoTraceOfWhatIsToldOfTheVisitor() {
        var line = memory.newLine();
        var visitor = visitor();
        var owner = owner(line, "11112222");
        report(TrustTier.CLAIMED, List.of(line, visitor), "99998888");

        var whoGetsARequest = memory.customer(visitor);

        assertThat(whoGetsARequest).isNotEqualTo(owner);
    }

    @Test
    void aVerifiedContactProvesThatTheVisitorIsTheOwner() {
        var line = memory.newLine();
        var visitor = visitor();
        var owner = owner(line, "11112222");
        report(TrustTier.UNKNOWN, List.of(visitor, line), "99998888");
        assertThat(resolve(visitor).single()).isNotEqualTo(of(owner));

        var signedIn = report(TrustTier.VERIFIED, List.of(visitor, line), null);

        assertThat(signedIn.customer()).contains(owner);
        assertThat(resolve(visitor).single()).contains(owner);
        assertThat(history(owner)).as("what the visitor did counts now").hasSize(3);
        assertThat(fields(owner)).containsEntry("account", "11112222");
        assertThat(claims(owner)).isEmpty();
    }

    @Test
    void whatTwoCustomersWhoAreNoGuestsUseIsNotMergedByAVerifiedContact() {
        var one = memory.newLine();
        var other = memory.newLine();
        var first = owner(one, "11112222");
        var second = owner(other, "33334444");

        var told = report(TrustTier.VERIFIED, List.of(one, other), "55556666");

        assertThat(told.customer()).isEmpty();
        assertThat(resolve(one).single()).contains(first);
        assertThat(resolve(other).single()).contains(second);
    }

    @Test
    void anAgentProvesAClaimAndTakesItBack() {
        var line = memory.newLine();
        var visitor = visitor();
        var owner = owner(line, "11112222");
        var guest = report(TrustTier.UNKNOWN, List.of(visitor, line), "99998888").customer();
        assertThat(claims(owner)).containsExactly(line);

        memory.db.runInTransaction(tx -> memory.links.prove(tx, owner, visitor, NOW));
        assertThat(resolve(visitor).single()).contains(owner);
        assertThat(history(owner)).hasSize(2);

        var undone = memory.db.inTransaction(tx -> memory.links.undo(tx, owner, visitor));
        assertThat(undone).isPositive();
        assertThat(resolve(visitor).single()).isEqualTo(guest);
        assertThat(history(owner)).hasSize(1);
        assertThat(claims(owner)).as("nor do they claim it any more").isEmpty();
    }

    @Test
    void undoingAClaimTakesItsContactAndItsFieldsAway() {
        var line = memory.newLine();
        var visitor = visitor();
        var owner = memory.customer(line);
        report(TrustTier.CLAIMED, List.of(line, visitor), "99998888");
        assertThat(fields(owner)).containsEntry("account", "99998888");
        assertThat(handles(owner)).containsExactly(line);
        assertThat(claims(owner)).containsExactly(visitor);

        memory.db.runInTransaction(tx -> memory.links.undo(tx, owner, visitor));

        assertThat(fields(owner)).isEmpty();
        assertThat(history(owner)).isEmpty();
        assertThat(claims(owner)).isEmpty();
    }

    @Test
    void undoingAClaimTakesAwayEveryContactThatMadeItAndWhatTheyGave() {
        var line = memory.newLine();
        var visitor = visitor();
        var owner = owner(line, null);
        report(TrustTier.CLAIMED, List.of(line, visitor), "99990001");
        report(TrustTier.CLAIMED, List.of(line, visitor), "99990002");
        report(TrustTier.ATTESTED, List.of(visitor, line), "99990003");
        report(TrustTier.CLAIMED, List.of(line), null);
        assertThat(history(owner)).hasSize(5);

        memory.db.runInTransaction(tx -> memory.links.undo(tx, owner, visitor));

        assertThat(history(owner)).as("by the line alone, and verified").hasSize(2);
        assertThat(fields(owner)).isEmpty();
        assertThat(conversations(owner)).isEqualTo(2);
    }

    @Test
    void undoingAProofTakesAwayWhoCameByTheHandleSinceAndProvedNothing() {
        var line = memory.newLine();
        var visitor = visitor();
        var owner = owner(line, null);
        memory.db.runInTransaction(tx -> memory.links.prove(tx, owner, visitor, NOW));
        report(TrustTier.CLAIMED, List.of(visitor), "99990001");
        report(TrustTier.CLAIMED, List.of(line, visitor), "99990002");
        report(TrustTier.VERIFIED, List.of(visitor), "99990003");

        memory.db.runInTransaction(tx -> memory.links.undo(tx, owner, visitor));

        assertThat(history(owner)).as("both that proved who they are").hasSize(2);
        assertThat(fields(owner)).containsEntry("account", "99990003");
        assertThat(stored(owner)).containsExactly("99990003");
    }

    private List<String> stored(CustomerId customer) {
        return memory.db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(KNOWN_FIELD)
                        .where(KNOWN_FIELD.CUSTOMER_ID.eq(customer.value()))
                        .fetch(KNOWN_FIELD.VALUE));
    }

    private int conversations(CustomerId customer) {
        return memory.db.inTransaction(tx ->
                tx.dsl().fetchCount(CONVERSATION, CONVERSATION.CUSTOMER_ID.eq(customer.value())));
    }

    @Test
    void aContactThatNamesOnlyTheNumberIsProvedByItself() {
        var line = memory.newLine();
        var owner = owner(line, "11112222");
        var told = report(TrustTier.UNKNOWN, List.of(line), "99998888");
        assertThat(history(owner)).hasSize(1);

        var proved =
                memory.db.inTransaction(
                        tx -> memory.links.proveContact(tx, owner, told.contact().value(), NOW));

        assertThat(proved).isTrue();
        assertThat(history(owner)).hasSize(2);
    }

    @ParameterizedTest(name = "{0} two days ago, then {1}: {2}")
    @CsvSource({
        "VERIFIED, CLAIMED, old",
        "VERIFIED, ATTESTED, old",
        "VERIFIED, VERIFIED, new",
        "ATTESTED, CLAIMED, old",
        "CLAIMED, CLAIMED, new",
        "CLAIMED, ATTESTED, new",
        "CLAIMED, VERIFIED, new",
    })
    void theNewestOfTheHighestTrustCounts(TrustTier before, TrustTier after, String expected) {
        var line = memory.newLine();
        var customer = memory.customer(line);
        field(customer, "area", "old", before, Duration.ofDays(2));
        field(customer, "area", "new", after, Duration.ofDays(1));

        assertThat(fields(customer)).containsEntry("area", expected);
        memory.db.runInTransaction(tx ->
                memory.facts.put(
                        tx,
                        new Concern.In("new"),
                        new FactStore.Fact(
                                "net",
                                "f" + ++reports,
                                "outage",
                                new Topic("outage"),
                                NOW.minusSeconds(60),
                                Optional.empty(),
                                TrustTier.UNKNOWN,
                                Map.of()),
                        NOW));
        assertThat(known(customer).facts().isEmpty()).isEqualTo(expected.equals("old"));
    }

    @Test
    void aVerifiedValuePastItsRetentionHidesNoNewerOne() {
        var customer = memory.customer(memory.newLine());
        field(customer, "account", "old", TrustTier.VERIFIED, Duration.ofDays(366));
        field(customer, "account", "new", TrustTier.CLAIMED, Duration.ofDays(1));

        assertThat(fields(customer)).containsEntry("account", "new");
    }

    private CustomerId owner(Handle line, @Nullable String account) {
        return report(TrustTier.VERIFIED, List.of(line), account).customer().orElseThrow();
    }

    private Handle visitor() {
        return new Handle(HandleKind.WEB, "v-" + ++reports);
    }

    private Recorded report(TrustTier trust, List<Handle> handles, @Nullable String account) {
        return memory.report(
                new Reported(
                        "webchat",
                        "claims-" + ++reports,
                        Nature.INTERACTION,
                        Channel.WEB,
                        Direction.INBOUND,
                        handles,
                        trust,
                        Optional.of(new Topic("outage")),
                        NOW.minus(Duration.ofMinutes(1000 - reports)),
                        Optional.empty(),
                        Optional.empty(),
                        account == null ? Map.of() : Map.of("account", account)));
    }

    private void field(
            CustomerId customer, String key, String value, TrustTier trust, Duration ago) {
        var field = new KnownField(key, value, "chat", NOW.minus(ago), trust);
        memory.db.runInTransaction(
                tx -> memory.fields.add(tx, customer, field, Optional.empty(), NOW));
    }

    private Resolution resolve(Handle handle) {
        return memory.db.inTransaction(tx -> memory.customers.resolve(tx, handle));
    }

    private static Optional<CustomerId> of(CustomerId customer) {
        return Optional.of(customer);
    }

    private Map<String, String> fields(CustomerId customer) {
        var values = new HashMap<String, String>();
        known(customer).fields().forEach((key, field) -> values.put(key, field.value()));
        return values;
    }

    private List<PastContact> history(CustomerId customer) {
        return known(customer).history();
    }

    private CallerContext.Known known(CustomerId customer) {
        return memory.db
                .inTransaction(tx -> memory.context.read(tx, customer, NOW))
                .known()
                .orElseThrow();
    }

    private String context(Handle handle) {
        return memory.db.inTransaction(tx -> memory.context.read(tx, handle, NOW)).known().stream()
                .flatMap(known -> known.fields().values().stream())
                .map(KnownField::value)
                .toList()
                .toString();
    }

    private List<Handle> handles(CustomerId customer) {
        return memory.db.inTransaction(tx -> new UsedHandles().of(tx, customer));
    }

    private List<Handle> claims(CustomerId customer) {
        return memory.db.inTransaction(tx -> memory.links.claims(tx, customer)).stream()
                .map(claim -> claim.handle())
                .toList();
    }
}
