package io.recaller.notice;

import io.recaller.contact.TopicStore;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.OutgoingMessages;
import io.recaller.notice.RecipientRows.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Notices as other systems and operators send and follow them. Each method is one audited
 * transaction. Thread-safe; blocks.
 */
public final class Notices {
    /** As many customers may be named at once. */
    public static final int MOST_NAMED = 500;

    /** What is told later than that nobody waits for. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private static final String CANCELLED = "cancelled";

    private final Database db;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final CustomerStore customers;
    private final TopicStore topics;
    private final FieldCatalogue catalogue;
    private final AuditTrail audit;
    private final NoticeRows notices = new NoticeRows();
    private final RecipientRows recipients = new RecipientRows();
    private final OutgoingMessages outgoing = new OutgoingMessages();

    /**
     * The notices over one schema.
     *
     * @param ids makes UUIDv7
     */
    public Notices(
            Database db,
            InstantSource clock,
            Supplier<UUID> ids,
            CustomerStore customers,
            TopicStore topics,
            FieldCatalogue catalogue) {
        this.db = db;
        this.clock = clock;
        this.ids = ids;
        this.customers = customers;
        this.topics = topics;
        this.catalogue = catalogue;
        this.audit = new AuditTrail(ids);
    }

    /** What came of posting one. */
    public sealed interface Outcome {
        /**
         * It is there, and told from now on.
         *
         * @param isNew false: the same was posted before, nothing was changed
         */
        record Posted(Notice notice, boolean isNew) implements Outcome {}

        /** The key is that of another notice of the same sender. */
        record KeyTaken() implements Outcome {}

        /** No field says where a customer is. */
        record NoAreas() implements Outcome {}

        /**
         * It would be nobody's area.
         *
         * @param words what an area is here: "6 digits"
         */
        record NoSuchArea(String words) implements Outcome {}

        /**
         * It cannot be told.
         *
         * @param end what is wrong with its end
         * @param unknown customers that there are none of
         */
        record Wrong(Optional<Flaw> end, List<CustomerId> unknown) implements Outcome {}
    }

    /** What is wrong with the end of a notice. */
    public enum Flaw {
        OVER,
        /** Later than {@link #LONGEST} from now. */
        TOO_LATE
    }

    /** What is wrong with an end; empty: nothing. Does not block. */
    public Optional<Flaw> flaw(Instant until) {
        var now = clock.instant();
        if (!until.isAfter(now)) {
            return Optional.of(Flaw.OVER);
        }
        return until.isAfter(now.plus(LONGEST)) ? Optional.of(Flaw.TOO_LATE) : Optional.empty();
    }

    /** Those who are named and are none of our customers. */
    public List<CustomerId> unknown(Audience to) {
        return to instanceof Audience.Named(var named)
                ? db.inTransaction(tx ->
                        named.stream()
                                .filter(each -> customers.survivor(tx, each).isEmpty())
                                .toList())
                : List.of();
    }

    /** Posts a notice, once by its sender and key. */
    public Outcome post(AuditTrail.Actor sender, NewNotice given) {
        if (!(given.to() instanceof Audience.Area(String area))) {
            return db.inTransaction(tx -> post(tx, sender, given));
        }
        if (catalogue.area().isEmpty()) {
            return new Outcome.NoAreas();
        }
        return catalogue
                .area(area)
                .map(named -> db.inTransaction(tx -> post(tx, sender, given.in(named))))
                .orElseGet(() ->
                        new Outcome.NoSuchArea(catalogue.area().orElseThrow().format().words()));
    }

    private Outcome post(Tx tx, AuditTrail.Actor sender, NewNotice given) {
        var known = notices.find(tx, sender.name(), given.key());
        if (known.isPresent()) {
            return again(known.get(), given);
        }
        var named = new LinkedHashSet<CustomerId>();
        var unknown = new ArrayList<CustomerId>();
        if (given.to() instanceof Audience.Named(var customersNamed)) {
            for (var each : customersNamed) {
                customers.survivor(tx, each).ifPresentOrElse(named::add, () -> unknown.add(each));
            }
        }
        var flaw = flaw(given.until());
        if (flaw.isPresent() || !unknown.isEmpty()) {
            return new Outcome.Wrong(flaw, unknown);
        }
        var id = new NoticeId(ids.get());
        var now = clock.instant();
        var topic = topics.accept(tx, given.topic()).topic();
        if (!notices.insert(tx, id, sender.name(), given, topic, now)) {
            return again(notices.find(tx, sender.name(), given.key()).orElseThrow(), given);
        }
        notices.add(tx, id, named, now);
        note(tx, sender, "notice.post", id);
        return new Outcome.Posted(notices.find(tx, id).orElseThrow(), true);
    }

    private static Outcome again(NoticeRows.Kept kept, NewNotice given) {
        return kept.fingerprint().equals(given.fingerprint())
                ? new Outcome.Posted(kept.notice(), false)
                : new Outcome.KeyTaken();
    }

    /**
     * How far a notice has come.
     *
     * @param isSpread whether all whom it is for are counted
     * @param customers how many by what became of it: waiting, queued, sent, delivered, read,
     *     failed, invited, told, heard, unreachable, expired, cancelled
     * @param reasons how many by why they cannot be reached
     */
    public record Progress(
            Notice notice,
            boolean isSpread,
            Map<String, Integer> customers,
            Map<String, Integer> reasons) {
        public Progress {
            customers = Map.copyOf(customers);
            reasons = Map.copyOf(reasons);
        }
    }

    /** Empty: there is none. Whom it is for is not told, so nobody's data is read. */
    public Optional<Progress> read(NoticeId id) {
        return db.inTransaction(
                tx -> notices.find(tx, id).map(notice -> progress(tx, List.of(notice)).getFirst()));
    }

    /** The newest first. */
    public List<Progress> newest(int most) {
        return db.inTransaction(tx -> progress(tx, notices.newest(tx, most)));
    }

    private List<Progress> progress(Tx tx, List<Notice> found) {
        var tallies = recipients.tally(tx, found.stream().map(each -> each.id().value()).toList());
        var spreading = notices.unspread(tx, found.stream().map(Notice::id).toList());
        return found.stream()
                .map(notice -> {
                    var tally =
                            Optional.ofNullable(tallies.get(notice.id().value()))
                                    .orElseGet(() -> new Tally(Map.of(), Map.of()));
                    return new Progress(
                            notice,
                            !spreading.contains(notice.id()),
                            tally.states(),
                            tally.reasons());
                })
                .toList();
    }

    /**
     * It is told to nobody any more from now on; what was sent is sent.
     *
     * @return empty: there is none; false: it was cancelled before
     */
    public Optional<Boolean> cancel(AuditTrail.Actor by, NoticeId id) {
        return db.inTransaction(tx -> notices.find(tx, id).map(_ -> cancel(tx, by, id)));
    }

    private boolean cancel(Tx tx, AuditTrail.Actor by, NoticeId id) {
        var now = clock.instant();
        var isNews = notices.cancel(tx, id, now);
        if (isNews) {
            recipients
                    .cancel(tx, id)
                    .forEach(message -> outgoing.failed(tx, message, CANCELLED, now));
            note(tx, by, "notice.cancel", id);
        }
        return isNews;
    }

    private void note(Tx tx, AuditTrail.Actor by, String action, NoticeId id) {
        audit.write(tx, by.did(action, Map.of("id", id.toString())), clock.instant());
    }
}
