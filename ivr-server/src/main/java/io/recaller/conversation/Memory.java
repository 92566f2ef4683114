package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.contact.CurrentQuery;
import io.recaller.contact.Intake;
import io.recaller.contact.Recorded;
import io.recaller.contact.Reported;
import io.recaller.contact.Timeline;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.FieldCatalogue;
import io.recaller.customer.FieldCatalogue.Sensitivity;
import io.recaller.customer.Handle;
import io.recaller.customer.KnownField;
import io.recaller.customer.KnownFields;
import io.recaller.customer.Resolution;
import io.recaller.customer.UsedHandles;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What other systems may tell and ask about customers; each method is one transaction. Thread-safe;
 * blocks.
 */
public final class Memory {
    private final Database database;
    private final InstantSource clock;
    private final Intake intake;
    private final CustomerStore customers;
    private final KnownFields fields;
    private final UsedHandles handles = new UsedHandles();
    private final Timeline timeline = new Timeline();
    private final CurrentQuery current;
    private final ExplanationRows explanations = new ExplanationRows();

    public Memory(
            Database database,
            InstantSource clock,
            Intake intake,
            CustomerStore customers,
            KnownFields fields) {
        this.database = database;
        this.clock = clock;
        this.intake = intake;
        this.customers = customers;
        this.fields = fields;
        this.current = new CurrentQuery(fields.catalogue());
    }

    public FieldCatalogue catalogue() {
        return fields.catalogue();
    }

    /** Takes in a contact, once; the keys of its fields are in the catalogue. */
    public Recorded take(Reported reported) {
        return database.inTransaction(tx -> intake.record(tx, reported, clock.instant()));
    }

    /** One customer, several who share the handle, or nobody. */
    public List<CustomerView> whoUses(Handle handle) {
        return database.inTransaction(tx ->
                found(customers.resolve(tx, handle)).stream()
                        .flatMap(customer -> view(tx, customer).stream())
                        .toList());
    }

    private static List<CustomerId> found(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Nobody _ -> List.of();
            case Resolution.One(CustomerId customer) -> List.of(customer);
            case Resolution.Several(List<CustomerId> several) -> several;
        };
    }

    private Optional<CustomerView> view(Tx tx, CustomerId customer) {
        return customers
                .profile(tx, customer)
                .map(profile ->
                        new CustomerView(
                                profile.customer(),
                                handles.of(tx, customer),
                                profile.language(),
                                profile.segment(),
                                shown(tx, customer, clock.instant())));
    }

    private List<KnownField> shown(Tx tx, CustomerId customer, Instant now) {
        return fields.newest(tx, customer, now).values().stream()
                .filter(field -> !isSecret(field))
                .sorted(Comparator.comparing(KnownField::key))
                .toList();
    }

    private boolean isSecret(KnownField field) {
        return catalogue()
                .find(field.key())
                .filter(entry -> entry.sensitivity() != Sensitivity.SECRET)
                .isEmpty();
    }

    /** Whether there is such a customer, merged into another or not. */
    public boolean knows(CustomerId customer) {
        return database.inTransaction(tx -> customers.survivor(tx, customer)).isPresent();
    }

    /**
     * One page of what happened, newest first; empty when there is no such customer.
     *
     * @param limit most entries, more than zero
     */
    public Optional<List<Timeline.Entry>> timeline(
            CustomerId customer, Optional<Timeline.Cursor> before, int limit) {
        return database.inTransaction(tx ->
                customers
                        .survivor(tx, customer)
                        .map(survivor -> timeline.read(tx, survivor, before, limit)));
    }

    /** What is open and what is true now, of a customer there is. */
    public CurrentQuery.Current current(CustomerId customer) {
        return database.inTransaction(tx -> current.read(tx, customer, clock.instant()));
    }

    /** Why a contact went as it did; empty when there is no such contact. */
    public Optional<Explanation> why(ContactId contact) {
        return database.inTransaction(
                tx -> timeline.find(tx, contact).map(_ -> explanations.read(tx, contact)));
    }
}
