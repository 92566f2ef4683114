package io.recaller.contact;

import java.time.Instant;

/** What the menu may learn from one earlier contact of the customer. */
public record PastContact(Instant at, Channel channel, Nature nature, Topic topic) {}
