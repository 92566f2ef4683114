package io.recaller.routing.board;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.skill.Requirement;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who waits, as people look at the queue.
 *
 * @param number masked, such as {@code +7701•••••67}; empty: withheld
 * @param place from 1, within the queue
 * @param since when it joined, kept when an agent does not answer
 * @param priority each level counts as five minutes of waiting
 * @param ringing an agent's phone rings for it
 * @param callback hung up to be called back: no line is waiting
 * @param voicemail left a message: no line is waiting either
 * @param requirement what the flow asks
 * @param outlook whom it waits for now, as its queue's steps have it, and who comes next
 */
public record Waiter(
        ContactId contact,
        Optional<String> number,
        String queue,
        int place,
        Channel channel,
        Instant since,
        int priority,
        boolean ringing,
        boolean callback,
        boolean voicemail,
        Requirement requirement,
        Outlook outlook) {}
