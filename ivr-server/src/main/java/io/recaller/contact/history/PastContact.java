package io.recaller.contact.history;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import java.time.Instant;

/** What the menu may learn from one earlier contact of the customer. */
public record PastContact(Instant at, Channel channel, Nature nature, Topic topic) {}
