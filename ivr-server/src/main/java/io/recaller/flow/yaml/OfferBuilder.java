package io.recaller.flow.yaml;

import static io.recaller.flow.yaml.Typed.optional;
import static io.recaller.flow.yaml.Typed.optionalText;
import static io.recaller.flow.yaml.Typed.span;
import static io.recaller.flow.yaml.Typed.text;
import static io.recaller.flow.yaml.Typed.tier;
import static io.recaller.flow.yaml.Typed.word;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Condition;
import io.recaller.flow.Offering;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Makes the offers of a menu from a document the schema has accepted. */
final class OfferBuilder {
    /** What was reported or happened longer ago is not what somebody calls about today. */
    private static final Duration THING = Duration.ofDays(14);

    /** A chat of the day before yesterday is no longer in the caller's mind. */
    private static final Duration CONTACT = Duration.ofDays(2);

    private OfferBuilder() {}

    /**
     * One offer.
     *
     * @param condition compiles a condition; empty when it cannot be read
     */
    static Offering offering(
            String id, JsonNode offer, Function<String, Optional<Condition>> condition) {
        var about = Offering.About.valueOf(word(offer, "about").toUpperCase(Locale.ROOT));
        return new Offering(
                id,
                about,
                words(offer, "topics").stream().map(Topic::new).toList(),
                words(offer, "kinds").stream().collect(Collectors.toSet()),
                words(offer, "channels").stream()
                        .map(channel -> Channel.valueOf(channel.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                span(offer, "within", about == Offering.About.CONTACT ? CONTACT : THING),
                optional(offer, "when").flatMap(condition),
                tier(offer, "tier", TrustTier.VERIFIED),
                text(offer, "say"),
                optionalText(offer, "neutral"),
                word(offer, "next"));
    }

    private static List<String> words(JsonNode owner, String key) {
        return StreamSupport.stream(owner.path(key).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
