package io.recaller.contact;

import java.time.Instant;

/** A request of the customer that is not closed yet. */
public record OpenRequest(String kind, Topic topic, String status, Instant openedAt) {}
