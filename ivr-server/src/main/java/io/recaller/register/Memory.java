package io.recaller.register;

import io.recaller.contact.ContactId;
import io.recaller.contact.fact.CurrentQuery;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.AuditTrail.Actor;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.Resolution;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.customer.field.Givers;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.Attachments;
import io.recaller.recommendation.PastRecommendation;
import io.recaller.recommendation.PastRecommendations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What other systems may ask about customers; each method is one transaction, and each reading of a
 * customer is on the audit trail or fails. Thread-safe; blocks.
 */
public final class Memory {
    private static final int MOST_FOUND = 50;

    /**
     * What begins is in the rows within; transactions end, and clocks of servers differ, by less.
     * Until then one that began earlier may come in beside what is read.
     */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final Database database;
    private final InstantSource clock;
    private final CustomerStore customers;
    private final KnownFields fields;
    private final Givers givers;
    private final UsedHandles handles = new UsedHandles();
    private final Timeline timeline = new Timeline();
    private final PastRecommendations recommendations = new PastRecommendations();
    private final Attachments attachments = new Attachments();
    private final CurrentQuery current;
    private final AuditTrail audit;
    private final ExplanationRows explanations = new ExplanationRows();

    public Memory(
            Database database,
            InstantSource clock,
            CustomerStore customers,
            KnownFields fields,
            AuditTrail audit) {
        this.database = database;
        this.clock = clock;
        this.customers = customers;
        this.fields = fields;
        this.givers = new Givers(fields.catalogue());
        this.audit = audit;
        this.current = new CurrentQuery(fields.catalogue());
    }

    public FieldCatalogue catalogue() {
        return fields.catalogue();
    }

    /**
     * One customer, several who share the handle, or nobody.
     *
     * @param proved whether fields of verified contacts are told, too
     */
    public List<CustomerView> whoUses(Actor by, Handle handle, boolean proved) {
        return database.inTransaction(tx -> {
            var now = clock.instant();
            var views =
                    found(customers.resolve(tx, handle)).stream()
                            .flatMap(customer -> view(tx, customer, proved, now).stream())
                            .toList();
            views.forEach(view -> audit.write(tx, seen(by, view, handle), now));
            return views;
        });
    }

    /**
     * Who was found by a value.
     *
     * @param more whether there may be others: the value is too common
     */
    public record Found(List<CustomerView> customers, boolean more) {
        public Found {
            customers = List.copyOf(customers);
        }
    }

    /**
     * Customers whose newest value of a field is this one, capitals or not; 50 at most.
     *
     * @param key in the catalogue, and not a secret's
     * @param proved whether fields of verified contacts are looked at, too
     */
    public Found whoGave(Actor by, String key, String value, boolean proved) {
        return database.inTransaction(tx -> {
            var now = clock.instant();
            var found = givers.of(tx, key, value, proved, now, MOST_FOUND);
            var views =
                    found.customers().stream()
                            .flatMap(customer -> view(tx, customer, proved, now).stream())
                            .filter(view -> view.gives(key, value))
                            .toList();
            views.forEach(view ->
                    audit.write(
                            tx,
                            by.did("customer.read", view.customer(), Map.of("field", key)),
                            now));
            return new Found(views, found.more());
        });
    }

    /**
     * One page of the contacts of all customers, in the order they began; without those of the last
     * ten seconds, or dated ahead, which come once nothing can come in before them.
     *
     * @param after where the page before ended
     * @param limit most entries, more than zero
     */
    public List<Timeline.Entry> contacts(Actor by, Timeline.Cursor after, int limit) {
        return database.inTransaction(tx -> {
            var now = clock.instant();
            var page = timeline.since(tx, after, now.minus(SETTLED), limit);
            var counts =
                    page.stream()
                            .flatMap(entry -> entry.customer().stream())
                            .collect(Collectors.groupingBy(one -> one, Collectors.counting()));
            counts.forEach((customer, count) ->
                    audit.write(
                            tx,
                            by.did("contacts.read", customer, Map.of("contacts", "" + count)),
                            now));
            return page;
        });
    }

