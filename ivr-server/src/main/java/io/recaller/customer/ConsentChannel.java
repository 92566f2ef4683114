package io.recaller.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** By what customers may agree to be told something that they did not ask for. */
public enum ConsentChannel {
    CALL(HandleKind.TEL),
    SMS(HandleKind.TEL),
    EMAIL(HandleKind.EMAIL),
    TELEGRAM(HandleKind.TELEGRAM),
    WHATSAPP(HandleKind.WHATSAPP),
    MESSENGER(HandleKind.MESSENGER),
    INSTAGRAM(HandleKind.INSTAGRAM),
    VIBER(HandleKind.VIBER),
    VK(HandleKind.VK),
    WEB(HandleKind.WEB);

    private final HandleKind handle;

    ConsentChannel(HandleKind handle) {
        this.handle = handle;
    }

    /** What a customer is reached by there. */
    public HandleKind handle() {
        return handle;
    }

    /** As in rows and in the HTTP API. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one written so; empty when there is none. */
    public static Optional<ConsentChannel> of(String slug) {
        return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findFirst();
    }

    /** All of them, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(ConsentChannel::slug).collect(Collectors.joining(", "));
    }
}
