package io.recaller.agent;

/**
 * Whether an agent takes contacts; what an agent holds is not part of it. A transition is a method
 * on the state that allows it, so one that is not allowed does not compile.
 */
public sealed interface Availability {
    /** Not at work. */
    record LoggedOut() implements Availability {
        public NotReady signIn() {
            return new NotReady(NotReadyReason.SIGNED_IN);
        }

        /** The desk that was silent is there again. */
        public NotReady resume() {
            return new NotReady(NotReadyReason.DISCONNECTED);
        }
    }

    /** At work, and takes no contacts. */
    record NotReady(NotReadyReason reason) implements Availability {
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

    /** Takes as many contacts as the capacity allows. */
    record Ready() implements Availability {
        public NotReady pause(NotReadyReason reason) {
            return new NotReady(reason);
        }

        public LoggedOut signOut() {
            return new LoggedOut();
        }
    }
}
