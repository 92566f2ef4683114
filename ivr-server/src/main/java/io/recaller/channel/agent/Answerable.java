package io.recaller.channel.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody may be answered for a time only.
 *
 * @param until exclusive, as an agent may answer
 * @param template what may be sent after that, in words; empty: nothing
 */
public record Answerable(Instant until, Optional<String> template) {}
