package io.recaller.gateway.web;

import io.recaller.speech.Language;
import java.util.Optional;

/**
 * Somebody at a page.
 *
 * @param gateway the name of the chat
 * @param peer what rows know them by
 * @param language what their page speaks
 */
public record Visitor(String gateway, String peer, Optional<Language> language) {}
