package io.recaller.conversation.waiting;

import io.recaller.contact.ContactId;

/** A waiting caller looks in: every few seconds, and when a key was pressed. */
@FunctionalInterface
public interface WaitVisit {
    /**
     * Says what the caller hears and where they go on; must be quick, music has stopped.
     *
     * @param pressed the key that was pressed; empty when there was none
     */
    Waiting visit(ContactId contact, String pressed);
}
