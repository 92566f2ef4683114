package io.recaller.notice;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What customers are told unasked.
 *
 * @param tier how sure we must be who is there to tell it
 * @param texts by language, at least one
 * @param until nobody is told any more from then on
 * @param template as of {@link NewNotice}
 */
public record Notice(
        NoticeId id,
        String sender,
        String key,
        Topic topic,
        TrustTier tier,
        Map<String, String> texts,
        Optional<String> segment,
        Optional<String> area,
        Instant until,
        Instant createdAt,
        Optional<Instant> cancelledAt,
        Optional<String> template) {
    public Notice {
        texts = Map.copyOf(texts);
    }

    /** Whether it tells that a request of its customer has changed. */
    boolean isAboutRequest() {
        return sender.equals(RequestNotices.SENDER);
    }

    /** Whether somebody may still be told. */
    boolean runs(Instant now) {
        return cancelledAt.isEmpty() && until.isAfter(now);
    }

    /** The same, with the language it is in: for who is to hear it. */
    Map.Entry<String, String> spoken(Collection<String> languages) {
        return languages.stream()
                .flatMap(tag -> Language.of(tag).stream())
                .flatMap(language ->
                        language.in(texts).map(text -> Map.entry(language.code(), text)).stream())
                .findFirst()
                .orElseGet(() -> new TreeMap<>(texts).firstEntry());
    }

    /** In the first of these languages (BCP 47) that it has; in any when it has none of them. */
    String text(Collection<String> languages) {
        return spoken(languages).getValue();
    }
}
