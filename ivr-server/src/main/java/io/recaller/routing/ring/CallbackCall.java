package io.recaller.routing.ring;

import io.recaller.customer.Handle;
import java.time.Duration;

/**
 * How a customer is called back once the agent's phone was answered.
 *
 * @param greeting who calls, as Asterisk plays it: files joined by {@code &}, without extension;
 *     empty: nothing can be said
 * @param ringFor how long the customer is rung
 */
public record CallbackCall(Handle number, String greeting, Duration ringFor) {}
