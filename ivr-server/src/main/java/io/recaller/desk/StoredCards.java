package io.recaller.desk;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.agent.AgentId;
import io.recaller.contact.CallerContext;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContextQuery;
import io.recaller.contact.Timeline;
import io.recaller.conversation.DatabaseDialogues;
import io.recaller.conversation.DialogueStore.Saved;
import io.recaller.conversation.Flows;
import io.recaller.customer.Access;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.FieldCatalogue;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.AssignmentId;
import io.recaller.routing.Queue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Cards put together from the rows; each reading is audited. Any thread; blocking. */
public final class StoredCards implements CardSource {
    private static final int TIMELINE = 30;

    private final Database database;
    private final DatabaseDialogues dialogues;
    private final Flows flows;
    private final ContextQuery contexts;
    private final CardFields fields;
    private final Timeline timeline = new Timeline();
    private final Queue queue = new Queue();
    private final AuditTrail audit;
    private final InstantSource clock;

    public StoredCards(
            Database database,
            DatabaseDialogues dialogues,
            Flows flows,
            FieldCatalogue catalogue,
            Supplier<UUID> ids,
            InstantSource clock) {
        this.database = database;
        this.dialogues = dialogues;
        this.flows = flows;
        this.contexts = new ContextQuery(catalogue);
        this.fields = new CardFields(catalogue);
        this.audit = new AuditTrail(ids);
        this.clock = clock;
    }

    @Override
    public Card card(AgentId agent, AssignmentId assignment, ContactId contact) {
        var saved = dialogues.load(contact).orElseThrow();
        var now = clock.instant();
        return database.inTransaction(tx -> {
            audit(tx, agent, contact, saved.customer(), now);
            return card(tx, assignment, contact, saved, now);
        });
    }

    private Card card(Tx tx, AssignmentId assignment, ContactId contact, Saved saved, Instant now) {
        var known = saved.customer().flatMap(customer -> contexts.read(tx, customer, now).known());
        var entry = timeline.find(tx, contact).orElseThrow();
        return new Card(
                assignment,
                contact,
                entry.channel(),
                entry.startedAt(),
                queue.joined(tx, contact),
                caller(tx, contact, known, saved.trust()),
                new Card.Trust(saved.trust(), proof(saved.trust())),
                new Card.Why(entry.topic(), path(saved)),
                fields.of(
                        entry.channel(),
                        saved.dialogue(),
                        known.map(CallerContext.Known::fields).orElse(Map.of()),
                        saved.trust(),
                        now),
                saved.customer().map(who -> earlier(tx, who, contact)).orElse(List.of()),
                known.map(CallerContext.Known::requests).orElse(List.of()).stream()
                        .filter(request -> new Access(saved.trust()).mayHear(request.tier()))
                        .toList(),
                known.map(CallerContext.Known::facts).orElse(List.of()).stream()
                        .filter(fact -> new Access(saved.trust()).mayHear(fact.tier()))
                        .toList());
    }

    private Card.Caller caller(
            Tx tx, ContactId contact, Optional<CallerContext.Known> known, TrustTier trust) {
        var handle =
                tx.dsl()
                        .select(HANDLE.KIND, HANDLE.VALUE)
                        .from(CONTACT)
                        .join(HANDLE)
                        .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                        .where(CONTACT.ID.eq(contact.value()))
                        .fetchOptional(row ->
                                new Handle(
                                        HandleKind.valueOf(row.value1().toUpperCase(Locale.ROOT)),
                                        row.value2()))
                        .map(Handle::toString)
                        .map(masked -> masked.substring(masked.indexOf(':') + 1))
                        .orElse("");
        var name =
                known.flatMap(each -> Optional.ofNullable(each.fields().get("name")))
                        .filter(field -> fields.mayShow(field, trust))
                        .map(field -> field.value());
        return new Card.Caller(name, handle, known.flatMap(each -> each.profile().segment()));
    }

    private static Card.Proof proof(TrustTier trust) {
        return switch (trust) {
            case UNKNOWN -> Card.Proof.NONE;
            case CLAIMED -> Card.Proof.CALLER_ID;
            case ATTESTED -> Card.Proof.ATTESTATION;
            case VERIFIED -> Card.Proof.PIN;
        };
    }

    /** The choices made, in the flow's own words. */
    private List<Words> path(Saved saved) {
        var flow = flows.version(saved.dialogue().flowSha());
        return saved.dialogue().path().stream()
                .flatMap(step -> flow.flatMap(known -> ChosenWords.of(known, step)).stream())
                .toList();
    }

    private List<Card.Entry> earlier(Tx tx, CustomerId customer, ContactId contact) {
        Stream<Timeline.Entry> entries =
                timeline.read(tx, customer, Optional.empty(), TIMELINE).stream();
        return entries.filter(entry -> !entry.contact().equals(contact))
                .map(Card.Entry::of)
                .toList();
    }

    private void audit(
            Tx tx, AgentId agent, ContactId contact, Optional<CustomerId> customer, Instant now) {
        audit.write(
                tx,
                new AuditTrail.Entry(
                        AuditTrail.Kind.AGENT,
                        agent.toString(),
                        "card.read",
                        customer,
                        Optional.of(contact.value()),
                        Map.of()),
                now);
    }
}
