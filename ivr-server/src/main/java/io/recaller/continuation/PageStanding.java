package io.recaller.continuation;

/**
 * How it stands with a page, as far as that decides what it shows: while it is the same nothing has
 * to be shown anew.
 *
 * @param seat of its socket
 * @param why it is over; empty: it is not
 * @param version of the dialogue; -1: there is none
 * @param served whether an agent has its call, or had it
 * @param over whether its call is
 * @param caller how surely it is whom; an agent who has made sure may change it
 * @param steps of what agents showed
 * @param handedIn how many files were
 */
public record PageStanding(
        int seat,
        String why,
        long version,
        boolean served,
        boolean over,
        String caller,
        int steps,
        int handedIn) {
    boolean isOpen() {
        return why.isEmpty();
    }

    /** Whether another page of its call was opened since. */
    boolean isReplaced() {
        return why.equals("replaced");
    }
}
