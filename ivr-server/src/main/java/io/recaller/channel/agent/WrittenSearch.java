package io.recaller.channel.agent;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.MessageSearch;
import io.recaller.message.MessageSearch.Among;
import io.recaller.message.MessageSearch.Hit;
import io.recaller.message.ThreadId;
import io.recaller.routing.assignment.AssignmentId;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What agents find of what was written. Who has proved nothing may be anybody: then only what they
 * wrote by this way themselves is found. Each search is in the audit trail, without its words.
 * Blocking; any thread.
 */
public final class WrittenSearch {
    /** As many as are told. */
    public static final int MOST = 20;

    private final Database db;
    private final HeldThreads held;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final MessageSearch messages = new MessageSearch();

    public WrittenSearch(
            Database db, AgentMessages written, AuditTrail audit, InstantSource clock) {
        this.db = db;
        this.held = written.held();
        this.audit = audit;
        this.clock = clock;
    }

    /** What was looked through. */
    public enum Scope {
        /** What was written by this way of the customer's only: they have proved nothing. */
        THREAD,
        /** Whatever was written with the customer. */
        CUSTOMER,
        /** Whatever was written with anybody. */
        EVERYTHING;

        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was found.
     *
     * @param hits the newest first, up to {@link #MOST}
     * @param here the thread that the agent writes in
     * @param isMore whether there are more
     */
    public record Found(Scope scope, List<Hit> hits, ThreadId here, boolean isMore) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /**
     * Looks for words.
     *
     * @param isEverywhere whether this agent looks, and may look, at everybody's
     * @return empty: the contact is not in this agent's hands now
     */
    public Optional<Found> find(
            AgentId agent, AssignmentId assignment, String typed, boolean isEverywhere) {
        return db.inTransaction(tx ->
                held.readable(tx, agent, assignment)
                        .map(readable -> find(tx, agent, readable, typed, isEverywhere)));
    }

    private Found find(
            Tx tx,
            AgentId agent,
            HeldThreads.ReadableThread readable,
            String typed,
            boolean isEverywhere) {
        var place = readable.place();
        var who = messages.who(tx, place.contact());
        var among = among(place.thread().id(), who, isEverywhere);
        var found = messages.find(tx, among, typed, MOST + 1, readable.until());
        audit.write(tx, entry(agent, place.contact(), who, scope(among)), clock.instant());
        return new Found(
                scope(among),
                found.stream().limit(MOST).toList(),
                place.thread().id(),
                found.size() > MOST);
    }

    private static Among among(
            ThreadId thread, Optional<MessageSearch.Who> who, boolean isEverywhere) {
        return isEverywhere
                ? new Among.Everything()
                : who.filter(each -> each.trust().atLeast(TrustTier.VERIFIED))
                        .<Among>map(each -> new Among.OfCustomer(thread, each.customer()))
                        .orElseGet(() -> new Among.OneThread(thread));
    }

    private static Scope scope(Among among) {
        return switch (among) {
            case Among.OneThread _ -> Scope.THREAD;
            case Among.OfCustomer _ -> Scope.CUSTOMER;
            case Among.Everything _ -> Scope.EVERYTHING;
        };
    }

    private static AuditTrail.Entry entry(
            AgentId agent, ContactId contact, Optional<MessageSearch.Who> who, Scope scope) {
        return new AuditTrail.Entry(
                AuditTrail.Kind.AGENT,
                agent.toString(),
                "messages.searched",
                who.map(MessageSearch.Who::customer),
                Optional.of(contact.value()),
                Map.of("scope", scope.slug()));
    }
}
