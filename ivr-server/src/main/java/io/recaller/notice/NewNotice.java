package io.recaller.notice;

import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A notice as it is sent to us.
 *
 * @param key the sender's own id of it: sent again it is one notice
 * @param tier how sure we must be who is there to tell it
 * @param texts by language, at least one
 * @param until nobody is told any more from then on
 * @param template which of a channel's templates tells it where its words may not go out; empty:
 *     the plain one invites them to write
 */
public record NewNotice(
        String key,
        Topic topic,
        TrustTier tier,
        Map<String, String> texts,
        Audience to,
        Instant until,
        Optional<String> template) {
    /** That names no template. */
    public NewNotice(
            String key,
            Topic topic,
            TrustTier tier,
            Map<String, String> texts,
            Audience to,
            Instant until) {
        this(key, topic, tier, texts, to, until, Optional.empty());
    }

    public NewNotice {
        texts = Map.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a notice needs a text");
        }
    }

    /** The same, for everybody in that area. */
    NewNotice in(String area) {
        return new NewNotice(key, topic, tier, texts, new Audience.Area(area), until, template);
    }

    /**
     * The same for the same notice, whatever the order of its parts; of parts with their lengths.
     */
    String fingerprint() {
        var parts = new ArrayList<>(List.of(topic.id(), tier.name(), until.toString()));
        new TreeMap<>(texts).forEach((language, text) -> parts.addAll(List.of(language, text)));
        switch (to) {
            case Audience.Segment(var name) -> parts.addAll(List.of("segment", name));
            case Audience.Area(var name) -> parts.addAll(List.of("area", name));
            case Audience.Named(var customers) ->
                    customers.stream().map(CustomerId::toString).sorted().forEach(parts::add);
        }
        template.ifPresent(id -> parts.addAll(List.of("template", id)));
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
