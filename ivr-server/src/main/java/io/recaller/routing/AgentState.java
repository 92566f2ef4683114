package io.recaller.routing;

import io.recaller.agent.NotReadyReason;
import io.recaller.contact.ContactId;
import java.time.Instant;

/**
 * What an agent is doing now. A transition is a method on the state that allows it, so one that is
 * not allowed does not compile.
 */
public sealed interface AgentState {
    /**
     * The telephone says this agent talks with the contact, whatever was believed: an answer that
     * was heard of late.
     */
    default Talking foundTalking(ContactId contact) {
        return new Talking(contact);
    }

    /** Not at work. */
    record LoggedOut() implements AgentState {
        public NotReady signIn() {
            return new NotReady(NotReadyReason.SIGNED_IN);
        }
    }

    /** Waits for a contact. */
    record Ready() implements AgentState {
        public Ringing offer(OfferId offer, ContactId contact) {
            return new Ringing(offer, contact);
        }

        public NotReady pause(NotReadyReason reason) {
            return new NotReady(reason);
        }

        public LoggedOut signOut() {
            return new LoggedOut();
        }
    }

    /** The phone rings for a contact. */
    record Ringing(OfferId offer, ContactId contact) implements AgentState {
        public Talking answer() {
            return new Talking(contact);
        }

        /** The phone was not answered, or refused. */
        public NotReady missed(NotReadyReason reason) {
            return new NotReady(reason);
        }

        /** The offer came to nothing, and not through the agent. */
        public Ready released() {
            return new Ready();
        }
    }

    /** Talks with the contact. */
    record Talking(ContactId contact) implements AgentState {
        /** The talk is over. */
        public WrapUp hangUp(Instant until) {
            return new WrapUp(contact, until);
        }
    }

    /**
     * Works after the call.
     *
     * @param until when wrap-up ends by itself
     */
    record WrapUp(ContactId contact, Instant until) implements AgentState {
        public Ready complete() {
            return new Ready();
        }

        public NotReady pause(NotReadyReason reason) {
            return new NotReady(reason);
        }

        public LoggedOut signOut() {
            return new LoggedOut();
        }
    }

    /** At work, and takes no contacts. */
    record NotReady(NotReadyReason reason) implements AgentState {
        public Ready ready() {
            return new Ready();
        }

        public NotReady pause(NotReadyReason newReason) {
            return new NotReady(newReason);
        }

        public LoggedOut signOut() {
            return new LoggedOut();
        }
    }
}
