package io.recaller.gateway.web;

import io.recaller.customer.Handle;
import java.util.Optional;

/**
 * Somebody whom their site knows, and says so.
 *
 * @param peer what rows know them by: the same on each device of theirs
 * @param handle their number or address as the site has it, else what the site calls them
 * @param name what the site says they are called
 */
public record SignedVisitor(String peer, Handle handle, Optional<String> name) {}
