package io.recaller.flow;

import io.recaller.contact.Topic;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.history.PastOffer;
import io.recaller.contact.history.PastOrder;
import io.recaller.customer.Access;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.Model;
import io.recaller.menu.Personal;
import io.recaller.menu.planner.Policy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that a step of a flow may know besides the dialogue and the input: one snapshot.
 *
 * @param now the instant of this step
 * @param zone the installation's time zone (setting {@code time-zone})
 * @param trust how sure we are who is speaking
 * @param model what was learned from everybody; one that knows no topic reads the plain menu
 * @param who what is known of the customer; empty for an unknown caller, a shared handle, or when
 *     the context came late
 * @param numbers of the call; none where there is no call
 * @param hours when what is open, by the names that flows use
 * @param page whether they can be sent a page beside the call
 * @param keysOnly whether they have keys and no letters: a telephone
 */
public record Context(
        Instant now,
        ZoneId zone,
        TrustTier trust,
        Model model,
        Optional<Known> who,
        Numbers numbers,
        OpeningHours hours,
        boolean page,
        boolean keysOnly) {

    /** Outside of a call, and without opening hours. */
    public Context(Instant now, ZoneId zone, TrustTier trust, Model model, Optional<Known> who) {
        this(now, zone, trust, model, who, Numbers.none(), OpeningHours.none(), false, false);
    }

    /** The same, with these opening hours. */
    public Context with(OpeningHours other) {
        return new Context(now, zone, trust, model, who, numbers, other, page, keysOnly);
    }

    /** The same, on a call between these numbers. */
    public Context between(Numbers other) {
        return new Context(now, zone, trust, model, who, other, hours, page, keysOnly);
    }

    /** The same, who can or cannot be sent a page beside the call. */
    public Context withPage(boolean other) {
        return new Context(now, zone, trust, model, who, numbers, hours, other, keysOnly);
    }

    /** The same, who has keys and no letters, or both. */
    public Context withKeysOnly(boolean other) {
        return new Context(now, zone, trust, model, who, numbers, hours, page, other);
    }

    /** A context in which nobody is known: the plain menu. */
    public static Context plain(Instant now, ZoneId zone) {
        return new Context(now, zone, TrustTier.UNKNOWN, Model.of(List.of()), Optional.empty());
    }

    /** The same caller, trusted differently. */
    public Context trusted(TrustTier other) {
        return new Context(now, zone, other, model, who, numbers, hours, page, keysOnly);
    }

    /** What this caller may hear and change. */
    public Access access() {
        return new Access(trust);
    }

    /**
     * The known fields this caller may use, by key; a flow gets at no others, be it to say them, to
     * send them out or to decide by them. What was proved in the call is trusted from then on.
     */
    Map<String, KnownField> fields() {
        return who.map(Known::fields).orElse(Map.of()).entrySet().stream()
                .filter(field -> field.getValue().isOpenTo(access()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A known field, when this caller may hear it. */
    Optional<KnownField> known(String key, TrustTier tier) {
        return field(key).filter(field -> access().mayHear(tier, field.trust()));
    }

    /** A known field that may be used without the caller hearing it. */
    public Optional<KnownField> reliable(String key, TrustTier tier) {
        return field(key).filter(field -> access().mayRelyOn(tier, field.trust()));
    }

    private Optional<KnownField> field(String key) {
        return Optional.ofNullable(fields().get(key));
    }

    /** As if nothing about such topics were known of the customer. */
    public Context without(Predicate<Topic> untold) {
        return who.filter(known -> known.isAbout(untold))
                .map(known ->
                        new Context(
                                now,
                                zone,
                                trust,
                                model,
                                Optional.of(known.without(untold, model)),
                                numbers,
                                hours,
                                page,
                                keysOnly))
                .orElse(this);
    }

    /**
     * What is known of one customer.
     *
     * @param fields the newest valid value by key
     * @param history newest first
     * @param personal what the model makes of it
     * @param requests the open ones, newest first; each says which trust it takes to hear of it
     * @param facts true now, of them or of their area, newest first; likewise
     * @param policy what decides the order of this customer's adaptive menus
     * @param lastOrders the orders heard last by menu node, one for each trust, highest first
     * @param offers made on earlier calls, newest first
     */
    public record Known(
            Map<String, KnownField> fields,
            List<PastContact> history,
            Personal personal,
            List<OpenRequest> requests,
            List<ActiveFact> facts,
            Policy policy,
            Map<String, List<PastOrder>> lastOrders,
            List<PastOffer> offers) {
        public Known {
            fields = Map.copyOf(fields);
            history = List.copyOf(history);
            requests = List.copyOf(requests);
            facts = List.copyOf(facts);
            lastOrders = Map.copyOf(lastOrders);
            offers = List.copyOf(offers);
        }

        /** Of somebody who was never made an offer. */
        public Known(
                Map<String, KnownField> fields,
                List<PastContact> history,
                Personal personal,
                List<OpenRequest> requests,
                List<ActiveFact> facts,
                Policy policy,
                Map<String, List<PastOrder>> lastOrders) {
            this(fields, history, personal, requests, facts, policy, lastOrders, List.of());
        }

        private boolean isAbout(Predicate<Topic> topics) {
            return history.stream().anyMatch(past -> topics.test(past.topic()))
                    || requests.stream().anyMatch(request -> topics.test(request.topic()))
                    || facts.stream().anyMatch(fact -> topics.test(fact.topic()));
        }

        private Known without(Predicate<Topic> topics, Model model) {
            var others = history.stream().filter(past -> !topics.test(past.topic())).toList();
            return new Known(
                    fields,
                    others,
                    others.size() == history.size() ? personal : model.personal(others),
                    requests.stream().filter(request -> !topics.test(request.topic())).toList(),
                    facts.stream().filter(fact -> !topics.test(fact.topic())).toList(),
                    policy,
                    lastOrders,
                    offers);
        }
    }
}
