package io.recaller.conversation.context;

import io.recaller.customer.Handle;
import java.util.Optional;

/**
 * Who took the place of whoever was served.
 *
 * @param handle what they are recognised by, which proves nothing; empty when withheld, or none
 */
public record Newcomer(Optional<Handle> handle) {}
