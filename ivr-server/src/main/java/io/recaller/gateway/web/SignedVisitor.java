package io.recaller.gateway.web;

import io.recaller.customer.Handle;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody whom their site knows, and says so.
 *
 * @param peer what rows know them by: the same on each device of theirs
 * @param handle their number or address as the site has verified it, else what the site calls them
 * @param name what the site says they are called
 * @param until when what the site has signed ends: from then on they are nobody
 */
public record SignedVisitor(String peer, Handle handle, Optional<String> name, Instant until) {}
