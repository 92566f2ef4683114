package io.recaller.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has a link sees who writes there, and cannot call them. */
class MaskedWriterTest {
    private static MessageThread thread(String number, Optional<String> name) {
        return new MessageThread(
                new ThreadId(new UUID(0, 1)),
                "sms",
                number,
                Channel.SMS,
                Optional.of(new Handle(HandleKind.TEL, number)),
                TrustTier.CLAIMED,
                name,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+77011234567",
                "+79161234567",
                "+14155550123",
                "+442071234567",
                "+4930123456789",
                "+33142345678",
                "+905321234567",
                "+8613812345678",
                "+5511912345678",
                "+61412345678"
            })
    void ofANumberOnlyItsEndsAreShown(String number) {
        assertThat(MaskedWriter.of(thread(number, Optional.empty())))
                .startsWith(number.substring(0, 3))
                .endsWith(number.substring(number.length() - 2))
                .contains("•••••")
                .doesNotContain(number.substring(5, number.length() - 2));
    }

    @Test
    void aNameIsShownWithItForItMayBeAnybodys() {
        assertThat(MaskedWriter.of(thread("+77011234567", Optional.of("Айгүл"))))
                .isEqualTo("Айгүл · +770•••••67");
        assertThat(MaskedWriter.of(thread("+77011234567", Optional.of("я".repeat(200)))))
                .startsWith("я".repeat(40) + "…");
    }
}
