package io.recaller.routing.plan;

import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Whether a queue that has hours is open.
 *
 * @param until when that changes, in the zone of its hours; empty: not within two years
 */
public record Opening(boolean isOpen, Optional<ZonedDateTime> until) {}
