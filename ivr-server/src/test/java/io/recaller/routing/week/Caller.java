package io.recaller.routing.week;

import io.recaller.skill.Requirement;
import java.time.Duration;
import java.time.Instant;

/**
 * Somebody who calls.
 *
 * @param topic a skill's name
 * @param language a skill's name
 * @param patience gives up after waiting so long
 * @param talk how long talk and wrap-up take with an agent who knows the topic well
 */
record Caller(
        int number,
        Instant at,
        String topic,
        String language,
        Requirement wanted,
        Duration patience,
        Duration talk) {}
