package io.recaller.backtest;

import io.recaller.contact.Channel;
import java.time.Instant;

/**
 * One contact of a replay.
 *
 * @param customer numbered from 0
 * @param option the option it was about, in the designer's order
 */
record LoggedContact(Instant at, int customer, Channel channel, int option) {}
