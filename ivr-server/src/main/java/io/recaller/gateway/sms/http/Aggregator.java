package io.recaller.gateway.sms.http;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.Receipt;
import io.recaller.gateway.sms.ShortMessage;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;

/** The shape in which a provider is spoken to, and speaks. Pure. */
sealed interface Aggregator permits Twilio, Infobip, Kannel {
    /** What sends it, without a time limit. */
    HttpRequest.Builder request(Parcel parcel);

    /** What shows that we are let in and sends nothing, without a time limit. */
    HttpRequest.Builder knock();

    /** Whether the answer to a knock says that our credentials are wrong. */
    default boolean isRefused(ProviderAnswer answer) {
        return answer.status() == ProviderAnswer.UNAUTHORIZED;
    }

    /** The provider's id of what was sent, from its answer. */
    String taken(Parcel parcel, ProviderAnswer answer) throws NotSentException;

    /** Whether it comes from the provider, who signs it or shows our token. */
    boolean isAuthentic(ProviderCall callback);

    /**
     * What is told.
     *
     * @throws UnreadableException when that cannot be understood
     */
    Told read(ProviderCall callback, Instant now) throws UnreadableException;

    /** What the provider likes to hear when all is well: type and body. */
    default Thanks thanks() {
        return new Thanks("text/plain", "");
    }

    /** What is answered to a provider. */
    record Thanks(String type, String body) {}

    /**
     * Of one request: what people wrote, and what became of what we sent.
     *
     * @param unreadable what is not as documented beside that, in words
     */
    record Told(List<ShortMessage> messages, List<Receipt> receipts, List<String> unreadable) {
        /** All of it can be read. */
        Told(List<ShortMessage> messages, List<Receipt> receipts) {
            this(messages, receipts, List.of());
        }

        public Told {
            messages = List.copyOf(messages);
            receipts = List.copyOf(receipts);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** A request that is not as documented. */
    final class UnreadableException extends Exception {
        UnreadableException(String message) {
            super(message);
        }
    }
}
