package io.recaller.gateway.web;

import io.recaller.speech.Language;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody at a page.
 *
 * @param gateway the name of the chat
 * @param peer what rows know them by
 * @param language what their page speaks
 * @param signed who they are, where their site says so
 */
public record Visitor(
        String gateway, String peer, Optional<Language> language, Optional<SignedVisitor> signed) {
    /** Whom nobody knows. */
    public Visitor(String gateway, String peer, Optional<Language> language) {
        this(gateway, peer, language, Optional.empty());
    }

    /** Whether what their site signed has ended: they have to show another one. */
    boolean isOver(Instant now) {
        return signed.filter(who -> !now.isBefore(who.until())).isPresent();
    }

    static Visitor signed(String gateway, SignedVisitor who, Optional<Language> language) {
        return new Visitor(gateway, who.peer(), language, Optional.of(who));
    }
}
