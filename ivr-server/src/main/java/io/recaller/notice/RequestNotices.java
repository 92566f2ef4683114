package io.recaller.notice;

import io.recaller.contact.Topic;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.message.OutgoingMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Tells customers that a request of theirs has changed, as a notice of their own. Of several
 * changes at once, and of those that wait for the morning, the last is told. Any thread; the caller
 * owns the Tx.
 */
public final class RequestNotices {
    /** No API key is called so. */
    static final String SENDER = "recaller/requests";

    /** Other systems change a request in several steps. */
    private static final Duration SETTLES_IN = Duration.ofMinutes(1);

    private static final Duration NEWS_FOR = Duration.ofDays(3);

    /** Of what may be told to who proved who they are only: that there is news. */
    private static final Map<String, String> NEWS =
            Map.of(
                    "en", "There is news about your request. Call or write to us to learn more.",
                    "ru", "По вашей заявке есть новости. Позвоните или напишите нам, чтобы узнать.",
                    "kk",
                            "Өтініміңіз бойынша жаңалық бар. Білу үшін бізге қоңырау шалыңыз немесе жазыңыз.");

    private final Supplier<UUID> ids;
    private final Consents consents = new Consents();
    private final NoticeRows notices = new NoticeRows();
    private final RecipientRows recipients = new RecipientRows();
    private final OutgoingMessages outgoing = new OutgoingMessages();

    /**
     * Over one schema.
     *
     * @param ids makes UUIDv7
     */
    public RequestNotices(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /**
     * A request as it is now.
     *
     * @param id source and external id, joined by a slash
     * @param texts what may be said about it, by language
     */
    public record Changed(String id, Topic topic, TrustTier tier, Map<String, String> texts) {
        public Changed {
            texts = Map.copyOf(texts);
        }
    }

    /** What was told of a request is not so any more: what waits of it is told to nobody. */
    public void over(Tx tx, String id, Instant now) {
        recipients
                .supersede(tx, keys(id))
                .forEach(message -> outgoing.failed(tx, message, "superseded", now));
    }

    private static String keys(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) + "#";
    }

    /** It has changed; who agreed to be told nothing is told nothing. */
    public void changed(Tx tx, CustomerId customer, Changed request, Instant now) {
        over(tx, request.id(), now);
        if (consents.agreed(tx, customer, Optional.empty()).isEmpty()) {
            return;
        }
        var id = new NoticeId(ids.get());
        var isTellable = TrustTier.ATTESTED.atLeast(request.tier()) && !request.texts().isEmpty();
        var notice =
                new NewNotice(
                        keys(request.id()) + id,
                        request.topic(),
                        isTellable ? request.tier() : TrustTier.CLAIMED,
                        isTellable ? request.texts() : NEWS,
                        new Audience.Named(List.of(customer)),
                        now.plus(NEWS_FOR));
        notices.insert(tx, id, SENDER, notice, request.topic(), now);
        notices.add(tx, id, List.of(customer), now.plus(SETTLES_IN));
        if (!isTellable) {
            // Who calls is told of the request itself, once they have proved who they are.
            recipients.notSaid(tx, id);
        }
    }
}
