package io.recaller.conversation.waiting;

import io.recaller.contact.ContactId;

/**
 * A waiting caller looks in: having joined, when something is due, and when a key was pressed; at
 * least every few seconds.
 */
@FunctionalInterface
public interface WaitVisit {
    /**
     * Says what the caller hears and where they go on; must be quick, music has stopped.
     *
     * @param pressed the key that was pressed; empty when there was none
     */
    Waiting visit(ContactId contact, String pressed);
}
