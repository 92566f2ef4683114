package io.recaller.routing.ring;

import java.util.Optional;

/**
 * A message that is played to the agent once the phone was answered. Sounds as Asterisk plays them:
 * files joined by {@code &}, without extension; empty: nothing can be said.
 *
 * @param sound what the customer said
 * @param keys which keys do what, said after it where the customer can be called
 * @param repeat the same where they cannot be
 * @param missed said when the customer was called in vain
 * @param back how they are called; empty: their number is not known, or not one that we call
 */
public record PlayedMessage(
        String sound, String keys, String repeat, String missed, Optional<CallbackCall> back) {}
