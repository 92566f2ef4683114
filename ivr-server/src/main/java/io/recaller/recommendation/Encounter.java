package io.recaller.recommendation;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.CustomerId;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A contact in which something may be recommended.
 *
 * @param by what the customer is known by in it
 * @param topic what it is about
 * @param recent what the last ones were about, newest first
 */
public record Encounter(
        ContactId contact,
        CustomerId customer,
        Optional<String> segment,
        TrustTier trust,
        Channel channel,
        Optional<HandleKind> by,
        Optional<Topic> topic,
        List<Topic> recent) {
    public Encounter {
        recent = List.copyOf(recent);
    }

    /** What one agrees to be told things by there; empty: nothing. */
    Optional<ConsentChannel> consent() {
        return switch (channel) {
            case PHONE -> Optional.of(ConsentChannel.CALL);
            case SMS -> Optional.of(ConsentChannel.SMS);
            case EMAIL -> Optional.of(ConsentChannel.EMAIL);
            case CHAT, MESSENGER, WEB, SHOP ->
                    Arrays.stream(ConsentChannel.values())
                            .filter(each -> by.equals(Optional.of(each.handle())))
                            .filter(each -> each.handle() != HandleKind.TEL)
                            .findFirst();
        };
    }
}
