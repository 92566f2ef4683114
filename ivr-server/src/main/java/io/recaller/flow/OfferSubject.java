package io.recaller.flow;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.customer.TrustTier;
import io.recaller.menu.CauseWords;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The concrete recent thing behind an offer.
 *
 * @param tier the trust it takes to hear of it
 * @param kind of request or fact; of a contact its channel
 * @param texts what may be said about it, by language
 */
public record OfferSubject(
        Offering.About about,
        Instant at,
        TrustTier tier,
        String kind,
        Topic topic,
        Optional<String> status,
        Map<String, String> texts) {
    static final String OPENED = "opened";
    static final String TEXT = "text";
    static final String STATUS = "status";

    /** What a text about such a thing may fill in. */
    static Set<String> arguments(Offering.About about) {
        return switch (about) {
            case REQUEST -> Set.of(OPENED, TEXT, STATUS);
            case FACT -> Set.of(OPENED, TEXT);
            case CONTACT -> Set.of(OPENED);
        };
    }

    /** The newest thing the offer can be about; empty when there is none. */
    public static Optional<OfferSubject> of(Offering offering, Context.Known who, Instant now) {
        return things(offering, who)
                .filter(thing -> offering.covers(thing.topic))
                .filter(thing -> !thing.at.isAfter(now))
                .filter(thing -> !thing.at.isBefore(now.minus(offering.within())))
                .max(Comparator.comparing(OfferSubject::at));
    }

    private static Stream<OfferSubject> things(Offering offering, Context.Known who) {
        var kinds = offering.kinds();
        var channels = offering.channels();
        return switch (offering.about()) {
            case REQUEST ->
                    who.requests().stream()
                            .filter(request -> kinds.isEmpty() || kinds.contains(request.kind()))
                            .map(OfferSubject::of);
            case FACT ->
                    who.facts().stream()
                            .filter(fact -> kinds.isEmpty() || kinds.contains(fact.kind()))
                            .map(OfferSubject::of);
            case CONTACT ->
                    who.history().stream()
                            .filter(past -> past.nature() == Nature.INTERACTION)
                            .filter(past -> channels.isEmpty() || channels.contains(past.channel()))
                            .map(OfferSubject::of);
        };
    }

    public static OfferSubject of(OpenRequest request) {
        return new OfferSubject(
                Offering.About.REQUEST,
                request.openedAt(),
                request.tier(),
                request.kind(),
                request.topic(),
                Optional.of(request.status()),
                request.texts());
    }

    private static OfferSubject of(ActiveFact fact) {
        return new OfferSubject(
                Offering.About.FACT,
                fact.from(),
                fact.tier(),
                fact.kind(),
                fact.topic(),
                Optional.empty(),
                fact.texts());
    }

    /** Who may hear of it is up to the offer's own tier. */
    private static OfferSubject of(PastContact past) {
        return new OfferSubject(
                Offering.About.CONTACT,
                past.at(),
                TrustTier.UNKNOWN,
                past.channel().name(),
                past.topic(),
                Optional.empty(),
                Map.of());
    }

    /** The values a text about it may fill in. */
    public Map<String, String> values(Language language) {
        var values = new HashMap<String, String>();
        values.put(OPENED, at.toString());
        status.ifPresent(word -> values.put(STATUS, word));
        language.in(texts).ifPresent(text -> values.put(TEXT, text));
        return values;
    }

    /** For people who ask why: {@code an open request about outage (repair), made 2 days ago}. */
    public String words(Instant now) {
        return switch (about) {
            case REQUEST -> CauseWords.request(kind, topic, at, now);
            case FACT -> CauseWords.fact(kind, topic, at, now);
            case CONTACT ->
                    CauseWords.contact(Channel.valueOf(kind), Nature.INTERACTION, topic, at, now);
        };
    }
}