    private static AuditTrail.Entry seen(Actor by, CustomerView view, Handle handle) {
        var keys = view.fields().stream().map(KnownField::key).collect(Collectors.joining(","));
        return by.did(
                "customer.read",
                view.customer(),
                Map.of("handle", handle.toString(), "fields", keys));
    }

    private static List<CustomerId> found(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Nobody _ -> List.of();
            case Resolution.One(CustomerId customer) -> List.of(customer);
            case Resolution.Several(List<CustomerId> several) -> several;
        };
    }

    private Optional<CustomerView> view(Tx tx, CustomerId customer, boolean proved, Instant now) {
        var told = told(tx, customer, now);
        return customers
                .profile(tx, customer)
                .map(profile ->
                        new CustomerView(
                                profile.customer(),
                                handles.of(tx, customer),
                                handles.claimedOf(tx, customer),
                                profile.language(),
                                profile.segment(),
                                told.stream().filter(each -> proved || !each.verified()).toList(),
                                told.stream()
                                        .filter(each -> !proved && each.verified())
                                        .map(KnownField::key)
                                        .toList()));
    }

    private List<KnownField> told(Tx tx, CustomerId customer, Instant now) {
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

    /** Whether there is such a customer, merged or not, whose menu is looked at. */
    public boolean mayPreview(Actor by, CustomerId customer) {
        return database.inTransaction(tx -> {
            var known = customers.survivor(tx, customer);
            known.ifPresent(one ->
                    audit.write(tx, by.did("menu.previewed", one, Map.of()), clock.instant()));
            return known.isPresent();
        });
    }

    /**
     * One page of what happened, newest first; empty when there is no such customer.
     *
     * @param limit most entries, more than zero
     */
    public Optional<List<Timeline.Entry>> timeline(
            Actor by, CustomerId customer, Optional<Timeline.Cursor> before, int limit) {
        return database.inTransaction(tx ->
                customers
                        .survivor(tx, customer)
                        .map(survivor -> {
                            var page = timeline.read(tx, survivor, before, limit);
                            var detail = Map.of("contacts", String.valueOf(page.size()));
                            var entry = by.did("timeline.read", survivor, detail);
                            audit.write(tx, entry, clock.instant());
                            return page;
                        }));
    }

    /** What was recommended in the contacts of a timeline that is read, and what came of it. */
    public Map<ContactId, PastRecommendation> recommended(List<Timeline.Entry> page) {
        var contacts = page.stream().map(Timeline.Entry::contact).toList();
        return database.inTransaction(tx -> recommendations.of(tx, contacts));
    }

    /** How many files customers gave in the contacts of a timeline that is read; none: left out. */
    public Map<ContactId, Integer> files(List<Timeline.Entry> page) {
        var contacts = page.stream().map(Timeline.Entry::contact).toList();
        return database.inTransaction(tx -> attachments.given(tx, contacts));
    }

    /** What is open and what is true now, beside a timeline that is read. */
    public CurrentQuery.Current current(CustomerId customer) {
        return database.inTransaction(tx -> current.read(tx, customer, clock.instant()));
    }

    /** The contacts that came by a handle, our own first and the latest of them first. */
    public List<OfHandle.Listed> contactsOf(Actor by, Handle handle, int most) {
        return database.inTransaction(tx -> {
            var found = OfHandle.read(tx, handle, most);
            if (!found.isEmpty()) {
                var detail = Map.of("contacts", "" + found.size());
                audit.write(tx, by.did("contacts.read", detail), clock.instant());
            }
            return found;
        });
    }

    /** Why a contact went as it did; empty when there is no such contact. */
    public Optional<Explanation> why(Actor by, ContactId contact) {
        return database.inTransaction(tx ->
                timeline.find(tx, contact)
                        .map(entry -> {
                            audit.write(tx, explained(by, entry), clock.instant());
                            return explanations.read(tx, contact);
                        }));
    }

    private static AuditTrail.Entry explained(Actor by, Timeline.Entry entry) {
        return new AuditTrail.Entry(
                by.kind(),
                by.name(),
                "contact.explained",
                entry.customer(),
                Optional.of(entry.contact().value()),
                Map.of());
    }
}
